package analysis

import (
	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/survival"
)

// comparison is one endpoint split by one grouping, ready to be estimated.
type comparison struct {
	endpoint     plan.Endpoint
	grouping     grouping
	observations *endpoint.Observations
	units        [][]int // by group: indices of all its units, those set aside too
	analysed     counted
	table        *survival.Table
	causes       int
	missing      int // units without a value of the grouping's column
	judged       *judged
	isOfModel    bool // judged for the p-values of a model, which prints no permutation test
}

func newComparison(e plan.Endpoint, o *endpoint.Observations, g grouping) *comparison {
	o = g.observations(o)
	k := comparisonOf(e, o, g, make([][]int, len(g.levels)))
	sizes := make([]int, len(g.levels))
	for i, row := range o.Row {
		if code := g.code(row); code >= 0 {
			sizes[code]++
		} else {
			k.missing += o.Cases(i)
		}
	}
	for code, n := range sizes {
		k.units[code] = make([]int, 0, n)
	}
	for i, row := range o.Row {
		if code := g.code(row); code >= 0 {
			k.units[code] = append(k.units[code], i)
		}
	}
	return k
}

// comparisonOf has the units that are given for each level.
func comparisonOf(e plan.Endpoint, o *endpoint.Observations, g grouping, units [][]int) *comparison {
	k := &comparison{endpoint: e, grouping: g, observations: o, units: units, causes: 1}
	if e.Kind == plan.Incidence {
		k.causes = 1 + len(e.Competing)
	}
	return k
}

// count makes the table of the units that are not set aside. It stays nil
// where there is none.
func (k *comparison) count() error {
	n := 0
	for _, units := range k.units {
		n += len(units)
	}
	k.analysed = counted{Observations: survival.Observations{Time: make([]float64, 0, n), Cause: make([]uint8, 0, n), Group: make([]int32, 0, n)}}
	for g, units := range k.units {
		for _, i := range units {
			if !k.observations.SetAside(i) {
				k.add(&k.analysed, i, int32(g))
			}
		}
	}
	if len(k.analysed.Time) == 0 {
		return nil
	}
	var err error
	k.table, err = k.analysed.table(len(k.units), k.causes)
	return err
}

// count is that of the comparison by the cohort's rules for late entry.
func (c *cohort) count(k *comparison) error {
	if err := k.count(); err != nil || k.table == nil {
		return err
	}
	k.table.MinAtRisk = c.plan.MinGroup
	return nil
}

func (k *comparison) add(o *counted, unit int, group int32) {
	from := k.observations
	o.Time = append(o.Time, from.Time[unit])
	o.Cause = append(o.Cause, from.Cause[unit])
	o.Group = append(o.Group, group)
	if from.Entry != nil {
		o.Entry = append(o.Entry, from.Entry[unit])
	}
	if from.Count != nil {
		o.count = append(o.count, from.Count[unit])
	}
}

func (k *comparison) curve(t *survival.Table, group int, s survival.Settings) (*survival.Curve, error) {
	if k.endpoint.Kind == plan.Incidence {
		return survival.CumulativeIncidence(t, group, 1, s)
	}
	return survival.KaplanMeier(t, group, s)
}

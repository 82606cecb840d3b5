package analysis

import (
	"cmp"
	"math"
	"slices"

	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/survival"
)

// counted are observations of which each may stand for several like cases.
type counted struct {
	survival.Observations
	count []int32 // nil: one each
}

func (o counted) table(groups, causes int) (*survival.Table, error) {
	if o.count == nil {
		return survival.NewTable(o.Observations, groups, causes)
	}
	return survival.FromCounts(o.Observations, o.count, groups, causes)
}

func (o counted) clone() counted {
	return counted{survival.Observations{Time: slices.Clone(o.Time), Cause: slices.Clone(o.Cause), Group: slices.Clone(o.Group), Entry: slices.Clone(o.Entry)}, slices.Clone(o.count)}
}

// ofGroups has the observations of some of the groups, which keep their numbers.
func (o counted) ofGroups(groups []int) counted {
	var kept []int
	for i, g := range o.Group {
		if slices.Contains(groups, int(g)) {
			kept = append(kept, i)
		}
	}
	of := counted{Observations: o.Selected(kept)}
	if o.count != nil {
		of.count = make([]int32, len(kept))
		for i, row := range kept {
			of.count[i] = o.count[row]
		}
	}
	return of
}

// cases are the observations one by one, by group, time and cause: what is
// sampled from them does not depend on the order of the file. ok is false where
// there are more than most.
func (o counted) cases(most int) (cases survival.Observations, ok bool) {
	total := len(o.Time)
	if o.count != nil {
		total = 0
		for _, n := range o.count {
			total += int(n)
		}
	}
	if total > most {
		return cases, false
	}
	order := make([]int, 0, total)
	for i := range o.Time {
		n := 1
		if o.count != nil {
			n = int(o.count[i])
		}
		order = append(order, slices.Repeat([]int{i}, n)...)
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(o.Group[a], o.Group[b]), cmp.Compare(o.Time[a], o.Time[b]), cmp.Compare(o.Cause[a], o.Cause[b]))
	})
	for _, i := range order {
		cases.Time, cases.Cause, cases.Group = append(cases.Time, o.Time[i]), append(cases.Cause, o.Cause[i]), append(cases.Group, o.Group[i])
		if o.Entry != nil {
			cases.Entry = append(cases.Entry, o.Entry[i])
		}
	}
	return cases, true
}

// casesOf are the cases of some strata one by one, with the number of the stratum
// of each. ok is false where there are more than most.
func casesOf(strata []counted, most int) (o survival.Observations, stratum []int32, ok bool) {
	for i, of := range strata {
		cases, ok := of.cases(most - len(o.Time))
		if !ok {
			return o, nil, false
		}
		o.Time, o.Cause, o.Group = append(o.Time, cases.Time...), append(o.Cause, cases.Cause...), append(o.Group, cases.Group...)
		o.Entry = append(o.Entry, cases.Entry...)
		stratum = append(stratum, slices.Repeat([]int32{int32(i)}, len(cases.Time))...)
	}
	return o, stratum, true
}

// tooManyCases is the permutation test of more cases than get one. Where not
// even the statistic could be had, that is the reason.
func (k *comparison) tooManyCases(strata []counted) survival.TestResult {
	tables, err := k.tables(strata)
	r := k.mainTest(tables, 0)
	if err != nil {
		r.Reason = survival.ReasonInvalidObservations
	}
	r.Name = survival.PermutationOf(r.Name)
	r.DF, r.P, r.PMin = math.NaN(), math.NaN(), math.NaN()
	if r.Reason == "" {
		r.Reason = survival.ReasonTooManyCases
	}
	return r
}

// observations are those that a grouping groups: all, or of tables of counts
// the rows by its column.
func (g grouping) observations(o *endpoint.Observations) *endpoint.Observations {
	if g.counted == nil {
		return o
	}
	found := &endpoint.Observations{Count: []int32{}, Landmark: o.Landmark}
	for i, row := range o.Row {
		if !g.counted(row) {
			continue
		}
		found.Add(o.At(i))
		found.Count = append(found.Count, o.Count[i])
		if o.Entry != nil {
			found.Entry = append(found.Entry, o.Entry[i])
		}
	}
	for _, r := range o.Reached {
		if g.counted(r.Row) {
			found.Reached = append(found.Reached, r)
		}
	}
	return found
}

// countedMature is mature of cases that were counted by the times that they had
// the opportunity to reach.
func (k *comparison) countedMature(g int, time float64) bool {
	reached, cases := 0, 0
	for _, r := range k.observations.Reached {
		if r.Time == time && r.Landmark == k.observations.Landmark && k.grouping.code(r.Row) == int32(g) {
			reached += int(r.Count)
		}
	}
	for _, i := range k.units[g] {
		cases += k.observations.Cases(i)
	}
	return 2*reached >= cases
}

// stratification groups the cases by the cohort's stratify column.
func (c *cohort) stratification() grouping {
	if c.counts != nil {
		return c.counts.strata
	}
	return newGrouping(c.data, plan.Compare{Column: c.plan.Stratify}, c.indexRows())
}

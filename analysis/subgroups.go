package analysis

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/regress"
	"graftstat/analysis/result"
	"graftstat/analysis/survival"
)

// subgroups fit the hazard ratios of one grouping within each group of
// another, with the likelihood-ratio test of their interaction: of the model
// with all products of their levels against that without. An endpoint with
// competing events has its cause-specific hazards. Where a cell of the two is
// smaller than min_group there is no p.
func (c *cohort) subgroups(asked []plan.Subgroup) ([]result.Subgroup, error) {
	found := []result.Subgroup{}
	for _, s := range asked {
		if s.Cohort != c.plan.ID {
			continue
		}
		_, o, ok := c.resolved(s.Endpoint)
		if !ok {
			continue
		}
		by := c.groupingOf(s.By)
		for _, within := range s.Within {
			r, err := c.subgroup(s, by, newGrouping(c.data, within, c.indexRows()), o)
			if err != nil {
				return nil, err
			}
			found = append(found, r)
		}
	}
	return found, nil
}

// groupingOf is the comparison of the cohort by a column, or the column's own levels.
func (c *cohort) groupingOf(column string) grouping {
	for _, g := range c.groupings {
		if g.by == column {
			return g
		}
	}
	return newGrouping(c.data, plan.Compare{Column: column}, c.indexRows())
}

func (c *cohort) subgroup(s plan.Subgroup, by, within grouping, o *endpoint.Observations) (result.Subgroup, error) {
	r := result.Subgroup{Cohort: c.plan.ID, Endpoint: s.Endpoint, Kind: string(regress.KindCox), By: by.by, Within: within.by, Levels: []result.SubgroupLevel{}}
	f := newFactors(by, within, o)
	options := regress.Options{Level: c.study.Intervals.Level}
	tooSmall := c.tooSmallCells(f)
	for level, name := range within.levels {
		fit, err := regress.Cox(f.level(int32(level)), options)
		if err != nil {
			return r, err
		}
		l := result.SubgroupLevel{Level: name, Cases: fit.Cases, Events: fit.Events, Status: string(fit.Status), Terms: modelResult(plan.Model{}, fit).Terms}
		for i := range l.Terms {
			if tooSmall != "" {
				l.Terms[i].P, l.Terms[i].Reason = result.Missing(), string(tooSmall)
			}
		}
		r.Levels = append(r.Levels, l)
	}
	main, err := regress.Cox(f.data(false), options)
	if err != nil {
		return r, err
	}
	full, err := regress.Cox(f.data(true), options)
	if err != nil {
		return r, err
	}
	r.Interaction, r.Reason = interaction(main, full)
	if tooSmall != "" && r.Interaction != nil {
		r.Interaction.P, r.Reason = result.Missing(), string(tooSmall)
	}
	return r, nil
}

// interaction is twice the gain in log partial likelihood, chi-squared with
// the number of products as degrees of freedom.
func interaction(main, full *regress.Fit) (*result.ModelTest, string) {
	for _, fit := range []*regress.Fit{main, full} {
		if fit.Status != regress.StatusOK {
			return nil, string(fit.Status)
		}
	}
	df := len(full.Coefficients) - len(main.Coefficients)
	if df < 1 {
		return nil, string(regress.StatusAliased)
	}
	statistic := max(0, 2*(full.LogLikelihood[1]-main.LogLikelihood[1]))
	return &result.ModelTest{Statistic: result.Number(statistic), DF: df, P: result.Number(distuv.ChiSquared{K: float64(df)}.Survival(statistic))}, ""
}

// tooSmallCells is the reason why a comparison within subgroups gets no p.
func (c *cohort) tooSmallCells(f *factors) survival.Reason {
	sizes := make([]int, len(f.by.levels)*len(f.within.levels))
	for i := range f.byCode {
		sizes[int(f.withinCode[i])*len(f.by.levels)+int(f.byCode[i])]++
	}
	return survival.Untestable(sizes, math.NaN(), survival.PermutationSettings{MinGroup: c.plan.MinGroup})
}

// factors are the cases that have a group of both.
type factors struct {
	by, within         grouping
	start, time        []float64
	cause              []uint8
	byCode, withinCode []int32
}

func newFactors(by, within grouping, o *endpoint.Observations) *factors {
	f := &factors{by: by, within: within}
	for i, row := range o.Row {
		b, w := by.code(row), within.code(row)
		if o.SetAside(i) || b < 0 || w < 0 {
			continue
		}
		start := 0.0
		if o.Entry != nil {
			start = o.Entry[i]
		}
		f.start, f.time, f.cause = append(f.start, start), append(f.time, o.Time[i]), append(f.cause, o.Cause[i])
		f.byCode, f.withinCode = append(f.byCode, b), append(f.withinCode, w)
	}
	return f
}

// level has the cases of one group of within, with the terms of by.
func (f *factors) level(level int32) regress.Data {
	term := regress.Term{Name: f.by.by, Levels: f.by.levels}
	d := regress.Data{}
	for i, code := range f.withinCode {
		if code != level {
			continue
		}
		d.Start, d.Time, d.Cause = append(d.Start, f.start[i]), append(d.Time, f.time[i]), append(d.Cause, f.cause[i])
		term.Code = append(term.Code, f.byCode[i])
	}
	d.Terms = []regress.Term{term}
	return d
}

// data has all cases with both terms and, if asked for, their products.
func (f *factors) data(products bool) regress.Data {
	d := regress.Data{Start: f.start, Time: f.time, Cause: f.cause, Terms: []regress.Term{
		{Name: f.by.by, Levels: f.by.levels, Code: f.byCode}, {Name: f.within.by, Levels: f.within.levels, Code: f.withinCode},
	}}
	if !products {
		return d
	}
	for b := 1; b < len(f.by.levels); b++ {
		for w := 1; w < len(f.within.levels); w++ {
			product := regress.Term{Name: f.by.levels[b] + ":" + f.within.levels[w], Number: make([]float64, len(f.time))}
			for i := range f.time {
				if int(f.byCode[i]) == b && int(f.withinCode[i]) == w {
					product.Number[i] = 1
				}
			}
			d.Terms = append(d.Terms, product)
		}
	}
	return d
}

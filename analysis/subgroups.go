package analysis

import (
	"math"
	"slices"

	"graftstat/analysis/code"
	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/regress"
	"graftstat/analysis/result"
	"graftstat/analysis/survival"
)

// subgroups fit the hazard ratios of one grouping within each group of
// another, with the likelihood-ratio test of their interaction: of the model
// with all products of their levels against that without. An endpoint with
// competing events has its cause-specific hazards. Groups that are too small are
// left out, of a subgroup where they are so within it; the interaction is tested
// where every cell of the groups left is large enough.
func (c *cohort) subgroups(asked []plan.Subgroup) ([]result.Subgroup, error) {
	found := []result.Subgroup{}
	for _, s := range asked {
		if s.Cohort != c.plan.ID {
			continue
		}
		e, o, ok := c.resolved(s.Endpoint)
		if !ok {
			continue
		}
		by := c.groupingOf(s.By)
		for _, within := range s.Within {
			r, err := c.subgroup(s, by, newGrouping(c.data, within, c.indexRows()), e, o)
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

func (c *cohort) subgroup(s plan.Subgroup, by, within grouping, e plan.Endpoint,
	o *endpoint.Observations) (result.Subgroup, error) {
	r := result.Subgroup{Cohort: c.plan.ID, Endpoint: s.Endpoint, Kind: code.Cox, By: by.by, Within: within.by,
		LeftOut: []string{}, Levels: []result.SubgroupLevel{}}
	f := newFactors(by, within, o)
	cells := f.cells()
	large, smallest := f.largeLevels(c)
	if len(large.by) > 0 {
		f.reference = large.by[0]
		r.Reference = by.levels[f.reference]
	}
	for level := range within.levels {
		l, err := c.subgroupLevel(f, level, survival.Judge(cells[level], math.NaN(), c.permutationSettings()), e, o)
		if err != nil {
			return r, err
		}
		r.Levels = append(r.Levels, l)
	}
	for g, name := range by.levels {
		if !slices.Contains(large.by, int32(g)) {
			r.LeftOut = append(r.LeftOut, by.by+"="+name)
		}
	}
	for w, name := range within.levels {
		if !slices.Contains(large.within, int32(w)) {
			r.LeftOut = append(r.LeftOut, within.by+"="+name)
		}
	}
	if len(large.by) < 2 || len(large.within) < 2 || smallest < c.plan.MinGroup {
		r.Reason = string(survival.ReasonMinGroup)
		return r, nil
	}
	var err error
	if r.Interaction, r.Reason, err = c.interaction(f.ofLevels(large)); err != nil {
		return r, err
	}
	if reason := survival.Judge([]int{smallest, smallest}, math.NaN(), c.permutationSettings()).
		Asymptotic; reason != "" && r.Interaction != nil {
		r.Interaction.P, r.Reason = result.Missing(), string(reason)
	}
	return r, nil
}

// subgroupLevel is the model of by within one group, of those of its groups
// that are large enough there. Its reference is the first group of by that is
// large enough in all: where that is too small nothing is compared.
func (c *cohort) subgroupLevel(f *factors, level int, j survival.Judgement, e plan.Endpoint,
	o *endpoint.Observations) (result.SubgroupLevel, error) {
	l := result.SubgroupLevel{Level: f.within.levels[level], LeftOut: []string{}, Terms: []result.Term{}}
	for _, g := range j.LeftOut {
		l.LeftOut = append(l.LeftOut, f.by.by+"="+f.by.levels[g])
	}
	kept := func(by, within int32) bool { return within == int32(level) && !slices.Contains(j.LeftOut, int(by)) }
	if len(j.LeftOut) > 0 && len(j.Compared) < 2 || slices.Contains(j.LeftOut, int(f.reference)) {
		l.Status = string(survival.ReasonMinGroup)
		for i := range f.byCode {
			if f.withinCode[i] == int32(level) {
				l.Cases++
				if f.cause[i] == 1 {
					l.Events++
				}
			}
		}
		return l, nil
	}
	fit, err := regress.Cox(f.level(kept), regress.Options{Level: c.study.Intervals.Level})
	if err != nil {
		return l, err
	}
	l.Cases, l.Events, l.Status, l.Terms = fit.Cases, fit.Events, string(fit.Status), modelResult(plan.Model{}, fit).
		Terms
	if fit.Status != regress.StatusOK {
		return l, nil
	}
	units := make([][]int, len(f.by.levels))
	for i, by := range f.byCode {
		if kept(by, f.withinCode[i]) {
			units[by] = append(units[by], f.unit[i])
		}
	}
	if reason := c.withoutP(e, unitTally(o, f.by, units)); reason != "" {
		for i := range l.Terms {
			if l.Terms[i].Reason == "" {
				l.Terms[i].P, l.Terms[i].Reason = result.Missing(), reason
			}
		}
	}
	return l, nil
}

// interaction compares the models with and without the products, of which the
// degrees of freedom are the number.
func (c *cohort) interaction(f *factors) (*result.ModelTest, string, error) {
	options := regress.Options{Level: c.study.Intervals.Level}
	main, err := regress.Cox(f.data(false), options)
	if err != nil {
		return nil, "", err
	}
	full, err := regress.Cox(f.data(true), options)
	if err != nil {
		return nil, "", err
	}
	test, status := regress.CompareNested(main, full)
	if status != regress.StatusOK {
		return nil, string(status), nil
	}
	return modelTest(test), "", nil
}

// levelsOf both columns, by number.
type levelsOf struct{ by, within []int32 }

// largeLevels are the groups of either column with enough cases, and the
// smallest cell that they make with each other.
func (f *factors) largeLevels(c *cohort) (large levelsOf, smallest int) {
	cells := f.cells()
	by, within := make([]int, len(f.by.levels)), make([]int, len(f.within.levels))
	for w, row := range cells {
		for b, n := range row {
			by[b], within[w] = by[b]+n, within[w]+n
		}
	}
	s := c.permutationSettings()
	for _, b := range survival.Judge(by, math.NaN(), s).Compared {
		large.by = append(large.by, int32(b))
	}
	smallest = math.MaxInt
	for _, w := range survival.Judge(within, math.NaN(), s).Compared {
		large.within = append(large.within, int32(w))
		for _, b := range large.by {
			smallest = min(smallest, cells[w][b])
		}
	}
	return large, smallest
}

// cells are the numbers of cases by group of within, then of by.
func (f *factors) cells() [][]int {
	cells := make([][]int, len(f.within.levels))
	for w := range cells {
		cells[w] = make([]int, len(f.by.levels))
	}
	for i, w := range f.withinCode {
		cells[w][f.byCode[i]]++
	}
	return cells
}

// ofLevels has the cases of some groups of either column, numbered anew.
func (f *factors) ofLevels(l levelsOf) *factors {
	of := &factors{}
	for _, b := range l.by {
		of.by.levels = append(of.by.levels, f.by.levels[b])
	}
	for _, w := range l.within {
		of.within.levels = append(of.within.levels, f.within.levels[w])
	}
	of.by.by, of.within.by = f.by.by, f.within.by
	for i := range f.time {
		b, w := slices.Index(l.by, f.byCode[i]), slices.Index(l.within, f.withinCode[i])
		if b >= 0 && w >= 0 {
			of.start, of.time, of.cause = append(of.start, f.start[i]), append(of.time, f.time[i]),
				append(of.cause, f.cause[i])
			of.byCode, of.withinCode = append(of.byCode, int32(b)), append(of.withinCode, int32(w))
		}
	}
	return of
}

// factors are the cases that have a group of both.
type factors struct {
	by, within         grouping
	start, time        []float64
	cause              []uint8
	byCode, withinCode []int32
	unit               []int // of the observations
	reference          int32 // of by, in level: none before it is large enough
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
		f.byCode, f.withinCode, f.unit = append(f.byCode, b), append(f.withinCode, w), append(f.unit, i)
	}
	return f
}

// level has the cases of some cells of one group of within, with the terms of by.
func (f *factors) level(kept func(by, within int32) bool) regress.Data {
	term := regress.Term{Name: f.by.by, Levels: f.by.levels[f.reference:]}
	d := regress.Data{}
	for i, code := range f.withinCode {
		if !kept(f.byCode[i], code) {
			continue
		}
		d.Start, d.Time, d.Cause = append(d.Start, f.start[i]), append(d.Time, f.time[i]), append(d.Cause, f.cause[i])
		term.Code = append(term.Code, f.byCode[i]-f.reference)
	}
	d.Terms = []regress.Term{term}
	return d
}

// data has all cases with both terms and, if asked for, their products.
func (f *factors) data(products bool) regress.Data {
	d := regress.Data{Start: f.start, Time: f.time, Cause: f.cause, Terms: []regress.Term{
		{Name: f.by.by, Levels: f.by.levels, Code: f.byCode},
		{Name: f.within.by, Levels: f.within.levels, Code: f.withinCode},
	}}
	if !products {
		return d
	}
	for b := 1; b < len(f.by.levels); b++ {
		for w := 1; w < len(f.within.levels); w++ {
			product := regress.Term{Name: f.by.levels[b] + ":" + f.within.levels[w],
				Number: make([]float64, len(f.time))}
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

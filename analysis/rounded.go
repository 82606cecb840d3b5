package analysis

import (
	"context"
	"math"
	"slices"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// Rounded computes the study again from times that are rounded to so many days,
// for the bundle that leaves the centre: results, listing and covariates are
// those of one rounded set of data. A closing date less a follow-up then no
// longer dates a transplant.
//
// Each milestone's time since the transplant and each follow-up to the closing
// date is rounded to the nearest multiple of the days, half upwards, and a time
// after day 0 to one multiple at least. The rounding never changes the order of
// two times; some become equal. What logs decide is decided before.
func Rounded(ctx context.Context, p *plan.Plan, d *registry.Data, days int, version string, progress Progress) (
	*result.Results, *result.Listing, *result.Covariates, error) {
	again := *p
	again.Monitor.Off = true
	again.Cohorts = append([]plan.Cohort{}, p.Cohorts...)
	for i := range again.Cohorts {
		c := &again.Cohorts[i]
		c.Indicators, c.Benchmarks, c.Sequential, c.Funnels, c.Risk = nil, nil, nil, nil, nil
	}
	rounded := roundTimes(d, float64(days))
	r, l, err := Run(ctx, &again, rounded, version, progress)
	if err != nil {
		return nil, nil, nil, err
	}
	return r, l, Covariates(&again, rounded), nil
}

// roundTimes is a copy of the data with rounded times. Titres, scores and courses of
// tests, which the bundle does not have, are left out.
func roundTimes(d *registry.Data, days float64) *registry.Data {
	rounded := *d
	rounded.Titres, rounded.Scores, rounded.Measured = nil, nil, nil
	rounded.TransplantDate = make([]float64, len(d.TransplantDate))
	for row, day := range d.TransplantDate {
		rounded.TransplantDate[row] = d.AsOf - roundTime(d.AsOf-day, days)
	}
	rounded.Milestones = make(map[string]*registry.Milestone, len(d.Milestones))
	for name, m := range d.Milestones {
		again := *m
		again.Time = roundAll(m.Time, days)
		again.Known = roundKnown(m.Known, days) // a case is censored there
		rounded.Milestones[name] = &again
	}
	if d.Transfusions != nil {
		transfusions := *d.Transfusions
		transfusions.Time = roundAll(transfusions.Time, days)
		rounded.Transfusions = &transfusions
	}
	roundRedCells(&rounded, days)
	rounded.Episodes = make(map[string]*registry.Episodes, len(d.Episodes))
	for name, e := range d.Episodes {
		rounded.Episodes[name] = roundEpisodes(e, days)
	}
	return &rounded
}

// roundEpisodes rounds when a condition came and went, and to when that is known.
func roundEpisodes(e *registry.Episodes, days float64) *registry.Episodes {
	again := &registry.Episodes{All: slices.Clone(e.All), Known: roundAll(e.Known, days)}
	for i := range again.All {
		one := &again.All[i]
		one.Start, one.End = roundTime(one.Start, days), roundTime(one.End, days)
	}
	return again
}

// roundKnown rounds to when something is known; nil stays nil.
func roundKnown(k *registry.Known, days float64) *registry.Known {
	if k == nil {
		return nil
	}
	again := *k
	again.Time = roundAll(k.Time, days)
	return &again
}

// roundAll is a copy; nil stays nil.
func roundAll(times []float64, days float64) []float64 {
	all := slices.Clone(times)
	for i, t := range all {
		all[i] = roundTime(t, days)
	}
	return all
}

// roundRedCells rounds when red cells were given and to when they are known.
func roundRedCells(d *registry.Data, days float64) {
	d.RedCells, d.RedCellsTo = slices.Clone(d.RedCells), roundAll(d.RedCellsTo, days)
	for i := range d.RedCells {
		d.RedCells[i].Day = roundTime(d.RedCells[i].Day, days)
	}
}

// roundTime leaves NaN and 0 as they are.
func roundTime(t, days float64) float64 {
	if t > 0 {
		return max(days, math.Floor(t/days+0.5)*days)
	}
	if t < 0 {
		return min(-days, math.Floor(t/days+0.5)*days)
	}
	return t
}

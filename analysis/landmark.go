package analysis

import (
	"math"

	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
	"graftstat/analysis/survival"
)

// Levels of a grouping by a milestone.
const (
	notYet = "no"
	since  = "yes"
)

// landmarks repeat an endpoint from its landmark day among those event-free
// then; a milestone to compare by groups them by what was known on that day.
func (c *cohort) landmarks(e plan.Endpoint, from source, tallies []*tally) ([]result.Landmark, error) {
	if e.Landmark.Auto {
		return c.automaticLandmarks(e, from, tallies)
	}
	if e.Landmark.Time == 0 {
		return []result.Landmark{}, nil
	}
	day := c.landmarkDay(e)
	for i, g := range c.groupings {
		if g.milestone != nil {
			tallies[i] = from.tally(byLandmark(g.by, g.milestone, day), day)
		}
	}
	found, err := c.landmark(e, day, tallies)
	if err != nil {
		return nil, err
	}
	return []result.Landmark{found}, nil
}

// landmarkDay is the landmark of an endpoint as it is observed; NaN where it has
// none, or one that is still to be found.
func (c *cohort) landmarkDay(e plan.Endpoint) float64 {
	if e.Landmark.Auto || e.Landmark.Time == 0 {
		return math.NaN()
	}
	return c.seenAt(e, e.Landmark.Time)
}

// landmark is that of a day as it is observed, of some groupings, of which all
// cases are counted.
func (c *cohort) landmark(e plan.Endpoint, day float64, tallies []*tally) (result.Landmark, error) {
	later := e
	later.Times = nil
	for _, asked := range e.Times {
		if c.seenAt(e, asked) >= day {
			later.Times = append(later.Times, asked)
		}
	}
	found := noLandmark()
	found.Day = result.Number(day - c.shift(e))
	for _, t := range tallies {
		k, err := c.comparison(later, t.later(day))
		if err != nil {
			return found, err
		}
		groups, err := c.groups(k)
		if err != nil {
			return found, err
		}
		found.Groups = append(found.Groups, groups...)
		found.Tests = append(found.Tests, c.tests(k)...)
		if k.judged != nil {
			found.Comparisons = append(found.Comparisons, k.judgement())
		}
	}
	return found, nil
}

// noLandmark is one without a day.
func noLandmark() result.Landmark {
	return result.Landmark{Day: result.Missing(), Groups: []result.Group{}, Tests: []result.Test{},
		Comparisons: []result.Comparison{}}
}

// byMilestone groups by a time-dependent state. It has no code of
// a case: that would credit the time before the state to it.
func byMilestone(by string, m *registry.Milestone) grouping {
	return grouping{by: by, levels: []string{notYet, since}, milestone: m, code: func(int32) int32 { return -1 }}
}

// byLandmark groups by whether the milestone was reached by the day, that day
// included; a case of which nobody knows when has no group.
func byLandmark(by string, m *registry.Milestone, day float64) grouping {
	return grouping{by: by, levels: []string{notYet, since}, code: func(row int32) int32 {
		switch {
		case m.IsUndated(int(row)):
			return -1
		case m.Time[row] <= day:
			return 1
		}
		return 0
	}}
}

// timeDependent compares the time before and after a milestone: Simon-Makuch curves
// and the Mantel-Byar test. An incidence has neither.
func (c *cohort) timeDependent(e plan.Endpoint, o *endpoint.Observations, g grouping) ([]result.Group, []result.Test,
	error) {
	if !e.Kind.IsFreeOfEvent() {
		return nil, nil, nil
	}
	k, err := c.splitAt(e, o, g)
	if err != nil || k.table == nil {
		return nil, nil, err
	}
	groups, err := c.groups(k)
	if err != nil {
		return nil, nil, err
	}
	test := survival.MantelByar([]*survival.Table{k.table})
	return groups, []result.Test{k.test(c.withholdMantelByar(k, test))}, nil
}

// splitAt is the comparison of the time before and after a milestone, of the cases
// of which it is known when they reached it, if they did; the others are missing.
// It needs the cases. Its table stays nil where none is analysed.
func (c *cohort) splitAt(e plan.Endpoint, o *endpoint.Observations, g grouping) (*comparison, error) {
	var known []int
	var entered []float64
	missing := 0
	for i, row := range o.Row {
		switch {
		case o.SetAside(i):
		case g.milestone.IsUndated(int(row)):
			missing++
		default:
			known, entered = append(known, i), append(entered, g.milestone.Time[row])
		}
	}
	whole := survival.Observations{Time: o.Time, Cause: o.Cause, Entry: o.Entry}
	rows, _ := survival.SplitAtState(whole.Selected(known), entered)
	return c.comparison(e, splitTally(g, rows, missing))
}

// withholdMantelByar takes the p of a test of which the state, or the time
// before it, is of too few cases.
func (c *cohort) withholdMantelByar(k *comparison, r survival.TestResult) survival.TestResult {
	return survival.Judge(k.table.GroupSizes(), math.NaN(), c.permutationSettings()).WithholdAsymptotic(r)
}

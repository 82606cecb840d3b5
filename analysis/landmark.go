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
func (c *cohort) landmarks(e plan.Endpoint, o *endpoint.Observations) ([]result.Landmark, error) {
	if e.Landmark.Auto {
		return c.automaticLandmarks(e, o)
	}
	if e.Landmark.Time == 0 {
		return []result.Landmark{}, nil
	}
	found, err := c.landmark(e, o, c.seenAt(e, e.Landmark.Time), c.groupings)
	if err != nil {
		return nil, err
	}
	return []result.Landmark{found}, nil
}

// landmark is that of a day as it is observed, of some groupings.
func (c *cohort) landmark(e plan.Endpoint, o *endpoint.Observations, day float64, groupings []grouping) (result.Landmark, error) {
	later := e
	later.Times = nil
	for _, asked := range e.Times {
		if c.seenAt(e, asked) >= day {
			later.Times = append(later.Times, asked)
		}
	}
	found := noLandmark()
	found.Day = result.Number(day - c.shift(e))
	selected := o.Later(day)
	for _, g := range groupings {
		if g.milestone != nil {
			g = byLandmark(g.by, g.milestone, day)
		}
		k := newComparison(later, selected, g)
		if err := c.count(k); err != nil {
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
	return result.Landmark{Day: result.Missing(), Groups: []result.Group{}, Tests: []result.Test{}, Comparisons: []result.Comparison{}}
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
func (c *cohort) timeDependent(e plan.Endpoint, o *endpoint.Observations, g grouping) ([]result.Group, []result.Test, error) {
	if e.Kind != plan.Survival {
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
	for i := range groups {
		for j := range groups[i].At {
			groups[i].At[j].Mature = false // the opportunity to reach a time is that of cases, not of their parts
		}
	}
	test := survival.MantelByar([]*survival.Table{k.table})
	return groups, []result.Test{k.test(c.withholdMantelByar(k, test))}, nil
}

// splitAt is the comparison of the time before and after a milestone, of the cases
// of which it is known when they reached it, if they did; the others are missing.
// Its table stays nil where no case is analysed.
func (c *cohort) splitAt(e plan.Endpoint, o *endpoint.Observations, g grouping) (*comparison, error) {
	whole := newComparison(e, o, everyone())
	k := &comparison{endpoint: e, grouping: g, observations: o, units: make([][]int, 2), causes: whole.causes}
	if err := whole.count(); err != nil || whole.table == nil {
		return k, err
	}
	var entered []float64
	var kept []int
	at := 0
	for _, i := range whole.units[0] {
		if o.SetAside(i) {
			continue
		}
		if row := int(o.Row[i]); g.milestone.IsUndated(row) {
			k.missing++
		} else {
			entered, kept = append(entered, g.milestone.Time[row]), append(kept, at)
		}
		at++
	}
	if len(kept) == 0 {
		return k, nil
	}
	rows, _ := survival.SplitAtState(whole.analysed.Selected(kept), entered)
	k.analysed = counted{Observations: rows}
	var err error
	if k.table, err = survival.NewTable(rows, 2, k.causes); err != nil {
		return nil, err
	}
	k.table.MinAtRisk = c.plan.MinGroup
	return k, nil
}

// withholdMantelByar takes the p of a test of which the state, or the time
// before it, is of too few cases.
func (c *cohort) withholdMantelByar(k *comparison, r survival.TestResult) survival.TestResult {
	return survival.Judge(k.table.GroupSizes(), math.NaN(), c.permutationSettings()).WithholdAsymptotic(r)
}

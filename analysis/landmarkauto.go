package analysis

import (
	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
	"graftstat/analysis/survival"
)

// reasonNoLateEntry is that of a landmark that nothing asks for: every case of
// every comparison is at risk from the start.
const reasonNoLateEntry = "no_late_entry"

// automaticLandmarks are those of each comparison of which cases enter late: of
// all where the endpoint has an entry, and of each milestone to compare by.
// Tallies have none: they do not say how many after the day had the
// opportunity to be followed.
func (c *cohort) automaticLandmarks(e plan.Endpoint, from source, tallies []*tally) ([]result.Landmark, error) {
	if from.cases == nil {
		return []result.Landmark{refusedLandmark(reasonNotCounted, "")}, nil
	}
	var all []result.Landmark
	for i, g := range c.groupings {
		if g.milestone == nil && !tallies[i].hasEntry {
			continue
		}
		found, err := c.automaticLandmark(e, from, g, tallies[i])
		if err != nil {
			return nil, err
		}
		all = append(all, found)
	}
	if len(all) == 0 {
		all = append(all, refusedLandmark(reasonNoLateEntry, ""))
	}
	return all, nil
}

func refusedLandmark(reason, by string) result.Landmark {
	found := noLandmark()
	found.Auto, found.By, found.Reason = true, by, reason
	return found
}

// automaticLandmark is that of one comparison, on the first day on which each of
// its groups has enough at risk.
func (c *cohort) automaticLandmark(e plan.Endpoint, from source, g grouping, t *tally) (result.Landmark, error) {
	day, ok, err := c.firstDayAtRisk(e, from.cases, g, t)
	if err != nil || !ok {
		return refusedLandmark(string(survival.ReasonRiskSetThin), g.by), err
	}
	tallies := []*tally{from.tally(everyone(), day)}
	if g.milestone != nil {
		g = byLandmark(g.by, g.milestone, day)
	}
	if g.by != "" {
		tallies = append(tallies, from.tally(g, day))
	}
	found, err := c.landmark(e, day, tallies)
	found.Auto, found.By = true, g.by
	return found, err
}

// firstDayAtRisk judges every group that has a case; of a milestone the time
// before it and the time since.
func (c *cohort) firstDayAtRisk(e plan.Endpoint, o *endpoint.Observations, g grouping, t *tally) (float64, bool,
	error) {
	var k *comparison
	var err error
	if g.milestone != nil {
		k, err = c.splitAt(e, o, g)
	} else {
		k, err = c.comparison(e, t)
	}
	if err != nil || k.table == nil {
		return 0, false, err
	}
	groups := k.table.GroupsWithCases()
	if g.milestone != nil {
		groups = []int{0, 1}
	}
	day, ok := k.table.FirstDayAtRisk(groups, c.plan.MinGroup, c.shift(e))
	return day, ok, nil
}

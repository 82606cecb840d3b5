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
// Tables of counts have none: they do not say how many after the day had the
// opportunity to be followed.
func (c *cohort) automaticLandmarks(e plan.Endpoint, o *endpoint.Observations) ([]result.Landmark, error) {
	if c.counts != nil {
		return []result.Landmark{refusedLandmark(reasonNotCounted, "")}, nil
	}
	var all []result.Landmark
	for _, g := range c.groupings {
		if g.milestone == nil && o.Entry == nil {
			continue
		}
		found, err := c.automaticLandmark(e, o, g)
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
func (c *cohort) automaticLandmark(e plan.Endpoint, o *endpoint.Observations, g grouping) (result.Landmark, error) {
	day, ok, err := c.firstDayAtRisk(e, o, g)
	if err != nil || !ok {
		return refusedLandmark(string(survival.ReasonRiskSetThin), g.by), err
	}
	groupings := []grouping{everyone()}
	if g.by != "" {
		groupings = append(groupings, g)
	}
	found, err := c.landmark(e, o, day, groupings)
	found.Auto, found.By = true, g.by
	return found, err
}

// firstDayAtRisk judges every group that has a case; of a milestone the time
// before it and the time since.
func (c *cohort) firstDayAtRisk(e plan.Endpoint, o *endpoint.Observations, g grouping) (float64, bool, error) {
	var k *comparison
	var err error
	if g.milestone != nil {
		k, err = c.splitAt(e, o, g)
	} else {
		k = newComparison(e, o, g)
		err = c.count(k)
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

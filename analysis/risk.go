package analysis

import (
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
)

// countAtRisk fills the tables at risk of an endpoint: the same times for all
// its groups, those of the axis of its curves.
func (c *cohort) countAtRisk(e plan.Endpoint, groups []result.Group) {
	ticks := c.riskTimes(e, groups)
	for i := range groups {
		groups[i].Risk = riskCounts(&groups[i], ticks)
	}
}

// riskTimes are times in the endpoint's unit, each with that in the study's. An
// incidence is shown up to the last time asked for, a survival up to the last follow-up.
func (c *cohort) riskTimes(e plan.Endpoint, groups []result.Group) []result.RiskCount {
	end := 0.0
	for _, g := range groups {
		if !g.LastFollowUp.IsMissing() {
			end = max(end, float64(g.LastFollowUp))
		}
	}
	if n := len(e.Times); e.Kind == plan.Incidence && n > 0 {
		end = min(end, c.time(e.Times[n-1], e.Unit))
	}
	length := c.study.ToTimeUnit(1, e.Unit)
	if end <= 0 {
		end = length
	}
	var all []result.RiskCount
	for _, asked := range result.Ticks(end/length, string(e.Unit)) {
		all = append(all, result.RiskCount{AskedTime: result.AskedTime{Asked: asked, Unit: string(e.Unit)}, Time: c.time(asked, e.Unit)})
	}
	return all
}

// riskCounts counts a curve at the times: who is at risk just before each, and
// what happened before it.
func riskCounts(g *result.Group, times []result.RiskCount) []result.RiskCount {
	curve := g.Curve
	all := make([]result.RiskCount, len(times))
	next := 0
	var before result.RiskCount
	if s := g.Start; s != nil { // a curve that begins late has left its first cases behind
		before.Censored, before.Events, before.Competing = s.Censored, s.Events, s.Competing
	}
	for i, r := range times {
		for ; next < len(curve) && curve[next].Time < r.Time; next++ {
			before.Censored += curve[next].Censored
			before.Events += curve[next].Events
			before.Competing += curve[next].Competing
		}
		r.Censored, r.Events, r.Competing = before.Censored, before.Events, before.Competing
		if next < len(curve) {
			r.AtRisk = curve[next].AtRisk
		}
		all[i] = r
	}
	return all
}

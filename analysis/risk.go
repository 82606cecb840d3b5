package analysis

import (
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
)

// countAtRisk fills the tables at risk of an endpoint: the same times for all
// its groups, those of the axis of its curves.
func (c *cohort) countAtRisk(e plan.Endpoint, groups []result.Group) {
	axis := c.riskAxis(e, groups)
	own := axis.Ticks()
	asked := c.figureTicks(axis, own)
	for i := range groups {
		groups[i].Risk = riskCounts(&groups[i], own)
		if asked != nil {
			groups[i].FigureRisk = riskCounts(&groups[i], asked)
		}
	}
}

// riskAxis is the curves' axis. An incidence is shown up to the
// last time asked for, a survival up to the last follow-up. Recovery is in days;
// other axes have the unit of their length, unless the endpoint has one of its own.
func (c *cohort) riskAxis(e plan.Endpoint, groups []result.Group) result.TimeAxis {
	axis := result.TimeAxis{Study: string(c.study.TimeUnit)}
	for _, g := range groups {
		if !g.LastFollowUp.IsMissing() {
			axis.End = max(axis.End, float64(g.LastFollowUp))
		}
	}
	if n := len(e.Times); e.Kind.HasCompeting() && n > 0 {
		axis.Horizon = c.time(e.Times[n-1], e.Unit)
		axis.End = min(axis.End, axis.Horizon)
	}
	for _, t := range e.Times {
		if at := c.time(t, e.Unit); at <= axis.End {
			axis.Asked = append(axis.Asked, at)
		}
	}
	switch {
	case e.Unit != c.study.TimeUnit:
		axis.Unit = string(e.Unit)
	case e.DaysToEvent && c.study.TimeUnit == plan.Days:
		axis.Unit = string(plan.Days)
	}
	return axis
}

// riskCounts counts a curve at the times: who is at risk just before each, and
// what happened before it.
func riskCounts(g *result.Group, times []result.Tick) []result.RiskCount {
	curve := g.Curve
	all := make([]result.RiskCount, len(times))
	next := 0
	var before result.RiskCount
	if s := g.Start; s != nil { // a curve that begins late has left its first cases behind
		before.Censored, before.Events, before.Competing = s.Censored, s.Events, s.Competing
	}
	for i, t := range times {
		r := result.RiskCount{AskedTime: t.AskedTime, Time: t.Time}
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

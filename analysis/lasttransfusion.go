package analysis

import (
	"math"
	"slices"

	"graftstat/analysis/code"
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
	"graftstat/analysis/survival"
)

// shift is by how much the times of an endpoint are reported earlier than they
// are observed, in the study's time unit: the window W for transfusion
// independence that is dated at the last transfusion, else 0.
//
// Independence is seen at the end of the window and no sooner, so everything is
// estimated on that clock, with deaths and censorings on their own days, and
// reported W earlier:
//
//	F_last(t) = F_window_end(t + W)
//
// The same holds for the number at risk, for tests and for models, which do not
// change. An estimator of the earlier dates themselves would have to know at each
// last transfusion that it is the last; censoring everyone W before the end of
// follow-up, which looks like it, loses every death of the last W days.
//
// What is known before W belongs to no reported time: the curve begins at time 0
// with what held just before W. Cases keep their observed times in the listing.
func (c *cohort) shift(e plan.Endpoint) float64 {
	window, ok := c.windowOf(e)
	if c.study.Rules.TransfusionIndependence.Date != code.LastTransfusion || !ok {
		return 0
	}
	return window / c.study.TimeUnit.Days()
}

// windowOf are the days of the window of an endpoint whose only event is an independence.
func (c *cohort) windowOf(e plan.Endpoint) (float64, bool) {
	if len(e.Event) == 0 {
		return 0, false
	}
	first := e.Event[0].Milestone
	if slices.ContainsFunc(e.Event, func(i plan.Item) bool { return i.Milestone != first }) {
		return 0, false
	}
	return c.study.Rules.TransfusionIndependence.WindowOf(first)
}

// seenAt is a time that was asked for on the clock on which it is observed.
func (c *cohort) seenAt(e plan.Endpoint, asked float64) float64 {
	return c.time(asked, e.Unit) + c.shift(e)
}

// horizon of the restricted mean on the clock on which it is observed.
func (c *cohort) horizonSeen(e plan.Endpoint) float64 {
	return c.study.ToTimeUnit(e.RMST, e.Unit) + c.shift(e)
}

// reported moves an observed group to the reported clock.
func reported(g *result.Group, shift float64, curve *survival.Curve) {
	if shift == 0 {
		return
	}
	g.Curve = later(g.Curve, shift)
	if g.Start != nil {
		start := point(curve.At(math.Nextafter(shift, 0)))
		start.Time = 0
		g.Start = &start
	}
	earlier(&g.LastFollowUp, shift)
	for i := range g.At {
		g.At[i].Time -= shift
	}
	for i := range g.CumulativeHazard {
		g.CumulativeHazard[i].Time -= shift
	}
	for i := range g.Quantiles {
		q := &g.Quantiles[i]
		earlier(&q.Time, shift)
		earlier(&q.Lower, shift)
		earlier(&q.Upper, shift)
	}
	if g.Proportion != nil {
		g.Proportion.Time -= shift
	}
}

// earlier moves a time; there is none before 0.
func earlier(n *result.Number, shift float64) { *n = result.Number(math.Max(0, float64(*n)-shift)) }

// later are the points from time 0 of the reported clock on.
func later(points []result.Point, shift float64) []result.Point {
	kept := []result.Point{}
	for _, p := range points {
		if p.Time >= shift {
			p.Time -= shift
			kept = append(kept, p)
		}
	}
	return kept
}

func quartilesBefore(q result.Quartiles, shift float64) result.Quartiles {
	for _, n := range []*result.Number{&q.Min, &q.Q1, &q.Median, &q.Q3, &q.Max} {
		earlier(n, shift)
	}
	return q
}

// windowDays are both days of those who became independent: the end of the
// window, and W before it the last counted transfusion (day 0 where there was
// none). It is nil for another endpoint, and where the event waits for a
// haemoglobin too, which lies no fixed time after the last transfusion.
func (c *cohort) windowDays(k *comparison, g int) *result.IndependenceDays {
	window, ok := c.windowOf(k.endpoint)
	if c.study.Rules.TransfusionIndependence.Haemoglobin.AtLeast > 0 || !k.endpoint.DaysToEvent ||
		k.endpoint.From != plan.Transplant || !ok {
		return nil
	}
	unit := c.study.TimeUnit
	end := *k.daysToEvent(g)
	last := quartilesBefore(end, window/unit.Days())
	return &result.IndependenceDays{WindowEnd: *inDays(&end, unit), LastTransfusion: *inDays(&last, unit)}
}

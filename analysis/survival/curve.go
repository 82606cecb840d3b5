package survival

import (
	"math"
	"slices"
)

// A Point is an estimate at one time. Numbers that do not exist are NaN, and
// Reason says why.
type Point struct {
	Time         float64
	AtRisk       int // just before Time
	Events       int // of the curve's event
	Competing    int // events of every other cause; 0 in a survival curve
	Censored     int
	Estimate     float64
	StdErr       float64 // of Estimate, not of its logarithm
	Lower, Upper float64
	Interval     IntervalMethod // how Lower and Upper were made
	Reason       Reason
}

// A Curve is an estimated step function, continuous from the right.
//
// It has a Point for each distinct time at which something happens in the
// group: an entry, an event of any cause, a censoring. The counts of these
// points are those of that one time.
type Curve struct {
	Cases     int
	Events    int // of the curve's event
	Competing int
	Interval  IntervalMethod // of the curve; a point where it does not exist has another
	Points    []Point

	kind     kind
	settings Settings
	start    Point // what holds before the first point
	late     bool  // a case of the table enters late, and no beta product is defined
	last     int   // points with an estimate; those from here on have none, for the reason ending
	ending   Reason
	free     float64 // share without any event at the end
}

// A kind is what a curve estimates.
type kind int

const (
	survivalKind  kind = iota // falls from 1
	incidenceKind             // rises from 0
	hazardKind                // rises from 0 without bound
	stateKind                 // the probability of a state, rises and falls
)

// At is the estimate at any time, that of the last point at or before it;
// before the first point S = 1 or F = 0, with its interval.
//
// AtRisk counts the cases at risk just before time. Events, Competing and
// Censored count all up to and including time.
//
// Past the group's last follow-up there is no estimate (ReasonPastFollowUp),
// unless nobody is event-free by then: S = 0 stays 0 and each F what it is.
// Settings.Carry keeps the last estimate instead. A group without cases has
// none at all (ReasonNoCase), and with delayed entry a curve may end early: see endOf.
func (c *Curve) At(time float64) Point {
	next, exact := slices.BinarySearchFunc(c.Points, time, func(p Point, t float64) int {
		if p.Time < t {
			return -1
		}
		if p.Time > t {
			return 1
		}
		return 0
	})
	p, atRisk := c.start, 0
	if next < len(c.Points) {
		atRisk = c.Points[next].AtRisk
	}
	if exact {
		next++
	}
	if next > 0 {
		p = c.Points[next-1]
	}
	p.Time, p.AtRisk = time, atRisk
	ended := next > c.last
	p.Events, p.Competing, p.Censored = 0, 0, 0
	for _, q := range c.Points[:next] {
		p.Events += q.Events
		p.Competing += q.Competing
		p.Censored += q.Censored
	}
	switch {
	case c.Cases == 0:
		return p.without(ReasonNoCase)
	case ended:
		return p
	case c.isPast(time) && !c.settings.Carry:
		return p.without(ReasonPastFollowUp)
	}
	return p
}

// isPast says whether time is past the follow-up that carries an estimate.
func (c *Curve) isPast(time float64) bool {
	if n := len(c.Points); n > 0 && time <= c.Points[n-1].Time {
		return false
	}
	return c.kind == hazardKind || c.free > 0
}

// without is the point with its counts and nothing estimated.
func (p Point) without(r Reason) Point {
	p.Estimate, p.StdErr, p.Lower, p.Upper = math.NaN(), math.NaN(), math.NaN(), math.NaN()
	p.Interval, p.Reason = "", r
	return p
}

// withoutInterval is set where no interval of the estimate is defined.
func (p *Point) withoutInterval() {
	p.Lower, p.Upper, p.Interval = math.NaN(), math.NaN(), ""
	if p.Reason == "" {
		p.Reason = ReasonNoInterval
	}
}

// newCurve counts what happens in a group, event by event of one cause (0: any),
// with nothing estimated yet.
func newCurve(t *Table, group, cause int, k kind, s Settings) *Curve {
	c := &Curve{Cases: t.Cases(group), kind: k, settings: s, free: 1, late: t.hasLateEntry()}
	c.start.AtRisk = t.AtRisk(0, group)
	late := c.Cases - c.start.AtRisk
	c.Points = make([]Point, 0, min(len(t.Times), c.Cases+late))
	for i, time := range t.Times {
		censored, events := t.Censored(i, group), t.AllEvents(i, group)
		if censored == 0 && events == 0 && (late == 0 || t.Entered(i, group) == 0) {
			continue
		}
		p := Point{Time: time, AtRisk: t.AtRisk(i, group), Events: events, Censored: censored}
		if cause > 0 {
			p.Events = t.Events(i, group, cause)
			p.Competing = events - p.Events
		}
		c.Events += p.Events
		c.Competing += p.Competing
		c.Points = append(c.Points, p)
	}
	c.last, c.ending = c.endOf(t, group)
	return c
}

// endOf is the number of points up to which delayed entry leaves an estimate.
//
// With Y(t) at risk just before t there is none from t on where Y falls to 0, by
// events or censoring, before the last entry of the group (ReasonRiskSetEmptied):
// nothing is known of the time until the next entry, and S = 0 would stay 0 with
// many at risk. Nor is there one from an event with Y < Table.MinAtRisk on, while
// entries are to come (ReasonRiskSetThin): the curve would rest for ever on the few
// who were first. An entry on t is still to come at t.
func (c *Curve) endOf(t *Table, group int) (points int, reason Reason) {
	entry := t.lastEntry(group)
	for i := range c.Points {
		p := &c.Points[i]
		events := p.Events + p.Competing
		if p.Time > entry {
			break
		}
		switch {
		case p.AtRisk > 0 && p.AtRisk == events+p.Censored && (p.Time < entry || p.AtRisk == events):
			return i, ReasonRiskSetEmptied
		case events > 0 && p.AtRisk < t.MinAtRisk:
			return i, ReasonRiskSetThin
		}
	}
	return len(c.Points), ""
}

// end takes away the estimates after delayed entry ended the curve.
func (c *Curve) end() {
	for i := c.last; i < len(c.Points); i++ {
		c.Points[i] = c.Points[i].without(c.ending)
	}
}

// endsBy says whether delayed entry has ended the curve by a time.
func (c *Curve) endsBy(time float64) bool {
	return c.last < len(c.Points) && c.Points[c.last].Time <= time
}

// atRiskAfter is the number at risk just after point i, which is the number
// just before the next; i = -1 is the origin.
func (c *Curve) atRiskAfter(i int) int {
	if i < 0 {
		return c.start.AtRisk
	}
	if i+1 < len(c.Points) {
		return c.Points[i+1].AtRisk
	}
	return 0
}

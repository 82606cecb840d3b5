package survival

import "math"

// A Quantile is the time by which a share P of the cases has had the event.
type Quantile struct {
	P            float64
	Time         float64 // NaN if not reached
	Lower, Upper float64 // each NaN if not reached
	AtRisk       int     // just before Time; if not reached, just before the last time of the group
	Reason       Reason  // ReasonNotReached, or what ended the curve before, if Time or a limit is NaN
}

// equalShare is the distance at which a curve counts as being on a level: R's
// sqrt of the machine's epsilon, since 0.5 may come out as 0.5 + 1e-16.
const equalShare = 1.4901161193847656e-08

// Quantile inverts the curve at p, 0 < p < 1.
//
// Of survival it is R's quantile.survfit: the first time with S < 1 − p, or,
// where S equals 1 − p between two times, the middle of these; where it does so to
// the end, what Settings.Plateau says. Of an incidence it is the first time with F >= p,
// which competing events may keep from ever coming; so of a hazard or a state. The limits invert the
// curve's limits by the same rule (Brookmeyer and Crowley, Biometrics 38 (1982)
// 29-41), using only the points that have the curve's own interval; a limit that
// the interval at the origin already allows is 0.
func (c *Curve) Quantile(p float64) Quantile {
	q := Quantile{P: p, Time: math.NaN(), Lower: math.NaN(), Upper: math.NaN(), Reason: ReasonNotReached}
	if c.Cases == 0 {
		q.Reason = ReasonNoCase
		return q
	}
	estimate := func(x *Point) float64 { return x.Estimate }
	lower := func(x *Point) float64 { return x.Lower }
	upper := func(x *Point) float64 { return x.Upper }
	if c.kind == survivalKind {
		q.Time = c.fallsTo(1-p, estimate, false)
		q.Lower, q.Upper = c.fallsTo(1-p, lower, true), c.fallsTo(1-p, upper, true)
	} else {
		q.Time = c.risesTo(p, estimate, false)
		q.Lower, q.Upper = c.risesTo(p, upper, true), c.risesTo(p, lower, true)
	}
	if c.last < len(c.Points) {
		q.Reason = c.ending
	}
	at := q.Time
	if math.IsNaN(at) {
		at = c.Points[len(c.Points)-1].Time
	}
	q.AtRisk = c.At(at).AtRisk
	if !math.IsNaN(q.Time) && !math.IsNaN(q.Lower) && !math.IsNaN(q.Upper) {
		q.Reason = ""
	}
	return q
}

// fallsTo is the time at which a falling curve passes level. own restricts it
// to the points, origin included, that have the curve's own interval.
func (c *Curve) fallsTo(level float64, value func(*Point) float64, own bool) float64 {
	if x := value(&c.start); (!own || c.start.Interval == c.Interval) && x <= level {
		return 0
	}
	first, last := math.NaN(), math.NaN() // of the plateau; last time looked at
	for i := range c.Points[:c.last] {
		p := &c.Points[i]
		last = p.Time
		if own && p.Interval != c.Interval {
			continue
		}
		x := value(p)
		onLevel := math.Abs(x-level) < equalShare
		switch {
		case math.IsNaN(first) && onLevel:
			first = p.Time
		case !onLevel && x < level && math.IsNaN(first):
			return p.Time
		case !onLevel && x < level:
			return (first + p.Time) / 2
		}
	}
	switch c.settings.Plateau {
	case PlateauStart:
		return first
	case PlateauNone:
		return math.NaN()
	}
	return (first + last) / 2
}

// risesTo is the first time at which a rising curve is at level or above.
func (c *Curve) risesTo(level float64, value func(*Point) float64, own bool) float64 {
	if x := value(&c.start); (!own || c.start.Interval == c.Interval) && x > level-equalShare {
		return 0
	}
	for i := range c.Points[:c.last] {
		p := &c.Points[i]
		if own && p.Interval != c.Interval {
			continue
		}
		if value(p) > level-equalShare {
			return p.Time
		}
	}
	return math.NaN()
}

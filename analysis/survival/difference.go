package survival

import "math"

// A DifferenceMethod names how a difference got its interval and p.
type DifferenceMethod string

const (
	// test on ln(−ln S), interval from both groups' log-log limits
	ComplementaryLogLog DifferenceMethod = "cloglog"
	MeldedBetaProduct   DifferenceMethod = "melded-beta-product" // for small groups
	NormalDifference    DifferenceMethod = "normal"              // of restricted means
)

// A Difference is that of two groups, the first less the second. Numbers that
// do not exist are NaN, and Reason says why.
type Difference struct {
	Time         float64 // or the horizon
	Estimate     float64
	StdErr       float64 // of Estimate
	Lower, Upper float64
	P            float64 // two-sided
	Method       DifferenceMethod
	Reason       Reason
}

func newDifference(time float64) Difference {
	nan := math.NaN()
	return Difference{Time: time, Estimate: nan, StdErr: nan, Lower: nan, Upper: nan, P: nan}
}

// DifferenceAt is the difference of two curves of one kind, survival or
// incidence, at a fixed time chosen beforehand. The level is that of a.
//
// With 30 or more cases in both groups, and q = S, or 1 − F of an incidence,
//
//	p:        z = (g_a − g_b)/√(v_a + v_b),  g = ln(−ln q),  v = (se/(q·ln q))²
//	interval: d − √((q_a − l_a)² + (u_b − q_b)²)  to  d + √((u_a − q_a)² + (q_b − l_b)²)
//
// with d = q_a − q_b and (l, u) the log-log limits of each q. As interval and p
// are made apart they may disagree where p is near 1 − level. With
// fewer cases in a group, or where S is 0 or 1, the melded beta product stands
// for both: see meldedDifference. For an incidence there is none then: the
// estimate stands alone (ReasonSmallGroup, or ReasonNoEvent at F = 0 and ReasonAllHadEvent at F = 1),
// and so does that of survival with delayed entry, which has no beta product (ReasonNoInterval).
//
// Where either curve has no estimate there is no difference, for its reason.
//
// Source: Klein, Logan, Harhoff and Andersen, Statistics in Medicine 26 (2007)
// 4505-4519; for an incidence Zhang and Fine, ibid. 27 (2008) 4939-4959; interval:
// Zou and Donner, ibid. 27 (2008) 1693-1702.
func DifferenceAt(a, b *Curve, time float64) Difference {
	d := newDifference(time)
	pa, pb := a.At(time), b.At(time)
	for _, p := range []Point{pa, pb} {
		if math.IsNaN(p.Estimate) {
			d.Reason = p.Reason
			return d
		}
	}
	if a.kind != b.kind || a.kind != survivalKind && a.kind != incidenceKind {
		d.Reason = ReasonNotDefined
		return d
	}
	d.Estimate = pa.Estimate - pb.Estimate
	d.StdErr = math.Hypot(pa.StdErr, pb.StdErr)
	small := a.Cases < fewCases || b.Cases < fewCases
	switch {
	case a.kind == survivalKind && (small || isEdge(pa) || isEdge(pb)) && (a.late || b.late):
		d.Reason = ReasonNoInterval
	case a.kind == survivalKind && (small || isEdge(pa) || isEdge(pb)):
		d.meld(a.boundsAt(time), b.boundsAt(time), a.settings.tail())
	case small:
		d.Reason = ReasonSmallGroup
	case pa.Estimate == 0 || pb.Estimate == 0:
		d.Reason = ReasonNoEvent
	case pa.Estimate == 1 || pb.Estimate == 1:
		d.Reason = ReasonAllHadEvent
	default:
		d.complementaryLogLog(a.freeAt(pa), a.freeAt(pb), a.kind, a.settings.z())
	}
	return d
}

func isEdge(p Point) bool { return p.Estimate == 0 || p.Estimate == 1 }

// A share is a probability of being free of the event, with its error.
type share struct{ q, se float64 }

func (c *Curve) freeAt(p Point) share {
	if c.kind == incidenceKind {
		return share{1 - p.Estimate, p.StdErr}
	}
	return share{p.Estimate, p.StdErr}
}

func (d *Difference) complementaryLogLog(a, b share, k kind, z float64) {
	d.Method = ComplementaryLogLog
	va, vb := a.se/(a.q*math.Log(a.q)), b.se/(b.q*math.Log(b.q))
	g := math.Log(-math.Log(a.q)) - math.Log(-math.Log(b.q))
	d.P = math.Erfc(math.Abs(g) / math.Hypot(va, vb) / math.Sqrt2)
	la, ua, _ := normalInterval(LogLog, a.q, a.se, z)
	lb, ub, _ := normalInterval(LogLog, b.q, b.se, z)
	down, up := math.Hypot(a.q-la, ub-b.q), math.Hypot(ua-a.q, b.q-lb)
	if k == incidenceKind {
		down, up = up, down
	}
	d.Lower, d.Upper = d.Estimate-down, d.Estimate+up
}

// DifferenceOfMeans is the difference of two curves' restricted means, or mean
// times lost, at one horizon: with 60 cases or more in both groups the normal
// interval and p of independent estimates; with fewer in either, the melded
// bounds of the two means (see meanBounds and meld). Without an event in either
// group there is no interval, since the error of that one is unknown
// (ReasonNoEvent). The level is that of a.
//
// Sources: Royston and Parmar, BMC Medical Research Methodology 13 (2013) 152;
// Fay, Proschan and Brittain, Biometrics 71 (2015) 146-156.
func DifferenceOfMeans(a, b *Curve, tau float64) Difference {
	d := newDifference(tau)
	if a.kind != b.kind {
		d.Reason = ReasonNotDefined
		return d
	}
	ma, mb := a.RestrictedMean(tau), b.RestrictedMean(tau)
	d.Estimate = ma.Estimate - mb.Estimate
	for _, m := range []RestrictedMean{ma, mb} {
		if m.Reason != "" {
			d.Reason = m.Reason
			return d
		}
	}
	d.StdErr = math.Hypot(ma.StdErr, mb.StdErr)
	if ma.Method == BetaProductArea || mb.Method == BetaProductArea {
		d.meldMeans(a, b)
		return d
	}
	d.Method = NormalDifference
	h := a.settings.z() * d.StdErr
	d.Lower, d.Upper = d.Estimate-h, d.Estimate+h
	d.P = math.Erfc(math.Abs(d.Estimate) / d.StdErr / math.Sqrt2)
	return d
}

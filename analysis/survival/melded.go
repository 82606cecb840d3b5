package survival

import "math"

// bounds are the lower and upper confidence distributions of one group's S(t).
type bounds struct{ lower, upper beta }

// boundsAt are the beta product's bounds of a survival curve at a time.
func (c *Curve) boundsAt(time float64) bounds {
	var w betaProduct
	last := -1
	for i := range c.Points {
		p := &c.Points[i]
		if p.Time > time {
			break
		}
		if p.Events > 0 {
			w.add(p.AtRisk, p.Events)
		}
		last = i
	}
	lower, upper := w.bounds(c.atRiskAfter(last))
	return bounds{lower, upper}
}

// meld sets interval and p of S_a − S_b by melding the beta products of two
// groups. With W₋ and W₊ independent in the groups, as in betaProduct,
//
//	lower: α/2 quantile of W₋a − W₊b,   upper: 1 − α/2 quantile of W₊a − W₋b
//	p:     2·min(P(W₋a ≤ W₊b), P(W₊a ≥ W₋b)), at most 1
//
// so that p < 1 − level just where the interval leaves out 0. The error of the
// estimate does not enter and is dropped where S is 0 or 1.
//
// Equals R bpcp's fixtdiff (difference, method of moments). Source: Fay,
// Proschan and Brittain, Biometrics 71 (2015) 146-156.
func (d *Difference) meld(a, b bounds, tail float64) {
	d.Method = MeldedBetaProduct
	d.Lower = differenceQuantile(a.lower, b.upper, tail)
	d.Upper = differenceQuantile(a.upper, b.lower, 1-tail)
	less := differenceCDF(a.lower, b.upper, 0)
	more := differenceCDF(b.lower, a.upper, 0)
	d.P = math.Min(1, 2*math.Min(less, more))
}

// meldMeans is meld for the difference of restricted means. Of survival the
// bounds are those of the time lost, whose difference is the other way round.
func (d *Difference) meldMeans(a, b *Curve) {
	if a.late || b.late {
		d.Reason = ReasonNoInterval
		return
	}
	tau := d.Time
	x, y := a.meanBounds(tau), b.meanBounds(tau)
	if a.kind == survivalKind {
		x, y = y, x
	}
	d.meld(x, y, a.settings.tail())
	d.Lower, d.Upper = tau*d.Lower, tau*d.Upper
}

// differenceQuantile is the p quantile of X − Y.
func differenceQuantile(x, y beta, p float64) float64 {
	if differenceCDF(x, y, -1) >= p {
		return -1
	}
	return root(func(d float64) float64 { return differenceCDF(x, y, d) - p }, -1, 1)
}

// differenceCDF is P(X − Y ≤ d) of independent X and Y, each of them a beta
// distribution or all at 0 or 1: the integral of P(X ≤ y + d) over Y by
// tanh-sinh steps, which take the ends' singularities. The narrower of the two is
// made Y, by (1 − Y) − (1 − X) = X − Y, so that the other varies slowly under it.
func differenceCDF(x, y beta, d float64) float64 {
	if x.variance() < y.variance() {
		x, y = beta{y.b, y.a}, beta{x.b, x.a}
	}
	if y.a == 0 {
		return x.cdf(d)
	}
	if y.b == 0 {
		return x.cdf(1 + d)
	}
	if x.a == 0 { // P(Y ≥ −d)
		return 1 - y.cdf(-d)
	}
	if x.b == 0 { // P(Y ≥ 1 − d)
		return 1 - y.cdf(1-d)
	}
	const outside = 1e-16
	from := math.Max(math.Max(0, -d), y.quantile(outside))
	to := math.Min(math.Min(1, 1-d), y.quantile(1-outside))
	sum := 0.0
	if d > 0 { // X ≤ y + d is certain beyond 1 − d
		sum = 1 - y.cdf(1-d)
	}
	if from >= to {
		return sum
	}
	return sum + tanhSinh(func(v float64) float64 { return x.cdf(v+d) * y.density(v) }, from, to)
}

// tanhSinh integrates f over (from, to), where it may be infinite at the ends.
//
// Source: Takahasi and Mori, Publ RIMS Kyoto 9 (1974) 721-741.
func tanhSinh(f func(float64) float64, from, to float64) float64 {
	const (
		step  = 1.0 / 16
		steps = 56 // to 3.5, where the weights are below 1e-20; twice as many change no digit beyond the 12th
	)
	sum, width := 0.0, (to-from)/2
	for k := -steps; k <= steps; k++ {
		t := step * float64(k)
		s := math.Pi / 2 * math.Sinh(t)
		near := 1 / (math.Exp(math.Abs(s)) * math.Cosh(s)) // distance from the nearer end, of 1
		weight := math.Pi / 2 * math.Cosh(t) / square(math.Cosh(s))
		x := from + width*near
		if k > 0 {
			x = to - width*near
		}
		if x > from && x < to && weight > 0 {
			sum += weight * f(x)
		}
	}
	return sum * step * width
}

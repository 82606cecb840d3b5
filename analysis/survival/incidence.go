package survival

import "math"

// CumulativeIncidence estimates F(t), the probability that a case of the group
// has had an event of this cause (1..Causes) up to and including t, while
// events of the other causes compete (Aalen-Johansen).
//
// With n_i cases at risk just before t_i, d_i events of the cause and S the
// Kaplan-Meier estimate with every cause as the event,
//
//	F(t) = Σ_{t_i ≤ t} S(t_i−) · d_i/n_i
//
// so that S + ΣF = 1 over all causes, and F = 1 − S if there is only one.
// Tied causes are taken together; cases are at risk on (entry, time].
// The variance is Settings.Variance: see incidenceVariance.
//
// Intervals: x^exp(±z·se/(x·ln x)) and the other normal ones on F itself, or
// ClopperPearson with n = min(m, F(1−F)/var), k = n·F, where var is always Delta
// and m the number of cases whose outcome by t is known: at risk just after t, or
// with an event of any cause by t. Without censoring n is the number of cases and
// the interval that of a proportion; without the bound m coverage under heavy
// censoring falls to .90. At F = 0, where no normal one exists, ClopperPearson
// with n = m (0 of 10 with two still followed: up to 84.2 %, not 30.8 %). At
// F = 1, where nobody is left and nothing competed, the limits are 1 less the
// beta-product ones of S, so that Interval is BetaProduct there; with delayed
// entry NaN (ReasonNoInterval). No interval is [0, 0] or [1, 1]. BetaProduct as a
// setting is refused (ErrInterval).
//
// At F = 1 the variance is that of the last time alone, all earlier terms being
// 0: SE is 0 by Delta, and by Aalen unless a single case is left at that time.
// O(distinct times).
//
// Equals R cmprsk (Aalen) and, without delayed entry, R survfit (Delta). Source: Aalen and Johansen,
// Scand J Statist 5 (1978) 141-150; interval: Choudhury, Statistics in
// Medicine 21 (2002) 1129-1144.
func CumulativeIncidence(t *Table, group, cause int, s Settings) (*Curve, error) {
	switch {
	case group < 0 || group >= t.Groups:
		return nil, ErrGroup
	case cause < 1 || cause > t.Causes:
		return nil, ErrCause
	}
	s, err := s.withDefaults()
	if err != nil {
		return nil, err
	}
	c := newCurve(t, group, cause, incidenceKind, s)
	if c.Interval = s.Interval; s.Interval == Auto {
		c.Interval = IncidenceInterval(t, cause)
	}
	if !isNormal(c.Interval) && c.Interval != ClopperPearson {
		return nil, ErrInterval
	}
	c.fillIncidence()
	return c, nil
}

func (c *Curve) fillIncidence() {
	var (
		free, incidence = 1.0, 0.0
		variance, delta incidenceVariance
		events, others  int // by now
		z, tail         = c.settings.z(), c.settings.tail()
	)
	previous := &c.start
	var product betaProduct
	c.start.incidenceInterval(c.Interval, float64(c.atRiskAfter(-1)), z, tail)
	for i := range c.Points {
		p := &c.Points[i]
		if p.Events+p.Competing > 0 {
			rise := free * float64(p.Events) / float64(p.AtRisk)
			left := free * float64(p.AtRisk-p.Events-p.Competing) / float64(p.AtRisk)
			incidence += rise
			variance.advance(rise)
			variance.add(c.settings.Variance, p, free, left)
			delta.advance(rise)
			delta.add(Delta, p, free, left)
			product.add(p.AtRisk, p.Events+p.Competing)
			if left == 0 && free > 0 && others+p.Competing == 0 {
				incidence = 1 // nothing else ever happened: without the rounding of the sums
				variance = incidenceVariance{value: lastVariance(c.settings.Variance, p, free)}
			}
			free = left
			events += p.Events
			others += p.Competing
		}
		p.Estimate = incidence
		p.StdErr = math.Sqrt(math.Max(0, variance.value))
		if p.Events == 0 && isNormal(previous.Interval) { // F and its error change with own events only
			p.Lower, p.Upper, p.Interval = previous.Lower, previous.Upper, previous.Interval
			continue
		}
		previous = p
		if incidence == 1 {
			c.certainIncidence(p, product)
			continue
		}
		known := c.atRiskAfter(i) + events + others
		p.incidenceInterval(c.Interval, effectiveCases(incidence, delta.value, known), z, tail)
	}
	c.free = free
	c.end()
}

// certainIncidence sets the interval at F = 1 from the beta product of S = 0.
func (c *Curve) certainIncidence(p *Point, w betaProduct) {
	if c.late {
		p.withoutInterval()
		return
	}
	_, upper := w.interval(BetaProduct, 0, c.settings.tail())
	p.Lower, p.Upper, p.Interval = 1-upper, 1, BetaProduct
}

// lastVariance is the variance of an incidence that becomes 1 at p: A_i = 1 at
// every earlier time, whose terms are 0.
func lastVariance(kind Variance, p *Point, before float64) float64 {
	if kind == Delta {
		return 0
	}
	n, d := float64(p.AtRisk), float64(p.Events)
	return square(before/n) * d * finite(n, d)
}

// incidenceInterval sets the interval of an incidence; n is the number of cases
// behind an exact one.
func (p *Point) incidenceInterval(m IntervalMethod, n, z, tail float64) {
	lower, upper, ok := normalInterval(m, p.Estimate, p.StdErr, z)
	if !ok {
		m = ClopperPearson
		lower, upper = clopperPearson(p.Estimate, n, tail)
	}
	p.Lower, p.Upper, p.Interval = lower, upper, m
}

// effectiveCases is the number of uncensored cases that would know as much of
// an incidence x with this variance; known is the number whose outcome is known
// and bounds it.
func effectiveCases(x, variance float64, known int) float64 {
	if x > 0 && x < 1 && variance > 0 {
		return math.Min(float64(known), x*(1-x)/variance)
	}
	return float64(known)
}

// incidenceVariance accumulates the variance of an Aalen-Johansen estimate.
//
// With S, F, n as in CumulativeIncidence, d events of the cause and o of the
// others on t_i, A_i = (F(t) − F(t_i)) / S(t_i) (0 once S is 0) and
// q(d) = 1 − (d−1)/(n−1) for d > 1, else 1,
//
//	Aalen: Σ_{t_i ≤ t} S(t_i−)²/n² · (q(d)·d·(1 − A_i)² + q(o)·o·A_i²)
//	Delta: Σ_{t_i ≤ t} S(t_i−)²/n  · (p + r·A_i² − (p + r·A_i)²),  p = d/n, r = 1 − (d+o)/n
//
// Both are quadratic in F(t), so three running sums carry them from time to
// time. They are kept centred at the present F, which loses no digits where S
// is small.
//
// Delta is the infinitesimal jackknife: the squares of the cases' influences,
// whose products at different times cancel. With delayed entry they cancel on
// average only: Delta is then the multinomial form, as in R etm, and a few per cent from
// survfit's, which needs each case's entry and exit together (StateOccupation has
// both and equals it). Source: Aalen, Annals of Statistics
// 6 (1978) 534-545; Gray, Annals of Statistics 16 (1988) 1141-1154; Andersen,
// Borgan, Gill and Keiding (1993), section IV.4.
type incidenceVariance struct {
	value float64 // the variance
	slope float64 // half its derivative in F(t)
	curve float64 // half its second derivative
}

// advance raises F by rise.
func (v *incidenceVariance) advance(rise float64) {
	v.value += rise * (2*v.slope + rise*v.curve)
	v.slope += rise * v.curve
}

// add takes in the events of a point at which S falls from before to after.
func (v *incidenceVariance) add(kind Variance, p *Point, before, after float64) {
	n, d, o := float64(p.AtRisk), float64(p.Events), float64(p.Competing)
	if kind == Delta {
		v.value += before * before / n * (d / n) * (1 - d/n)
		v.slope -= before / n * (d / n)
		if after > 0 {
			v.curve += (d + o) / (n * (n - d - o))
		}
		return
	}
	own := square(before/n) * d * finite(n, d)
	other := square(before/n) * o * finite(n, o)
	v.value += own
	if after > 0 {
		v.slope -= own / after
		v.curve += (own + other) / (after * after)
	}
}

// finite is Aalen's correction for d of n cases failing at one time.
func finite(n, d float64) float64 {
	if d <= 1 {
		return 1
	}
	return 1 - (d-1)/(n-1)
}

package survival

import "math"

// KaplanMeier estimates S(t), the probability that a case of the group has had
// no event, of whatever cause, up to and including t.
//
// With n_i cases at risk just before t_i and d_i events on it,
//
//	S(t)   = ∏_{t_i ≤ t} (1 − d_i/n_i)
//	SE(t)² = S(t)² · Σ_{t_i ≤ t} d_i / (n_i (n_i − d_i))   (Greenwood)
//
// Events leave before censorings of the same time; cases are at risk on
// (entry, time]. SE is of S, 0 while nobody has failed, and NaN once S is 0
// (ReasonAllHadEvent). Where the interval chosen does not exist, at S = 1 and
// S = 0, the point has the beta-product one, and its Interval says so; none is
// [1, 1] or [0, 0]. With delayed entry the beta product is not defined: LogLog
// takes its place, and where that does not exist the limits are NaN
// (ReasonNoInterval), and the curve ends where its risk set empties, or
// is under Table.MinAtRisk at an event, before the last entry: see endOf.
//
// It refuses ClopperPearson (ErrInterval) and a group outside the table
// (ErrGroup). O(distinct times).
//
// Equals R survfit, whose std.err is of log S. Source: Kaplan and Meier, JASA
// 53 (1958) 457-481.
func KaplanMeier(t *Table, group int, s Settings) (*Curve, error) {
	if group < 0 || group >= t.Groups {
		return nil, ErrGroup
	}
	s, err := s.withDefaults()
	if err != nil {
		return nil, err
	}
	c := newCurve(t, group, 0, survivalKind, s)
	if c.Interval = s.Interval; s.Interval == Auto {
		c.Interval = SurvivalInterval(t)
	}
	if !hasSurvivalInterval(c.Interval) {
		return nil, ErrInterval
	}
	if c.late && !isNormal(c.Interval) {
		c.Interval = LogLog
	}
	c.fillSurvival(c.atRiskAfter)
	return c, nil
}

func hasSurvivalInterval(m IntervalMethod) bool {
	return isNormal(m) || m == BetaProduct || m == BetaProductMidP
}

// fillSurvival estimates every point from its counts.
func (c *Curve) fillSurvival(atRiskAfter func(i int) int) {
	var (
		free    = 1.0
		hazards = 0.0 // Greenwood's sum
		product betaProduct
		z       = c.settings.z()
	)
	c.start.Estimate = 1
	c.survivalInterval(&c.start, product, atRiskAfter(-1), z)
	previous := &c.start
	for i := range c.Points {
		p := &c.Points[i]
		if p.Events > 0 {
			n, d := float64(p.AtRisk), float64(p.Events)
			free *= (n - d) / n
			hazards += d / (n * (n - d))
			product.add(p.AtRisk, p.Events)
		}
		p.Estimate = free
		p.StdErr = free * math.Sqrt(hazards)
		if free == 0 {
			p.StdErr, p.Reason = math.NaN(), ReasonAllHadEvent
		}
		if p.Events == 0 && isNormal(previous.Interval) {
			p.Lower, p.Upper, p.Interval = previous.Lower, previous.Upper, previous.Interval
		} else {
			c.survivalInterval(p, product, atRiskAfter(i), z)
		}
		previous = p
	}
	c.free = free
	c.end()
}

func (c *Curve) survivalInterval(p *Point, w betaProduct, atRiskAfter int, z float64) {
	m := c.Interval
	if isNormal(m) {
		if lower, upper, ok := normalInterval(m, p.Estimate, p.StdErr, z); ok {
			p.Lower, p.Upper, p.Interval = lower, upper, m
			return
		}
		m = BetaProduct
	}
	if c.late {
		p.withoutInterval()
		return
	}
	if p.Lower, p.Upper = w.interval(m, atRiskAfter, c.settings.tail()); p.Estimate == 0 {
		p.Lower = 0 // also where the reverse estimate still has failures of the last time in
	}
	p.Interval = m
}

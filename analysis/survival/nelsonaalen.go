package survival

import "math"

// NelsonAalen estimates the cumulative hazard H(t) of an event of any cause.
//
// With n_i cases at risk just before t_i and d_i events on it,
//
//	H(t)   = Σ_{t_i ≤ t} d_i/n_i
//	SE(t)² = Σ_{t_i ≤ t} d_i/n_i²
//
// Tied events are taken together (R's ctype = 1). The interval is Log,
// H·exp(±z·se/H), which is also what Auto means, or Plain, H ± z·se from 0 on; any
// other is refused (ErrInterval). At H = 0 it is −ln of the beta-product one of
// S, up to ln(2/α)/n with n at risk just after t; with none left it has no upper
// limit (NaN, ReasonNoEvent). Past the last follow-up there is never an estimate.
//
// Equals R survfit(stype = 2, ctype = 1). Source: Nelson, Technometrics 14
// (1972) 945-966; Aalen, Annals of Statistics 6 (1978) 701-726.
func NelsonAalen(t *Table, group int, s Settings) (*Curve, error) {
	if group < 0 || group >= t.Groups {
		return nil, ErrGroup
	}
	s, err := s.withDefaults()
	if err != nil {
		return nil, err
	}
	if s.Interval == Auto {
		s.Interval = Log
	}
	if s.Interval != Log && s.Interval != Plain {
		return nil, ErrInterval
	}
	c := newCurve(t, group, 0, hazardKind, s)
	c.Interval = s.Interval
	hazard, variance := 0.0, 0.0
	c.start.hazardInterval(c, c.atRiskAfter(-1))
	for i := range c.Points {
		p := &c.Points[i]
		if p.Events > 0 {
			n, d := float64(p.AtRisk), float64(p.Events)
			hazard += d / n
			variance += d / (n * n)
		}
		p.Estimate, p.StdErr = hazard, math.Sqrt(variance)
		p.hazardInterval(c, c.atRiskAfter(i))
	}
	c.end()
	return c, nil
}

func (p *Point) hazardInterval(c *Curve, atRiskAfter int) {
	z := c.settings.z()
	switch {
	case p.Estimate == 0:
		p.Interval = BetaProduct
		p.Upper = -math.Log(c.settings.tail()) / float64(atRiskAfter)
		if atRiskAfter == 0 {
			p.Upper, p.Reason = math.NaN(), ReasonNoEvent
		}
	case c.Interval == Plain:
		p.Lower, p.Upper = math.Max(0, p.Estimate-z*p.StdErr), p.Estimate+z*p.StdErr
		p.Interval = Plain
	default:
		h := z * p.StdErr / p.Estimate
		p.Lower, p.Upper = p.Estimate*math.Exp(-h), p.Estimate*math.Exp(h)
		p.Interval = Log
	}
}

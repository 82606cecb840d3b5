package survival

// ReverseKaplanMeier estimates the probability of still being followed at a
// time: censoring is the event and every event a censoring. Its median is the
// median follow-up.
//
// Events leave before the censorings of the same time, so that with n_i at
// risk, d_i events and c_i censorings on t_i
//
//	G(t) = ∏_{t_i ≤ t} (1 − c_i/(n_i − d_i))
//
// which swapping the status in Kaplan-Meier does not give. In its points AtRisk
// is n_i − d_i, Events are censorings and Censored events. Intervals, standard
// error and edges are KaplanMeier's; Auto counts censorings as the events.
//
// Equals R prodlim(reverse = TRUE). Source: Schemper and Smith, Controlled
// Clinical Trials 17 (1996) 343-346.
func ReverseKaplanMeier(t *Table, group int, s Settings) (*Curve, error) {
	if group < 0 || group >= t.Groups {
		return nil, ErrGroup
	}
	s, err := s.withDefaults()
	if err != nil {
		return nil, err
	}
	c := newCurve(t, group, 0, survivalKind, s)
	if c.Interval = s.Interval; s.Interval == Auto {
		c.Interval = reverseInterval(t)
	}
	if !hasSurvivalInterval(c.Interval) {
		return nil, ErrInterval
	}
	if c.late && !isNormal(c.Interval) {
		c.Interval = LogLog
	}
	c.Events = 0
	for i := range c.Points {
		p := &c.Points[i]
		p.AtRisk -= p.Events
		p.Events, p.Censored = p.Censored, p.Events
		c.Events += p.Events
	}
	c.fillSurvival(func(i int) int {
		if i+1 >= len(c.Points) || i < 0 {
			return c.atRiskAfter(i)
		}
		next := &c.Points[i+1]
		return next.AtRisk + next.Censored // those who fail then are still in
	})
	return c, nil
}

func reverseInterval(t *Table) IntervalMethod {
	for g := range t.Groups {
		censored := 0
		for i := range t.Times {
			censored += t.Censored(i, g)
		}
		if isSmall(t.Cases(g), censored) {
			return BetaProduct
		}
	}
	return LogLog
}

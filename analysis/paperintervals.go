package analysis

import (
	"math"

	"graftstat/analysis/code"
	"graftstat/analysis/endpoint"
	"graftstat/analysis/message"
	"graftstat/analysis/plan"
	"graftstat/analysis/survival"
)

// paperIntervals is the method of all intervals that a paper leaves to auto, so
// that it has one throughout: exact where any group of any endpoint is too small
// for log-log by the rule that auto has for one endpoint, else log-log. It is ""
// where there is no paper, or where the study names the methods.
func paperIntervals(p *plan.Plan, cohorts []*cohort) (code.IntervalForm, error) {
	asked := false
	for _, c := range cohorts {
		for _, e := range c.plan.Resolved {
			if !p.HasOneInterval(e.Kind) || !c.isComputed(e) {
				continue
			}
			asked = true
			isSmall, err := c.hasSmallGroup(e)
			if err != nil {
				return "", message.Errorf("cohort %s, endpoint %s: %w", c.plan.ID, e.ID, err)
			}
			if isSmall {
				return code.ExactForm, nil
			}
		}
	}
	if !asked {
		return "", nil
	}
	return code.LogLogForm, nil
}

// hasSmallGroup reports whether auto would take the exact interval for an
// endpoint, of the whole cohort or of any comparison. Groups by a milestone are
// not asked: with late entry there is no exact one.
func (c *cohort) hasSmallGroup(e plan.Endpoint) (bool, error) {
	from := c.casesOf(e, endpoint.DeriveWithoutCells(c.study, c.histories, e, c.patients))
	for _, g := range c.groupings {
		if g.milestone != nil {
			continue
		}
		k, err := newComparison(e, from.tally(g, math.NaN()))
		if err != nil {
			return false, err
		}
		switch {
		case k.table == nil:
		case e.Kind == code.Incidence:
			if survival.IncidenceInterval(k.table, 1) == survival.ClopperPearson {
				return true, nil
			}
		case survival.SurvivalInterval(k.table) == survival.BetaProduct:
			return true, nil
		}
	}
	return false, nil
}

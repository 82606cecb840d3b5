package analysis

import (
	"graftstat/analysis/code"
	"graftstat/analysis/plan"
	"graftstat/analysis/survival"
)

// settings are the estimator's choices for an endpoint. To be compatible with
// another package is to take its conventions for what the study file leaves
// open: R takes a median on a plateau to lie in its middle and carries the last
// estimate past the last follow-up; SAS calls both not estimable. Interval
// methods, variance and the ties of models were filled in by the plan.
func (c *cohort) settings(e plan.Endpoint) survival.Settings {
	i := c.study.Intervals
	s := survival.Settings{Level: i.Level, Interval: survival.IntervalMethod(i.Survival),
		Variance: survival.Variance(e.Variance)}
	if e.Kind.HasCompeting() {
		s.Interval = survival.IntervalMethod(i.Incidence)
	}
	if s.Interval == survival.Auto {
		s.Interval = survival.IntervalMethod(c.form.Method(e.Kind))
	}
	switch i.Compatible {
	case code.R:
		s.Carry = true
	case code.SAS:
		s.Plateau = survival.PlateauNone
	}
	return s
}

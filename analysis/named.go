package analysis

import (
	"slices"

	"graftstat/analysis/plan"
	"graftstat/analysis/result"
)

// modelLacks says what a model names that nothing in the cohort's rows answers: a
// column of a term, of its strata or clusters, and a milestone on the way or of
// the entry. Without it a case would count as one that never reached the
// milestone, or all as one stratum.
func (c *cohort) modelLacks(m plan.Model) lack {
	var l lack
	for _, name := range m.Terms {
		if c.data.Categories[name] == nil && c.data.Numbers[name] == nil {
			l.add(columnAbsent, name)
		}
	}
	for _, name := range m.TimeDependent {
		c.timeLacks(&l, name)
	}
	if m.Entry != "" && (c.data.Numbers[m.Entry] == nil || c.data.Milestones[m.Entry] != nil) {
		c.timeLacks(&l, m.Entry)
	}
	for _, name := range []string{m.Strata, m.Cluster} {
		if name != "" && name != "patient_id" && c.data.Categories[name] == nil {
			l.add(columnAbsent, name)
		}
	}
	if m.Cluster == "patient_id" && c.data.Unlinked && c.hasRepeats() {
		l.add(columnAbsent, m.Cluster)
	}
	return l
}

// timeLacks adds a milestone whose time splits that of a case, where nothing says
// when it was. Later rows of a patient answer an endpoint, but no such time.
func (c *cohort) timeLacks(l *lack, name string) {
	if name == "second_transplant" && c.data.Milestones[name] == nil && c.hasSeveral() {
		l.add(columnAbsent, name)
		return
	}
	c.milestoneLacks(l, name)
}

// compareLacks says whether nothing answers a column or milestone to compare by.
func (c *cohort) compareLacks(name string) lack {
	var l lack
	isMilestone := c.data.Milestones[name] != nil || c.data.Withheld[name] != "" ||
		slices.Contains(plan.Milestones(), name)
	switch {
	case c.data.Categories[name] != nil || c.data.Numbers[name] != nil:
	case isMilestone:
		c.timeLacks(&l, name)
	default:
		l.add(columnAbsent, name)
	}
	return l
}

// notFitted stands in place of a model that the data do not answer.
func (c *cohort) notFitted(m plan.Model, l lack) result.Model {
	r := unfitted(m, statusNotAnswered)
	r.Reason, r.Missing, r.About = l.reason, l.missing, l.missing
	return r
}

// lackSignals tell what is not compared or fitted for want of a column or milestone.
func (c *cohort) lackSignals(found *result.Cohort) []result.Signal {
	var signals []result.Signal
	for _, n := range found.NotCompared {
		signals = append(signals, result.Signal{Code: "not_compared", Cohort: c.plan.ID,
			Args: []string{n.By, n.Reason}})
	}
	for _, e := range found.Endpoints {
		for _, m := range e.Models {
			if m.Status != statusNotAnswered {
				continue
			}
			for _, name := range m.Missing {
				signals = append(signals, result.Signal{Code: "model_not_answered", Cohort: c.plan.ID, Endpoint: e.ID,
					Args: []string{name, m.Reason}})
			}
		}
	}
	return signals
}

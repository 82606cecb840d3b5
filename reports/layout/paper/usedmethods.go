package paper

import (
	"graftstat/analysis/result"
)

// usedMethods is what occurs in the results, by code.
type usedMethods struct {
	methods, variances                    map[string]bool
	survivalIntervals, incidenceIntervals map[string]bool
	tests, differences, kinds, ties       map[string]bool
	means                                 map[string]bool // intervals of restricted means
	comparisons                           map[string]bool // see comparisonTexts
	milestones                            map[string]bool // that are events
	baselineTests                         map[string]bool
	isChecked                             bool // the hazards' proportionality
	hasDays, hasDifference                bool
}

func (b *Builder) usedMethods() *usedMethods {
	u := &usedMethods{}
	for _, set := range []*map[string]bool{&u.methods, &u.variances, &u.survivalIntervals, &u.incidenceIntervals,
		&u.tests, &u.comparisons, &u.differences, &u.means, &u.kinds, &u.ties, &u.milestones, &u.baselineTests} {
		*set = make(map[string]bool)
	}
	b.EachEndpoint(func(e *result.Endpoint) { u.endpoint(e) })
	p := b.Results.Paper
	for _, list := range p.Univariable {
		for i := range list.Rows {
			u.model(&list.Rows[i].Model)
		}
		if list.Multivariable != nil {
			u.model(list.Multivariable)
		}
	}
	for _, s := range p.Subgroups {
		u.kinds[string(s.Kind)] = true
	}
	for _, t := range p.Table1 {
		for _, r := range t.Rows {
			u.hasDifference = u.hasDifference || !r.Difference.IsMissing()
			if r.Test != nil && !r.Test.P.IsMissing() {
				u.baselineTests[r.Test.Name] = true
			}
		}
	}
	return u
}

func (u *usedMethods) endpoint(e *result.Endpoint) {
	u.methods[e.Method], u.variances[e.Variance] = true, true
	for _, item := range e.Definition.Event {
		u.milestones[item.Milestone] = true
	}
	for _, g := range e.Groups {
		if g.RMST != nil && g.RMST.Method != "" {
			u.means[g.RMST.Method] = true
		}
		u.hasDays = u.hasDays || g.DaysToEvent != nil && g.DaysToEvent.N > 0
		for _, at := range g.At {
			switch {
			case at.Interval == "":
			case e.Kind.IsFreeOfEvent():
				u.survivalIntervals[at.Interval] = true
			default:
				u.incidenceIntervals[at.Interval] = true
			}
		}
	}
	for _, t := range e.Tests {
		u.compared("holm", !t.PAdjusted.IsMissing())
		u.compared("left_out", t.LeftOut > 0)
		u.tests[t.Name] = u.tests[t.Name] || !t.P.IsMissing()
		u.compared("entered", t.Name == "mantel-byar" && !t.P.IsMissing())
	}
	for _, x := range e.Comparisons {
		u.compared("withheld", len(x.LeftOut) > 0 || x.Asymptotic != "")
	}
	for _, d := range e.Differences {
		if d.Method != "" && !d.Lower.IsMissing() {
			u.differences[d.Method] = true
		}
	}
	for i := range e.Models {
		u.model(&e.Models[i])
	}
}

func (u *usedMethods) model(m *result.Model) {
	if m.Status != "ok" {
		return
	}
	u.kinds[string(m.Kind)], u.ties[string(m.Ties)] = true, true
	u.isChecked = u.isChecked || len(m.PHTest) > 0
	u.compared("withheld", m.Reason != "")
}

// compared notes how groups were compared.
func (u *usedMethods) compared(how string, is bool) { u.comparisons[how] = u.comparisons[how] || is }

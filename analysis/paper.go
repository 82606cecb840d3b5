package analysis

import (
	"slices"

	"graftstat/analysis/endpoint"
	"graftstat/analysis/message"
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
)

// paper is what a manuscript needs beside the cohorts, nil where the study
// does not ask for it.
func paper(p *plan.Plan, cohorts []*cohort, found []result.Cohort) (*result.Paper, error) {
	if p.Paper == nil {
		return nil, nil
	}
	r := &result.Paper{Table1: []result.Table1{}, Subgroups: []result.Subgroup{}, Univariable: []result.Univariable{},
		Missing: []result.MissingData{}}
	for i, c := range cohorts {
		r.Table1 = append(r.Table1, c.table1(p.Paper.Table1)...)
		subgroups, err := c.subgroups(p.Paper.Subgroups)
		if err != nil {
			return nil, message.Errorf("cohort %s: subgroups: %w", c.plan.ID, err)
		}
		r.Subgroups = append(r.Subgroups, subgroups...)
		univariable, err := c.univariable(p.Paper.Univariable)
		if err != nil {
			return nil, message.Errorf("cohort %s: models: %w", c.plan.ID, err)
		}
		r.Univariable = append(r.Univariable, univariable...)
		r.Missing = append(r.Missing, c.missingData(p.Paper, &found[i])...)
	}
	r.Anonymity = anonymity(p.Paper.Anonymity, cohorts)
	return r, nil
}

// resolved is an endpoint of the cohort with its observations; false where the
// cohort has none of that id, or it is not computed.
func (c *cohort) resolved(id string) (plan.Endpoint, *endpoint.Observations, bool) {
	i := slices.IndexFunc(c.plan.Resolved, func(e plan.Endpoint) bool { return e.ID == id })
	if i < 0 {
		return plan.Endpoint{}, nil, false
	}
	e := c.plan.Resolved[i]
	if !c.isComputed(e) {
		return plan.Endpoint{}, nil, false
	}
	return e, endpoint.DeriveWithoutCells(c.study, c.histories, e, c.patients), true
}

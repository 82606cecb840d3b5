package analysis

import (
	"context"
	"fmt"

	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// cohort is the patients of a cohort with all that its endpoints share.
type cohort struct {
	plan      *plan.Cohort
	study     *plan.Plan
	data      *registry.Data
	histories *endpoint.Histories
	patients  []int32
	groupings []grouping
}

// newCohort finds the patients whose index row, the first infusion, meets the
// cohort's conditions.
func newCohort(p *plan.Plan, d *registry.Data, h *endpoint.Histories, c *plan.Cohort) *cohort {
	found := &cohort{plan: c, study: p, data: d, histories: h}
	for patient := range d.Patients {
		if rows := h.Of(patient); len(rows) > 0 && endpoint.Matches(d, c.Where, int(rows[0])) {
			found.patients = append(found.patients, int32(patient))
		}
	}
	found.groupings = append(found.groupings, everyone())
	for _, compare := range c.Compare {
		found.groupings = append(found.groupings, newGrouping(d, compare, found.indexRows()))
	}
	return found
}

// indexRows are the rows of the patients' first infusions.
func (c *cohort) indexRows() []int32 {
	rows := make([]int32, len(c.patients))
	for i, patient := range c.patients {
		rows[i] = c.histories.Of(int(patient))[0]
	}
	return rows
}

func (c *cohort) run(ctx context.Context, l *result.Listing, progress Progress) (*result.Cohort, error) {
	r := &result.Cohort{ID: c.plan.ID, Patients: len(c.patients), Flow: c.flow(), Baseline: c.baseline(), Comparisons: c.comparisons()}
	for _, patient := range c.patients {
		r.Cases += len(c.histories.Of(int(patient)))
	}
	followUp, err := c.followUp()
	if err != nil {
		return nil, fmt.Errorf("cohort %s: follow-up: %w", c.plan.ID, err)
	}
	r.FollowUp = followUp
	if r.States, err = c.states(); err != nil {
		return nil, fmt.Errorf("cohort %s: states: %w", c.plan.ID, err)
	}
	for i, e := range c.plan.Resolved {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		o := endpoint.Derive(c.study, c.histories, e, c.patients)
		found, err := c.endpoint(e, o)
		if err != nil {
			return nil, fmt.Errorf("cohort %s, endpoint %s: %w", c.plan.ID, e.ID, err)
		}
		r.Endpoints = append(r.Endpoints, *found)
		c.list(l, e, o)
		progress(c.plan.ID, i+1)
	}
	return r, nil
}

// flow counts the rows from the file to the cohort. Each row of the file is in
// exactly one step between "read" and "analysed".
func (c *cohort) flow() []result.Flow {
	d := c.data
	member := make([]bool, d.Patients)
	counted := make([]bool, d.Rows())
	for _, patient := range c.patients {
		member[patient] = true
		for _, row := range c.histories.Of(int(patient)) {
			counted[row] = true
		}
	}
	steps := []string{"read", "not_in_cohort", "not_infused", "after_closing_date", "boost", "analysed"}
	rows := make(map[string]int)
	patients := make(map[string]map[int32]bool)
	for r := range d.Rows() {
		step := c.step(r, member[d.Patient[r]], counted[r])
		for _, s := range []string{"read", step} {
			if patients[s] == nil {
				patients[s] = make(map[int32]bool)
			}
			rows[s]++
			patients[s][d.Patient[r]] = true
		}
	}
	var flow []result.Flow
	for _, s := range steps {
		if n := rows[s]; n > 0 || s == "read" || s == "analysed" {
			flow = append(flow, result.Flow{Step: s, Cases: n, Patients: len(patients[s])})
		}
	}
	return flow
}

func (c *cohort) step(row int, member, counted bool) string {
	d := c.data
	switch {
	case counted:
		return "analysed"
	case !member && len(c.histories.Of(int(d.Patient[row]))) > 0, !endpoint.Matches(d, c.plan.Where, row):
		return "not_in_cohort"
	case !d.Infused[row]:
		return "not_infused"
	case d.TransplantDate[row] > d.AsOf:
		return "after_closing_date"
	}
	return "boost"
}

// list adds the observations of an endpoint to the line listing.
func (c *cohort) list(l *result.Listing, e plan.Endpoint, o *endpoint.Observations) {
	d := c.data
	for i, row := range o.Row {
		groups := make([]result.GroupValue, 0, len(c.groupings)-1)
		for _, g := range c.groupings[1:] {
			groups = append(groups, result.GroupValue{By: g.by, Group: g.name(row)})
		}
		status := int(o.Cause[i])
		if o.SetAside(i) {
			status = -1
		}
		l.Rows = append(l.Rows, result.ListingRow{Case: d.CaseID[row], Patient: d.PatientID[d.Patient[row]], Cohort: c.plan.ID, Endpoint: e.ID,
			Groups: groups, Time: o.Time[i], Status: status, Code: o.Decided[i], Decided: result.Place(o.Cell[i])})
	}
}

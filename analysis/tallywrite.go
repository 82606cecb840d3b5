package analysis

import (
	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// Tally counts the cases of every cohort and endpoint by group and time, in the
// order of cohort, endpoint, column, group, stratum, status, code, entry and time.
// Data that were read from tallies give their sum.
//
// A level that only later infusions of the cohort have is counted too: whether
// it is a group is for whoever sums the tallies.
func Tally(p *plan.Plan, d *registry.Data) *result.Tally {
	w := &tallyWriter{}
	if d.Tally != nil {
		rows := tallyRows(d.Tally)
		for i := range p.Cohorts {
			newTalliedCohort(p, d.Tally, &p.Cohorts[i], rows[p.Cohorts[i].ID]).write(w)
		}
		return &w.tally
	}
	histories := endpoint.NewHistories(p, d)
	for i := range p.Cohorts {
		newCohort(p, d, histories, &p.Cohorts[i]).write(w)
	}
	return &w.tally
}

// tallyWriter appends one tally after another.
type tallyWriter struct{ tally result.Tally }

// add appends the tally of an endpoint by a grouping: first how many could be
// followed to each time, then the cells.
func (w *tallyWriter) add(cohort, endpoint string, t *tally) {
	of := result.TallyCell{Cohort: cohort, Endpoint: endpoint, By: t.by}
	for _, r := range t.reached {
		cell := of
		cell.Group, cell.Status = name(t.groups, r.group), registry.TallyReached
		if r.isLater {
			cell.Code = registry.TallyAtLandmark
		}
		w.row(cell, result.TallyRow{Time: r.time, N: r.n})
	}
	for i := range t.cells {
		x := &t.cells[i]
		row := result.TallyRow{Entry: x.entry, Time: x.time, N: x.n}
		if i > 0 && x.isLike(&t.cells[i-1]) {
			row.Cell = int32(len(w.tally.Cells) - 1)
			w.tally.Rows = append(w.tally.Rows, row)
			continue
		}
		cell := of
		cell.Group, cell.Stratum, cell.Status, cell.Code = name(t.groups, x.group), name(t.strata, x.stratum),
			int(x.status), t.code(x)
		w.row(cell, row)
	}
}

// flow appends the numbers of a flow by its steps.
func (w *tallyWriter) flow(cohort, name string, counts map[string]int) {
	for _, step := range flowSteps() {
		if n := counts[step]; n > 0 {
			w.row(result.TallyCell{Cohort: cohort, Endpoint: name, Group: registry.EveryCase, Code: step},
				result.TallyRow{Time: registry.NoTime, N: int32(n)})
		}
	}
}

// row appends a row of a new cell.
func (w *tallyWriter) row(cell result.TallyCell, row result.TallyRow) {
	row.Cell = int32(len(w.tally.Cells))
	w.tally.Cells = append(w.tally.Cells, cell)
	w.tally.Rows = append(w.tally.Rows, row)
}

// write writes the tallies of the cohort's cases.
func (c *cohort) write(w *tallyWriter) {
	groupings := []grouping{everyone()}
	for _, compare := range c.plan.Compare {
		if g := everyLevel(c.data, compare); g.milestone == nil {
			groupings = append(groupings, g)
		}
	}
	var stratify grouping
	if c.plan.Stratify != "" {
		stratify = everyLevel(c.data, plan.Compare{Column: c.plan.Stratify})
	}
	add := func(id string, e plan.Endpoint, x *outcomes) {
		for _, g := range groupings {
			w.add(c.plan.ID, id, x.tally(g, c.landmarkDay(e)))
		}
	}
	for _, e := range c.plan.Resolved {
		if c.lacks(e).reason == "" {
			add(e.ID, e, c.newOutcomes(endpoint.DeriveWithoutCells(c.study, c.histories, e, c.patients),
				c.reachTimes(e), stratify))
		}
	}
	if c.lifeLacks().reason == "" {
		add(registry.TallyFollowUp, plan.Endpoint{}, c.newOutcomes(c.life(), nil, stratify))
	}
	rows, patients := map[string]int{}, map[string]int{}
	for _, f := range c.flow() {
		rows[f.Step], patients[f.Step] = f.Cases, f.Patients
	}
	w.flow(c.plan.ID, registry.TallyRows, rows)
	w.flow(c.plan.ID, registry.TallyPatients, patients)
}

// everyLevel is the grouping by a column with the levels of all rows of the data.
func everyLevel(d *registry.Data, compare plan.Compare) grouping {
	if category := d.Categories[compare.Column]; category != nil {
		return grouping{by: compare.Column, levels: category.Levels,
			code: func(row int32) int32 { return category.Code[row] }}
	}
	return newGrouping(d, compare, nil)
}

// write writes the tallies that files give, summed. What a file lacks is left
// out: a sum without it could not be told from one of all patients.
func (c *talliedCohort) write(w *tallyWriter) {
	groupings := []grouping{everyone()}
	for _, compare := range c.plan.Compare {
		levels := compare.Classes()
		if len(levels) == 0 {
			levels = c.summed.Levels[compare.Column]
		}
		groupings = append(groupings, grouping{by: compare.Column, levels: levels})
	}
	strata := c.summed.Levels[c.plan.Stratify]
	ids := []string{}
	for _, e := range c.plan.Resolved {
		ids = append(ids, e.ID)
	}
	for _, id := range append(ids, registry.TallyFollowUp) {
		if len(c.without(id)) > 0 {
			continue
		}
		for _, g := range groupings {
			w.add(c.plan.ID, id, c.tally(plan.Endpoint{ID: id}, g, strata))
		}
	}
	w.flow(c.plan.ID, registry.TallyRows, c.flowCounts(registry.TallyRows))
	w.flow(c.plan.ID, registry.TallyPatients, c.flowCounts(registry.TallyPatients))
}

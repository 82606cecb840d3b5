package analysis

import (
	"cmp"
	"slices"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// copy takes the sum of tables of counts, in the same order as if the cases had
// been counted. What a table lacks is left out: a sum without it could not be told
// from one of all patients.
func (t *countWriter) copy(sum *registry.CountTable, p *plan.Plan) {
	for _, c := range sum.Cells {
		t.counts.Cells = append(t.counts.Cells, result.CountCell(c))
	}
	rank := countRanks(sum, p)
	for _, r := range sum.Rows {
		if cell := sum.Cells[r.Cell]; len(sum.Without(cell.Cohort, cell.Endpoint)) > 0 {
			continue
		}
		t.counts.Rows = append(t.counts.Rows, result.CountRow(r))
	}
	slices.SortStableFunc(t.counts.Rows, func(a, b result.CountRow) int {
		return cmp.Or(slices.Compare(rank[a.Cell], rank[b.Cell]), cmp.Compare(t.counts.Cells[a.Cell].Code, t.counts.Cells[b.Cell].Code), cmp.Compare(a.Entry, b.Entry), cmp.Compare(a.Time, b.Time))
	})
}

// countRanks are the places of each cell's names, one after another.
func countRanks(sum *registry.CountTable, p *plan.Plan) [][]int {
	ranks := make([][]int, len(sum.Cells))
	beside := []string{registry.CountedFollowUp, registry.CountedRows, registry.CountedPatients}
	for i, c := range sum.Cells {
		cohort := slices.IndexFunc(p.Cohorts, func(x plan.Cohort) bool { return x.ID == c.Cohort })
		study := &p.Cohorts[cohort]
		id := slices.IndexFunc(study.Resolved, func(e plan.Endpoint) bool { return e.ID == c.Endpoint })
		if id < 0 {
			id = len(study.Resolved) + slices.Index(beside, c.Endpoint)
		}
		by := slices.IndexFunc(study.Compare, func(x plan.Compare) bool { return x.Column == c.By }) // -1, the whole cohort, is first
		levels := sum.Levels[c.By]
		if by >= 0 && len(study.Compare[by].Cut) > 0 {
			levels = study.Compare[by].Classes()
		}
		last := func(levels []string, level string) int {
			if at := slices.Index(levels, level); at >= 0 {
				return at
			}
			return len(levels)
		}
		status, isReached := c.Status, 1
		if status == registry.CountReached {
			isReached = 0 // before the others
		}
		if id > len(study.Resolved) {
			status = slices.Index(flowSteps(), c.Code)
		}
		ranks[i] = []int{cohort, id, by, isReached, last(levels, c.Group), last(sum.Levels[study.Stratify], c.Stratum), status}
	}
	return ranks
}

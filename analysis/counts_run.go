package analysis

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"graftstat/analysis/casefile"
	"graftstat/analysis/endpoint"
	"graftstat/analysis/parallel"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

const (
	// neverBelow is the code of an event whose time is a convention: a count that
	// never fell below its threshold.
	neverBelow = "never_below"
	// statusNeedsCases is that of a model that only the cases could be fitted to.
	statusNeedsCases = "needs_cases"
	// reasonNotCounted is that of what the tables of counts do not have.
	reasonNotCounted = "not_counted"
)

func countCodes() casefile.CountCodes {
	return casefile.CountCodes{Reasons: endpoint.Reasons(), Convention: neverBelow, Steps: flowSteps()}
}

// runCounts computes every cohort and endpoint from tables of counts. What needs
// the cases is not in the results, and signals say so: baseline, models,
// states, comparisons by a milestone on the way, monitor, titres, scores,
// independence today and the listing. All else is what the cases would give, to
// the last bit.
func runCounts(ctx context.Context, p *plan.Plan, t *registry.CountTable, r *result.Results, progress Progress) error {
	rows := make(map[string]map[string][]int32) // by cohort and endpoint
	for i, row := range t.Rows {
		c := &t.Cells[row.Cell]
		if rows[c.Cohort] == nil {
			rows[c.Cohort] = make(map[string][]int32)
		}
		rows[c.Cohort][c.Endpoint] = append(rows[c.Cohort][c.Endpoint], int32(i))
	}
	r.Signals = append(r.Signals, result.Signal{Code: "from_counts", Args: []string{strconv.Itoa(len(p.Data.CountsOf))}})
	for i := range p.Cohorts {
		c := newCountedCohort(p, t, &p.Cohorts[i], rows[p.Cohorts[i].ID])
		if len(c.counts.rows) == 0 {
			return &EmptyCohortError{File: p.File, Cohort: c.plan.ID}
		}
		found, err := c.runCounts(ctx, progress)
		if err != nil {
			return err
		}
		r.Cohorts = append(r.Cohorts, *found)
		r.Signals = append(append(r.Signals, c.countSignals()...), signals(found)...)
	}
	return nil
}

// A countedCohort is what tables of counts have of a cohort.
type countedCohort struct {
	table  *registry.CountTable
	rows   map[string][]int32 // by endpoint
	strata grouping
	absent []string // columns to compare that no table has
	cohort string
}

// hasFollowUp reports whether every table has the follow-up of its patients.
func (c *countedCohort) hasFollowUp() bool {
	return c.rows[registry.CountedFollowUp] != nil && len(c.table.Without(c.cohort, registry.CountedFollowUp)) == 0
}

func newCountedCohort(p *plan.Plan, t *registry.CountTable, c *plan.Cohort, rows map[string][]int32) *cohort {
	found := &cohort{plan: c, study: p, data: &registry.Data{AsOf: math.NaN()}, counts: &countedCohort{table: t, rows: rows, cohort: c.ID}}
	whole := everyone()
	whole.counted = found.counts.groupedBy("")
	found.groupings = []grouping{whole}
	for _, compare := range c.Compare {
		by := compare.Column
		if !found.counts.has(by) {
			found.counts.absent = append(found.counts.absent, by)
			continue
		}
		levels := compare.Classes()
		if len(levels) == 0 {
			levels = found.counts.levels(by, func(c *registry.CountCell) (string, bool) { return c.Group, c.By == by })
		}
		g := found.counts.grouping(by, levels, func(c *registry.CountCell) string { return c.Group })
		g.counted = found.counts.groupedBy(by)
		found.groupings = append(found.groupings, g)
	}
	stratum := func(c *registry.CountCell) string { return c.Stratum }
	levels := found.counts.levels(c.Stratify, func(c *registry.CountCell) (string, bool) { return c.Stratum, true })
	found.counts.strata = found.counts.grouping(c.Stratify, levels, stratum)
	return found
}

// groupedBy reports of a row whether it is one of the groups of a column.
func (c *countedCohort) groupedBy(by string) func(row int32) bool {
	return func(row int32) bool { return c.cell(row).By == by }
}

func (c *countedCohort) cell(row int32) *registry.CountCell {
	return &c.table.Cells[c.table.Rows[row].Cell]
}

func (c *countedCohort) has(by string) bool {
	for _, rows := range c.rows {
		if slices.ContainsFunc(rows, c.groupedBy(by)) {
			return true
		}
	}
	return false
}

// levels are those of a column that occur among the patients' first infusions,
// which are counted as follow-up; without it, those that occur.
func (c *countedCohort) levels(column string, of func(*registry.CountCell) (string, bool)) []string {
	occurs := make(map[string]bool)
	note := func(rows []int32) {
		for _, row := range rows {
			if level, ok := of(c.cell(row)); ok {
				occurs[level] = true
			}
		}
	}
	if c.hasFollowUp() {
		note(c.rows[registry.CountedFollowUp])
	} else {
		for _, rows := range c.rows {
			note(rows)
		}
	}
	return slices.DeleteFunc(slices.Clone(c.table.Levels[column]), func(level string) bool { return !occurs[level] })
}

// grouping by what a cell has of a column.
func (c *countedCohort) grouping(by string, levels []string, of func(*registry.CountCell) string) grouping {
	code := make([]int32, len(c.table.Cells))
	for i := range c.table.Cells {
		code[i] = int32(slices.Index(levels, of(&c.table.Cells[i])))
	}
	return grouping{by: by, levels: levels, code: func(row int32) int32 { return code[c.table.Rows[row].Cell] }}
}

// observations are the rows of an endpoint, each with the number of its cases.
func (c *countedCohort) observations(id string, hasEntry bool) *endpoint.Observations {
	o := &endpoint.Observations{Count: []int32{}}
	for _, at := range c.rows[id] {
		row, cell := c.table.Rows[at], c.cell(at)
		if cell.Status == registry.CountReached {
			o.Reached = append(o.Reached, endpoint.Reach{Row: at, Time: row.Time, Landmark: cell.Code == registry.CountAtLandmark, Count: row.N})
			continue
		}
		isAside := cell.Status == registry.CountSetAside
		time, cause := row.Time, uint8(max(cell.Status, 0))
		if isAside {
			time = math.NaN()
		}
		o.Add(endpoint.Unit{Row: at, Time: time, Cause: cause, InDays: cell.Code != neverBelow, Decided: cell.Code, EventKnown: isAside && row.Time != registry.NoTime, EventFree: row.Time})
		o.Count = append(o.Count, row.N)
		if hasEntry {
			o.Entry = append(o.Entry, row.Entry)
		}
	}
	return o
}

func (c *cohort) runCounts(ctx context.Context, progress Progress) (*result.Cohort, error) {
	r := &result.Cohort{ID: c.plan.ID, Baseline: []result.Baseline{}, Comparisons: []result.BaselineTest{}, States: []result.State{}}
	c.countFlow(r)
	var err error
	if r.FollowUp, err = c.countedFollowUp(); err != nil {
		return nil, fmt.Errorf("cohort %s: follow-up: %w", c.plan.ID, err)
	}
	do := func(i int) (*result.Endpoint, error) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		e := c.plan.Resolved[i]
		without := c.counts.table.Without(c.plan.ID, e.ID)
		if c.counts.rows[e.ID] == nil {
			found := c.notComputed(e, lack{reason: reasonNotCounted})
			found.Without = without
			return found, nil
		}
		found, err := c.endpoint(e, c.counts.observations(e.ID, e.Entry != ""))
		if err != nil {
			return nil, fmt.Errorf("cohort %s, endpoint %s: %w", c.plan.ID, e.ID, err)
		}
		found.Without = without
		return found, nil
	}
	err = parallel.InOrder(len(c.plan.Resolved), do, func(i int, e *result.Endpoint) {
		r.Endpoints = append(r.Endpoints, *e)
		progress(c.plan.ID, i+1)
	})
	if err != nil {
		return nil, err
	}
	return r, nil
}

func (c *cohort) countedFollowUp() (result.FollowUp, error) {
	if !c.counts.hasFollowUp() {
		return result.FollowUp{Median: result.Missing(), Lower: result.Missing(), Upper: result.Missing(), Min: result.Missing(), Max: result.Missing(), Alive: -1, Reason: reasonNotCounted}, nil
	}
	return c.followUpOf(c.groupings[0].observations(c.counts.observations(registry.CountedFollowUp, false)))
}

// needsCases stands in place of a model.
func needsCases(m plan.Model) result.Model {
	missing := result.Missing()
	return result.Model{ID: m.ID, Definition: regression(m), Kind: m.Kind, Ties: m.Ties, Status: statusNeedsCases, About: []string{}, LogLikelihood: []result.Number{missing, missing},
		Concordance: missing, Terms: []result.Term{}, PHTest: []result.PHTest{}}
}

// countSignals say what the tables lack of what the study asks for, each code's
// signals one after another.
func (c *cohort) countSignals() []result.Signal {
	var found []result.Signal
	for _, by := range c.counts.absent {
		found = append(found, result.Signal{Code: "groups_not_counted", Cohort: c.plan.ID, Args: []string{by}})
	}
	if c.plan.Stratify != "" && len(c.counts.strata.levels) == 0 {
		found = append(found, result.Signal{Code: "strata_not_counted", Cohort: c.plan.ID, Args: []string{c.plan.Stratify}})
	}
	if files := c.counts.table.Without(c.plan.ID, registry.CountedFollowUp); len(files) > 0 {
		found = append(found, result.Signal{Code: "follow_up_not_counted", Cohort: c.plan.ID, Args: []string{strings.Join(files, ", ")}})
	}
	for _, code := range []string{"endpoint_without_tables", "endpoint_not_counted"} {
		for _, e := range c.plan.Resolved {
			isCounted := c.counts.rows[e.ID] != nil
			if len(c.counts.table.Without(c.plan.ID, e.ID)) > 0 && isCounted == (code == "endpoint_without_tables") {
				found = append(found, result.Signal{Code: code, Cohort: c.plan.ID, Endpoint: e.ID, Args: []string{}})
			}
		}
	}
	return found
}

package analysis

import (
	"context"
	"math"
	"slices"
	"strconv"
	"strings"

	"graftstat/analysis/casefile"
	"graftstat/analysis/endpoint"
	"graftstat/analysis/message"
	"graftstat/analysis/parallel"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

const (
	// statusNeedsCases is that of a model that only the cases could be fitted to.
	statusNeedsCases = "needs_cases"
	// reasonNotCounted is that of what the tallies do not have.
	reasonNotCounted = "not_counted"
)

func tallyCodes() casefile.TallyCodes {
	return casefile.TallyCodes{Reasons: endpoint.Reasons(), Convention: neverBelow, Steps: flowSteps()}
}

// runTallies computes every cohort and endpoint from tallies. What needs
// the cases is not in the results, and signals say so: baseline, models,
// states, comparisons by a milestone on the way, monitor, titres, scores,
// independence today and the listing. All else is what the cases would give, to
// the last bit.
func runTallies(ctx context.Context, p *plan.Plan, t *registry.Tally, r *result.Results, progress Progress) error {
	rows := tallyRows(t)
	var asked []plan.Endpoint
	r.Signals = append(r.Signals, result.Signal{Code: "from_counts", Args: []string{strconv.Itoa(len(p.Data.Tallies))}})
	for i := range p.Cohorts {
		c := newTalliedCohort(p, t, &p.Cohorts[i], rows[p.Cohorts[i].ID])
		if len(c.rows) == 0 {
			return &EmptyCohortError{File: p.File, Cohort: c.plan.ID}
		}
		found, err := c.runTallies(ctx, progress)
		if err != nil {
			return err
		}
		r.Study.Cohorts[i].Endpoints = c.endpointIDs()
		asked = append(asked, c.asked(p.Cohorts[i].Resolved)...)
		r.Cohorts = append(r.Cohorts, *found)
		r.Signals = append(append(r.Signals, c.tallySignals()...), signals(found)...)
	}
	r.Study.Rules = append(r.Study.Rules, redCellRules(p, asked)...)
	return nil
}

// tallyRows are the rows of a tally by cohort and endpoint.
func tallyRows(t *registry.Tally) map[string]map[string][]int32 {
	rows := make(map[string]map[string][]int32)
	for i, row := range t.Rows {
		c := &t.Cells[row.Cell]
		if rows[c.Cohort] == nil {
			rows[c.Cohort] = make(map[string][]int32)
		}
		rows[c.Cohort][c.Endpoint] = append(rows[c.Cohort][c.Endpoint], int32(i))
	}
	return rows
}

// A talliedCohort is a cohort of which the tallies were read from files.
type talliedCohort struct {
	*cohort
	summed *registry.Tally
	rows   map[string][]int32 // by endpoint
	strata []string           // levels of the column to stratify by
	absent []string           // columns to compare that no tally has
}

// hasFollowUp reports whether every tally has the follow-up of its patients.
func (c *talliedCohort) hasFollowUp() bool {
	return c.rows[registry.TallyFollowUp] != nil && len(c.without(registry.TallyFollowUp)) == 0
}

// without are the files that do not count an endpoint.
func (c *talliedCohort) without(endpoint string) []string {
	return c.summed.Without(c.plan.ID, endpoint)
}

func newTalliedCohort(p *plan.Plan, t *registry.Tally, c *plan.Cohort, rows map[string][]int32) *talliedCohort {
	found := &talliedCohort{cohort: &cohort{plan: c, study: p, data: &registry.Data{AsOf: math.NaN()}}, summed: t,
		rows: rows}
	found.leaveOutUncounted()
	found.groupings = []grouping{everyone()}
	for _, compare := range c.Compare {
		by := compare.Column
		if !found.has(by) {
			found.absent = append(found.absent, by)
			continue
		}
		levels := compare.Classes()
		if len(levels) == 0 {
			levels = found.levels(by, func(c *registry.TallyCell) (string, bool) { return c.Group, c.By == by })
		}
		found.groupings = append(found.groupings, grouping{by: by, levels: levels})
	}
	found.strata = found.levels(c.Stratify, func(c *registry.TallyCell) (string, bool) { return c.Stratum, true })
	return found
}

func (c *talliedCohort) cell(row int32) *registry.TallyCell {
	return &c.summed.Cells[c.summed.Rows[row].Cell]
}

func (c *talliedCohort) has(by string) bool {
	for _, rows := range c.rows {
		if slices.ContainsFunc(rows, func(row int32) bool { return c.cell(row).By == by }) {
			return true
		}
	}
	return false
}

// levels are those of a column that occur among the patients' first infusions,
// which are counted as follow-up; without it, those that occur.
func (c *talliedCohort) levels(column string, of func(*registry.TallyCell) (string, bool)) []string {
	occurs := make(map[string]bool)
	note := func(rows []int32) {
		for _, row := range rows {
			if level, ok := of(c.cell(row)); ok {
				occurs[level] = true
			}
		}
	}
	if c.hasFollowUp() {
		note(c.rows[registry.TallyFollowUp])
	} else {
		for _, rows := range c.rows {
			note(rows)
		}
	}
	return slices.DeleteFunc(slices.Clone(c.summed.Levels[column]), func(level string) bool { return !occurs[level] })
}

// tally is that of an endpoint by a grouping. Without strata that anybody counted
// the groups are not compared within them, and a signal says so.
func (c *talliedCohort) tally(e plan.Endpoint, g grouping, strata []string) *tally {
	t := &tally{by: g.by, groups: g.levels, hasEntry: e.Entry != ""}
	if g.by != "" && g.by != c.plan.Stratify && len(strata) > 0 {
		t.isStratified, t.strata = true, strata
	}
	for _, at := range c.rows[e.ID] {
		row, cell := c.summed.Rows[at], c.cell(at)
		if cell.By != g.by {
			continue
		}
		group := numberIn(t.groups, cell.Group)
		if cell.Status == registry.TallyReached {
			t.reached = append(t.reached, reach{group: group, isLater: cell.Code == registry.TallyAtLandmark,
				time: row.Time, n: row.N})
			continue
		}
		x := tallyCell{entry: row.Entry, time: row.Time, group: group, n: row.N, status: int16(cell.Status),
			code: t.codeOf(cell.Code)}
		if t.isStratified {
			x.stratum = numberIn(t.strata, cell.Stratum)
		}
		t.cells = append(t.cells, x)
	}
	t.settle()
	return t
}

// numberIn is the number of a level, or that after the last.
func numberIn(levels []string, level string) int32 {
	if at := slices.Index(levels, level); at >= 0 {
		return int32(at)
	}
	return int32(len(levels))
}

func (c *talliedCohort) runTallies(ctx context.Context, progress Progress) (*result.Cohort, error) {
	r := &result.Cohort{ID: c.plan.ID, Baseline: []result.Baseline{}, Comparisons: []result.BaselineTest{},
		States: []result.State{}, LeftOut: c.leftOut}
	c.talliedFlow(r)
	var err error
	if r.FollowUp, err = c.talliedFollowUp(); err != nil {
		return nil, message.Errorf("cohort %s: follow-up: %w", c.plan.ID, err)
	}
	do := func(i int) (*result.Endpoint, error) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		e := c.plan.Resolved[i]
		without := c.without(e.ID)
		if c.rows[e.ID] == nil {
			found := c.notComputed(e, lack{reason: reasonNotCounted})
			found.Without = without
			return found, nil
		}
		found, err := c.endpoint(e,
			source{tally: func(g grouping, _ float64) *tally { return c.tally(e, g, c.strata) }})
		if err != nil {
			return nil, message.Errorf("cohort %s, endpoint %s: %w", c.plan.ID, e.ID, err)
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

func (c *talliedCohort) talliedFollowUp() (result.FollowUp, error) {
	if !c.hasFollowUp() {
		return result.FollowUp{Median: result.Missing(), Lower: result.Missing(), Upper: result.Missing(),
			Min: result.Missing(), Max: result.Missing(), Alive: -1, Reason: reasonNotCounted}, nil
	}
	return c.followUpOf(c.tally(plan.Endpoint{ID: registry.TallyFollowUp}, everyone(), nil))
}

// needsCases stands in place of a model.
func needsCases(m plan.Model) result.Model {
	missing := result.Missing()
	return result.Model{ID: m.ID, Definition: regression(m), Kind: m.Kind, Ties: m.Ties, Status: statusNeedsCases,
		About: []string{}, LogLikelihood: []result.Number{missing, missing},
		Concordance: missing, Terms: []result.Term{}, PHTest: []result.PHTest{}}
}

// tallySignals say what the tallies lack of what the study asks for, each code's
// signals one after another.
func (c *talliedCohort) tallySignals() []result.Signal {
	var found []result.Signal
	for _, by := range c.absent {
		found = append(found, result.Signal{Code: "groups_not_counted", Cohort: c.plan.ID, Args: []string{by}})
	}
	if c.plan.Stratify != "" && len(c.strata) == 0 {
		found = append(found, result.Signal{Code: "strata_not_counted", Cohort: c.plan.ID,
			Args: []string{c.plan.Stratify}})
	}
	if files := c.without(registry.TallyFollowUp); len(files) > 0 {
		found = append(found, result.Signal{Code: "follow_up_not_counted", Cohort: c.plan.ID,
			Args: []string{strings.Join(files, ", ")}})
	}
	for _, code := range []string{"endpoint_without_tables", "endpoint_not_counted"} {
		for _, e := range c.plan.Resolved {
			isCounted := c.rows[e.ID] != nil
			if len(c.without(e.ID)) > 0 && isCounted == (code == "endpoint_without_tables") {
				found = append(found, result.Signal{Code: code, Cohort: c.plan.ID, Endpoint: e.ID, Args: []string{}})
			}
		}
	}
	return found
}

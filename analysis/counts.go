package analysis

import (
	"cmp"
	"fmt"
	"slices"

	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// Counts counts the cases of every cohort and endpoint by group and time, in
// the order of cohort, endpoint, column, group, stratum, status, code, entry and
// time. Data that were read from tables of counts give their sum.
//
// A level that only later infusions of the cohort have is counted too: whether
// it is a group is for whoever sums the tables.
func Counts(p *plan.Plan, d *registry.Data) (*result.Counts, error) {
	t := &countWriter{}
	if d.Counts != nil {
		t.copy(d.Counts, p)
		return &t.counts, nil
	}
	histories := endpoint.NewHistories(p, d)
	for i := range p.Cohorts {
		if err := t.addCohort(newCohort(p, d, histories, &p.Cohorts[i])); err != nil {
			return nil, err
		}
	}
	return &t.counts, nil
}

// countWriter appends the counts of one endpoint after another.
type countWriter struct{ counts result.Counts }

// A countLevels has the levels of a column of all rows, in their order; a code
// is -1 where a row has none.
type countLevels struct {
	by     string
	levels []string
	code   func(row int32) int32
}

// place of a row's level; after all levels where it has none.
func (l countLevels) place(row int32) int {
	if code := l.code(row); code >= 0 {
		return int(code)
	}
	return len(l.levels)
}

func (l countLevels) name(place int) string {
	if place < len(l.levels) {
		return l.levels[place]
	}
	return ""
}

// countLevelsOf are the levels of a column to compare; false for a milestone,
// by which only the cases can be compared.
func countLevelsOf(d *registry.Data, compare plan.Compare) (countLevels, bool) {
	if category := d.Categories[compare.Column]; category != nil {
		return countLevels{compare.Column, category.Levels, func(row int32) int32 { return category.Code[row] }}, true
	}
	if d.Numbers[compare.Column] == nil && d.Milestones[compare.Column] != nil {
		return countLevels{}, false
	}
	g := newGrouping(d, compare, nil)
	return countLevels{compare.Column, g.levels, g.code}, true
}

func (t *countWriter) addCohort(c *cohort) error {
	whole := everyone()
	groupings := []countLevels{{"", whole.levels, whole.code}}
	for _, compare := range c.plan.Compare {
		if g, ok := countLevelsOf(c.data, compare); ok {
			groupings = append(groupings, g)
		}
	}
	none := countLevels{code: func(int32) int32 { return -1 }}
	strata := none
	if c.plan.Stratify != "" {
		if g, ok := countLevelsOf(c.data, plan.Compare{Column: c.plan.Stratify}); ok {
			strata = g
		}
	}
	add := func(e plan.Endpoint, o *endpoint.Observations) error {
		outcomes, err := newCountOutcomes(o)
		if err != nil {
			return fmt.Errorf("counts: cohort %s, endpoint %s: %w", c.plan.ID, e.ID, err)
		}
		reached := c.reached(e, o)
		for _, g := range groupings {
			s := strata
			if g.by == "" || g.by == strata.by {
				s = none
			}
			cell := result.CountCell{Cohort: c.plan.ID, Endpoint: e.ID, By: g.by}
			t.addReached(cell, o, reached, g)
			t.add(cell, outcomes, g, s)
		}
		return nil
	}
	for _, e := range c.plan.Resolved {
		if !c.isComputed(e) {
			continue
		}
		if err := add(e, endpoint.DeriveWithoutCells(c.study, c.histories, e, c.patients)); err != nil {
			return err
		}
	}
	if c.lifeLacks().reason == "" {
		if err := add(plan.Endpoint{ID: registry.CountedFollowUp}, c.derive(plan.Survival, "death")); err != nil {
			return err
		}
	}
	flow := c.flow()
	for _, f := range flow {
		t.addStep(c.plan.ID, registry.CountedRows, f.Step, f.Cases)
	}
	for _, f := range flow {
		t.addStep(c.plan.ID, registry.CountedPatients, f.Step, f.Patients)
	}
	return nil
}

func (t *countWriter) addStep(cohort, name, step string, n int) {
	if n > 0 {
		t.row(result.CountCell{Cohort: cohort, Endpoint: name, Group: registry.EveryCase, Code: step}, result.CountRow{Time: registry.NoTime, N: int32(n)})
	}
}

// row appends a row of a new cell.
func (t *countWriter) row(cell result.CountCell, row result.CountRow) {
	t.counts.Cells = append(t.counts.Cells, cell)
	row.Cell = int32(len(t.counts.Cells) - 1)
	t.counts.Rows = append(t.counts.Rows, row)
}

// countOutcomes are what happened to the units of an endpoint, as numbers.
type countOutcomes struct {
	row   []int32
	what  []int32 // by unit: index into kinds
	when  []int32 // by unit: index into times
	kinds []countKind
	times []countTime
}

type countKind struct {
	status int
	code   string
}

// A countTime is a time with the entry before it.
type countTime struct{ entry, time float64 }

// newCountOutcomes numbers the kinds and times of the units in their order.
func newCountOutcomes(o *endpoint.Observations) (*countOutcomes, error) {
	found := &countOutcomes{row: o.Row, what: make([]int32, o.Len()), when: make([]int32, o.Len())}
	kinds, times := make(map[countKind]int32), make(map[countTime]int32)
	for i := range o.Row {
		kind, when := outcomeOf(o, i)
		if kind.status == registry.CountSetAside && !slices.Contains(endpoint.Reasons(), kind.code) {
			return nil, fmt.Errorf("a case is set aside as %s, for which a table of counts has no code", kind.code)
		}
		found.what[i], found.when[i] = numberOf(kinds, kind), numberOf(times, when)
	}
	found.kinds = inOrderOf(kinds, found.what, func(a, b countKind) int { return cmp.Or(cmp.Compare(a.status, b.status), cmp.Compare(a.code, b.code)) })
	found.times = inOrderOf(times, found.when, func(a, b countTime) int { return cmp.Or(cmp.Compare(a.entry, b.entry), cmp.Compare(a.time, b.time)) })
	return found, nil
}

func outcomeOf(o *endpoint.Observations, i int) (countKind, countTime) {
	if o.SetAside(i) {
		when := countTime{0, registry.NoTime}
		if free, known := o.EventKnown(i); known {
			when.time = free + 0 // no negative zero
		}
		return countKind{registry.CountSetAside, o.Decided(i)}, when
	}
	kind, when := countKind{status: int(o.Cause[i])}, countTime{0, o.Time[i] + 0}
	if kind.status > 0 && !o.InDays[i] {
		kind.code = neverBelow
	}
	if o.Entry != nil && o.Entry[i] > 0 {
		when.entry = o.Entry[i]
	}
	return kind, when
}

func numberOf[K comparable](numbers map[K]int32, key K) int32 {
	n, ok := numbers[key]
	if !ok {
		n = int32(len(numbers))
		numbers[key] = n
	}
	return n
}

// inOrderOf sorts the keys and renumbers what was numbered by them.
func inOrderOf[K comparable](numbers map[K]int32, numbered []int32, compare func(a, b K) int) []K {
	keys := make([]K, 0, len(numbers))
	for key := range numbers {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, compare)
	renumbered := make([]int32, len(keys))
	for i, key := range keys {
		renumbered[numbers[key]] = int32(i)
	}
	for i, n := range numbered {
		numbered[i] = renumbered[n]
	}
	return keys
}

// add counts the units by group, stratum, kind and time. A unit without a group
// or a stratum comes last.
func (t *countWriter) add(cell result.CountCell, o *countOutcomes, g, strata countLevels) {
	keys := make([]uint64, len(o.row)) // cell and time in one number
	for i, row := range o.row {
		at := (g.place(row)*(len(strata.levels)+1)+strata.place(row))*len(o.kinds) + int(o.what[i])
		keys[i] = uint64(at)<<32 | uint64(o.when[i])
	}
	slices.Sort(keys)
	for from := 0; from < len(keys); {
		to := from + 1
		for to < len(keys) && keys[to] == keys[from] {
			to++
		}
		at := int(keys[from] >> 32)
		if from == 0 || at != int(keys[from-1]>>32) {
			kind := o.kinds[at%len(o.kinds)]
			cell.Group, cell.Stratum = g.name(at/len(o.kinds)/(len(strata.levels)+1)), strata.name(at/len(o.kinds)%(len(strata.levels)+1))
			cell.Status, cell.Code = kind.status, kind.code
			t.counts.Cells = append(t.counts.Cells, cell)
		}
		when := o.times[uint32(keys[from])]
		t.counts.Rows = append(t.counts.Rows, result.CountRow{Cell: int32(len(t.counts.Cells) - 1), Entry: when.entry, Time: when.time, N: int32(to - from)})
		from = to
	}
}

package layout

import (
	"cmp"
	"slices"
	"strings"

	"graftstat/analysis/result"
)

// changedCases is the table of the cases behind the numbers, but for those that
// were only followed longer.
func (b *builder) changedCases(c *result.Changes) *Table {
	w := b.words
	t := &Table{ID: "changes-cases", Caption: w.Text("changes.cases.caption"), Columns: []Column{
		{Head: w.Text("changes.cases.case"), Width: 2}, {Head: w.Text("changes.cases.what"), Width: 4}, {Head: w.Text("changes.cases.endpoints"), Width: 6},
		{Head: w.Text("changes.cases.before"), Width: 5}, {Head: w.Text("changes.cases.after"), Width: 5}, {Head: w.Text("changes.cases.where"), Width: 5},
	}}
	last := ""
	for _, change := range c.Cases {
		if change.Kind == "followed_longer" {
			continue
		}
		if change.Cohort != last && len(b.results.Cohorts) > 1 {
			last = change.Cohort
			t.Rows = append(t.Rows, Row{Heading: true, Cells: append([]Cell{text(b.cohortName(last))}, make([]Cell, len(t.Columns)-1)...)})
		}
		t.Rows = append(t.Rows, b.caseRows(change)...)
	}
	return cut(b, t, mostCaseRows)
}

// followedLonger names the cases that were followed longer, some with events of theirs.
func (b *builder) followedLonger(c *result.Changes) []Block {
	var longer []string
	for _, change := range c.Cases {
		if change.Kind == "followed_longer" {
			longer = append(longer, change.Case)
		}
	}
	if len(longer) == 0 {
		return nil
	}
	slices.Sort(longer)
	longer = slices.Compact(longer)
	return []Block{paragraph(Body, b.words.Text("changes.cases.longer", b.words.Integer(len(longer)), b.someCases(longer, mostListed)))}
}

// someCases names cases, and how many more there are.
func (b *builder) someCases(cases []string, most int) string {
	if len(cases) <= most {
		return strings.Join(cases, ", ")
	}
	return strings.Join(cases[:most], ", ") + " " + b.words.Text("changes.cases.more", b.words.Integer(len(cases)-most))
}

// caseRows has a row for each way in which a case stood: endpoints that
// changed alike share one.
func (b *builder) caseRows(c result.CaseChange) []Row {
	if len(c.Endpoints) == 0 {
		row := Row{Cells: []Cell{text(c.Case), text(b.kindOf(c)), text(""), text(""), text(""), text("")}}
		if c.Kind == "regrouped" {
			row.Cells[3], row.Cells[4] = text(b.group(c.By, c.From)), text(b.group(c.By, c.To))
		}
		return []Row{row}
	}
	var rows []Row
	for _, e := range c.Endpoints {
		name := b.endpointNamed(c.Cohort, e.Endpoint)
		before, after, where := b.standing(e.Before), b.standing(e.After), b.where(e)
		if at := slices.IndexFunc(rows, func(r Row) bool {
			return r.Cells[3].Text == before && r.Cells[4].Text == after && r.Cells[5].Text == where
		}); at >= 0 {
			rows[at].Cells[2].Text += ", " + name
			continue
		}
		rows = append(rows, Row{Cells: []Cell{text(""), text(""), text(name), text(before), text(after), text(where)}})
	}
	rows[0].Cells[0], rows[0].Cells[1] = text(c.Case), text(b.kindOf(c))
	return rows
}

func (b *builder) kindOf(c result.CaseChange) string {
	if c.Kind == "regrouped" {
		return b.words.Text("changes.kind.regrouped", b.column(c.By))
	}
	return b.words.Text("changes.kind." + c.Kind)
}

// standing says as what a case counted, and when.
func (b *builder) standing(s *result.Standing) string {
	w := b.words
	switch {
	case s == nil:
		return w.Text("changes.cases.absent")
	case s.Status < 0:
		return w.Text("changes.cases.set_aside", b.known("exclusion."+s.Code, s.Code))
	case s.Status == 0:
		return w.Text("changes.cases.censored", b.onDay(float64(s.Time)), b.milestone(s.Code))
	}
	return w.Text("changes.cases.event", b.milestone(s.Code), b.onDay(float64(s.Time)))
}

func (b *builder) onDay(time float64) string {
	if b.results.Study.TimeUnit == "days" {
		return b.words.Text("at.day", b.words.Time(time))
	}
	return b.atTime(time, b.results.Study.TimeUnit)
}

// where is the cell that decides now; another column that decided before leads it.
func (b *builder) where(e result.EndpointChange) string {
	w := b.words
	s := cmp.Or(e.After, e.Before)
	place := s.Column
	if e.Before != nil && e.Before.Column != s.Column && e.Before.Column != "" {
		place = w.Text("changes.cases.from_to", e.Before.Column, s.Column)
	}
	parts := []string{s.File}
	if s.Line > 0 {
		parts = append(parts, w.Text("changes.cases.line", w.Integer(s.Line)))
	}
	parts = append(parts, place)
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), ", ")
}

// changedGroups are the groups to compare whose counts changed.
func (b *builder) changedGroups(c *result.Changes) *Table {
	w := b.words
	t := &Table{ID: "changes-groups", Caption: w.Text("changes.groups.caption"), Columns: []Column{
		{Head: w.Text("changes.groups.group")}, {Head: w.Text("changes.cases.endpoints")}, {Head: w.Text("changes.numbers.cases"), Number: true}, {Head: w.Text("changes.groups.events"), Number: true},
	}}
	for _, g := range c.Groups {
		t.Rows = append(t.Rows, Row{Cells: []Cell{text(b.cohortName(g.Cohort) + "; " + b.column(g.By) + ": " + b.group(g.By, g.Group)), text(b.endpointNamed(g.Cohort, g.Endpoint)),
			text(b.beforeAfter(g.CasesBefore, g.CasesAfter)), text(b.beforeAfter(g.EventsBefore, g.EventsAfter))}})
	}
	return t
}

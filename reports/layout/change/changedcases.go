package change

import (
	"cmp"
	"slices"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// changedCases is the table of the cases behind the numbers, but for those that
// were only followed longer.
func (b *Builder) changedCases(c *result.Changes) *document.Table {
	w := b.Words
	t := &document.Table{ID: "changes-cases", Caption: w.Text("changes.cases.caption"), Columns: []document.Column{
		{Head: w.Text("changes.cases.case"), Width: 2}, {Head: w.Text("changes.cases.what"), Width: 4}, {Head: w.Text("changes.cases.endpoints"), Width: 6},
		{Head: w.Text("changes.cases.before"), Width: 5}, {Head: w.Text("changes.cases.after"), Width: 5}, {Head: w.Text("changes.cases.where"), Width: 5},
	}}
	last := ""
	for _, change := range c.Cases {
		if change.Kind == "followed_longer" {
			continue
		}
		if change.Cohort != last && len(b.Results.Cohorts) > 1 {
			last = change.Cohort
			t.Rows = append(t.Rows, document.Row{Heading: true, Cells: append([]document.Cell{page.Text(b.CohortName(last))}, make([]document.Cell, len(t.Columns)-1)...)})
		}
		t.Rows = append(t.Rows, b.caseRows(change)...)
	}
	return page.Cut(b.Page, t, page.MostCaseRows)
}

// followedLonger names the cases that were followed longer, some with events of theirs.
func (b *Builder) followedLonger(c *result.Changes) []document.Block {
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
	return []document.Block{page.Paragraph(document.Body, b.Words.Text("changes.cases.longer", b.Words.Integer(len(longer)), b.someCases(longer, page.MostListed)))}
}

// someCases names cases, and how many more there are.
func (b *Builder) someCases(cases []string, most int) string {
	if len(cases) <= most {
		return strings.Join(cases, ", ")
	}
	return strings.Join(cases[:most], ", ") + " " + b.Words.Text("changes.cases.more", b.Words.Integer(len(cases)-most))
}

// caseRows has a row for each way in which a case stood: endpoints that
// changed alike share one.
func (b *Builder) caseRows(c result.CaseChange) []document.Row {
	if len(c.Endpoints) == 0 {
		row := document.Row{Cells: []document.Cell{page.Text(c.Case), page.Text(b.kindOf(c)), page.Text(""), page.Text(""), page.Text(""), page.Text("")}}
		if c.Kind == "regrouped" {
			row.Cells[3], row.Cells[4] = page.Text(b.Group(c.By, c.From)), page.Text(b.Group(c.By, c.To))
		}
		return []document.Row{row}
	}
	var rows []document.Row
	for _, e := range c.Endpoints {
		name := b.EndpointNamed(c.Cohort, e.Endpoint)
		before, after, where := b.standing(e.Before), b.standing(e.After), b.where(e)
		if at := slices.IndexFunc(rows, func(r document.Row) bool {
			return r.Cells[3].Text == before && r.Cells[4].Text == after && r.Cells[5].Text == where
		}); at >= 0 {
			rows[at].Cells[2].Text += ", " + name
			continue
		}
		rows = append(rows, document.Row{Cells: []document.Cell{page.Text(""), page.Text(""), page.Text(name), page.Text(before), page.Text(after), page.Text(where)}})
	}
	rows[0].Cells[0], rows[0].Cells[1] = page.Text(c.Case), page.Text(b.kindOf(c))
	return rows
}

func (b *Builder) kindOf(c result.CaseChange) string {
	if c.Kind == "regrouped" {
		return b.Words.Text("changes.kind.regrouped", b.Column(c.By))
	}
	return b.Words.Text("changes.kind." + c.Kind)
}

// standing says as what a case counted, and when.
func (b *Builder) standing(s *result.Standing) string {
	w := b.Words
	switch {
	case s == nil:
		return w.Text("changes.cases.absent")
	case s.Status < 0:
		return w.Text("changes.cases.set_aside", b.Known("exclusion."+s.Code, s.Code))
	case s.Status == 0:
		return w.Text("changes.cases.censored", b.OnDay(float64(s.Time)), b.Milestone(s.Code))
	}
	return w.Text("changes.cases.event", b.Milestone(s.Code), b.OnDay(float64(s.Time)))
}

// where is the cell that decides now; another column that decided before leads it.
func (b *Builder) where(e result.EndpointChange) string {
	w := b.Words
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
func (b *Builder) changedGroups(c *result.Changes) *document.Table {
	w := b.Words
	t := &document.Table{ID: "changes-groups", Caption: w.Text("changes.groups.caption"), Columns: []document.Column{
		{Head: w.Text("changes.groups.group")}, {Head: w.Text("changes.cases.endpoints")}, {Head: w.Text("changes.numbers.cases"), Number: true}, {Head: w.Text("changes.groups.events"), Number: true},
	}}
	for _, g := range c.Groups {
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{page.Text(b.CohortName(g.Cohort) + "; " + b.Column(g.By) + ": " + b.Group(g.By, g.Group)), page.Text(b.EndpointNamed(g.Cohort, g.Endpoint)),
			page.Text(b.beforeAfter(g.CasesBefore, g.CasesAfter)), page.Text(b.beforeAfter(g.EventsBefore, g.EventsAfter))}})
	}
	return t
}

package layout

import (
	"strings"

	"graftstat/analysis/result"
)

// changesSheet has every number, case, group, definition and issue that
// changed, each number a number. There is none where nothing was compared.
func (b *builder) changesSheet() (Sheet, bool) {
	c := b.results.Changes
	if c == nil || c.Reason != "" {
		return Sheet{}, false
	}
	blocks := b.changesLead(c)
	blocks = append(blocks, b.changedFiles(c), b.changedIssueSentence(c))
	blocks = append(blocks, tables(b.numbersSheet(c), b.casesSheet(c), b.groupsSheet(c), b.changedDefinitions(c), b.changedIssueList(c))...)
	return Sheet{ID: "changes", Name: b.words.Text("sheet.changes"), Title: b.words.Text("changes.title"), Blocks: blocks, Wide: true}, true
}

func (b *builder) heads(codes ...string) []Column {
	columns := make([]Column, len(codes))
	for i, code := range codes {
		name, isNumber := strings.CutPrefix(code, "#")
		columns[i] = Column{Head: b.words.Text(name, b.unit(b.results.Study.TimeUnit)), Number: isNumber}
	}
	return columns
}

func (b *builder) numbersSheet(c *result.Changes) *Table {
	w := b.words
	t := &Table{ID: "changes-numbers", Caption: w.Text("changes.numbers.caption"), Columns: b.heads("column_head.cohort", "changes.numbers.number",
		"#changes.numbers.cases_before", "#changes.numbers.cases_after", "#changes.numbers.events_before", "#changes.numbers.events_after",
		"#changes.numbers.estimate_before", "#changes.numbers.lower_before", "#changes.numbers.upper_before",
		"#changes.numbers.estimate_after", "#changes.numbers.lower_after", "#changes.numbers.upper_after", "#changes.numbers.difference", "changes.numbers.why")}
	for _, n := range c.Numbers {
		show := func(x result.Number) Cell {
			if x.IsMissing() {
				return text("")
			}
			if n.Measure == "estimate" {
				return b.share(x, finer)
			}
			return b.time(float64(x))
		}
		difference := show(n.Difference)
		if n.Measure == "estimate" && !n.Difference.IsMissing() {
			difference = number(float64(n.Difference), Percent, b.difference(n).Text)
		}
		row := Row{Cells: []Cell{text(b.cohortName(n.Cohort)), text(b.measureName(n)), b.integer(n.Before.Cases), b.integer(n.After.Cases),
			b.integer(n.Before.Events), b.integer(n.After.Events), show(n.Before.Estimate), show(n.Before.Lower), show(n.Before.Upper),
			show(n.After.Estimate), show(n.After.Lower), show(n.After.Upper), difference, text(b.why(n))}}
		if n.Measure == "follow_up" {
			row.Cells[4], row.Cells[5] = text(""), text("")
		}
		if isUnexplained(n) {
			row.Mark = Fault
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (b *builder) casesSheet(c *result.Changes) *Table {
	w := b.words
	t := &Table{ID: "changes-cases", Caption: w.Text("changes.cases.caption"), Columns: b.heads("column_head.cohort", "changes.cases.case", "changes.cases.what", "changes.cases.endpoints",
		"changes.cases.status_before", "#changes.cases.time_before", "changes.cases.status_after", "#changes.cases.time_after", "changes.cases.decided_before", "changes.cases.decided_after",
		"issues.file", "#issues.line")}
	for _, change := range c.Cases {
		first := []Cell{text(b.cohortName(change.Cohort)), text(change.Case), text(b.kindOf(change))}
		if len(change.Endpoints) == 0 {
			row := append(first, make([]Cell, len(t.Columns)-len(first))...)
			if change.Kind == "regrouped" {
				row[4], row[6] = text(b.group(change.By, change.From)), text(b.group(change.By, change.To))
			}
			t.Rows = append(t.Rows, Row{Cells: row})
		}
		for _, e := range change.Endpoints {
			row := append(append([]Cell{}, first...), text(b.endpointNamed(change.Cohort, e.Endpoint)))
			row = append(row, b.standingCells(e.Before)...)
			row = append(row, b.standingCells(e.After)...)
			before, after := place(e.Before), place(e.After)
			line := text("")
			if after.Line > 0 {
				line = b.integer(after.Line)
			}
			t.Rows = append(t.Rows, Row{Cells: append(row, text(before.Column), text(after.Column), text(after.File), line)})
		}
	}
	return t
}

// standingCells are as what a case counted, and its time.
func (b *builder) standingCells(s *result.Standing) []Cell {
	switch {
	case s == nil:
		return []Cell{text(b.words.Text("changes.cases.absent")), text("")}
	case s.Status < 0:
		return []Cell{text(b.standing(s)), text("")}
	}
	return []Cell{text(b.words.Text("status."+statusCode(s.Status)) + ": " + b.milestone(s.Code)), b.time(float64(s.Time))}
}

func place(s *result.Standing) result.Place {
	if s == nil {
		return result.Place{}
	}
	return result.Place{File: s.File, Line: s.Line, Column: s.Column}
}

func (b *builder) groupsSheet(c *result.Changes) *Table {
	w := b.words
	t := &Table{ID: "changes-groups", Caption: w.Text("changes.groups.caption"), Columns: b.heads("column_head.cohort", "column_head.endpoint", "column_head.by", "column_head.group",
		"#changes.numbers.cases_before", "#changes.numbers.cases_after", "#changes.numbers.events_before", "#changes.numbers.events_after")}
	for _, g := range c.Groups {
		t.Rows = append(t.Rows, Row{Cells: []Cell{text(b.cohortName(g.Cohort)), text(b.endpointNamed(g.Cohort, g.Endpoint)), text(b.column(g.By)), text(b.group(g.By, g.Group)),
			b.integer(g.CasesBefore), b.integer(g.CasesAfter), b.integer(g.EventsBefore), b.integer(g.EventsAfter)}})
	}
	return t
}

// changedIssueList has every issue that came or went, with its place: of a
// mended one that of the earlier report.
func (b *builder) changedIssueList(c *result.Changes) *Table {
	w := b.words
	t := &Table{ID: "changes-issues", Caption: w.Text("changes.issues.caption"), Columns: b.heads("changes.issues.state", "issues.severity", "issues.file", "#issues.line", "issues.column", "issues.case", "issues.what"),
		Notes: []string{w.Text("changes.issues.note")}}
	for _, list := range []struct {
		state  string
		issues []result.Issue
	}{{"new", c.Issues.New}, {"mended", c.Issues.Mended}} {
		for _, i := range list.issues {
			line := text("")
			if i.Line > 0 {
				line = b.integer(i.Line)
			}
			t.Rows = append(t.Rows, Row{Cells: []Cell{text(w.Text("changes.issues." + list.state)), text(b.known("severity."+i.Severity, i.Severity)), text(i.File), line,
				text(i.Column), text(i.Case), text(b.changedIssueTitle(i.Code, i.Args))}})
		}
	}
	return t
}

package change

import (
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// ChangesSheet has every number, case, group, definition and issue that
// changed, each number a number. There is none where nothing was compared.
func (b *Builder) ChangesSheet() (document.Sheet, bool) {
	c := b.Results.Changes
	if c == nil || c.Reason != "" {
		return document.Sheet{}, false
	}
	blocks := b.changesLead(c)
	blocks = append(blocks, b.changedFiles(c), b.changedIssueSentence(c))
	blocks = append(blocks, page.Tables(b.changedComputed(page.Sheet, c), b.numbersSheet(c), b.casesSheet(c),
		b.groupsSheet(c), b.changedDefinitions(page.Sheet, c), b.changedIssueList(c))...)
	return document.Sheet{ID: "changes", Name: b.Words.Text("sheet.changes"), Title: b.Words.Text("changes.title"),
		Blocks: blocks, Wide: true}, true
}

func (b *Builder) numbersSheet(c *result.Changes) *document.Table {
	t := b.grid(page.Sheet, "changes-numbers", b.Words.Text("changes.numbers.caption"), "cohort", "changed_number",
		"cases_before", "cases_after", "events_before", "events_after",
		"estimate_before", "lower_before", "upper_before", "estimate_after", "lower_after", "upper_after", "change",
		"change_why")
	for _, n := range c.Numbers {
		show := func(x result.Number) document.Cell {
			if n.Measure == "estimate" {
				return b.Share(x, page.Finer)
			}
			return b.Time(float64(x))
		}
		t.Row()
		t.Text("cohort", b.CohortName(n.Cohort))
		t.Text("changed_number", b.measureName(n))
		for _, side := range []struct {
			name string
			result.Quantity
		}{{"_before", n.Before}, {"_after", n.After}} {
			t.Count("cases"+side.name, side.Cases)
			if n.Measure != "follow_up" {
				t.Count("events"+side.name, side.Events)
			}
			t.Set("estimate"+side.name, show(side.Estimate))
			t.Set("lower"+side.name, show(side.Lower))
			t.Set("upper"+side.name, show(side.Upper))
		}
		t.Set("change", show(n.Difference))
		if n.Measure == "estimate" && !n.Difference.IsMissing() {
			t.Set("change", page.Number(float64(n.Difference), document.Percent, b.difference(n).Text))
		}
		t.Text("change_why", b.why(n))
		if isUnexplained(n) {
			t.Last().Mark = document.Fault
		}
	}
	return t.Table()
}

func (b *Builder) casesSheet(c *result.Changes) *document.Table {
	t := b.grid(page.Sheet, "changes-cases", b.Words.Text("changes.cases.caption"), "cohort", "case", "change_what",
		"endpoint", "status_before", "time_before",
		"status_after", "time_after", "decided_before", "decided_after", "decided_file", "decided_line")
	for _, change := range c.Cases {
		add := func() {
			t.Row()
			t.Text("cohort", b.CohortName(change.Cohort))
			t.Text("case", change.Case)
			t.Text("change_what", b.kindOf(change))
		}
		if len(change.Endpoints) == 0 {
			add()
			if change.Kind == "regrouped" {
				t.Text("status_before", b.Group(change.By, change.From))
				t.Text("status_after", b.Group(change.By, change.To))
			}
		}
		for _, e := range change.Endpoints {
			add()
			t.Text("endpoint", b.EndpointNamed(change.Cohort, e.Endpoint))
			t.standing(e.Before, "_before")
			t.standing(e.After, "_after")
			after := place(e.After)
			t.Text("decided_before", place(e.Before).Column)
			t.Text("decided_after", after.Column)
			t.Text("decided_file", after.File)
			if after.Line > 0 {
				t.Count("decided_line", after.Line)
			}
		}
	}
	return t.Table()
}

// standing is as what a case counted, and its time.
func (t *grid) standing(s *result.Standing, side string) {
	b := t.builder
	switch {
	case s == nil:
		t.Text("status"+side, b.Words.Text("changes.cases.absent"))
	case s.Status < 0:
		t.Text("status"+side, b.standing(s))
	default:
		t.Text("status"+side, b.Words.Text("status."+page.StatusCode(s.Status))+": "+b.Milestone(s.Code))
		t.Set("time"+side, b.Time(float64(s.Time)))
	}
}

func place(s *result.Standing) result.Place {
	if s == nil {
		return result.Place{}
	}
	return result.Place{File: s.File, Line: s.Line, Column: s.Column}
}

func (b *Builder) groupsSheet(c *result.Changes) *document.Table {
	t := b.grid(page.Sheet, "changes-groups", b.Words.Text("changes.groups.caption"))
	for _, g := range c.Groups {
		t.Row()
		t.Text("cohort", b.CohortName(g.Cohort))
		t.Text("endpoint", b.EndpointNamed(g.Cohort, g.Endpoint))
		t.Text("by", b.Column(g.By))
		t.Text("group", b.Group(g.By, g.Group))
		t.Count("cases_before", g.CasesBefore)
		t.Count("cases_after", g.CasesAfter)
		t.Count("all_events_before", g.EventsBefore)
		t.Count("all_events_after", g.EventsAfter)
	}
	return t.Table()
}

// changedIssueList has every issue that came or went, with its place: of a
// mended one that of the earlier report.
func (b *Builder) changedIssueList(c *result.Changes) *document.Table {
	w := b.Words
	t := b.grid(page.Sheet, "changes-issues", w.Text("changes.issues.caption"), "issue_state", "severity", "file",
		"line", "column", "case", "what")
	t.Note(w.Text("changes.issues.note"))
	for _, list := range []struct {
		state  string
		issues []result.Issue
	}{{"new", c.Issues.New}, {"mended", c.Issues.Mended}} {
		for _, i := range list.issues {
			t.Row()
			t.Text("issue_state", w.Text("changes.issues."+list.state))
			t.Text("severity", b.Known("severity."+i.Severity, i.Severity))
			t.Text("file", i.File)
			if i.Line > 0 {
				t.Count("line", i.Line)
			}
			t.Text("column", i.Column)
			t.Text("case", i.Case)
			t.Text("what", b.changedIssueTitle(i.Code, i.Args))
		}
	}
	return t.Table()
}

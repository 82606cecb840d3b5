package layout

import "graftstat/analysis/result"

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

func (b *builder) numbersSheet(c *result.Changes) *Table {
	t := b.grid("changes-numbers", b.words.Text("changes.numbers.caption"), "cohort", "changed_number", "cases_before", "cases_after", "events_before", "events_after",
		"estimate_before", "lower_before", "upper_before", "estimate_after", "lower_after", "upper_after", "change", "change_why")
	for _, n := range c.Numbers {
		show := func(x result.Number) Cell {
			if n.Measure == "estimate" {
				return b.share(x, finer)
			}
			return b.time(float64(x))
		}
		t.row()
		t.text("cohort", b.cohortName(n.Cohort))
		t.text("changed_number", b.measureName(n))
		for _, side := range []struct {
			name string
			result.Quantity
		}{{"_before", n.Before}, {"_after", n.After}} {
			t.count("cases"+side.name, side.Cases)
			if n.Measure != "follow_up" {
				t.count("events"+side.name, side.Events)
			}
			t.set("estimate"+side.name, show(side.Estimate))
			t.set("lower"+side.name, show(side.Lower))
			t.set("upper"+side.name, show(side.Upper))
		}
		t.set("change", show(n.Difference))
		if n.Measure == "estimate" && !n.Difference.IsMissing() {
			t.set("change", number(float64(n.Difference), Percent, b.difference(n).Text))
		}
		t.text("change_why", b.why(n))
		if isUnexplained(n) {
			t.last().Mark = Fault
		}
	}
	return t.done()
}

func (b *builder) casesSheet(c *result.Changes) *Table {
	t := b.grid("changes-cases", b.words.Text("changes.cases.caption"), "cohort", "case", "change_what", "endpoint", "status_before", "time_before",
		"status_after", "time_after", "decided_before", "decided_after", "decided_file", "decided_line")
	for _, change := range c.Cases {
		add := func() {
			t.row()
			t.text("cohort", b.cohortName(change.Cohort))
			t.text("case", change.Case)
			t.text("change_what", b.kindOf(change))
		}
		if len(change.Endpoints) == 0 {
			add()
			if change.Kind == "regrouped" {
				t.text("status_before", b.group(change.By, change.From))
				t.text("status_after", b.group(change.By, change.To))
			}
		}
		for _, e := range change.Endpoints {
			add()
			t.text("endpoint", b.endpointNamed(change.Cohort, e.Endpoint))
			t.standing(e.Before, "_before")
			t.standing(e.After, "_after")
			after := place(e.After)
			t.text("decided_before", place(e.Before).Column)
			t.text("decided_after", after.Column)
			t.text("decided_file", after.File)
			if after.Line > 0 {
				t.count("decided_line", after.Line)
			}
		}
	}
	return t.done()
}

// standing is as what a case counted, and its time.
func (t *grid) standing(s *result.Standing, side string) {
	b := t.builder
	switch {
	case s == nil:
		t.text("status"+side, b.words.Text("changes.cases.absent"))
	case s.Status < 0:
		t.text("status"+side, b.standing(s))
	default:
		t.text("status"+side, b.words.Text("status."+statusCode(s.Status))+": "+b.milestone(s.Code))
		t.set("time"+side, b.time(float64(s.Time)))
	}
}

func place(s *result.Standing) result.Place {
	if s == nil {
		return result.Place{}
	}
	return result.Place{File: s.File, Line: s.Line, Column: s.Column}
}

func (b *builder) groupsSheet(c *result.Changes) *Table {
	t := b.grid("changes-groups", b.words.Text("changes.groups.caption"))
	for _, g := range c.Groups {
		t.row()
		t.text("cohort", b.cohortName(g.Cohort))
		t.text("endpoint", b.endpointNamed(g.Cohort, g.Endpoint))
		t.text("by", b.column(g.By))
		t.text("group", b.group(g.By, g.Group))
		t.count("cases_before", g.CasesBefore)
		t.count("cases_after", g.CasesAfter)
		t.count("all_events_before", g.EventsBefore)
		t.count("all_events_after", g.EventsAfter)
	}
	return t.done()
}

// changedIssueList has every issue that came or went, with its place: of a
// mended one that of the earlier report.
func (b *builder) changedIssueList(c *result.Changes) *Table {
	w := b.words
	t := b.grid("changes-issues", w.Text("changes.issues.caption"), "issue_state", "severity", "file", "line", "column", "case", "what")
	t.table.Notes = []string{w.Text("changes.issues.note")}
	for _, list := range []struct {
		state  string
		issues []result.Issue
	}{{"new", c.Issues.New}, {"mended", c.Issues.Mended}} {
		for _, i := range list.issues {
			t.row()
			t.text("issue_state", w.Text("changes.issues."+list.state))
			t.text("severity", b.known("severity."+i.Severity, i.Severity))
			t.text("file", i.File)
			if i.Line > 0 {
				t.count("line", i.Line)
			}
			t.text("column", i.Column)
			t.text("case", i.Case)
			t.text("what", b.changedIssueTitle(i.Code, i.Args))
		}
	}
	return t.done()
}

package change

import (
	"slices"
	"strconv"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// changedDefinitions is what is defined or computed otherwise than before.
func (b *Builder) changedDefinitions(on page.Medium, c *result.Changes) *document.Table {
	t := b.grid(on, "changes-definitions", b.Words.Text("changes.definition.caption"))
	t.Wide(3, "changed_definition", "before", "now")
	add := func(what, before, now string) {
		t.Row()
		t.Text("changed_definition", what)
		t.Text("before", before)
		t.Text("now", now)
	}
	for _, d := range c.Definitions {
		before, now := b.definitionValues(d)
		add(b.definitionName(d), before, now)
	}
	if v := b.Results.Tool.Version; v != c.Version {
		add(b.Words.Text("provenance.tool"), b.Results.Tool.Name+" "+c.Version, b.Results.Tool.Name+" "+v)
	}
	return t.Table()
}

func (b *Builder) definitionName(d result.DefinitionChange) string {
	w := b.Words
	code := "changes.definition." + d.Code
	switch {
	case d.Code == "rule":
		rule, key, _ := strings.Cut(d.Key, ".")
		return w.Text(code, b.Known("rule."+rule+".name", rule), b.Known("rule."+rule+"."+key, key))
	case d.Code == "check":
		check, key, _ := strings.Cut(d.Key, ".")
		return w.Text(code, b.IssueText(check, "title", nil), b.Threshold(check, key))
	case d.Endpoint != "":
		name := b.CohortName(d.Cohort) + "; " + b.EndpointNamed(d.Cohort, d.Endpoint)
		if d.Code == "interval_method" && d.Key != "" {
			name += "; " + b.Column(d.Key)
		}
		return w.Text(code, name)
	case d.Cohort != "":
		return w.Text(code, b.CohortName(d.Cohort))
	}
	return w.Text(code)
}

// definitionValues are a definition before and now, in words.
func (b *Builder) definitionValues(d result.DefinitionChange) (before, after string) {
	switch d.Code {
	case "where":
		return b.whoBelongs(d.WhereBefore), b.whoBelongs(d.WhereAfter)
	case "definition":
		return b.wholeDefinition(d.DefinitionBefore), b.wholeDefinition(d.DefinitionAfter)
	case "mapping", "cohort_added", "cohort_removed", "endpoint_added", "endpoint_removed":
		return "", ""
	}
	return b.definitionValue(d.Code, d.Before), b.definitionValue(d.Code, d.After)
}

func (b *Builder) whoBelongs(where []result.Condition) string {
	if s := b.Conditions(where); s != "" {
		return s
	}
	return b.Words.Text("definitions.everyone")
}

func (b *Builder) wholeDefinition(d *result.Definition) string {
	s := b.Definition(&result.Endpoint{Definition: *d})
	if text, ok := b.Words.Find("changes.definition.same_day." + string(d.SameDay)); ok {
		s += " " + text
	}
	return s
}

func (b *Builder) definitionValue(code, value string) string {
	w := b.Words
	if value == "" {
		return w.Text("changes.definition.none")
	}
	switch code {
	case "rule", "check":
		return b.Known("rule_value."+value, b.Decimal(value))
	case "level":
		if level, err := strconv.ParseFloat(value, 64); err == nil {
			return w.Percent(level, 0)
		}
	case "survival_intervals", "incidence_intervals", "interval_method":
		return b.Known("interval."+value, value)
	case "variance":
		return b.Known("variance."+value, value)
	case "kind":
		return b.Known("changes.kinds."+value, value)
	case "preset":
		return b.Known("cohort."+value, value)
	case "stratify":
		return b.Column(value)
	case "compare":
		return b.compared(value)
	case "times":
		at := strings.LastIndex(value, " ")
		return b.Decimal(value[:at]) + " " + b.Known("unit."+value[at+1:], value[at+1:])
	}
	return value
}

// compared names columns of the form column or column:cut cut.
func (b *Builder) compared(value string) string {
	var names []string
	for part := range strings.SplitSeq(value, ", ") {
		column, cuts, isCut := strings.Cut(part, ":")
		name := b.Column(column)
		if isCut {
			name = b.Words.Text("changes.definition.cut", name, b.Decimal(strings.ReplaceAll(cuts, " ", "; ")))
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

// changedFiles says of each file whether its content changed.
func (b *Builder) changedFiles(c *result.Changes) document.Block {
	var parts []string
	for _, in := range c.Inputs {
		parts = append(parts, b.Words.Text("changes.files."+in.State, in.File, b.Words.Integer(in.RowsBefore),
			b.Words.Integer(in.RowsAfter)))
	}
	return page.Paragraph(document.Body, b.Words.Text("changes.files.sentence", strings.Join(parts, "; ")))
}

func (b *Builder) changedIssueSentence(c *result.Changes) document.Block {
	w := b.Words
	return page.Paragraph(document.Body, w.Text("changes.issues.sentence", w.Integer(len(c.Issues.Mended)),
		w.Integer(len(c.Issues.New)), w.Integer(c.Issues.Open)))
}

// changedIssues groups the issues that came and went by code.
func (b *Builder) changedIssues(c *result.Changes) *document.Table {
	w := b.Words
	t := b.grid(page.Paper, "changes-issues", w.Text("changes.issues.caption"))
	t.Wide(2, "issue_state")
	t.Wide(8, "what")
	t.Figures("issue_count")
	t.Wide(6, "issue_cases")
	t.Note(w.Text("changes.issues.note"))
	for _, list := range []struct {
		state  string
		issues []result.Issue
	}{{"new", c.Issues.New}, {"mended", c.Issues.Mended}} {
		state := w.Text("changes.issues." + list.state)
		for _, count := range page.CountIssues(list.issues) {
			if row := t.Row(); list.state == "new" {
				row.Mark = page.SeverityMark(count.Severity)
			}
			t.Text("issue_state", state)
			t.Text("what", b.changedIssueTitle(count.Code, nil))
			t.Count("issue_count", count.Count)
			t.Text("issue_cases", b.someCases(casesWith(list.issues, count.Code), page.MaxListed/2))
			state = ""
		}
	}
	return t.Table()
}

func (b *Builder) changedIssueTitle(code string, args []string) string {
	if _, ok := b.Words.Find("issue." + code + ".title"); ok {
		return b.IssueText(code, "title", args)
	}
	return strings.ReplaceAll(code, "_", " ")
}

func casesWith(issues []result.Issue, code string) []string {
	var cases []string
	for _, i := range issues {
		if i.Code == code && i.Case != "" && !slices.Contains(cases, i.Case) {
			cases = append(cases, i.Case)
		}
	}
	return cases
}

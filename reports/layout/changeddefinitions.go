package layout

import (
	"slices"
	"strconv"
	"strings"

	"graftstat/analysis/result"
)

// changedDefinitions is what is defined or computed otherwise than before.
func (b *builder) changedDefinitions(c *result.Changes) *Table {
	w := b.words
	t := &Table{ID: "changes-definitions", Caption: w.Text("changes.definition.caption"), Columns: []Column{
		wide(b.head("changed_definition"), 3), wide(b.head("definition_before"), 3), wide(b.head("definition_after"), 3)}}
	add := func(what, before, after string) {
		t.Rows = append(t.Rows, Row{Cells: []Cell{text(what), text(before), text(after)}})
	}
	for _, d := range c.Definitions {
		before, after := b.definitionValues(d)
		add(b.definitionName(d), before, after)
	}
	if v := b.results.Tool.Version; v != c.Version {
		add(w.Text("provenance.tool"), b.results.Tool.Name+" "+c.Version, b.results.Tool.Name+" "+v)
	}
	return t
}

func (b *builder) definitionName(d result.DefinitionChange) string {
	w := b.words
	code := "changes.definition." + d.Code
	switch {
	case d.Code == "rule":
		rule, key, _ := strings.Cut(d.Key, ".")
		return w.Text(code, b.known("rule."+rule+".name", rule), b.known("rule."+rule+"."+key, key))
	case d.Endpoint != "":
		name := b.cohortName(d.Cohort) + "; " + b.endpointNamed(d.Cohort, d.Endpoint)
		if d.Code == "interval_method" && d.Key != "" {
			name += "; " + b.column(d.Key)
		}
		return w.Text(code, name)
	case d.Cohort != "":
		return w.Text(code, b.cohortName(d.Cohort))
	}
	return w.Text(code)
}

// definitionValues are a definition before and now, in words.
func (b *builder) definitionValues(d result.DefinitionChange) (before, after string) {
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

func (b *builder) whoBelongs(where []result.Condition) string {
	if s := b.conditions(where); s != "" {
		return s
	}
	return b.words.Text("definitions.everyone")
}

func (b *builder) wholeDefinition(d *result.Definition) string {
	s := b.definition(&result.Endpoint{Definition: *d})
	if text, ok := b.words.Find("changes.definition.same_day." + d.SameDay); ok {
		s += " " + text
	}
	return s
}

func (b *builder) definitionValue(code, value string) string {
	w := b.words
	if value == "" {
		return w.Text("changes.definition.none")
	}
	switch code {
	case "rule":
		return b.known("rule_value."+value, b.decimal(value))
	case "level":
		if level, err := strconv.ParseFloat(value, 64); err == nil {
			return w.Percent(level, 0)
		}
	case "survival_intervals", "incidence_intervals", "interval_method":
		return b.known("interval."+value, value)
	case "variance":
		return b.known("variance."+value, value)
	case "kind":
		return b.known("changes.kinds."+value, value)
	case "preset":
		return b.known("cohort."+value, value)
	case "stratify":
		return b.column(value)
	case "compare":
		return b.compared(value)
	case "times":
		at := strings.LastIndex(value, " ")
		return b.decimal(value[:at]) + " " + b.known("unit."+value[at+1:], value[at+1:])
	}
	return value
}

// compared names columns of the form column or column:cut cut.
func (b *builder) compared(value string) string {
	var names []string
	for part := range strings.SplitSeq(value, ", ") {
		column, cuts, isCut := strings.Cut(part, ":")
		name := b.column(column)
		if isCut {
			name = b.words.Text("changes.definition.cut", name, b.decimal(strings.ReplaceAll(cuts, " ", "; ")))
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

// changedFiles says of each file whether its content changed.
func (b *builder) changedFiles(c *result.Changes) Block {
	var parts []string
	for _, in := range c.Inputs {
		parts = append(parts, b.words.Text("changes.files."+in.State, in.File, b.words.Integer(in.RowsBefore), b.words.Integer(in.RowsAfter)))
	}
	return paragraph(Body, b.words.Text("changes.files.sentence", strings.Join(parts, "; ")))
}

func (b *builder) changedIssueSentence(c *result.Changes) Block {
	w := b.words
	return paragraph(Body, w.Text("changes.issues.sentence", w.Integer(len(c.Issues.Mended)), w.Integer(len(c.Issues.New)), w.Integer(c.Issues.Open)))
}

// changedIssues groups the issues that came and went by code.
func (b *builder) changedIssues(c *result.Changes) *Table {
	w := b.words
	t := &Table{ID: "changes-issues", Caption: w.Text("changes.issues.caption"), Columns: []Column{
		{Head: w.Text("changes.issues.state"), Width: 2}, {Head: w.Text("issues.what"), Width: 8}, {Head: w.Text("issues.count"), Number: true}, {Head: w.Text("changes.issues.cases"), Width: 6},
	}, Notes: []string{w.Text("changes.issues.note")}}
	for _, list := range []struct {
		state  string
		issues []result.Issue
	}{{"new", c.Issues.New}, {"mended", c.Issues.Mended}} {
		state := w.Text("changes.issues." + list.state)
		for _, count := range countIssues(list.issues) {
			row := Row{Cells: []Cell{text(state), text(b.changedIssueTitle(count.code, nil)), b.integer(count.count), text(b.someCases(casesWith(list.issues, count.code), mostListed/2))}}
			if list.state == "new" {
				row.Mark = severityMark(count.severity)
			}
			t.Rows = append(t.Rows, row)
			state = ""
		}
	}
	return t
}

func (b *builder) changedIssueTitle(code string, args []string) string {
	if _, ok := b.words.Find("issue." + code + ".title"); ok {
		return b.issueText(code, "title", args)
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

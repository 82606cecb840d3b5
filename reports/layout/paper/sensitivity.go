package paper

import (
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// sensitivitySection sets the headline numbers beside what they become under
// each other choice, and says what each choice changes. There is none where the
// study asks for none.
func (b *Builder) SensitivitySection() (document.Section, bool) {
	w, all := b.Words, b.Results.Sensitivity
	if len(all) == 0 {
		return document.Section{}, false
	}
	moved, of := b.movedNumbers()
	s := document.Section{ID: "sensitivity", Title: w.Text("sensitivity.title"), Level: 1, Blocks: []document.Block{page.Paragraph(document.Lead, w.Text("sensitivity.lead", w.Integer(moved), w.Integer(of))), {Table: b.variantTable()}}}
	for i := range b.Results.Cohorts {
		s.Blocks = append(s.Blocks, page.Tables(b.sensitivityTable(&b.Results.Cohorts[i]))...)
	}
	return s, true
}

// movedNumbers counts the headline numbers that any choice moves by more than a
// rounding, and all of them.
func (b *Builder) movedNumbers() (moved, of int) {
	type key struct {
		cohort, endpoint string
		time             float64
	}
	found := make(map[key]bool)
	for _, v := range b.Results.Sensitivity {
		for _, n := range v.Numbers {
			k := key{n.Cohort, n.Endpoint, n.Time}
			found[k] = found[k] || n.Moved
		}
	}
	for _, is := range found {
		if is {
			moved++
		}
	}
	return moved, len(found)
}

func (b *Builder) variantName(v *result.Sensitivity) string { return b.Words.Label(v.Label, "", v.ID) }

// variantTable says what each choice changes.
func (b *Builder) variantTable() *document.Table {
	w := b.Words
	t := &document.Table{ID: "sensitivity-variants", Caption: w.Text("sensitivity.variants"), Columns: b.Heads("variant", "variant_changes", "variant_here", "variant_there")}
	for i := range b.Results.Sensitivity {
		v := &b.Results.Sensitivity[i]
		name := b.variantName(v)
		for _, s := range v.Set {
			what, here, there := b.setting(s)
			t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{page.Text(name), page.Text(what), page.Text(here), page.Text(there)}})
			name = ""
		}
		if v.Reason != "" {
			t.Notes = append(t.Notes, b.variantName(v)+": "+w.Text("sensitivity.reason."+v.Reason))
		}
	}
	return t
}

// setting words a changed choice: what it is, as the study has it, and changed.
func (b *Builder) setting(s result.Setting) (what, here, there string) {
	w := b.Words
	kind, rest, _ := strings.Cut(s.Key, ".")
	switch kind {
	case "as_of":
		return w.Text("provenance.closing"), w.Date(b.Results.AsOf), w.Date(s.Value)
	case "transplanted_from":
		return w.Text("sensitivity.transplanted_from"), w.Text("definitions.everyone"), w.Date(s.Value)
	case "where":
		column, bound, _ := strings.Cut(rest, ".")
		return w.Text("sensitivity.where", page.Lowered(b.Column(column))), w.Text("sensitivity.as_study"), b.whereValue(column, bound, s.Value)
	}
	return b.ruleSetting(rest, s.Value)
}

var whereSigns = map[string]string{"lt": "<", "le": "≤", "gt": ">", "ge": "≥"}

func (b *Builder) whereValue(column, bound, value string) string {
	if sign, ok := whereSigns[bound]; ok {
		return sign + " " + b.Decimal(value)
	}
	names := strings.Split(value, ", ")
	for i := range names {
		names[i] = b.Group(column, names[i])
	}
	if bound == "not" {
		return b.Words.Text("where.not", b.List(names, "or"))
	}
	return b.List(names, "or")
}

// ruleSetting words a rule. What stands below a rule's key, such as
// haemoglobin.at_least, is listed by that key; prefer and never_below are rules
// of the reading.
func (b *Builder) ruleSetting(path, value string) (what, here, there string) {
	rule, key, nested := strings.Cut(path, ".")
	if !nested {
		rule, key = "reading", path
	}
	key, _, _ = strings.Cut(key, ".")
	what = b.Words.Text("changes.definition.rule", b.Known("rule."+rule+".name", rule), b.Known("rule."+rule+"."+key, key))
	for _, r := range b.Results.Study.Rules {
		if r.Rule == rule && r.Key == key {
			here = b.ruleValue(r.Value)
		}
	}
	return what, here, b.ruleValue(value)
}

func (b *Builder) ruleValue(value string) string {
	return b.Known("rule_value."+value, b.Decimal(value))
}

// sensitivityTable has a row for each endpoint that any choice moves, with
// events and cases, and under it one for each time; a column for the study and
// for each choice. The other endpoints are named below it.
func (b *Builder) sensitivityTable(c *result.Cohort) *document.Table {
	w := b.Words
	t := &document.Table{ID: "sensitivity-" + c.ID, Caption: w.Text("sensitivity.caption", b.CohortName(c.ID)), Columns: []document.Column{{Head: w.Text("headline.endpoint")}, {Head: w.Text("sensitivity.study"), Number: true}},
		Notes: []string{w.Text("sensitivity.note", b.Level())}}
	var variants []*result.Sensitivity
	for i := range b.Results.Sensitivity {
		if v := &b.Results.Sensitivity[i]; len(v.Numbers) > 0 {
			variants = append(variants, v)
			t.Columns = append(t.Columns, document.Column{Head: b.variantName(v), Number: true})
		}
	}
	if len(variants) == 0 {
		return t
	}
	last, same := "", []string(nil)
	for _, n := range variants[0].Numbers {
		e := b.EndpointWith(n.Cohort, n.Endpoint)
		if n.Cohort != c.ID || e == nil {
			continue
		}
		isFirst := n.Endpoint != last
		last = n.Endpoint
		if !b.isMovedEndpoint(n.Cohort, n.Endpoint) {
			if isFirst {
				same = append(same, b.EndpointName(e))
			}
			continue
		}
		if isFirst {
			t.Rows = append(t.Rows, b.sensitivityHead(e, n, variants))
		}
		if row, isShown := b.sensitivityRow(n, variants); isShown {
			t.Rows = append(t.Rows, row)
		}
	}
	if len(same) > 0 {
		t.Notes = append(t.Notes, w.Text("sensitivity.same", strings.Join(same, "; ")))
	}
	return t
}

// isMovedEndpoint reports whether any choice moves a number of an endpoint.
func (b *Builder) isMovedEndpoint(cohort, endpoint string) bool {
	for _, v := range b.Results.Sensitivity {
		for _, n := range v.Numbers {
			if n.Cohort == cohort && n.Endpoint == endpoint && n.Moved {
				return true
			}
		}
	}
	return false
}

// numberOf is the number of a variant of the same endpoint and time; nil where
// older results have none.
func numberOf(v *result.Sensitivity, like result.SensitivityNumber) *result.SensitivityNumber {
	for i := range v.Numbers {
		if n := &v.Numbers[i]; n.Cohort == like.Cohort && n.Endpoint == like.Endpoint && n.Time == like.Time {
			return n
		}
	}
	return nil
}

func (b *Builder) sensitivityHead(e *result.Endpoint, n result.SensitivityNumber, variants []*result.Sensitivity) document.Row {
	row := document.Row{Cells: []document.Cell{page.Text(b.EndpointName(e)), page.Text(b.EventsOf(n.BaseEvents, n.BaseCases))}}
	for _, v := range variants {
		if changed := numberOf(v, n); changed != nil {
			row.Cells = append(row.Cells, page.Text(b.EventsOf(changed.Events, changed.Cases)))
		} else {
			row.Cells = append(row.Cells, b.Dash(""))
		}
	}
	return row
}

// sensitivityRow is not shown where there is no estimate under any choice.
func (b *Builder) sensitivityRow(n result.SensitivityNumber, variants []*result.Sensitivity) (document.Row, bool) {
	isShown := !n.Base.Estimate.IsMissing()
	estimate := func(p result.Point) document.Cell {
		return b.Explained(page.Text(b.WithInterval(p, n.BaseCases)), b.ReasonText(p.Reason))
	}
	row := document.Row{Cells: []document.Cell{{Text: page.Capital(b.Asked(n.Base.AskedTime)), Indent: 1}, estimate(n.Base.Point)}}
	for _, v := range variants {
		changed := numberOf(v, n)
		if changed == nil {
			row.Cells = append(row.Cells, b.Dash(""))
			continue
		}
		cell := estimate(changed.Changed.Point)
		if changed.Moved && !changed.Changed.Estimate.IsMissing() {
			cell.Text += page.Footmarks[0]
		}
		isShown = isShown || !changed.Changed.Estimate.IsMissing()
		row.Cells = append(row.Cells, cell)
	}
	return row, isShown
}

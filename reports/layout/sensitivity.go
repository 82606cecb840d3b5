package layout

import (
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/words"
)

// sensitivitySection sets the headline numbers beside what they become under
// each other choice, and says what each choice changes. There is none where the
// study asks for none.
func (b *builder) sensitivitySection() (Section, bool) {
	w, all := b.words, b.results.Sensitivity
	if len(all) == 0 {
		return Section{}, false
	}
	moved, of := b.movedNumbers()
	s := Section{ID: "sensitivity", Title: w.Text("sensitivity.title"), Level: 1, Blocks: []Block{paragraph(Lead, w.Text("sensitivity.lead", w.Integer(moved), w.Integer(of))), {Table: b.variantTable()}}}
	for i := range b.results.Cohorts {
		s.Blocks = append(s.Blocks, tables(b.sensitivityTable(&b.results.Cohorts[i]))...)
	}
	return s, true
}

// movedNumbers counts the headline numbers that any choice moves by more than a
// rounding, and all of them.
func (b *builder) movedNumbers() (moved, of int) {
	type key struct {
		cohort, endpoint string
		time             float64
	}
	found := make(map[key]bool)
	for _, v := range b.results.Sensitivity {
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

func (b *builder) variantName(v *result.Sensitivity) string { return b.words.Label(v.Label, "", v.ID) }

// variantTable says what each choice changes.
func (b *builder) variantTable() *Table {
	w := b.words
	t := &Table{ID: "sensitivity-variants", Caption: w.Text("sensitivity.variants"), Columns: b.heads("variant", "variant_changes", "variant_here", "variant_there")}
	for i := range b.results.Sensitivity {
		v := &b.results.Sensitivity[i]
		name := b.variantName(v)
		for _, s := range v.Set {
			what, here, there := b.setting(s)
			t.Rows = append(t.Rows, Row{Cells: []Cell{text(name), text(what), text(here), text(there)}})
			name = ""
		}
		if v.Reason != "" {
			t.Notes = append(t.Notes, b.variantName(v)+": "+w.Text("sensitivity.reason."+v.Reason))
		}
	}
	return t
}

// setting words a changed choice: what it is, as the study has it, and changed.
func (b *builder) setting(s result.Setting) (what, here, there string) {
	w := b.words
	kind, rest, _ := strings.Cut(s.Key, ".")
	switch kind {
	case "as_of":
		return w.Text("provenance.closing"), w.Date(b.results.AsOf), w.Date(s.Value)
	case "transplanted_from":
		return w.Text("sensitivity.transplanted_from"), w.Text("definitions.everyone"), w.Date(s.Value)
	case "where":
		column, bound, _ := strings.Cut(rest, ".")
		return w.Text("sensitivity.where", lowered(b.column(column))), w.Text("sensitivity.as_study"), b.whereValue(column, bound, s.Value)
	}
	return b.ruleSetting(rest, s.Value)
}

var whereSigns = map[string]string{"lt": "<", "le": "≤", "gt": ">", "ge": "≥"}

func (b *builder) whereValue(column, bound, value string) string {
	if sign, ok := whereSigns[bound]; ok {
		return sign + " " + b.decimal(value)
	}
	names := strings.Split(value, ", ")
	for i := range names {
		names[i] = b.group(column, names[i])
	}
	if bound == "not" {
		return b.words.Text("where.not", b.list(names, "or"))
	}
	return b.list(names, "or")
}

// ruleSetting words a rule. What stands below a rule's key, such as
// haemoglobin.at_least, is listed by that key; prefer and never_below are rules
// of the reading.
func (b *builder) ruleSetting(path, value string) (what, here, there string) {
	rule, key, nested := strings.Cut(path, ".")
	if !nested {
		rule, key = "reading", path
	}
	key, _, _ = strings.Cut(key, ".")
	what = b.words.Text("changes.definition.rule", b.known("rule."+rule+".name", rule), b.known("rule."+rule+"."+key, key))
	for _, r := range b.results.Study.Rules {
		if r.Rule == rule && r.Key == key {
			here = b.ruleValue(r.Value)
		}
	}
	return what, here, b.ruleValue(value)
}

func (b *builder) ruleValue(value string) string {
	return b.known("rule_value."+value, b.decimal(value))
}

// sensitivityTable has a row for each endpoint that any choice moves, with
// events and cases, and under it one for each time; a column for the study and
// for each choice. The other endpoints are named below it.
func (b *builder) sensitivityTable(c *result.Cohort) *Table {
	w := b.words
	t := &Table{ID: "sensitivity-" + c.ID, Caption: w.Text("sensitivity.caption", b.cohortName(c.ID)), Columns: []Column{{Head: w.Text("key.endpoint")}, {Head: w.Text("sensitivity.study"), Number: true}},
		Notes: []string{w.Text("sensitivity.note", b.level())}}
	var variants []*result.Sensitivity
	for i := range b.results.Sensitivity {
		if v := &b.results.Sensitivity[i]; len(v.Numbers) > 0 {
			variants = append(variants, v)
			t.Columns = append(t.Columns, Column{Head: b.variantName(v), Number: true})
		}
	}
	if len(variants) == 0 {
		return t
	}
	last, same := "", []string(nil)
	for _, n := range variants[0].Numbers {
		e := b.endpointWith(n.Cohort, n.Endpoint)
		if n.Cohort != c.ID || e == nil {
			continue
		}
		isFirst := n.Endpoint != last
		last = n.Endpoint
		if !b.isMovedEndpoint(n.Cohort, n.Endpoint) {
			if isFirst {
				same = append(same, b.endpointName(e))
			}
			continue
		}
		if isFirst {
			t.Rows = append(t.Rows, b.sensitivityHead(e, n, variants))
		}
		if row, isShown := b.sensitivityRow(t, e, n, variants); isShown {
			t.Rows = append(t.Rows, row)
		}
	}
	if len(same) > 0 {
		t.Notes = append(t.Notes, w.Text("sensitivity.same", strings.Join(same, "; ")))
	}
	return t
}

// isMovedEndpoint reports whether any choice moves a number of an endpoint.
func (b *builder) isMovedEndpoint(cohort, endpoint string) bool {
	for _, v := range b.results.Sensitivity {
		for _, n := range v.Numbers {
			if n.Cohort == cohort && n.Endpoint == endpoint && n.Moved {
				return true
			}
		}
	}
	return false
}

// numberOf is the number of a variant of the same endpoint and time; nil where
// no case was left.
func numberOf(v *result.Sensitivity, like result.SensitivityNumber) *result.SensitivityNumber {
	for i := range v.Numbers {
		if n := &v.Numbers[i]; n.Cohort == like.Cohort && n.Endpoint == like.Endpoint && n.Time == like.Time {
			return n
		}
	}
	return nil
}

func (b *builder) sensitivityHead(e *result.Endpoint, n result.SensitivityNumber, variants []*result.Sensitivity) Row {
	row := Row{Cells: []Cell{text(b.endpointName(e)), text(b.eventsOf(n.BaseEvents, n.BaseCases))}}
	for _, v := range variants {
		if changed := numberOf(v, n); changed != nil {
			row.Cells = append(row.Cells, text(b.eventsOf(changed.Events, changed.Cases)))
		} else {
			row.Cells = append(row.Cells, text(words.None))
		}
	}
	return row
}

// sensitivityRow is not shown where there is no estimate under any choice.
func (b *builder) sensitivityRow(t *Table, e *result.Endpoint, n result.SensitivityNumber, variants []*result.Sensitivity) (Row, bool) {
	isShown := !n.Base.Estimate.IsMissing()
	row := Row{Cells: []Cell{{Text: capital(b.asked(n.Base.AskedTime)), Indent: 1}, text(b.withInterval(n.Base.Point, n.BaseCases))}}
	notes := []string{b.dash(n.Base)}
	for _, v := range variants {
		changed := numberOf(v, n)
		if changed == nil {
			row.Cells = append(row.Cells, text(words.None))
			continue
		}
		cell := text(b.withInterval(changed.Changed.Point, n.BaseCases))
		if changed.Moved && !changed.Changed.Estimate.IsMissing() {
			cell.Text += footmarks[0]
		}
		isShown = isShown || !changed.Changed.Estimate.IsMissing()
		row.Cells, notes = append(row.Cells, cell), append(notes, b.dash(changed.Changed))
	}
	if isShown {
		for _, note := range notes {
			t.Notes = appendNew(t.Notes, note)
		}
	}
	return row, isShown
}

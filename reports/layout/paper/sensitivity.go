package paper

import (
	"slices"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// SensitivitySection sets the headline numbers beside what they become under
// each other choice, and says what each choice changes.
func (b *Builder) SensitivitySection() document.Section {
	w := b.Words
	moved, of := b.movedNumbers()
	s := document.Section{ID: "sensitivity", Title: w.Text("sensitivity.title"), Level: 1,
		Blocks: []document.Block{page.Paragraph(document.Lead,
			w.Text("sensitivity.lead", w.Integer(moved), w.Integer(of))), {Table: b.variantTable(page.Paper)}}}
	for i := range b.Results.Cohorts {
		s.Blocks = append(s.Blocks, page.Tables(b.sensitivityTable(&b.Results.Cohorts[i]))...)
	}
	return s
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
func (b *Builder) variantTable(on page.Medium) *document.Table {
	t := b.grid(on, "sensitivity-variants", b.Words.Text("sensitivity.variants"), "variant", "variant_changes",
		"variant_here", "variant_there")
	for i := range b.Results.Sensitivity {
		v := &b.Results.Sensitivity[i]
		name := b.variantName(v)
		for _, s := range v.Set {
			what, here, there := b.setting(s)
			t.Row()
			t.Text("variant", name)
			t.Text("variant_changes", what)
			t.Text("variant_here", here)
			t.Text("variant_there", there)
			name = ""
		}
		if v.Reason != "" {
			t.Note(b.variantName(v) + ": " + b.Words.Text("sensitivity.reason."+v.Reason))
		}
	}
	return t.Table()
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
		return w.Text("sensitivity.where", page.Lowered(b.Column(column))), w.Text("sensitivity.as_study"),
			b.whereValue(column, bound, s.Value)
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
	what = b.Words.Text("changes.definition.rule", b.Known("rule."+rule+".name", rule),
		b.Known("rule."+rule+"."+key, key))
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
	t := b.grid(page.Paper, "sensitivity-"+c.ID, w.Text("sensitivity.caption", b.CohortName(c.ID)), "endpoint")
	t.Figures("variant_here")
	t.Note(w.Text("sensitivity.note", b.Level()))
	var variants []*result.Sensitivity
	for i := range b.Results.Sensitivity {
		if v := &b.Results.Sensitivity[i]; len(v.Numbers) > 0 {
			variants = append(variants, v)
			t.Repeat(variantColumn(v), "named", b.variantName(v))
			t.Figures(variantColumn(v))
		}
	}
	if len(variants) == 0 {
		return t.Table()
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
			t.variantEvents(e, n, variants)
		}
		if isEstimated(n, variants) {
			t.variantEstimates(n, variants)
		}
	}
	if len(same) > 0 {
		t.Note(w.Text("sensitivity.same", strings.Join(same, "; ")))
	}
	return t.Table()
}

// variantColumn is the name of the column of a choice.
func variantColumn(v *result.Sensitivity) string { return "variant " + v.ID }

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

// variantEvents is the row of an endpoint: its events and cases under each choice.
func (t *grid) variantEvents(e *result.Endpoint, n result.SensitivityNumber, variants []*result.Sensitivity) {
	b := t.builder
	t.Row()
	t.Text("endpoint", b.EndpointName(e))
	t.Text("variant_here", b.EventsOf(n.BaseEvents, n.BaseCases))
	for _, v := range variants {
		if changed := numberOf(v, n); changed != nil {
			t.Text(variantColumn(v), b.EventsOf(changed.Events, changed.Cases))
		} else {
			t.Set(variantColumn(v), b.Dash(""))
		}
	}
}

// isEstimated reports whether there is an estimate in the study or under any choice.
func isEstimated(n result.SensitivityNumber, variants []*result.Sensitivity) bool {
	return !n.Base.Estimate.IsMissing() || slices.ContainsFunc(variants, func(v *result.Sensitivity) bool {
		changed := numberOf(v, n)
		return changed != nil && !changed.Changed.Estimate.IsMissing()
	})
}

// variantEstimates is the row of a time; what a choice moves is marked.
func (t *grid) variantEstimates(n result.SensitivityNumber, variants []*result.Sensitivity) {
	b := t.builder
	estimate := func(p result.Point) document.Cell {
		return b.Explained(page.Text(b.WithInterval(p, n.BaseCases)), b.ReasonText(p.Reason))
	}
	t.Row()
	t.Text("endpoint", page.Capital(b.Asked(n.Base.AskedTime))).Indent = 1
	t.Set("variant_here", estimate(n.Base.Point))
	for _, v := range variants {
		changed := numberOf(v, n)
		if changed == nil {
			t.Set(variantColumn(v), b.Dash(""))
			continue
		}
		cell := t.Set(variantColumn(v), estimate(changed.Changed.Point))
		if changed.Moved && !changed.Changed.Estimate.IsMissing() {
			cell.Text += page.Footmarks[0]
		}
	}
}

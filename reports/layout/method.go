package layout

import (
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// methodSection says which estimators, variances and intervals were used, and
// how ties and edges are treated.
func (b *builder) methodSection() document.Section {
	w := b.Words
	s := document.Section{ID: "methods", Title: w.Text("methods.title"), Level: 1}
	for _, code := range b.methodCodes() {
		s.Blocks = append(s.Blocks, page.Paragraph(document.Body, w.Text(code, b.Level())))
	}
	return s
}

// methodCodes are the sentences that apply to what was really computed.
func (b *builder) methodCodes() []string {
	used := make(map[string]bool)
	for _, c := range b.Results.Cohorts {
		for _, e := range c.Endpoints {
			used[e.Method] = true
			for _, g := range e.Groups {
				used[g.Interval] = true
				for _, p := range g.At {
					used[p.Interval] = true
				}
			}
			for _, t := range e.Tests {
				used[t.Name] = true
			}
		}
	}
	codes := []string{"methods.origin"}
	for _, method := range methodTexts() {
		if used[method] {
			codes = append(codes, "methods."+method)
		}
	}
	return append(codes, alwaysSaid()...)
}

// methodTexts are the codes of estimators, intervals and tests that have a
// sentence, in the order in which they are said.
func methodTexts() []string {
	return []string{"kaplan-meier", "aalen-johansen",
		"log-log", "log", "plain", "arcsine", "logit", "beta-product", "beta-product-midp", "clopper-pearson",
		"log-rank", "peto-peto", "gray", "log-rank-permutation", "gray-permutation", "log-rank-stratified", "gray-stratified",
		"log-rank-stratified-permutation", "gray-stratified-permutation", "log-rank-trend"}
}

// alwaysSaid are the sentences at the end, whatever was computed.
func alwaysSaid() []string {
	return []string{"methods.followup", "methods.edges", "methods.proportion", "methods.excluded"}
}

// definitionSection prints every endpoint, cohort and rule.
func (b *builder) definitionSection() document.Section {
	w := b.Words
	s := document.Section{ID: "definitions", Title: w.Text("definitions.title"), Level: 1}
	cohorts := &document.Table{ID: "definitions-cohorts", Caption: w.Text("definitions.cohorts"), Columns: b.Heads("cohort", "where")}
	for _, c := range b.Results.Study.Cohorts {
		where := b.Conditions(c.Where)
		if where == "" {
			where = w.Text("definitions.everyone")
		}
		cohorts.Rows = append(cohorts.Rows, document.Row{Cells: []document.Cell{page.Text(b.CohortName(c.ID)), page.Text(where)}})
	}
	s.Blocks = append(s.Blocks, document.Block{Table: cohorts})
	for i := range b.Results.Cohorts {
		c := &b.Results.Cohorts[i]
		t := &document.Table{ID: "definitions-" + c.ID, Caption: w.Text("definitions.endpoints", b.CohortName(c.ID)), Columns: []document.Column{
			page.Wide(b.Head("endpoint"), 1), page.Wide(b.Head("definition"), 3)}}
		for j := range c.Endpoints {
			e := &c.Endpoints[j]
			t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{page.Text(b.EndpointName(e)), page.Text(b.Definition(e))}})
		}
		s.Blocks = append(s.Blocks, document.Block{Table: t})
	}
	rules := &document.Table{ID: "definitions-rules", Caption: w.Text("definitions.rules"), Columns: []document.Column{
		b.Head("rule"), b.Head("threshold"), page.Figures(b.Head("rule_value"))}}
	last := ""
	for _, r := range b.Results.Study.Rules {
		name := page.Text("")
		if r.Rule != last {
			name, last = page.Text(w.Text("rule."+r.Rule+".name")), r.Rule
		}
		value := b.Decimal(r.Value)
		if label, ok := w.Find("rule_value." + r.Value); ok {
			value = label
		}
		rules.Rows = append(rules.Rows, document.Row{Cells: []document.Cell{name, page.Text(w.Text("rule." + r.Rule + "." + r.Key)), page.Text(value)}})
	}
	s.Blocks = append(s.Blocks, document.Block{Table: rules})
	return s
}

package layout

// methodSection says which estimators, variances and intervals were used, and
// how ties and edges are treated.
func (b *builder) methodSection() Section {
	w := b.words
	s := Section{ID: "methods", Title: w.Text("methods.title"), Level: 1}
	for _, code := range b.methodCodes() {
		s.Blocks = append(s.Blocks, paragraph(Body, w.Text(code, b.level())))
	}
	return s
}

// methodCodes are the sentences that apply to what was really computed.
func (b *builder) methodCodes() []string {
	used := make(map[string]bool)
	for _, c := range b.results.Cohorts {
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
	for _, method := range []string{"kaplan-meier", "aalen-johansen", "log-log", "log", "plain", "arcsine", "logit", "beta-product", "beta-product-midp", "clopper-pearson",
		"log-rank", "peto-peto", "gray", "log-rank-permutation", "gray-permutation", "log-rank-stratified", "gray-stratified", "log-rank-trend"} {
		if used[method] {
			codes = append(codes, "methods."+method)
		}
	}
	return append(codes, "methods.followup", "methods.edges", "methods.proportion", "methods.excluded")
}

// definitionSection prints every endpoint, cohort and rule.
func (b *builder) definitionSection() Section {
	w := b.words
	s := Section{ID: "definitions", Title: w.Text("definitions.title"), Level: 1}
	cohorts := &Table{ID: "definitions-cohorts", Caption: w.Text("definitions.cohorts"), Columns: b.heads("cohort", "where")}
	for _, c := range b.results.Study.Cohorts {
		where := b.conditions(c.Where)
		if where == "" {
			where = w.Text("definitions.everyone")
		}
		cohorts.Rows = append(cohorts.Rows, Row{Cells: []Cell{text(b.cohortName(c.ID)), text(where)}})
	}
	s.Blocks = append(s.Blocks, Block{Table: cohorts})
	for i := range b.results.Cohorts {
		c := &b.results.Cohorts[i]
		t := &Table{ID: "definitions-" + c.ID, Caption: w.Text("definitions.endpoints", b.cohortName(c.ID)), Columns: []Column{
			wide(b.head("endpoint"), 1), wide(b.head("definition"), 3)}}
		for j := range c.Endpoints {
			e := &c.Endpoints[j]
			t.Rows = append(t.Rows, Row{Cells: []Cell{text(b.endpointName(e)), text(b.definition(e))}})
		}
		s.Blocks = append(s.Blocks, Block{Table: t})
	}
	rules := &Table{ID: "definitions-rules", Caption: w.Text("definitions.rules"), Columns: []Column{
		b.head("rule"), b.head("threshold"), figures(b.head("rule_value"))}}
	last := ""
	for _, r := range b.results.Study.Rules {
		name := text("")
		if r.Rule != last {
			name, last = text(w.Text("rule."+r.Rule+".name")), r.Rule
		}
		value := b.decimal(r.Value)
		if label, ok := w.Find("rule_value." + r.Value); ok {
			value = label
		}
		rules.Rows = append(rules.Rows, Row{Cells: []Cell{name, text(w.Text("rule." + r.Rule + "." + r.Key)), text(value)}})
	}
	s.Blocks = append(s.Blocks, Block{Table: rules})
	return s
}

package layout

import (
	"graftstat/analysis/result"
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
		"log-rank", "peto-peto", "gray", "log-rank-permutation", "gray-permutation", "log-rank-stratified",
		"gray-stratified",
		"log-rank-stratified-permutation", "gray-stratified-permutation", "log-rank-trend"}
}

// alwaysSaid are the sentences at the end, whatever was computed.
func alwaysSaid() []string {
	return []string{"methods.followup", "methods.edges", "methods.proportion", "methods.excluded"}
}

// definitionSection prints every endpoint, cohort and rule, and the checks that the
// study has set.
func (b *builder) definitionSection(on page.Medium) document.Section {
	tables := []*document.Table{b.cohortDefinitions(on)}
	for i := range b.Results.Cohorts {
		tables = append(tables, b.endpointDefinitions(on, &b.Results.Cohorts[i]))
	}
	s := document.Section{ID: "definitions", Title: b.Words.Text("definitions.title"), Level: 1}
	tables = append(tables, b.ruleDefinitions(on))
	if len(b.Results.Study.Checks) > 0 {
		tables = append(tables, b.checkDefinitions(on))
	}
	for _, t := range tables {
		s.Blocks = append(s.Blocks, document.Block{Table: t})
	}
	return s
}

func (b *builder) cohortDefinitions(on page.Medium) *document.Table {
	w := b.Words
	t := b.grid(on, "definitions-cohorts", w.Text("definitions.cohorts"), "cohort", "where")
	for _, c := range b.Results.Study.Cohorts {
		where := b.Conditions(c.Where)
		if where == "" {
			where = w.Text("definitions.everyone")
		}
		t.Row()
		t.Text("cohort", b.CohortName(c.ID))
		t.Text("where", where)
	}
	return t.Table()
}

func (b *builder) endpointDefinitions(on page.Medium, c *result.Cohort) *document.Table {
	t := b.grid(on, "definitions-"+c.ID, b.Words.Text("definitions.endpoints", b.CohortName(c.ID)))
	t.Wide(1, "endpoint")
	t.Wide(3, "definition")
	for i := range c.Endpoints {
		e := &c.Endpoints[i]
		t.Row()
		t.Text("endpoint", b.EndpointName(e))
		t.Text("definition", b.Definition(e))
	}
	return t.Table()
}

func (b *builder) ruleDefinitions(on page.Medium) *document.Table {
	t := b.grid(on, "definitions-rules", b.Words.Text("definitions.rules"), "rule", "threshold")
	t.Figures("rule_value")
	last := ""
	for _, r := range b.Results.Study.Rules {
		t.Row()
		if r.Rule != last {
			t.Text("rule", b.Words.Text("rule."+r.Rule+".name"))
			last = r.Rule
		}
		t.Word("threshold", "rule", r.Rule+"."+r.Key)
		t.Text("rule_value", b.Known("rule_value."+r.Value, b.Decimal(r.Value)))
	}
	return t.Table()
}

func (b *builder) checkDefinitions(on page.Medium) *document.Table {
	t := b.grid(on, "definitions-checks", b.Words.Text("definitions.checks"), "what", "threshold")
	t.Figures("rule_value", "rule_default")
	for _, c := range b.Results.Study.Checks {
		t.Row()
		t.Text("what", b.IssueText(c.Check, "title", nil))
		t.Text("threshold", b.Threshold(c.Check, c.Key))
		t.Text("rule_value", b.Known("rule_value."+c.Value, b.Decimal(c.Value)))
		t.Text("rule_default", b.Known("rule_value."+c.Default, b.Decimal(c.Default)))
	}
	return t.Table()
}

package layout

import "graftstat/analysis/result"

// univariableSheet has a row for each term, alone and together.
func (b *builder) univariableSheet() Sheet {
	w := b.words
	t := &Table{ID: "univariable-terms", Columns: append(b.heads("column_head.cohort", "column_head.endpoint", "paper.sheet.model", "paper.sheet.fit", "model.term",
		"#column_head.cases", "#estimate.events", "#paper.missing.left", "#paper.sheet.coefficient", "#column_head.std_err", "#model.ratio", "#column_head.lower", "#column_head.upper"), Column{Head: "p", Number: true}, Column{Head: w.Text("column_head.reason")})}
	add := func(u *result.Univariable, fit string, m *result.Model, terms []result.Term) {
		for _, term := range terms {
			t.Rows = append(t.Rows, Row{Cells: []Cell{text(b.cohortName(u.Cohort)), text(b.endpointNamed(u.Cohort, u.Endpoint)), text(w.Text("model_kind." + u.Kind)), text(w.Text(fit)), text(b.term(term.Term)),
				b.integer(m.Cases), b.integer(m.Events), b.integer(m.NMissing), number(float64(term.Coef), Decimal, ""), number(float64(term.StdErr), Decimal, ""), number(float64(term.HR), Decimal, ""),
				number(float64(term.HRLower), Decimal, ""), number(float64(term.HRUpper), Decimal, ""), number(float64(term.P), PValue, ""), text(b.termReason(m, term))}})
		}
	}
	for i := range b.results.Paper.Univariable {
		u := &b.results.Paper.Univariable[i]
		for j := range u.Rows {
			m := &u.Rows[j].Model
			add(u, "paper.sheet.alone", m, termsOrName(m, u.Rows[j].Column))
		}
		if m := u.Multivariable; m != nil {
			add(u, "paper.sheet.together", m, m.Terms)
		}
	}
	if len(t.Rows) == 0 {
		return Sheet{}
	}
	return Sheet{ID: "paper-models", Name: w.Text("paper.section.models"), Title: w.Text("paper.section.models"), Blocks: []Block{{Table: t}}, Wide: true, Filter: true}
}

// termsOrName are the terms of a fit; of a model without one the column alone,
// with no numbers.
func termsOrName(m *result.Model, column string) []result.Term {
	if len(m.Terms) > 0 {
		return m.Terms
	}
	none := result.Missing()
	return []result.Term{{Term: column, Coef: none, StdErr: none, HR: none, HRLower: none, HRUpper: none, P: none}}
}

// termReason is why a model has no fit, or a term no ratio or p.
func (b *builder) termReason(m *result.Model, t result.Term) string {
	if m.Status != "ok" {
		return b.words.Text("model_status." + m.Status)
	}
	return b.reasonText(t.Reason)
}

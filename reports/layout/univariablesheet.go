package layout

import "graftstat/analysis/result"

// univariableSheet has a row for each term, alone and together.
func (b *builder) univariableSheet() Sheet {
	w := b.words
	t := b.grid("univariable-terms", "")
	add := func(u *result.Univariable, fit string, m *result.Model, terms []result.Term) {
		for _, x := range terms {
			t.row()
			t.text("cohort", b.cohortName(u.Cohort))
			t.text("endpoint", b.endpointNamed(u.Cohort, u.Endpoint))
			t.text("paper_model", w.Text("model_kind."+u.Kind))
			t.text("paper_fit", w.Text(fit))
			t.text("paper_term", b.term(x.Term))
			t.count("paper_complete", m.Cases)
			t.count("paper_events", m.Events)
			t.count("paper_left", m.NMissing)
			t.set("paper_coefficient", number(float64(x.Coef), Decimal, ""))
			t.set("paper_coefficient_error", number(float64(x.StdErr), Decimal, ""))
			t.set("paper_ratio", number(float64(x.HR), Decimal, ""))
			t.set("lower", number(float64(x.HRLower), Decimal, ""))
			t.set("upper", number(float64(x.HRUpper), Decimal, ""))
			t.set("paper_p", number(float64(x.P), PValue, ""))
			t.text("paper_reason", b.termReason(m, x))
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
	if len(t.table.Rows) == 0 {
		return Sheet{}
	}
	return Sheet{ID: "paper-models", Name: w.Text("paper.section.models"), Title: w.Text("paper.section.models"), Blocks: []Block{{Table: t.done()}}, Wide: true, Filter: true}
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

package paper

import (
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// univariableSheet has a row for each term, alone and together.
func (b *Builder) univariableSheet() document.Sheet {
	w := b.Words
	t := b.grid(page.Sheet, "univariable-terms", "")
	add := func(u *result.Univariable, fit string, m *result.Model, terms []result.Term) {
		for _, x := range terms {
			t.Row()
			t.Text("cohort", b.CohortName(u.Cohort))
			t.Text("endpoint", b.EndpointNamed(u.Cohort, u.Endpoint))
			t.Text("paper_model", w.Text("model_kind."+string(u.Kind)))
			t.Text("paper_fit", w.Text(fit))
			t.Text("paper_term", b.Term(x.Term))
			t.Count("paper_complete", m.Cases)
			t.Count("paper_events", m.Events)
			t.Count("paper_left", m.NMissing)
			t.Set("paper_coefficient", page.Number(float64(x.Coef), document.Decimal, ""))
			t.Set("paper_coefficient_error", page.Number(float64(x.StdErr), document.Decimal, ""))
			t.Set("paper_ratio", page.Number(float64(x.HR), document.Decimal, ""))
			t.Set("lower", page.Number(float64(x.HRLower), document.Decimal, ""))
			t.Set("upper", page.Number(float64(x.HRUpper), document.Decimal, ""))
			t.Set("paper_p", page.Number(float64(x.P), document.PValue, ""))
			t.Text("paper_reason", b.termReason(m, x))
		}
	}
	for i := range b.Results.Paper.Univariable {
		u := &b.Results.Paper.Univariable[i]
		for j := range u.Rows {
			m := &u.Rows[j].Model
			add(u, "paper.sheet.alone", m, termsOrName(m, u.Rows[j].Column))
		}
		if m := u.Multivariable; m != nil {
			add(u, "paper.sheet.together", m, m.Terms)
		}
	}
	if t.Len() == 0 {
		return document.Sheet{}
	}
	return document.Sheet{ID: "paper-models", Name: w.Text("paper.section.models"),
		Title: w.Text("paper.section.models"), Blocks: []document.Block{{Table: t.Table()}}, Wide: true, Filter: true}
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
func (b *Builder) termReason(m *result.Model, t result.Term) string {
	if m.Status != "ok" {
		return b.Words.Text("model_status." + m.Status)
	}
	return b.ReasonText(t.Reason)
}

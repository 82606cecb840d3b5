package paper

import (
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// sensitivitySheet has every headline number under every choice.
func (b *Builder) sensitivitySheet() document.Sheet {
	w := b.Words
	t := b.grid(page.Sheet, "sensitivity-numbers", "")
	for i := range b.Results.Sensitivity {
		v := &b.Results.Sensitivity[i]
		for _, n := range v.Numbers {
			t.Row()
			t.Text("variant", b.variantName(v))
			t.Text("cohort", b.CohortName(n.Cohort))
			t.Text("endpoint", b.EndpointNamed(n.Cohort, n.Endpoint))
			t.Set("time", b.Time(n.Time))
			t.Count("variant_cases_study", n.BaseCases)
			t.Count("variant_cases", n.Cases)
			t.Count("variant_events_study", n.BaseEvents)
			t.Count("variant_events", n.Events)
			for _, x := range []struct {
				column string
				value  result.Number
			}{{"variant_estimate_study", n.Base.Estimate}, {"variant_lower_study", n.Base.Lower},
				{"variant_upper_study", n.Base.Upper},
				{"variant_estimate", n.Changed.Estimate}, {"variant_lower", n.Changed.Lower},
				{"variant_upper", n.Changed.Upper},
				{"variant_difference", n.Changed.Estimate - n.Base.Estimate}} {
				t.Set(x.column, page.Number(float64(x.value), document.Percent, ""))
			}
			t.Text("reason", b.ReasonText(n.Changed.Reason))
		}
	}
	return document.Sheet{ID: "sensitivity", Name: w.Text("sensitivity.title"), Title: w.Text("sensitivity.title"),
		Blocks: page.Tables(b.variantTable(page.Sheet), t.Table()), Wide: true}
}

package layout

import "graftstat/analysis/result"

// sensitivitySheet has every headline number under every choice.
func (b *builder) sensitivitySheet() Sheet {
	w := b.words
	t := b.grid("sensitivity-numbers", "")
	for i := range b.results.Sensitivity {
		v := &b.results.Sensitivity[i]
		for _, n := range v.Numbers {
			t.row()
			t.text("variant", b.variantName(v))
			t.text("cohort", b.cohortName(n.Cohort))
			t.text("endpoint", b.endpointNamed(n.Cohort, n.Endpoint))
			t.set("time", b.time(n.Time))
			t.count("variant_cases_study", n.BaseCases)
			t.count("variant_cases", n.Cases)
			t.count("variant_events_study", n.BaseEvents)
			t.count("variant_events", n.Events)
			for _, x := range []struct {
				column string
				value  result.Number
			}{{"variant_estimate_study", n.Base.Estimate}, {"variant_lower_study", n.Base.Lower}, {"variant_upper_study", n.Base.Upper},
				{"variant_estimate", n.Changed.Estimate}, {"variant_lower", n.Changed.Lower}, {"variant_upper", n.Changed.Upper},
				{"variant_difference", n.Changed.Estimate - n.Base.Estimate}} {
				t.set(x.column, number(float64(x.value), Percent, ""))
			}
			t.text("reason", b.reasonText(n.Changed.Reason))
		}
	}
	return Sheet{ID: "sensitivity", Name: w.Text("sensitivity.title"), Title: w.Text("sensitivity.title"), Blocks: tables(b.variantTable(), t.done()), Wide: true}
}

package layout

import "graftstat/analysis/result"

// sensitivitySheet has every headline number under every choice.
func (b *builder) sensitivitySheet() Sheet {
	w := b.words
	t := &Table{ID: "sensitivity-numbers", Columns: b.heads("sensitivity.variant", "column_head.cohort", "column_head.endpoint", "#column_head.time",
		"#sensitivity.sheet.base_cases", "#sensitivity.sheet.cases", "#sensitivity.sheet.base_events", "#sensitivity.sheet.events",
		"#sensitivity.sheet.base", "#sensitivity.sheet.base_lower", "#sensitivity.sheet.base_upper",
		"#sensitivity.sheet.changed", "#sensitivity.sheet.lower", "#sensitivity.sheet.upper", "#paper.sheet.difference", "column_head.reason")}
	for i := range b.results.Sensitivity {
		v := &b.results.Sensitivity[i]
		for _, n := range v.Numbers {
			row := Row{Cells: []Cell{text(b.variantName(v)), text(b.cohortName(n.Cohort)), text(b.endpointNamed(n.Cohort, n.Endpoint)), b.time(n.Time),
				b.integer(n.BaseCases), b.integer(n.Cases), b.integer(n.BaseEvents), b.integer(n.Events)}}
			for _, x := range []result.Number{n.Base.Estimate, n.Base.Lower, n.Base.Upper, n.Changed.Estimate, n.Changed.Lower, n.Changed.Upper, n.Changed.Estimate - n.Base.Estimate} {
				row.Cells = append(row.Cells, number(float64(x), Percent, ""))
			}
			row.Cells = append(row.Cells, text(b.reasonText(n.Changed.Reason)))
			t.Rows = append(t.Rows, row)
		}
	}
	return Sheet{ID: "sensitivity", Name: w.Text("sensitivity.title"), Title: w.Text("sensitivity.title"), Blocks: tables(b.variantTable(), t), Wide: true}
}

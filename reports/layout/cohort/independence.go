package cohort

import (
	"slices"

	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// independenceFollows reports whether the independence of today stands with
// each cohort, because the report has it right after the cohorts.
func (b *Builder) IndependenceFollows() bool {
	names := page.SectionsOf(b.Results)
	i := slices.Index(names, "independence")
	return i > 0 && names[i-1] == "cohorts"
}

// independenceSections say of a cohort, or of all where it is "", how many
// patients are independent of transfusions today, with the exact interval; none
// where no endpoint asks.
func (b *Builder) IndependenceSections(level int, cohort string) []document.Section {
	w := b.Words
	var sections []document.Section
	for _, r := range b.Results.Independence {
		if cohort != "" && cohort != r.Cohort {
			continue
		}
		lead := w.Text("independence.none")
		if r.Evaluable > 0 {
			lead = w.Text("independence.lead", w.Integer(r.Confirmed), w.Integer(r.Evaluable), w.Percent(float64(r.Estimate), r.Evaluable), b.Level(),
				w.PercentInterval(float64(r.Lower), float64(r.Upper), r.Evaluable))
		}
		t := &document.Table{ID: "independence-" + r.Cohort, Caption: w.Text("independence.caption", b.CohortName(r.Cohort)), Notes: []string{w.Text("independence.note", w.Count("at.days", int(r.WindowDays)))}}
		if !r.Haemoglobin.IsMissing() {
			t.Notes = append(t.Notes, w.Text("independence.note_haemoglobin", w.Plain(float64(r.Haemoglobin))))
		}
		row := document.Row{}
		for _, count := range []struct {
			code string
			n    int
		}{{"patients", r.Patients}, {"evaluable", r.Evaluable}, {"confirmed", r.Confirmed}, {"lost", r.Lost}, {"pending", r.Pending},
			{"too_early", r.TooEarly}, {"dead", r.Dead}, {"unknown", r.Unknown}} {
			t.Columns = append(t.Columns, document.Column{Head: w.Text("independence." + count.code), Number: true})
			row.Cells = append(row.Cells, b.Integer(count.n))
		}
		t.Rows = []document.Row{row}
		sections = append(sections, document.Section{ID: "independence-" + r.Cohort, Title: w.Text("independence.title", b.CohortName(r.Cohort)), Level: level,
			Blocks: []document.Block{page.Paragraph(document.Lead, lead), {Table: t}}})
	}
	return sections
}

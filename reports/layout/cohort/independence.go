package cohort

import (
	"slices"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// IndependenceFollows reports whether the independence of today stands with
// each cohort, because the report has it right after the cohorts.
func (b *Builder) IndependenceFollows() bool {
	names := page.SectionsOf(b.Results)
	i := slices.Index(names, "independence")
	return i > 0 && names[i-1] == "cohorts"
}

// IndependenceSections say of a cohort, or of all where it is "", how many
// patients are independent of transfusions today, with the exact interval; none
// where no endpoint asks.
func (b *Builder) IndependenceSections(level int, cohort string) []document.Section {
	w := b.Words
	var sections []document.Section
	for i := range b.Results.Independence {
		r := &b.Results.Independence[i]
		if cohort != "" && cohort != r.Cohort {
			continue
		}
		lead := w.Text("independence.none")
		if r.Evaluable > 0 {
			limits := w.PercentInterval(float64(r.Lower), float64(r.Upper), r.Evaluable)
			lead = w.Text("independence.lead", w.Integer(r.Confirmed), w.Integer(r.Evaluable),
				w.Percent(float64(r.Estimate), r.Evaluable), b.Level(), limits)
		}
		id := "independence-" + r.Cohort
		blocks := []document.Block{page.Paragraph(document.Lead, lead), {Table: b.independenceTable(id, r)}}
		sections = append(sections, document.Section{ID: id, Title: w.Text("independence.title", b.CohortName(r.Cohort)),
			Level: level, Blocks: append(blocks, b.threeWays(id, r)...)})
	}
	return sections
}

// independenceTable counts the patients of a cohort: those who can be judged, and
// why the others cannot.
func (b *Builder) independenceTable(id string, r *result.Independence) *document.Table {
	w := b.Words
	t := b.grid(page.Paper, id, w.Text("independence.caption", b.CohortName(r.Cohort)))
	t.Row()
	t.Count("independent_patients", r.Patients)
	t.Count("independent_evaluable", r.Evaluable)
	t.Count("independent_confirmed", r.Confirmed)
	t.Count("independent_lost", r.Lost)
	t.Count("independent_pending", r.Pending)
	t.Count("independent_too_early", r.TooEarly)
	t.Count("independent_dead", r.Dead)
	t.Count("independent_unknown", r.Unknown)
	t.Note(w.Text("independence.note", w.Count("at.days", int(r.WindowDays))))
	if !r.Haemoglobin.IsMissing() {
		t.Note(w.Text("independence.note_haemoglobin", w.Plain(float64(r.Haemoglobin))))
	}
	return t.Table()
}

package cohort

import (
	"math"
	"slices"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// threeWays sets the definitions of independence side by side, and says in a line each
// what cannot be judged, the units spared and the iron.
func (b *Builder) threeWays(id string, r *result.Independence) []document.Block {
	if len(r.Criteria) == 0 {
		return nil
	}
	var blocks []document.Block
	if t := b.criteriaTable(id+"-definitions", r); len(t.Columns) > 1 {
		blocks = append(blocks, document.Block{Table: t})
	}
	note := func(text string) { blocks = append(blocks, page.Paragraph(document.Note, text)) }
	for i := range r.Criteria {
		if c := &r.Criteria[i]; c.Reason != "" {
			note(b.Words.Text("threeways.absent", b.criterionNeeds(c), b.ReasonText(c.Reason)))
		}
	}
	if r.Spared != nil {
		note(b.sparedSentence(r.Spared))
	}
	note(b.ironSentence(r))
	return blocks
}

// criterionName is short: 90 days, TI12.
func (b *Builder) criterionName(c *result.Criterion) string {
	if c.Milestone == "ti12" {
		return b.Words.Text("threeways.ti12")
	}
	return b.Words.Count("at.days", int(c.Days))
}

// criterionNeeds is its name with what it is read from.
func (b *Builder) criterionNeeds(c *result.Criterion) string {
	if c.Milestone == "ti12" {
		return b.Words.Text("threeways.needs_ti12")
	}
	return b.Words.Text("threeways.needs_window", b.criterionName(c))
}

// criteriaTable has a column for each definition that is computed.
func (b *Builder) criteriaTable(id string, r *result.Independence) *document.Table {
	w := b.Words
	t := b.grid(page.Paper, id, w.Text("threeways.caption", b.CohortName(r.Cohort)), "threeways_measure")
	var known []*result.Criterion
	for i := range r.Criteria {
		if c := &r.Criteria[i]; c.Reason == "" {
			known = append(known, c)
			t.Repeat(c.Milestone, "named", b.criterionName(c))
		}
	}
	if len(known) == 0 {
		return t.Table()
	}
	row := func(name string, cell func(c *result.Criterion) document.Cell, args ...string) {
		t.Row()
		t.Text("threeways_measure", w.Text("threeways.row."+name, args...))
		for _, c := range known {
			t.Set(c.Milestone, cell(c))
		}
	}
	count := func(of func(c *result.Criterion) int) func(c *result.Criterion) document.Cell {
		return func(c *result.Criterion) document.Cell { return b.Integer(of(c)) }
	}
	row("evaluable", count(func(c *result.Criterion) int { return c.Evaluable }))
	row("reached", b.reachedCell, b.Level())
	row("not_yet", count(func(c *result.Criterion) int { return c.NotYet }))
	row("died", count(func(c *result.Criterion) int { return c.Died }))
	row("failed", count(func(c *result.Criterion) int { return c.Failed }))
	row("not_evaluable", count(func(c *result.Criterion) int { return countAll(c.NotEvaluable) }))
	if horizon := known[0].Horizon; !horizon.IsMissing() {
		row("incidence", func(c *result.Criterion) document.Cell {
			return b.Explained(page.Text(b.incidenceText(c)), b.ReasonText(c.Incidence.Reason))
		}, w.Count("at.days", int(horizon)), b.Level())
	}
	row("independent", count(func(c *result.Criterion) int { return c.Independent }))
	row("lost", count(func(c *result.Criterion) int { return c.Lost }))
	row("died_since", count(func(c *result.Criterion) int { return c.DiedSince }))
	if slices.ContainsFunc(known, func(c *result.Criterion) bool { return c.Unclear > 0 }) {
		row("unclear", count(func(c *result.Criterion) int { return c.Unclear }))
	}
	row("window_end", func(c *result.Criterion) document.Cell { return b.quartersCell(c.WindowEnd) })
	row("last_transfusion", func(c *result.Criterion) document.Cell { return b.quartersCell(c.LastTransfusion) })
	row("so_far", func(c *result.Criterion) document.Cell { return b.quartersCell(c.SoFar) })
	t.Note(b.criteriaNotes(known)...)
	return t.Table()
}

func countAll(list []result.Count) int {
	n := 0
	for _, x := range list {
		n += x.Cases
	}
	return n
}

// reachedCell is how many of those evaluable reached it, never a share alone.
func (b *Builder) reachedCell(c *result.Criterion) document.Cell {
	w := b.Words
	if c.Evaluable == 0 {
		return page.Text(w.Integer(c.Reached))
	}
	return page.Text(w.Text("threeways.share", w.Integer(c.Reached), w.Percent(float64(c.Estimate), c.Evaluable),
		w.PercentInterval(float64(c.Lower), float64(c.Upper), c.Evaluable)))
}

// incidenceText is the incidence with its interval and of how many it is.
func (b *Builder) incidenceText(c *result.Criterion) string {
	w := b.Words
	if c.Incidence.Estimate.IsMissing() {
		return w.Percent(math.NaN(), 0)
	}
	return w.Text("threeways.incidence", w.Percent(float64(c.Incidence.Estimate), c.Patients),
		w.PercentInterval(float64(c.Incidence.Lower), float64(c.Incidence.Upper), c.Patients), w.Integer(c.Patients))
}

// quartersCell is a median with its quartiles and how many it is of.
func (b *Builder) quartersCell(q result.Quartiles) document.Cell {
	w := b.Words
	if q.N == 0 {
		return page.Text(w.Time(math.NaN()))
	}
	return page.Text(w.Text("threeways.quartiles", w.Time(float64(q.Median)), w.Time(float64(q.Q1)),
		w.Time(float64(q.Q3)), w.Integer(q.N)))
}

// criteriaNotes say what evaluable means, and why others are not.
func (b *Builder) criteriaNotes(known []*result.Criterion) []string {
	w := b.Words
	var needs, why []string
	for _, c := range known {
		if c.Milestone == "ti12" {
			needs = append(needs, w.Text("threeways.note_ti12", w.Count("at.days", int(c.EvaluableDays))))
		}
		if len(c.NotEvaluable) > 0 {
			why = append(why, w.Text("threeways.part", b.criterionName(c), b.countsText(c.NotEvaluable)))
		}
	}
	notes := append([]string{w.Text("threeways.note")}, needs...)
	if len(why) > 0 {
		notes = append(notes, w.Text("threeways.why", strings.Join(why, "; ")))
	}
	return notes
}

// countsText are counts by their reasons.
func (b *Builder) countsText(counts []result.Count) string {
	parts := make([]string, len(counts))
	for i, x := range counts {
		parts[i] = b.Words.Text("threeways.count", b.Words.Integer(x.Cases), b.Words.Text("exclusion."+x.Code))
	}
	return strings.Join(parts, ", ")
}

// sparedSentence says how many units were given beside those that the patients' own rates
// before the transplant would have come to.
func (b *Builder) sparedSentence(s *result.Spared) string {
	w := b.Words
	if s.Patients == 0 {
		return w.Text("threeways.spared_none", b.countsText(s.Missing))
	}
	rate := func(x result.Number) string { return w.Decimal(float64(x), 1) }
	units := func(x result.Number) string { return w.Decimal(float64(x), 0) }
	text := w.Text("threeways.spared", w.Count("count.patients", s.Patients), w.Decimal(s.Months, 0), rate(s.Before),
		rate(s.After), units(s.Expected), units(s.Given))
	if s.Units >= 0 {
		text += " " + w.Text("threeways.spared_units", units(s.Units))
	}
	if len(s.Missing) > 0 {
		text += " " + w.Text("threeways.left_out", b.countsText(s.Missing))
	}
	return text
}

// ironSentence says what became of the iron, measure by measure, and what was done for it.
func (b *Builder) ironSentence(r *result.Independence) string {
	w := b.Words
	var parts []string
	for _, m := range r.Iron {
		var years []string
		for i := range m.Years {
			years = append(years, b.ironYear(&m.Years[i]))
		}
		parts = append(parts, w.Text("threeways.iron", w.Text("threeways.measure."+m.Measure), strings.Join(years, "; ")))
	}
	if len(parts) == 0 {
		parts = append(parts, w.Text("threeways.iron_none"))
	}
	for _, t := range r.Treated {
		code := "threeways.treated"
		if t.Unknown > 0 {
			code = "threeways.treated_unknown"
		}
		parts = append(parts, w.Text(code, w.Text("threeways.treatment."+t.Treatment), w.Integer(t.Yes),
			w.Integer(t.Yes+t.No), w.Integer(t.Unknown)))
	}
	return strings.Join(parts, " ")
}

// ironYear is a year of one measure with its n, and who is missing.
func (b *Builder) ironYear(y *result.IronYear) string {
	w := b.Words
	missing := slices.Clone(y.Missing)
	for _, x := range []result.Count{{Code: "dead_before", Cases: y.Dead}, {Code: "not_followed", Cases: y.Short}} {
		if x.Cases > 0 {
			missing = append(missing, x)
		}
	}
	text := w.Text("threeways.iron_year_none", w.Integer(y.Year), w.Integer(y.Alive))
	if y.Then.N > 0 {
		text = w.Text("threeways.iron_year", w.Integer(y.Year), b.plainMedian(y.Start), b.plainMedian(y.Then),
			w.Integer(y.Then.N), w.Integer(y.Alive))
	}
	if len(missing) == 0 {
		return text
	}
	return w.Text("threeways.without", text, b.countsText(missing))
}

// plainMedian of a measure: whole from 100 on, else with one decimal.
func (b *Builder) plainMedian(q result.Quartiles) string {
	if q.Median >= 100 {
		return b.Words.Decimal(float64(q.Median), 0)
	}
	return b.Words.Decimal(float64(q.Median), 1)
}

// IndependenceSheet has a row a patient and definition, and one a patient for the units.
func (b *Builder) IndependenceSheet() (document.Sheet, bool) {
	w := b.Words
	t := b.grid(page.Sheet, "independent-cases", w.Text("threeways.cases"), "cohort", "case", "definition_of", "state_now",
		"day_of_event", "day_of_last_red_cells", "day_lost", "average_haemoglobin")
	u := b.grid(page.Sheet, "independent-units", w.Text("threeways.units"), "cohort", "case", "months_known",
		"units_given", "units_year_before", "units_spared")
	for i := range b.Results.Independence {
		r := &b.Results.Independence[i]
		for j := range r.Cases {
			b.independentCase(t, u, r, &r.Cases[j])
		}
	}
	return document.Sheet{ID: "independence", Name: w.Text("threeways.sheet"), Title: w.Text("threeways.cases"),
		Wide: true, Filter: true, Blocks: []document.Block{{Table: t.Table()}, {Table: u.Table()}}}, t.Len() > 0
}

func (b *Builder) independentCase(t, u *grid, r *result.Independence, x *result.IndependentCase) {
	w := b.Words
	decimal := func(n result.Number) document.Cell {
		return page.Number(float64(n), document.Decimal, w.Decimal(float64(n), 1))
	}
	for _, o := range x.Criteria {
		t.Row()
		t.Text("cohort", b.CohortName(r.Cohort))
		t.Text("case", x.Case)
		for k := range r.Criteria {
			if r.Criteria[k].Milestone == o.Milestone {
				t.Text("definition_of", b.criterionName(&r.Criteria[k]))
			}
		}
		if state, ok := w.Find("threeways.state." + o.State); ok {
			t.Text("state_now", state)
		} else {
			t.Word("state_now", "exclusion", o.State)
		}
		for column, n := range map[string]result.Number{"day_of_event": o.Day, "day_of_last_red_cells": o.LastTransfusion,
			"day_lost": o.Lost} {
			t.Set(column, b.Time(float64(n)))
		}
		t.Set("average_haemoglobin", decimal(o.Average))
	}
	u.Row()
	u.Text("cohort", b.CohortName(r.Cohort))
	u.Text("case", x.Case)
	u.Set("months_known", decimal(x.Months))
	u.Set("units_given", decimal(x.Given))
	u.Set("units_year_before", decimal(x.YearBefore))
	u.Set("units_spared", decimal(x.Spared))
}

package cohort

import (
	"slices"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// redCellsOf is what is known of the return of red cells in a cohort; nil where nothing is.
func (b *Builder) redCellsOf(cohort string) *result.RedCells {
	for i := range b.Results.RedCells {
		if r := &b.Results.RedCells[i]; r.Cohort == cohort {
			return r
		}
	}
	return nil
}

// A redCellColumn is an event of the return of red cells, with the measure that a study
// may lack altogether.
type redCellColumn struct {
	measure, column string
	of              func(*result.RedCellCourse) result.RedCellEvent
}

func redCellEvents() []redCellColumn {
	return []redCellColumn{
		{"last_rbc_transfusion", "return_last", func(c *result.RedCellCourse) result.RedCellEvent { return c.LastRedCells }},
		{"reticulocyte_recovery", "return_reticulocytes",
			func(c *result.RedCellCourse) result.RedCellEvent { return c.Reticulocytes }},
		{"donor_red_cells", "return_donor", func(c *result.RedCellCourse) result.RedCellEvent { return c.DonorRedCells }},
		{"abo_conversion", "return_conversion", func(c *result.RedCellCourse) result.RedCellEvent { return c.Conversion }},
		{"red_cell_aplasia", "return_aplasia", func(c *result.RedCellCourse) result.RedCellEvent { return c.Aplasia }},
		{"red_cell_aplasia", "return_delayed", func(c *result.RedCellCourse) result.RedCellEvent { return c.Delayed }},
	}
}

// diagnosisEvent is what the case row says, for the workbook alone.
func diagnosisEvent() redCellColumn {
	return redCellColumn{"prca", "return_diagnosis", func(c *result.RedCellCourse) result.RedCellEvent { return c.Diagnosis }}
}

// returnTable has a row a transplant, the last of many, and a column an event.
func (b *Builder) returnTable(r *result.RedCells) *document.Table {
	w := b.Words
	t := b.grid(page.Paper, "red-cell-return-"+r.Cohort, w.Text("red_cells.return_caption", b.CohortName(r.Cohort)),
		"course_transplant")
	cases := lastOf(r.Cases)
	for i := range cases {
		c := &cases[i]
		t.Row()
		t.Text("course_transplant", c.Case)
		for _, e := range redCellEvents() {
			if slices.Contains(r.Missing, e.measure) {
				continue
			}
			cell := b.redCellEvent(e.of(c))
			if e.column == "return_conversion" && c.Provisional != "" {
				cell = page.Text(w.Text("red_cells.provisional", cell.Text))
			}
			t.Set(e.column, cell)
		}
	}
	t.Note(b.WithUnit(w.Text("red_cells.return_note"))...)
	return t.Table()
}

// redCellEvent is the day of an event, what is known in its place, or a dash with the
// reason why nothing is.
func (b *Builder) redCellEvent(e result.RedCellEvent) document.Cell {
	w := b.Words
	switch {
	case !e.Day.IsMissing():
		return b.Time(float64(e.Day))
	case e.State == "not_asked":
		return page.Text(w.Text("red_cells.not_asked"))
	case e.State == "not_happened" && !e.To.IsMissing():
		return page.Text(w.Text("desensitisation.not_by", w.Time(float64(e.To))))
	case e.State == "unknown":
		return b.Dash(b.ReasonText(e.Reason))
	}
	return page.Text(w.Text("course." + e.State))
}

// ratesTable has the rate of the criteria of pure red-cell aplasia, with what others
// published beneath, each by its own definition.
func (b *Builder) ratesTable(r *result.RedCells) *document.Table {
	w := b.Words
	t := b.grid(page.Paper, "red-cell-rates-"+r.Cohort, w.Text("red_cells.rates_caption", b.CohortName(r.Cohort)),
		"rates_measure", "rates_value", "rates_definition")
	t.Wide(2, "rates_definition")
	if x := r.Aplasia; x.N+x.Unknown > 0 {
		t.Row()
		t.Text("rates_measure", w.Text("red_cells.here"))
		t.Text("rates_value", w.Text("red_cells.nobody"))
		if x.N > 0 {
			t.Text("rates_value", b.shareOf(x.Cases, x.N, x.Estimate, x.Lower, x.Upper))
		}
		t.Text("rates_definition", w.Text("red_cells.criteria", w.Integer(x.Unknown)))
	}
	for _, p := range r.Published {
		t.Row()
		t.Text("rates_measure", w.Text("red_cells.published."+p.Measure, b.Group("abo_match", p.Group)))
		if p.Cases < 0 {
			t.Text("rates_value", w.Text("red_cells.median", w.Time(float64(p.Median)), w.Time(float64(p.Min)),
				w.Time(float64(p.Max))))
		} else {
			t.Text("rates_value", b.shareOf(p.Cases, p.N, p.Estimate, p.Lower, p.Upper))
		}
		t.Text("rates_definition", w.Text("red_cells.by", p.Definition[w.Language], p.Source))
	}
	return t.Table()
}

func (b *Builder) shareOf(cases, n int, estimate, lower, upper result.Number) string {
	w := b.Words
	return w.Text("red_cells.share", w.Integer(cases), w.Integer(n), w.Percent(float64(estimate), n), b.Level(),
		w.PercentInterval(float64(lower), float64(upper), n))
}

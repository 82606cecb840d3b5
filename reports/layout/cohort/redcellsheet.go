package cohort

import (
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// RedCellSheet has every transplant across an ABO barrier, a row each, and the units of
// red cells of each cohort; false where no cohort has either.
func (b *Builder) RedCellSheet() (document.Sheet, bool) {
	w := b.Words
	s := document.Sheet{ID: "red_cells", Name: w.Text("red_cells.sheet"), Title: w.Text("red_cells.sheet_title"), Wide: true}
	if t := b.barrierTable(); len(t.Rows) > 0 {
		s.Blocks = append(s.Blocks, document.Block{Table: t})
	}
	if t := b.returnSheetTable(); len(t.Rows) > 0 {
		s.Blocks = append(s.Blocks, document.Block{Table: t})
	}
	if t := b.unitsSheetTable(); len(t.Rows) > 0 {
		s.Blocks = append(s.Blocks, document.Block{Table: t})
	}
	return s, len(s.Blocks) > 0
}

func (b *Builder) barrierTable() *document.Table {
	t := b.grid(page.Sheet, "red-cell-courses", b.Words.Text("red_cells.sheet_courses"), "cohort", "barrier_case",
		"barrier_recipient", "barrier_donor", "barrier_match")
	for i := range b.Results.RedCellUse {
		use := &b.Results.RedCellUse[i]
		titrated := b.titrated(use.Cohort)
		for _, c := range use.Cases {
			t.Row()
			t.Text("cohort", b.CohortName(use.Cohort))
			t.Text("barrier_case", c.Case)
			t.Text("barrier_recipient", c.RecipientABO)
			t.Text("barrier_donor", c.DonorABO)
			t.Text("barrier_match", b.Group("abo_match", c.Match))
			for _, d := range titrated {
				if d.Case == c.Case {
					t.highestTitre(d.Highest)
				}
			}
			for _, h := range c.Haemolysis {
				t.haemolysis(h)
			}
		}
	}
	return t.Table()
}

// highestTitre is the course of the highest titre of a day.
func (t *grid) highestTitre(s result.TitreSeries) {
	b := t.builder
	t.Text("barrier_first_titre", b.titre(s.Baseline, s.BaselineBound))
	t.Text("barrier_day_0_titre", b.titre(s.AtTransplant, s.AtTransplantBound))
	t.Set("barrier_steps", page.Number(float64(s.StepsDropped), document.Decimal, b.Words.Decimal(float64(s.StepsDropped), 0)))
	t.Set("barrier_first_below", b.Time(float64(s.FirstBelow)))
	t.Set("barrier_disappeared", b.Time(float64(s.Disappeared.Day)))
	t.Set("barrier_rebound", b.Time(float64(s.Rebound.Day)))
	t.Text("barrier_rebound_state", b.Words.Text("red_cells.state."+s.Rebound.State))
	t.Text("barrier_titre_note", strings.Join(b.titreReasons(s), "; "))
}

// titreReasons are why a titre or a day of the course is blank, each once.
func (b *Builder) titreReasons(s result.TitreSeries) []string {
	var found []string
	codes := []string{s.Reason, s.StepsReason, s.FirstBelowReason, s.Disappeared.Reason, s.Rebound.Reason}
	for _, reason := range codes {
		found = page.AppendNew(found, b.ReasonText(reason))
	}
	return found
}

// haemolysis are the extreme of a test in a window, its day and what was before.
func (t *grid) haemolysis(h result.Haemolysis) {
	b := t.builder
	w := b.Words
	name := func(column string) string {
		key := h.Test + w.Time(h.From) + column
		if !t.Has(key) {
			t.Repeat(key, column, w.Text("red_cells.measure."+h.Test), w.Time(h.From), w.Time(h.To))
		}
		return key
	}
	value := page.Number(float64(h.Value), document.Decimal, b.testValue(h.Test, h.Value, nil))
	if h.Bound != nil {
		value = page.Text(b.testValue(h.Test, h.Value, h.Bound))
	}
	t.Set(name("haemolysis_value"), value)
	t.Set(name("haemolysis_day"), b.Time(float64(h.Day)))
	t.Set(name("haemolysis_multiple"), page.Number(float64(h.Multiple), document.Decimal, w.Decimal(float64(h.Multiple), 2)))
}

// returnSheetTable has a row an event of an incompatible transplant: what is known of it,
// its day or the last day to which it has not happened, else the reason.
func (b *Builder) returnSheetTable() *document.Table {
	w := b.Words
	t := b.grid(page.Sheet, "red-cell-returns", w.Text("red_cells.sheet_return"), "cohort", "barrier_case", "back_event",
		"back_state", "back_day", "back_to", "back_note")
	for i := range b.Results.RedCells {
		r := &b.Results.RedCells[i]
		for k := range r.Cases {
			c := &r.Cases[k]
			for _, event := range append(redCellEvents(), diagnosisEvent()) {
				e := event.of(c)
				t.Row()
				t.Text("cohort", b.CohortName(r.Cohort))
				t.Text("barrier_case", c.Case)
				t.Text("back_event", w.Text("red_cells.back."+event.column))
				t.Text("back_state", w.Text("red_cells.back_state."+e.State))
				if e.State == "happened" {
					t.Set("back_day", b.Time(float64(e.Day)))
				}
				if !e.To.IsMissing() {
					t.Set("back_to", b.Time(float64(e.To)))
				}
				t.Text("back_note", b.returnNote(c, event.column, e))
			}
		}
	}
	return t.Table()
}

// returnNote is why an event is not known or not asked, how sure a conversion is, and
// when aplasia ended.
func (b *Builder) returnNote(c *result.RedCellCourse, column string, e result.RedCellEvent) string {
	w := b.Words
	switch {
	case e.Reason != "":
		return b.ReasonText(e.Reason)
	case column == "return_conversion" && c.Provisional != "":
		return w.Text("red_cells.back_provisional." + c.Provisional)
	case e.State == "happened" && (column == "return_aplasia" || column == "return_delayed"):
		if c.Ended.IsMissing() {
			return w.Text("red_cells.back_not_ended")
		}
		return w.Text("red_cells.back_ended", w.Time(float64(c.Ended)))
	}
	return ""
}

func (b *Builder) unitsSheetTable() *document.Table {
	w := b.Words
	t := b.grid(page.Sheet, "red-cell-units", w.Text("red_cells.sheet_units"), "cohort", "given_group", "given_window",
		"given_covered", "given_uncounted", "given_dead", "given_short", "given_n")
	for i := range b.Results.RedCellUse {
		use := &b.Results.RedCellUse[i]
		for _, g := range use.Units {
			for _, window := range g.Windows {
				t.Row()
				t.Text("cohort", b.CohortName(use.Cohort))
				t.Text("given_group", b.unitsGroup(g.Group))
				t.Text("given_window", b.unitsWindow(window))
				t.Count("given_covered", window.Covered)
				t.Count("given_uncounted", window.Uncounted)
				t.Count("given_dead", window.Dead)
				t.Count("given_short", window.Short)
				t.Count("given_n", window.Units.N)
				t.Set("given_least", b.amount(window.Units.Min))
				t.Set("given_first_quartile", b.amount(window.Units.Q1))
				t.Set("given_median", b.amount(window.Units.Median))
				t.Set("given_third_quartile", b.amount(window.Units.Q3))
				t.Set("given_most", b.amount(window.Units.Max))
				t.Count("given_ml_n", window.MLPerKg.N)
				t.Set("given_ml", b.amount(window.MLPerKg.Median))
				for _, m := range g.Means {
					if window.From == 0 && m.Day == float64(window.To) {
						t.Count("given_mean_n", m.N)
						t.Set("given_mean", b.amount(m.Estimate))
						t.Set("given_mean_std_err", b.amount(m.StdErr))
						t.Set("given_mean_lower", b.amount(m.Lower))
						t.Set("given_mean_upper", b.amount(m.Upper))
						t.Text("given_mean_note", b.ReasonText(m.Reason))
					}
				}
			}
		}
	}
	return t.Table()
}

package cohort

import (
	"math"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// patientsOnPaper is the most that a page shows one by one; the workbook has all.
// Of titresDrawn each antibody and class is drawn, with what was infused.
const patientsOnPaper, titresDrawn = 6, 2

// RedCellSections are a page a cohort with transplants that are not autologous: the
// course of each that crosses an ABO barrier, and the red cells that all were given.
func (b *Builder) RedCellSections() []document.Section {
	var sections []document.Section
	for i := range b.Results.RedCellUse {
		if use := &b.Results.RedCellUse[i]; len(use.Cases) > 0 || len(use.Units) > 0 {
			sections = append(sections, b.redCellSection(use))
		}
	}
	return sections
}

func (b *Builder) redCellSection(use *result.RedCellUse) document.Section {
	w := b.Words
	s := document.Section{ID: "red-cells-" + use.Cohort, Level: 1,
		Title: w.Text("red_cells.title", b.CohortName(use.Cohort))}
	add := func(blocks ...document.Block) { s.Blocks = append(s.Blocks, blocks...) }
	for i, line := range b.redCellLines(use) {
		style := document.Note
		if i == 0 {
			style = document.Lead
		}
		add(page.Paragraph(style, line))
	}
	shown := lastOf(use.Cases)
	if len(shown) > 0 {
		add(document.Block{Figure: b.courseFigure(use, shown)})
	}
	back := b.redCellsOf(use.Cohort)
	if back != nil {
		add(document.Block{Table: b.returnTable(back)})
	}
	titrated := lastOf(b.titrated(use.Cohort))
	if len(titrated) > 0 {
		add(document.Block{Table: b.titreTable(use.Cohort, titrated)})
	}
	if len(use.Units) > 0 {
		add(document.Block{Table: b.unitsTable(use)})
	}
	if t := b.haemolysisTable(use.Cohort, shown); len(t.Rows) > 0 {
		add(document.Block{Table: t})
	}
	if t := b.Results.Titres; t != nil {
		for i := range t.Compatible {
			if t.Compatible[i].Cohort == use.Cohort {
				add(document.Block{Table: b.courseTable(titrated, &t.Compatible[i])})
			}
		}
	}
	if back != nil {
		add(document.Block{Table: b.ratesTable(back)})
	}
	for _, c := range titrated[max(0, len(titrated)-titresDrawn):] {
		add(document.Block{Figure: b.titreFigure(b.Results.Titres, c)})
	}
	return s
}

// lastOf are the last of many, in their order.
func lastOf[T any](all []T) []T { return all[max(0, len(all)-patientsOnPaper):] }

// titrated are the transplants of a cohort with titres against the donor's antigens.
func (b *Builder) titrated(cohort string) []*result.Desensitised {
	var found []*result.Desensitised
	if b.Results.Titres == nil {
		return nil
	}
	for i := range b.Results.Titres.Cases {
		if c := &b.Results.Titres.Cases[i]; c.Cohort == cohort {
			found = append(found, c)
		}
	}
	return found
}

// redCellLines say what the page shows, then each thing that nothing tells.
func (b *Builder) redCellLines(use *result.RedCellUse) []string {
	w := b.Words
	if len(use.Cases) == 0 {
		lines := b.unknownGroups(use)
		if len(lines) == 0 {
			lines = []string{w.Text("red_cells.none")}
		}
		return append(lines, b.lackingUnits(use)...)
	}
	lines := append([]string{w.Text("red_cells.lead", w.Count("count.transplants", len(use.Cases)))},
		b.unknownGroups(use)...)
	if more := len(use.Cases) - patientsOnPaper; more > 0 {
		lines = append(lines, w.Text("red_cells.more", w.Integer(patientsOnPaper), w.Count("count.transplants", more),
			w.Text("red_cells.sheet")))
	}
	if len(b.titrated(use.Cohort)) == 0 {
		lines = append(lines, w.Text("red_cells.no_titres"))
	}
	if back := b.redCellsOf(use.Cohort); back == nil {
		lines = append(lines, w.Text("red_cells.no_return"))
	} else if len(back.Missing) > 0 {
		var names []string
		for _, measure := range back.Missing {
			names = append(names, w.Text("red_cells.missing."+measure))
		}
		lines = append(lines, w.Text("red_cells.not_told", b.List(names, "and")))
	}
	if len(use.Missing) > 0 {
		var tests []string
		for _, test := range use.Missing {
			tests = append(tests, w.Text("red_cells.test."+test))
		}
		lines = append(lines, w.Text("red_cells.no_tests", b.List(tests, "and")))
	}
	return append(lines, b.lackingUnits(use)...)
}

// unknownGroups says of how many nobody can tell whether they cross an ABO barrier.
func (b *Builder) unknownGroups(use *result.RedCellUse) []string {
	if use.ABOUnknown == 0 {
		return nil
	}
	code := "red_cells.groups_unknown"
	if len(use.Cases) == 0 {
		code = "red_cells.none_known"
	}
	return []string{b.Words.Text(code, b.Words.Count("count.transplants", use.ABOUnknown))}
}

func (b *Builder) lackingUnits(use *result.RedCellUse) []string {
	switch w := b.Words; {
	case use.Reason != "":
		return []string{w.Text("red_cells." + use.Reason)}
	case use.NoVolumes:
		return []string{w.Text("red_cells.no_volumes")}
	case use.NoWeight:
		return []string{w.Text("red_cells.no_weight")}
	}
	return nil
}

// unitsTable has a row a window, by major mismatch.
func (b *Builder) unitsTable(use *result.RedCellUse) *document.Table {
	w := b.Words
	t := b.grid(page.Paper, "red-cell-units-"+use.Cohort, w.Text("red_cells.units_caption", b.CohortName(use.Cohort)),
		"units_window")
	t.Figures("units_n", "units_median", "units_quartiles", "units_ml", "units_mean")
	t.Filled("units_limits", b.Level())
	t.Figures("units_limits")
	for _, g := range use.Units {
		head := w.Text("red_cells.group", b.unitsGroup(g.Group), w.Count("count.transplants", g.Transplants))
		if g.Unknown > 0 {
			head += " " + w.Text("red_cells.unknown", w.Integer(g.Unknown))
		}
		t.Heading(head)
		for _, window := range g.Windows {
			t.unitsRow(window, g.Means)
		}
	}
	t.Note(b.WithUnit(w.Text("red_cells.units_note"))...)
	t.DropIfNone("units_ml")
	t.DropIfNone("units_limits")
	return t.Table()
}

func (t *grid) unitsRow(window result.UnitsWindow, means []result.MeanUnits) {
	b := t.builder
	t.Row()
	t.Text("units_window", b.unitsWindow(window)).Indent = 1
	t.Count("units_n", window.Units.N)
	why := ""
	if window.Units.N == 0 {
		why = b.ReasonText("no_case")
	}
	t.Set("units_median", b.Explained(b.amount(window.Units.Median), why))
	t.Set("units_quartiles", b.Explained(b.amounts(window.Units.Q1, window.Units.Q3, window.Units.N), why))
	t.Set("units_ml", page.Text(b.volume(window.MLPerKg)))
	for _, m := range means {
		if window.From != 0 || m.Day != float64(window.To) {
			continue
		}
		reason := b.ReasonText(m.Reason)
		if !m.Estimate.IsMissing() {
			reason = ""
		}
		t.Set("units_mean", b.Explained(b.amount(m.Estimate), reason))
		t.Set("units_limits", b.amounts(m.Lower, m.Upper, 1))
	}
}

func (b *Builder) unitsGroup(group string) string {
	if group == "" {
		return b.Words.Text("red_cells.everybody")
	}
	return b.Group("abo_major", group)
}

func (b *Builder) unitsWindow(window result.UnitsWindow) string {
	w := b.Words
	if window.To.IsMissing() {
		return w.Text("red_cells.in_all")
	}
	return w.Text("red_cells.window", w.Time(window.From), w.Time(float64(window.To)))
}

// volume by weight: the median, and of how many.
func (b *Builder) volume(q result.Quartiles) string {
	if q.N == 0 {
		return ""
	}
	return b.Words.Text("red_cells.ml_of", b.Words.Decimal(float64(q.Median), 0), b.Words.Integer(q.N))
}

// amount of units, with one decimal.
func (b *Builder) amount(x result.Number) document.Cell {
	return page.Number(float64(x), document.Decimal, b.Words.Decimal(float64(x), 1))
}

func (b *Builder) amounts(lower, upper result.Number, n int) document.Cell {
	if n == 0 || math.IsNaN(float64(lower)) {
		return page.Text(b.Words.Time(math.NaN()))
	}
	return page.Text(b.Words.Text("course.to", b.Words.Decimal(float64(lower), 1), b.Words.Decimal(float64(upper), 1)))
}

// haemolysisTable has a row a transplant and window, and a column a test.
func (b *Builder) haemolysisTable(cohort string, cases []result.RedCellTimeline) *document.Table {
	w := b.Words
	t := b.grid(page.Paper, "haemolysis-"+cohort, w.Text("red_cells.haemolysis_caption", b.CohortName(cohort)),
		"course_transplant")
	for _, c := range cases {
		for _, start := range starts(c.Haemolysis) {
			t.Row()
			for _, h := range c.Haemolysis {
				if h.From != start {
					continue
				}
				if !t.Has(h.Test) {
					t.Repeat(h.Test, "named", w.Text("red_cells.measure."+h.Test))
				}
				t.Text("course_transplant", w.Text("red_cells.of_case", c.Case, w.Time(h.From), w.Time(h.To)))
				t.Set(h.Test, b.haemolysisCell(h))
			}
		}
	}
	t.Note(b.WithUnit(w.Text("red_cells.haemolysis_note"))...)
	return t.Table()
}

// starts are the first days of the windows of a transplant.
func starts(all []result.Haemolysis) []float64 {
	var found []float64
	for _, h := range all {
		if len(found) == 0 || h.From > found[len(found)-1] {
			found = append(found, h.From)
		}
	}
	return found
}

// haemolysisCell is the peak, its multiple of the value before, and its day.
func (b *Builder) haemolysisCell(h result.Haemolysis) document.Cell {
	w := b.Words
	if h.Reason != "" {
		return b.Explained(b.Time(math.NaN()), b.ReasonText(h.Reason))
	}
	value := b.testValue(h.Test, h.Value, h.Bound)
	day := w.Time(float64(h.Day))
	if h.Multiple.IsMissing() {
		return page.Text(w.Text("red_cells.peak", value, day))
	}
	return page.Text(w.Text("red_cells.peak_times", value, w.Decimal(float64(h.Multiple), 2), day))
}

// testValue of a test, with the decimals that laboratories give, or its bound.
func (b *Builder) testValue(test string, x result.Number, bound *result.Bound) string {
	digits := map[string]int{"hb": 1, "haptoglobin": 2}[test]
	if bound != nil {
		return b.Words.Text("red_cells.bound", sign(bound), b.Words.Decimal(bound.Limit, digits))
	}
	return b.Words.Decimal(float64(x), digits)
}

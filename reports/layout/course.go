package layout

import (
	"math"

	"graftstat/analysis/result"
)

// courseTable sets the desensitised transplants of a cohort, a row each, beside
// the ABO-matched ones, which are described.
func (b *builder) courseTable(t *result.Titres, c *result.Compatible) *Table {
	w := b.words
	table := &Table{ID: "course-" + c.Cohort, Caption: w.Text("course.caption", b.cohortName(c.Cohort)), Notes: b.withUnit(w.Text("course.note")),
		Columns: []Column{{Head: w.Text("course.transplant")}}}
	for _, m := range c.Measures {
		table.Columns = append(table.Columns, Column{Head: b.measure(m.Measure)})
	}
	heading := func(s string) {
		table.Rows = append(table.Rows, Row{Heading: true, Cells: append([]Cell{text(s)}, make([]Cell, len(c.Measures))...)})
	}
	heading(w.Text("course.desensitised"))
	for _, d := range t.Cases {
		if d.Cohort != c.Cohort {
			continue
		}
		row := Row{Cells: []Cell{{Text: d.Case, Indent: 1}}}
		for _, x := range d.Course {
			row.Cells = append(row.Cells, b.courseCell(x))
		}
		table.Rows = append(table.Rows, row)
	}
	heading(w.Count("course.compatible", c.Cases))
	table.Rows = append(table.Rows, b.measuredRows(c)...)
	return table
}

func (b *builder) measuredRows(c *result.Compatible) []Row {
	w := b.words
	rows := []Row{{Cells: []Cell{{Text: w.Text("course.had"), Indent: 1}}}, {Cells: []Cell{{Text: w.Text("course.median"), Indent: 1}}},
		{Cells: []Cell{{Text: w.Text("course.quartiles"), Indent: 1}}}, {Cells: []Cell{{Text: w.Text("course.range"), Indent: 1}}}}
	for _, m := range c.Measures {
		known := c.Cases
		if !isCourseNumber(m.Measure) {
			known = m.Known
		}
		limits := func(lower, upper result.Number) Cell {
			if m.Values.N == 0 {
				return text(w.Time(math.NaN()))
			}
			return text(w.Text("course.to", w.Time(float64(lower)), w.Time(float64(upper))))
		}
		rows[0].Cells = append(rows[0].Cells, text(w.Text("course.of", w.Integer(m.Happened), w.Integer(known))))
		rows[1].Cells = append(rows[1].Cells, b.time(float64(m.Values.Median)))
		rows[2].Cells = append(rows[2].Cells, limits(m.Values.Q1, m.Values.Q3))
		rows[3].Cells = append(rows[3].Cells, limits(m.Values.Min, m.Values.Max))
	}
	return rows
}

// courseCell is the day or number of a measure, or in words what is known of it.
func (b *builder) courseCell(c result.Course) Cell {
	if !c.Value.IsMissing() {
		return b.time(float64(c.Value))
	}
	return text(b.words.Text("course." + c.State))
}

func isCourseNumber(measure string) bool { return measure == "rbc_units" || measure == "ldh_peak" }

// measure is the short name of a measure, for the head of a column.
func (b *builder) measure(code string) string {
	if name, ok := b.words.Find("course.measure." + code); ok {
		return name
	}
	return b.milestone(code)
}

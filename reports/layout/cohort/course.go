package cohort

import (
	"math"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// courseTable sets the desensitised transplants of a cohort, a row each, beside
// the ABO-matched ones, which are described.
func (b *Builder) courseTable(t *result.Titres, c *result.Compatible) *document.Table {
	w := b.Words
	table := &document.Table{ID: "course-" + c.Cohort, Caption: w.Text("course.caption", b.CohortName(c.Cohort)), Notes: b.WithUnit(w.Text("course.note")),
		Columns: []document.Column{{Head: w.Text("course.transplant")}}}
	for _, m := range c.Measures {
		table.Columns = append(table.Columns, document.Column{Head: b.measure(m.Measure)})
	}
	heading := func(s string) {
		table.Rows = append(table.Rows, document.Row{Heading: true, Cells: append([]document.Cell{page.Text(s)}, make([]document.Cell, len(c.Measures))...)})
	}
	heading(w.Text("course.desensitised"))
	for _, d := range t.Cases {
		if d.Cohort != c.Cohort {
			continue
		}
		row := document.Row{Cells: []document.Cell{{Text: d.Case, Indent: 1}}}
		for _, x := range d.Course {
			row.Cells = append(row.Cells, b.courseCell(x))
		}
		table.Rows = append(table.Rows, row)
	}
	heading(w.Count("course.compatible", c.Cases))
	table.Rows = append(table.Rows, b.measuredRows(c)...)
	return table
}

func (b *Builder) measuredRows(c *result.Compatible) []document.Row {
	w := b.Words
	rows := []document.Row{{Cells: []document.Cell{{Text: w.Text("course.had"), Indent: 1}}}, {Cells: []document.Cell{{Text: w.Text("course.median"), Indent: 1}}},
		{Cells: []document.Cell{{Text: w.Text("course.quartiles"), Indent: 1}}}, {Cells: []document.Cell{{Text: w.Text("course.range"), Indent: 1}}}}
	for _, m := range c.Measures {
		known := c.Cases
		if !isCourseNumber(m.Measure) {
			known = m.Known
		}
		limits := func(lower, upper result.Number) document.Cell {
			if m.Values.N == 0 {
				return page.Text(w.Time(math.NaN()))
			}
			return page.Text(w.Text("course.to", w.Time(float64(lower)), w.Time(float64(upper))))
		}
		rows[0].Cells = append(rows[0].Cells, page.Text(w.Text("course.of", w.Integer(m.Happened), w.Integer(known))))
		for i, cell := range []document.Cell{b.Time(float64(m.Values.Median)), limits(m.Values.Q1, m.Values.Q3), limits(m.Values.Min, m.Values.Max)} {
			rows[i+1].Cells = append(rows[i+1].Cells, b.Explained(cell, b.ReasonText(m.Reason)))
		}
	}
	return rows
}

// courseCell is the day or number of a measure, or in words what is known of it.
func (b *Builder) courseCell(c result.Course) document.Cell {
	if !c.Value.IsMissing() {
		return b.Time(float64(c.Value))
	}
	return page.Text(b.Words.Text("course." + c.State))
}

func isCourseNumber(measure string) bool { return measure == "rbc_units" || measure == "ldh_peak" }

// measure is the short name of a measure, for the head of a column.
func (b *Builder) measure(code string) string {
	if name, ok := b.Words.Find("course.measure." + code); ok {
		return name
	}
	return b.Milestone(code)
}

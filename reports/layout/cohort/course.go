package cohort

import (
	"math"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// courseTable sets the desensitised transplants of a cohort, a row each, beside
// the ABO-matched ones, which are described.
func (b *Builder) courseTable(cases []*result.Desensitised, c *result.Compatible) *document.Table {
	w := b.Words
	t := b.grid(page.Paper, "course-"+c.Cohort, w.Text("course.caption", b.CohortName(c.Cohort)), "course_transplant")
	t.Note(b.WithUnit(w.Text("course.note"))...)
	for _, m := range c.Measures {
		t.Repeat(m.Measure, "named", b.measure(m.Measure))
	}
	t.Heading(w.Text("course.desensitised"))
	for _, d := range cases {
		t.Row()
		t.Text("course_transplant", d.Case).Indent = 1
		for _, x := range d.Course {
			if t.Has(x.Measure) {
				t.Set(x.Measure, b.courseCell(x))
			}
		}
	}
	t.Heading(w.Count("course.compatible", c.Cases))
	t.measured("had", c, func(m *result.Measured) document.Cell {
		known := c.Cases
		if !isCourseNumber(m.Measure) {
			known = m.Known
		}
		return page.Text(w.Text("course.of", w.Integer(m.Happened), w.Integer(known)))
	})
	t.measured("median", c, func(m *result.Measured) document.Cell { return b.Time(float64(m.Values.Median)) })
	t.measured("quartiles", c,
		func(m *result.Measured) document.Cell { return b.courseLimits(m, m.Values.Q1, m.Values.Q3) })
	t.measured("range", c,
		func(m *result.Measured) document.Cell { return b.courseLimits(m, m.Values.Min, m.Values.Max) })
	return t.Table()
}

// measured is a row that describes each measure of the matched transplants.
func (t *grid) measured(code string, c *result.Compatible, cell func(*result.Measured) document.Cell) {
	t.Row()
	t.Word("course_transplant", "course", code).Indent = 1
	for i := range c.Measures {
		m := &c.Measures[i]
		t.Set(m.Measure, t.builder.Explained(cell(m), t.builder.ReasonText(m.Reason)))
	}
}

func (b *Builder) courseLimits(m *result.Measured, lower, upper result.Number) document.Cell {
	if m.Values.N == 0 {
		return page.Text(b.Words.Time(math.NaN()))
	}
	return page.Text(b.Words.Text("course.to", b.Words.Time(float64(lower)), b.Words.Time(float64(upper))))
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

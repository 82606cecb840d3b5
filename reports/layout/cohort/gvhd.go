package cohort

import (
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// GradeSheet is the same table for the workbook.
func (b *Builder) GradeSheet(c *result.Cohort) *document.Table { return b.gradeTable(page.Sheet, c) }

// gradeTable counts the patients by their highest grade of acute GVHD; nil where nobody
// has one. Columns of which nobody is are left out, but for the grades.
func (b *Builder) gradeTable(on page.Medium, c *result.Cohort) *document.Table {
	w, r := b.Words, c.AcuteGVHD
	if r == nil {
		return nil
	}
	day := w.Integer(r.Day)
	t := b.grid(on, c.ID+"-gvhd-grades", w.Text("gvhd_grade.caption", day, w.Count("count.patients", r.Patients)))
	t.Row()
	for grade, column := range []string{"gvhd_0", "gvhd_1", "gvhd_2", "gvhd_3", "gvhd_4"} {
		t.Count(column, r.Grades[grade])
	}
	for _, other := range []struct {
		column string
		n      int
	}{{"gvhd_open", r.Open}, {"gvhd_not_followed", r.NotFollowed}, {"gvhd_not_assessed", r.NotAssessed}} {
		if other.n > 0 {
			t.Count(other.column, other.n)
		}
	}
	t.Note(w.Text("gvhd_grade.note", day))
	if r.ByRow > 0 {
		t.Note(w.Count("gvhd_grade.by_row", r.ByRow))
	}
	return t.Table()
}

package cohort

import (
	"cmp"
	"slices"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// mostNamed is how many patients whose donor cells fall are named on a page.
const mostNamed = 8

// chimerismTables are the classes of donor chimerism of a cohort, and the patients
// whose donor cells fall or are lost, one by one; none where it has no sample.
func (b *Builder) chimerismTables(c *result.Cohort) []*document.Table {
	if c.Chimerism == nil {
		return nil
	}
	tables := []*document.Table{b.chimerismTable(page.Paper, c)}
	if t := b.fallingTable(c); len(t.Rows) > 0 {
		tables = append(tables, page.Cut(b.Page, t, mostNamed))
	}
	return tables
}

// ChimerismSheet are the same tables for the workbook, with every course.
func (b *Builder) ChimerismSheet(c *result.Cohort) []*document.Table {
	if c.Chimerism == nil {
		return nil
	}
	return []*document.Table{b.chimerismTable(page.Sheet, c), b.courseList(page.Sheet, c.ID+"-donor-courses",
		b.Words.Text("chimerism.courses"), c.Chimerism.Courses)}
}

// donorColumn is a column of the classes; one that is only there where anybody is in it is optional.
type donorColumn struct {
	key      string
	count    func(result.ChimerismTime) int
	optional bool
}

func donorColumns() []donorColumn {
	type at = result.ChimerismTime
	return []donorColumn{
		{"donor_full", func(t at) int { return t.Full }, false},
		{"donor_mixed", func(t at) int { return t.Mixed }, false},
		{"donor_lost", func(t at) int { return t.Lost }, false},
		{"donor_open", func(t at) int { return t.Open }, true},
		{"donor_blood", func(t at) int { return t.BloodStandsIn }, true},
		{"donor_no_sample", func(t at) int { return t.NoSample }, false},
		{"donor_not_followed", func(t at) int { return t.NotFollowed }, true},
		{"donor_retreated", func(t at) int { return t.Retreated }, true},
		{"donor_dead", func(t at) int { return t.Dead }, true},
	}
}

// chimerismTable counts the patients by class, and those without one by the reason.
func (b *Builder) chimerismTable(on page.Medium, c *result.Cohort) *document.Table {
	w, r := b.Words, c.Chimerism
	t := b.grid(on, c.ID+"-donor-cells", w.Text("chimerism.caption", w.Count("count.patients", r.Patients)), "donor_time")
	columns := slices.DeleteFunc(donorColumns(), func(column donorColumn) bool {
		return column.optional && !slices.ContainsFunc(r.Measures, func(m result.ChimerismMeasure) bool {
			return slices.ContainsFunc(m.Times, func(at result.ChimerismTime) bool { return column.count(at) > 0 })
		})
	})
	for _, column := range columns {
		t.Figures(column.key)
	}
	for _, m := range r.Measures {
		t.Heading(w.Text("chimerism.measure." + m.Test))
		for _, at := range m.Times {
			t.Row()
			t.Text("donor_time", b.chimerismTime(at)).Indent = 1
			for _, column := range columns {
				t.Count(column.key, column.count(at))
			}
		}
	}
	t.Note(w.Text("chimerism.note", w.Plain(r.FullAbove), w.Plain(r.LostBelow), w.Plain(r.WithinDays)))
	t.Note(b.graftFunctionNotes(r)...)
	return t.Table()
}

func (b *Builder) chimerismTime(at result.ChimerismTime) string {
	if at.Day.IsMissing() {
		return b.Words.Text("chimerism.now")
	}
	return b.Words.Text("at.day", b.Words.Plain(float64(at.Day)))
}

// graftFunctionNotes name the patients who meet the criteria of poor graft function,
// and those of whom that is open and why.
func (b *Builder) graftFunctionNotes(r *result.Chimerism) []string {
	w := b.Words
	var notes []string
	for _, answer := range []string{"yes", "donor_unknown", "open"} {
		var names []string
		more := 0
		for _, p := range r.PoorGraftFunction {
			switch {
			case p.Answer != answer:
			case len(names) == mostNamed:
				more++
			default:
				name := "chimerism.case"
				if p.BloodStandsIn {
					name = "chimerism.case_blood"
				}
				names = append(names, w.Text(name, p.Case, w.Plain(p.Day)))
			}
		}
		if more > 0 {
			names = append(names, w.Count("chimerism.more", more))
		}
		if len(names) > 0 {
			notes = append(notes, w.Text("chimerism.poor_graft_function."+answer, strings.Join(names, ", ")))
		}
	}
	return notes
}

// fallingTable has the patients whose donor cells were lost, then those alive in whom they fall.
func (b *Builder) fallingTable(c *result.Cohort) *document.Table {
	var named []result.ChimerismCourse
	for _, course := range c.Chimerism.Courses {
		if !course.Lost.IsMissing() || course.Falling && !course.Dead {
			named = append(named, course)
		}
	}
	slices.SortStableFunc(named, func(x, y result.ChimerismCourse) int {
		if x.Lost.IsMissing() != y.Lost.IsMissing() {
			return cmp.Compare(boolRank(x.Lost.IsMissing()), boolRank(y.Lost.IsMissing()))
		}
		return cmp.Compare(y.Highest.Low-y.Last.High, x.Highest.Low-x.Last.High)
	})
	t := b.courseList(page.Paper, c.ID+"-donor-falling", b.Words.Text("chimerism.falling"), named)
	t.Notes = append(t.Notes, b.Words.Text("chimerism.falling_note", b.Words.Plain(c.Chimerism.FallPoints)))
	return t
}

func boolRank(is bool) int {
	if is {
		return 1
	}
	return 0
}

// courseList has a row a course.
func (b *Builder) courseList(on page.Medium, id, caption string, courses []result.ChimerismCourse) *document.Table {
	w := b.Words
	t := b.grid(on, id, caption, "donor_case", "donor_cells", "donor_first", "donor_highest", "donor_last", "donor_class",
		"donor_course")
	if on == page.Sheet {
		t.Columns("donor_nadir", "donor_samples")
	}
	t.Wide(3, "donor_course")
	for _, course := range courses {
		t.Row()
		t.Text("donor_case", course.Case)
		t.Text("donor_cells", w.Text("chimerism.measure."+course.Test))
		t.Text("donor_first", b.donorShare(course.First))
		t.Text("donor_highest", b.donorShare(course.Highest))
		t.Text("donor_last", b.donorShare(course.Last))
		t.Text("donor_class", b.donorClass(course))
		t.Text("donor_course", b.donorCourse(course))
		if on == page.Sheet {
			t.Text("donor_nadir", b.donorShare(course.Nadir))
			t.Count("donor_samples", course.Samples)
		}
	}
	return t.Table()
}

// donorShare is a sample: 98 (day 30), 90–100 (day 60).
func (b *Builder) donorShare(v result.ChimerismValue) string {
	share := b.Words.Plain(v.Low)
	if v.Low != v.High {
		share = b.Words.Text("chimerism.range", b.Words.Decimal(v.Low, 0), b.Words.Decimal(v.High, 0))
	}
	return b.Words.Text("chimerism.share", share, b.Words.Plain(v.Day))
}

func (b *Builder) donorClass(c result.ChimerismCourse) string {
	if c.Class == "" {
		return b.Words.Text("chimerism.class.open")
	}
	return b.Words.Text("chimerism.class."+c.Class, b.Words.Plain(float64(c.Since)))
}

// donorCourse says what became of the donor cells.
func (b *Builder) donorCourse(c result.ChimerismCourse) string {
	w := b.Words
	var parts []string
	if !c.Lost.IsMissing() {
		parts = append(parts, w.Text("chimerism.lost_from", w.Plain(float64(c.Lost)), w.Plain(float64(c.Known))))
		if !c.Failed {
			parts = append(parts, w.Text("chimerism.no_failure"))
		}
	} else if c.Falling {
		parts = append(parts, w.Text("chimerism.falls"))
	}
	if c.Dead {
		parts = append(parts, w.Text("chimerism.dead"))
	}
	return strings.Join(parts, "; ")
}

package analysis

import (
	"graftstat/analysis/code"
	"graftstat/analysis/recovery"
	"graftstat/analysis/result"
)

// acuteGVHD counts the first allografts by their highest grade to day 100: by the stages
// of the organs where a case has an assessment in those days, else by its row. It is
// nil where nobody has either.
func (c *cohort) acuteGVHD() *result.AcuteGVHD {
	r := &result.AcuteGVHD{Day: recovery.GradeWithin, Grades: make([]int, 5)}
	for _, row := range c.indexRows() {
		if isAutologous(c.data, int(row)) {
			continue
		}
		r.Patients++
		low, high, ok := recovery.HighestGrade(c.study, c.data, int(row))
		byRow := !ok
		if byRow {
			low, high, ok = c.statedGrade(int(row))
		}
		day := float64(r.Day)
		switch g := c.graftOf(row); {
		case !ok:
			r.NotAssessed++
		case !(g.death <= day) && !(g.next <= day) && !(g.seen >= day):
			r.NotFollowed++
		case low != high:
			r.Open++
		default:
			r.Grades[low]++
			if byRow {
				r.ByRow++
			}
		}
	}
	if r.NotAssessed == r.Patients {
		return nil
	}
	return r
}

// statedGrade is the highest grade of the case row. A blank one is 0 where the row says
// that there was no acute GVHD; one of another system leaves the grade open.
func (c *cohort) statedGrade(row int) (low, high int, ok bool) {
	column := c.data.Categories["acute_gvhd_grade"]
	if column == nil {
		return 0, 0, false
	}
	level := column.Level(row)
	grade, known := code.GVHDGrade(level)
	switch {
	case level == "":
		return 0, 0, c.data.Milestones["acute_gvhd"] != nil && c.state("acute_gvhd", row) == not
	case !known:
		return 0, 4, true
	}
	return grade, grade, true
}

package check

import (
	"math"
	"strings"

	"graftstat/analysis/code"
)

// gradeWithoutDate: a grade of GVHD whose first day is not given, so that the
// GVHD would not count.
func gradeWithoutDate(c *cases, row int) []fault {
	var faults []fault
	missing := func(grade, milestone string) {
		if c.data.Milestones[milestone] != nil && !c.stated(milestone, row) {
			faults = append(faults, fault{
				row: row, column: c.header(milestone), args: []string{c.data.Categories[grade].Header},
				doubtful: []string{milestone},
			})
		}
	}
	acute := gvhdGrade(c.level("acute_gvhd_grade", row))
	if acute >= 1 {
		missing("acute_gvhd_grade", "acute_gvhd")
	}
	if acute >= 2 && !c.stated("acute_gvhd_3", row) {
		missing("acute_gvhd_grade", "acute_gvhd_2")
	}
	if acute >= 3 {
		missing("acute_gvhd_grade", "acute_gvhd_3")
	}
	if isChronicGVHD(c.level("chronic_gvhd_severity", row)) {
		missing("chronic_gvhd_severity", "chronic_gvhd")
	}
	return faults
}

// gvhdGrade is GVHDGrade; 0 also for what is no such grade.
func gvhdGrade(level string) int {
	grade, _ := code.GVHDGrade(level)
	return grade
}

// isChronicGVHD says whether a severity is one of NIH or Seattle.
func isChronicGVHD(level string) bool {
	switch strings.ToLower(level) {
	case "mild", "moderate", "severe", "limited", "extensive":
		return true
	}
	return false
}

// gvhdGradeOrder: grade III before grade II. The first day of grade II or more
// cannot be later than that of grade III.
func gvhdGradeOrder(c *cases, row int) []fault {
	return inOrder(c, row, "acute_gvhd_2", "acute_gvhd_3")
}

// gvhdChronicAtOnset: chronic GVHD on the day on which acute GVHD began is more often
// the one date in the column of the other.
func gvhdChronicAtOnset(c *cases, row int) []fault {
	if !c.happened("chronic_gvhd", row) || math.Abs(c.days("chronic_gvhd", row)-c.days("acute_gvhd", row)) > sameTime ||
		!c.happened("acute_gvhd", row) {
		return nil
	}
	return []fault{{row: row, column: c.header("chronic_gvhd"), args: []string{c.header("acute_gvhd")}}}
}

// gvhdInAutologous: GVHD needs a donor.
func gvhdInAutologous(c *cases, row int) []fault {
	if c.level("transplant_type", row) != "autologous" {
		return nil
	}
	var faults []fault
	for _, m := range c.known("acute_gvhd", "acute_gvhd_2", "acute_gvhd_3", "chronic_gvhd") {
		if c.happened(m, row) {
			faults = append(faults, fault{row: row, column: c.header(m),
				args: []string{c.data.Categories["transplant_type"].Header}})
		}
	}
	return faults
}

// gvhdOnsetOrder: grade II or III before the onset of acute GVHD.
func gvhdOnsetOrder(c *cases, row int) []fault {
	return append(inOrder(c, row, "acute_gvhd", "acute_gvhd_2"), inOrder(c, row, "acute_gvhd", "acute_gvhd_3")...)
}

// gvhdResolutionOrder: GVHD that resolved before it began. The resolution alone is in
// doubt: that there was GVHD needs no end.
func gvhdResolutionOrder(c *cases, row int) []fault {
	var faults []fault
	for _, of := range [][2]string{{"acute_gvhd", "acute_gvhd_resolved"}, {"acute_gvhd_3", "acute_gvhd_resolved"},
		{"chronic_gvhd", "chronic_gvhd_resolved"}} {
		for _, f := range inOrder(c, row, of[0], of[1]) {
			if len(faults) == 0 || faults[len(faults)-1].column != f.column {
				f.doubtful = []string{of[1]}
				faults = append(faults, f)
			}
		}
	}
	return faults
}

// gvhdGradeContradiction: acute GVHD of a grade that is higher than the highest.
// Which of the two is wrong cannot be known.
func gvhdGradeContradiction(c *cases, row int) []fault {
	highest, known := code.GVHDGrade(c.level("acute_gvhd_grade", row))
	if !known {
		return nil
	}
	var faults []fault
	for grade, m := range []string{"acute_gvhd", "acute_gvhd_2", "acute_gvhd_3"} {
		if highest < grade+1 && c.happened(m, row) {
			faults = append(faults, fault{row: row, column: c.header(m),
				args: []string{c.data.Categories["acute_gvhd_grade"].Header}, doubtful: []string{m}})
		}
	}
	return faults
}

// gvhdWithoutGrade: GVHD of which only the onset is given, so that the severe one
// would not count.
func gvhdWithoutGrade(c *cases, row int) []fault {
	var faults []fault
	for _, of := range []struct{ milestone, grade string }{{"acute_gvhd", "acute_gvhd_grade"},
		{"chronic_gvhd", "chronic_gvhd_severity"}} {
		if c.happened(of.milestone, row) && c.hasLevels(of.grade) && c.level(of.grade, row) == "" {
			faults = append(faults, fault{row: row, column: c.data.Categories[of.grade].Header,
				args: []string{c.header(of.milestone)}})
		}
	}
	return faults
}

// gvhdGradeSkipped: grade III is dated and grade II is not, so that the first day of
// grade II or more is taken from a later one.
func gvhdGradeSkipped(c *cases, row int) []fault {
	if c.data.Milestones["acute_gvhd_2"] == nil || c.stated("acute_gvhd_2", row) || !c.happened("acute_gvhd_3", row) {
		return nil
	}
	return []fault{{row: row, column: c.header("acute_gvhd_2"), args: []string{c.header("acute_gvhd_3")}}}
}

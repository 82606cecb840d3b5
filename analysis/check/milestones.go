package check

import (
	"math"
	"strconv"
	"strings"

	"graftstat/analysis/registry"
)

// eventAfterDeath: a milestone later than the death of the patient.
func eventAfterDeath(c *cases, row int) []fault {
	death := c.days("death", row)
	var faults []fault
	for _, m := range c.milestones {
		if m != "death" && !registry.IsFollowUp(m) && c.days(m, row) > death+sameTime {
			faults = append(faults, fault{row: row, column: c.header(m), args: []string{c.header("death")}, doubtful: []string{m}})
		}
	}
	return faults
}

// eventWithoutDate: a milestone is said to have happened, not when. The case is
// set aside as one with a known event, so nothing is made unreadable.
func eventWithoutDate(c *cases, row int) []fault {
	if !c.data.Infused[row] {
		return nil
	}
	var faults []fault
	for _, m := range c.milestones {
		if c.status(m, row) == registry.Yes && math.IsNaN(c.days(m, row)) {
			faults = append(faults, fault{row: row, column: c.header(m)})
		}
	}
	return faults
}

// gradeWithoutDate: a grade of GVHD whose first day is not given, so that the
// GVHD would not count.
func gradeWithoutDate(c *cases, row int) []fault {
	var faults []fault
	missing := func(grade, milestone string) {
		if c.data.Milestones[milestone] != nil && !c.stated(milestone, row) {
			faults = append(faults, fault{
				row: row, column: c.header(milestone), args: []string{c.data.Categories[grade].Header}, doubtful: []string{milestone},
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

// gvhdGrade is the overall grade of acute GVHD, written I to IV or 1 to 4; 0 for
// none and for what is no such grade (the IBMTR's A to D are another system).
func gvhdGrade(level string) int {
	switch strings.ToUpper(level) {
	case "I":
		return 1
	case "II":
		return 2
	case "III":
		return 3
	case "IV":
		return 4
	}
	if n, err := strconv.Atoi(level); err == nil && n >= 1 && n <= 4 {
		return n
	}
	return 0
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

// plateletOrder: 50 x 10^9/L before 20.
func plateletOrder(c *cases, row int) []fault {
	return inOrder(c, row, "platelet_engraftment_20", "platelet_engraftment_50")
}

// inOrder finds a second milestone before the first. Which of them is wrong
// cannot be known.
func inOrder(c *cases, row int, first, second string) []fault {
	if !(c.days(second, row) < c.days(first, row)-sameTime) {
		return nil
	}
	return []fault{{row: row, column: c.header(second), args: []string{c.header(first)}, doubtful: []string{first, second}}}
}

// gvhdInAutologous: GVHD needs a donor.
func gvhdInAutologous(c *cases, row int) []fault {
	if c.level("transplant_type", row) != "autologous" {
		return nil
	}
	var faults []fault
	for _, m := range c.known("acute_gvhd", "acute_gvhd_2", "acute_gvhd_3", "chronic_gvhd") {
		if c.happened(m, row) {
			faults = append(faults, fault{row: row, column: c.header(m), args: []string{c.data.Categories["transplant_type"].Header}})
		}
	}
	return faults
}

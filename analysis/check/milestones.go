package check

import (
	"math"
	"slices"
	"strconv"

	"graftstat/analysis/registry"
)

// eventAfterDeath: a milestone later than the death of the patient.
func eventAfterDeath(c *cases, row int) []fault {
	death := c.days("death", row)
	var faults []fault
	for _, m := range c.events {
		if m.Time[row]*c.unit > death+sameTime {
			faults = append(faults, fault{row: row, column: m.Header, args: []string{c.header("death")},
				doubtful: []string{m.name}})
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
	for _, m := range c.all {
		if m.Status[row] == registry.Yes && math.IsNaN(m.Time[row]) {
			faults = append(faults, fault{row: row, column: m.Header})
		}
	}
	return faults
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
	return []fault{{row: row, column: c.header(second), args: []string{c.header(first)},
		doubtful: []string{first, second}}}
}

// dependenceBeforeIndependence: a return to transfusions before the patient was
// free of them.
func dependenceBeforeIndependence(c *cases, row int) []fault {
	return inOrder(c, row, "rbc_independence", "transfusion_dependence")
}

// earliestRecovery is the first day on which counts can have recovered after a
// fall; before it they have not fallen yet (CIBMTR forms manual, form 2100:
// values before the nadir are no recovery).
const earliestRecovery = 5

// earlyRecovery: a recovery that early is a count before its fall, or one that
// never fell.
func earlyRecovery(c *cases, row int) []fault {
	var faults []fault
	for _, m := range c.known("neutrophil_engraftment", "platelet_engraftment_20", "platelet_engraftment_50") {
		if c.status(m, row) != registry.NeverBelow && c.days(m, row) < earliestRecovery {
			faults = append(faults, fault{row: row, column: c.header(m),
				args: []string{strconv.Itoa(earliestRecovery)}})
		}
	}
	return faults
}

// isSentinel says whether a time is a number that data sets write for "unknown" or
// "never" and lies after the last day on which the patient was seen.
func (c *cases) isSentinel(m named, row int) bool {
	switch m.Time[row] {
	case 999, 9999, 99999, 888, 8888, 88888:
	default:
		return false
	}
	t := m.Time[row] * c.unit
	return t > c.days("last_contact", row)+sameTime && !(t <= c.days("death", row)+sameTime)
}

// sentinelTime: a number that stands for "never" or "unknown" was read as a time.
func sentinelTime(c *cases, row int) []fault {
	var faults []fault
	for _, m := range c.events {
		if c.isSentinel(m, row) {
			faults = append(faults, fault{row: row, column: m.Header, args: []string{c.header("last_contact")}})
		}
	}
	return faults
}

// relapseInNonmalignant: a disease that cannot relapse. The graft fails instead,
// or the dependence on transfusions comes back.
func relapseInNonmalignant(c *cases, row int) []fault {
	if !slices.Contains([]string{"thalassemia", "bone_marrow_failure", "immune_deficiency"},
		c.level("disease_group", row)) {
		return nil
	}
	var faults []fault
	for _, m := range c.known("relapse", "progression") {
		if c.happened(m, row) {
			faults = append(faults, fault{row: row, column: c.header(m),
				args: []string{c.data.Categories["disease_group"].Header}})
		}
	}
	return faults
}

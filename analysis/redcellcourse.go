package analysis

import (
	"math"
	"slices"

	"graftstat/analysis/criteria"
	"graftstat/analysis/recovery"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// Days in which a course of red cells is looked for, the last to which it is drawn, and
// those of haemolysis.
const (
	courseFrom, courseTo       = -30, 100
	drawnTo                    = 200
	haemolysisTo               = 14
	passengersFrom, passengers = 5, 15 // passenger lymphocytes, of a minor mismatch
)

// haemolysisTests in the order in which the field tells them; of the last two the
// lowest value counts.
func haemolysisTests() []string { return []string{"ldh", "bilirubin", "hb", "haptoglobin"} }

// timelines gives the courses of the incompatible transplants among rows.
func (c *cohort) timelines(u *result.RedCellUse, rows []int) {
	seen, rowOf := map[string]bool{}, map[string]int{}
	for _, row := range rows {
		match := level(c.data, "abo_match", row)
		switch match {
		case "":
			u.ABOUnknown++
			continue
		case "match":
			continue
		}
		t := result.RedCellTimeline{Case: c.data.CaseID[row], Match: match,
			RecipientABO: level(c.data, "recipient_abo", row), DonorABO: level(c.data, "donor_abo", row),
			KnownTo: result.Missing(), Recovered: result.Missing(), Given: unitsOfDays(registry.EntriesOf(c.data.RedCells, row)),
			Reticulocytes: []result.TestPoint{}, Haemolysis: []result.Haemolysis{}}
		if c.data.RedCellsTo != nil {
			t.KnownTo = result.Number(c.data.RedCellsTo[row])
		}
		for _, test := range []string{"reticulocytes_abs", "reticulocytes"} {
			if course := c.data.CourseOf(test, row); len(course) > 0 {
				t.Test, t.Reticulocytes = test, testPoints(course)
				rule := c.study.Rules.ReticulocyteRecovery
				if t.Recovered = result.Number(rule.AtLeast); test == "reticulocytes_abs" {
					t.Recovered = result.Number(rule.AtLeastAbs)
				}
				seen["reticulocytes"] = seen["reticulocytes"] || c.inCourse(course)
				break
			}
		}
		t.Haemolysis = c.haemolysis(row, match)
		for _, test := range haemolysisTests() {
			seen[test] = seen[test] || c.inCourse(c.data.CourseOf(test, row))
		}
		rowOf[t.Case], u.Cases = row, append(u.Cases, t)
	}
	if len(u.Cases) == 0 {
		return
	}
	c.drawnDays(u, rowOf)
	for _, test := range append(haemolysisTests(), "reticulocytes") {
		if !seen[test] {
			u.Missing = append(u.Missing, test)
		}
	}
	for i := range u.Cases {
		u.Cases[i].Haemolysis = slices.DeleteFunc(u.Cases[i].Haemolysis,
			func(h result.Haemolysis) bool { return !seen[h.Test] })
	}
}

func (c *cohort) inCourse(course []registry.Measurement) bool {
	return slices.ContainsFunc(course, func(m registry.Measurement) bool {
		day := c.day(m.Time)
		return day >= courseFrom && day <= courseTo
	})
}

func testPoints(course []registry.Measurement) []result.TestPoint {
	points := make([]result.TestPoint, len(course))
	for i, m := range course {
		points[i] = result.TestPoint{Day: m.Time, Value: result.Number(m.Value), Bound: boundOf(m.Bound)}
	}
	return points
}

// haemolysis of a transplant in days 0 to 14, and in days 5 to 15 where the recipient
// has an antigen that the donor lacks.
func (c *cohort) haemolysis(row int, match string) []result.Haemolysis {
	windows := [][2]float64{{0, haemolysisTo}}
	if match == "minor" || match == "bidirectional" {
		windows = append(windows, [2]float64{passengersFrom, passengers})
	}
	reference := c.firstDonorRedCells(row)
	found := []result.Haemolysis{}
	for _, test := range haemolysisTests() {
		course := c.data.CourseOf(test, row)
		values := recovery.ValuesOf(course, c.study.TimeUnit.Days())
		for _, w := range windows {
			extreme := criteria.Peak
			if test == "hb" || test == "haptoglobin" {
				extreme = criteria.Trough
			}
			e := extreme(values, w[0], w[1], c.day(reference))
			found = append(found, c.haemolysisOf(test, course, e, w, reference))
		}
	}
	return found
}

func (c *cohort) haemolysisOf(test string, course []registry.Measurement, e criteria.Extreme, window [2]float64,
	reference float64) result.Haemolysis {
	unit, none := c.study.TimeUnit.Days(), result.Missing()
	h := result.Haemolysis{Test: test, From: window[0] / unit, To: window[1] / unit, Values: e.Values, Value: none,
		Day: none, Reference: reference, Before: none, BeforeDay: none, Multiple: result.Number(e.Multiple),
		Change: result.Number(e.Change)}
	switch {
	case e.At >= 0:
		m := course[e.At]
		h.Value, h.Bound, h.Day = result.Number(m.Value), boundOf(m.Bound), result.Number(m.Time)
	case e.Bounded:
		h.Reason = "test_bounded"
	default:
		h.Reason = "no_value"
	}
	if e.Before >= 0 {
		m := course[e.Before]
		h.Before, h.BeforeBound, h.BeforeDay = result.Number(m.Value), boundOf(m.Bound), result.Number(m.Time)
	}
	return h
}

// firstDonorRedCells is the time of the first red cells of the donor's group that a
// desensitised patient was given, by the log of titres or the start that the row
// states; the transplant where there were none.
func (c *cohort) firstDonorRedCells(row int) float64 {
	first := 0.
	for _, e := range registry.EntriesOf(c.data.Titres, row) {
		if e.Volume > 0 {
			first = min(first, e.Day)
		}
	}
	if start := float64(value(c.data, "desensitisation_start", row)); first == 0 && start < 0 &&
		level(c.data, "desensitisation", row) == "donor_rbc" {
		return start
	}
	return math.Min(first, 0)
}

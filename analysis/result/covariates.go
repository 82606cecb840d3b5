package result

import (
	"math"
	"slices"
)

// Covariates are the values of the cases by which the analysis compared,
// stratified and modelled. They are for the centre only: the bundle for a
// reviewer takes from them what its models need, with the cases renumbered.
//
// A row is one infusion of one cohort. All columns have one entry a row.
type Covariates struct {
	Cohort  []string
	Case    []string
	Columns []Covariate
}

// The kinds of a covariate.
const (
	CovariateNumber   = "number"
	CovariateCategory = "category"
	// time since the infusion, in the study's time unit; missing where it did not happen, Undated
	// where nobody knows when
	CovariateMilestone = "milestone"
	// CovariatePath is a time of the patient's way: of PathEnd that of the last contact or
	// death. It stands on the row of the first infusion.
	CovariatePath = "path"
	// CovariateCourse is what a patient went through, each with its time (see Stays).
	CovariateCourse = "course"
)

// CourseStates names the course that holds the states of each patient, on the row of
// the first infusion, CourseUnits that of the units of red cells after each allograft
// and their days, NotCounted in place of what was not written down.
const (
	CourseStates = "states"
	CourseUnits  = "rbc_units"
	NotCounted   = "?"
)

// The path covariates of the red cells after each allograft: the day to which they are
// known, 1 where death ends them, and 1 with a major ABO mismatch.
const (
	UnitsTo      = "rbc_units_to"
	UnitsDied    = "rbc_units_died"
	UnitsBarrier = "rbc_units_abo_major"
)

// Undated stands for the time of a milestone of which nobody knows when it was, if
// it was: it happened without a day, or its cell is unknown or unreadable. No
// milestone comes before the infusion.
const Undated = -1

// PathEnd names the path covariate that holds the end of the patient's follow-up,
// PathStatesEnd that of the day to which the patient's states are known: missing of
// a patient whom the states set aside. PathDeath is the death.
const (
	PathEnd       = "end"
	PathStatesEnd = "states_end"
	PathDeath     = "death"
)

// Covariate is one column. A value is missing where the row has none, and where
// its cohort does not use the column.
type Covariate struct {
	Name   string
	Kind   string
	Number []float64 // NaN: missing; nil for a category and a course
	Code   []int32   // index into Levels, -1: missing; nil for all but a category and a course
	Levels []string  // by code point: the order in which they are reported is in the results
}

// NewCategory is a category of the level of each row, "" where it is missing.
func NewCategory(name string, levels []string) Covariate {
	c := Covariate{Name: name, Kind: CovariateCategory, Code: make([]int32, len(levels))}
	code := make(map[string]int32)
	for _, level := range levels {
		if _, known := code[level]; !known && level != "" {
			code[level] = 0
			c.Levels = append(c.Levels, level)
		}
	}
	slices.Sort(c.Levels)
	for i, level := range c.Levels {
		code[level] = int32(i)
	}
	for i, level := range levels {
		c.Code[i] = -1
		if level != "" {
			c.Code[i] = code[level]
		}
	}
	return c
}

// NewStays is the course of the stays of each row.
func NewStays(name string, stays [][]Stay) Covariate {
	courses := make([]string, len(stays))
	for i, s := range stays {
		courses[i] = joinStays(s)
	}
	c := NewCategory(name, courses)
	c.Kind = CovariateCourse
	return c
}

// Stays are those of a row of a course of states; none where the row has no such course.
func (c *Covariate) Stays(row int) []Stay {
	stays, _ := splitStays(c.Level(row))
	return stays
}

// hasLevels reports whether the values are texts.
func (c *Covariate) hasLevels() bool { return c.Kind == CovariateCategory || c.Kind == CovariateCourse }

// Level is the level of a row of a category, "" where it is missing.
func (c *Covariate) Level(row int) string {
	if c.Code[row] < 0 {
		return ""
	}
	return c.Levels[c.Code[row]]
}

// IsMissing reports whether a row has no value.
func (c *Covariate) IsMissing(row int) bool {
	if c.hasLevels() {
		return c.Code[row] < 0
	}
	return math.IsNaN(c.Number[row])
}

// Column is the covariate of a name and one of the kinds; nil if there is none.
func (c *Covariates) Column(name string, kinds ...string) *Covariate {
	for i := range c.Columns {
		if c.Columns[i].Name == name && slices.Contains(kinds, c.Columns[i].Kind) {
			return &c.Columns[i]
		}
	}
	return nil
}

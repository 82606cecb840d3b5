package check

import (
	"math"
	"slices"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// sameTime is how far apart, in days, two times are still the same: what is
// reckoned in months or years is not exact.
const sameTime = 1e-6

// cases are the data as the rules look at them.
type cases struct {
	plan       *plan.Plan
	data       *registry.Data
	unit       float64  // days of one unit of time
	milestones []string // those that the data have, in the order of the dictionary
	all        []named  // the same with their columns
	events     []named  // those of them that are neither the death nor follow-up
	patients   [][]int  // rows of each patient in the order of the file
}

// named is a milestone with its column, for rules that look at all of them.
type named struct {
	name string
	*registry.Milestone
}

func newCases(p *plan.Plan, d *registry.Data) *cases {
	c := &cases{plan: p, data: d, unit: p.TimeUnit.Days(), patients: make([][]int, d.Patients)}
	var others []string
	for name := range d.Milestones {
		if !slices.Contains(plan.Milestones(), name) {
			others = append(others, name)
		}
	}
	slices.Sort(others)
	for _, name := range append(plan.Milestones(), others...) {
		if d.Milestones[name] != nil {
			c.milestones = append(c.milestones, name)
		}
	}
	for _, name := range c.milestones {
		m := named{name, d.Milestones[name]}
		c.all = append(c.all, m)
		if name != "death" && !registry.IsFollowUp(name) {
			c.events = append(c.events, m)
		}
	}
	c.groupPatients()
	return c
}

// groupPatients cuts one slice of all rows into those of each patient.
func (c *cases) groupPatients() {
	sizes := make([]int32, len(c.patients))
	for _, patient := range c.data.Patient {
		sizes[patient]++
	}
	rows, from := make([]int, len(c.data.Patient)), 0
	for patient, n := range sizes {
		c.patients[patient] = rows[from : from : from+int(n)]
		from += int(n)
	}
	for row, patient := range c.data.Patient {
		c.patients[patient] = append(c.patients[patient], row)
	}
}

// days is the time of a milestone in days since the row's transplant; NaN if it
// has none.
func (c *cases) days(milestone string, row int) float64 {
	m := c.data.Milestones[milestone]
	if m == nil {
		return math.NaN()
	}
	return m.Time[row] * c.unit
}

// date is the day of a milestone since 1970-01-01; NaN if it or the transplant
// has none.
func (c *cases) date(milestone string, row int) float64 {
	return c.data.TransplantDate[row] + c.days(milestone, row)
}

func (c *cases) header(milestone string) string { return c.data.Milestones[milestone].Header }

// status of a milestone; Blank if the data have none.
func (c *cases) status(milestone string, row int) registry.Status {
	m := c.data.Milestones[milestone]
	if m == nil {
		return registry.Blank
	}
	return m.Status[row]
}

// happened says whether the row states that a milestone took place.
func (c *cases) happened(milestone string, row int) bool {
	m := c.data.Milestones[milestone]
	return m != nil && m.Happened(row)
}

// stated says whether the row says anything of a milestone, even that it is
// unknown or cannot be read.
func (c *cases) stated(milestone string, row int) bool {
	s := c.status(milestone, row)
	return c.happened(milestone, row) || s == registry.Unknown || s == registry.Unreadable
}

// level of a category; "" if it is missing or the data have none.
func (c *cases) level(column string, row int) string {
	if category := c.data.Categories[column]; category != nil {
		return category.Level(row)
	}
	return ""
}

// hasLevels says whether any case has a level of a category, so that a blank cell
// of it is one that was forgotten.
func (c *cases) hasLevels(column string) bool {
	category := c.data.Categories[column]
	return category != nil && len(category.Levels) > 0
}

// number of a column; NaN if it is missing or the data have none.
func (c *cases) number(column string, row int) float64 {
	if n := c.data.Numbers[column]; n != nil {
		return n.Value[row]
	}
	return math.NaN()
}

// isGiven reports whether a column has a number or a bound.
func (c *cases) isGiven(column string, row int) bool {
	n := c.data.Numbers[column]
	if n == nil {
		return false
	}
	_, _, ok := n.Range(row)
	return ok
}

// known are the milestones among the given ones that the data have.
func (c *cases) known(milestones ...string) []string {
	return slices.DeleteFunc(milestones, func(m string) bool { return c.data.Milestones[m] == nil })
}

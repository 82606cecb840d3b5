package document

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// Courses are small multiples over one time axis: a row a patient, and in each row lanes
// under one another, each with a scale of its own. What happened before and what after
// is read down a row.
type Courses struct {
	Rows         []CourseRow
	Below, Above string // name the marks of readings that are only bounds, in the legend
	Unknown      string // names the grey ground of days of which a lane of bars says nothing
}

// CourseRow is one patient, from the top down.
type CourseRow struct {
	Label   string
	Text    string  // after the label
	Lanes   []Lane  // as many in each row
	KnownTo float64 // end of what bars are known of; NaN: the axis' end
}

// Lane is one course of a patient.
type Lane struct {
	Name      string
	Ticks     []Tick // of its scale, ascending; the first and the last are its ends
	Log       bool
	Bars      bool      // readings are amounts, drawn as bars from the first tick on; NaN: not known
	Threshold float64   // NaN: none
	Readings  []Reading // ascending in time
	Missing   string    // what it says where it has no reading
}

// Axes are a linear one of time and no y axis.
func (c *Courses) Axes() (x, y Axis) { return Linear, NoAxis }

// Texts of the lanes and of the rows.
func (c *Courses) Texts(visit func(where string, text *string)) {
	visit("name of readings below", &c.Below)
	visit("name of readings above", &c.Above)
	visit("name of the days that are not known", &c.Unknown)
	for i := range c.Rows {
		row := &c.Rows[i]
		visit(fmt.Sprintf("label of row %d", i+1), &row.Label)
		visit(fmt.Sprintf("text of row %d", i+1), &row.Text)
		for k := range row.Lanes {
			visit(fmt.Sprintf("name of lane %d of row %d", k+1, i+1), &row.Lanes[k].Name)
			visit(fmt.Sprintf("absence of lane %d of row %d", k+1, i+1), &row.Lanes[k].Missing)
			visitTicks(visit, fmt.Sprintf("tick of lane %d of row %d", k+1, i+1), row.Lanes[k].Ticks)
		}
	}
}

// Check holds readings to the time axis and to the scale of their lane.
func (c *Courses) Check(f *Figure) error {
	for i, row := range c.Rows {
		if len(row.Lanes) != len(c.Rows[0].Lanes) {
			return fmt.Errorf("row %d has not as many lanes as the first", i+1)
		}
		for k, lane := range row.Lanes {
			if err := lane.check(f); err != nil {
				return fmt.Errorf("row %d, lane %d: %w", i+1, k+1, err)
			}
		}
	}
	return nil
}

func (l *Lane) check(f *Figure) error {
	if err := checkTicks("tick", l.Ticks); err != nil {
		return err
	}
	switch {
	case len(l.Ticks) < 2 || l.Log && !(l.Ticks[0].At > 0):
		return errors.New("it has no scale")
	case !math.IsNaN(l.Threshold) && !onAxis(l.Threshold, l.Ticks):
		return errors.New("the threshold is not on its scale")
	}
	of := *f
	of.YTicks = l.Ticks
	return checkReadings(l.Readings, &of)
}

// Numbers are the readings of each row and lane.
func (c *Courses) Numbers(_ *Figure, add func(Number)) {
	for _, row := range c.Rows {
		for _, lane := range row.Lanes {
			for _, r := range lane.Readings {
				add(Number{Part: "reading", Series: row.Label, Name: lane.Name, X: r.At, Y: r.Value, Lower: none, Upper: none,
					Text: string(r.Bound)})
			}
		}
	}
}

func (c *Courses) clone() Chart {
	out := *c
	out.Rows = slices.Clone(c.Rows)
	for i := range out.Rows {
		out.Rows[i].Lanes = slices.Clone(out.Rows[i].Lanes)
		for k := range out.Rows[i].Lanes {
			out.Rows[i].Lanes[k].Ticks = slices.Clone(out.Rows[i].Lanes[k].Ticks)
		}
	}
	return &out
}

package document

import (
	"fmt"
	"math"
	"slices"
)

// Curves are survival or incidence by group, with the numbers at risk under the
// axis. The figure's XTicks are times, the last one the end of the axis; its
// YTicks lie within 0 to 1.
type Curves struct {
	Lines     []Curve
	Limits    LimitStyle
	Looks     []int       // numbers of the lines' colours and dashes, the same throughout a report; nil: as they come
	Colours   []Colour    // asked for, one a line; nil: those of Looks
	RiskTitle string      // of the table, for who sets it apart from the plot
	Risk      []RiskBlock // none: no table
}

// Colour that a study asks for; one that is not Asked is left to the figure.
type Colour struct {
	Asked            bool
	Red, Green, Blue uint8
}

// LimitStyle is how the limits of curves are drawn.
type LimitStyle uint8

const (
	Band     LimitStyle = iota // an area, of one curve
	Dotted                     // thin lines, where areas would lie upon one another
	NoLimits                   // of many curves
)

// Curve is a right-continuous step function.
type Curve struct {
	Label   string
	Cases   int       // that it rests on
	Start   float64   // height at 0: 1 survival, 0 incidence
	Steps   []Step    // ascending
	Ticks   []float64 // times of censoring
	End     float64   // last follow-up: nothing is drawn past it; NaN: no follow-up, no curve
	FadeAt  float64   // from here on under five are at risk, where FadeSet
	FadeSet bool
	// Lower0 and Upper0 bound the estimate before the first step.
	Lower0, Upper0 float64
}

// Step at At to Y within Lower..Upper; NaN limits leave the band out.
type Step struct {
	At, Y, Lower, Upper float64
	Text                string // "18 at risk, 1 event"; not drawn
}

// RiskBlock is what the table under the axis says of one curve, as KMunicate has
// it: who is at risk, then who was censored and had the event by then.
type RiskBlock struct {
	Label string    // of the curve
	Rows  []RiskRow // the first one is at risk: the only one that a small table shows
	Curve int       // index of the curve, for its colour
}

// RiskRow has one text for each x tick.
type RiskRow struct {
	Label string
	Texts []string
}

// Axes need no ticks: without them the curves reach to their last follow-up, and
// from 0 to 1.
func (c *Curves) Axes() (x, y Axis) { return NoAxis, NoAxis }

// Texts of the curves and of the table at risk.
func (c *Curves) Texts(visit func(where string, text *string)) {
	visit("title of the table at risk", &c.RiskTitle)
	for i := range c.Lines {
		visit(fmt.Sprintf("label of curve %d", i+1), &c.Lines[i].Label)
		for k := range c.Lines[i].Steps {
			visit(fmt.Sprintf("curve %d, text of step %d", i+1, k+1), &c.Lines[i].Steps[k].Text)
		}
	}
	for i := range c.Risk {
		visit(fmt.Sprintf("label of block %d at risk", i+1), &c.Risk[i].Label)
		for k := range c.Risk[i].Rows {
			row := &c.Risk[i].Rows[k]
			visit(fmt.Sprintf("label of row %d of block %d at risk", k+1, i+1), &row.Label)
			visitAll(visit, fmt.Sprintf("row %d of block %d at risk", k+1, i+1), row.Texts)
		}
	}
}

// Check holds steps to 0 to 1 in the order of time, and the table to the ticks.
func (c *Curves) Check(f *Figure) error {
	for i, line := range c.Lines {
		if err := line.check(); err != nil {
			return fmt.Errorf("curve %d: %w", i+1, err)
		}
	}
	if err := checkLooks(c.Looks, len(c.Lines)); err != nil {
		return err
	}
	if c.Colours != nil && len(c.Colours) != len(c.Lines) {
		return fmt.Errorf("it has %d colours asked for, for %d curves", len(c.Colours), len(c.Lines))
	}
	for i, r := range c.Risk {
		if len(r.Rows) == 0 {
			return fmt.Errorf("block %d at risk has no row", i+1)
		}
		for k, row := range r.Rows {
			if len(row.Texts) != len(f.XTicks) {
				return fmt.Errorf("row %d of block %d at risk has %d texts for %d ticks", k+1, i+1, len(row.Texts),
					len(f.XTicks))
			}
		}
		if r.Curve < 0 || r.Curve >= len(c.Lines) {
			return fmt.Errorf("block %d at risk belongs to no curve", i+1)
		}
	}
	return nil
}

// checkLooks holds numbers of colours to one for each of n.
func checkLooks(looks []int, n int) error {
	if looks == nil {
		return nil
	}
	if len(looks) != n || slices.ContainsFunc(looks, func(i int) bool { return i < 0 }) {
		return fmt.Errorf("it has %d colours for %d, or a number below 0", len(looks), n)
	}
	return nil
}

func (c *Curve) check() error {
	if math.IsInf(c.End, 0) || !probability(c.Start) || c.FadeSet && !finite(c.FadeAt) {
		return fmt.Errorf("its start, its end or where it fades cannot be drawn")
	}
	if !limits(c.Lower0, c.Upper0) {
		return fmt.Errorf("limits before the first step are not within 0 to 1")
	}
	for i, s := range c.Steps {
		if !finite(s.At) || !probability(s.Y) || !limits(s.Lower, s.Upper) {
			return fmt.Errorf("step %d is not within 0 to 1", i+1)
		}
		if i > 0 && s.At < c.Steps[i-1].At {
			return fmt.Errorf("step %d is before the one in front of it", i+1)
		}
	}
	for i, t := range c.Ticks {
		if !finite(t) {
			return fmt.Errorf("censoring %d has no time", i+1)
		}
	}
	return nil
}

// Numbers are the steps, the times of censoring and the table at risk.
func (c *Curves) Numbers(f *Figure, add func(Number)) {
	for _, line := range c.Lines {
		add(Number{Part: "curve", Series: line.Label, X: 0, Y: line.Start, Lower: line.Lower0, Upper: line.Upper0})
		for _, s := range line.Steps {
			add(Number{Part: "curve", Series: line.Label, X: s.At, Y: s.Y, Lower: s.Lower, Upper: s.Upper, Text: s.Text,
				Cases: line.Cases})
		}
		for _, at := range line.Ticks {
			add(Number{Part: "censored", Series: line.Label, X: at, Y: none, Lower: none, Upper: none})
		}
	}
	for _, r := range c.Risk {
		for _, row := range r.Rows {
			for i, text := range row.Texts {
				add(Number{Part: "at_risk", Series: r.Label, Name: row.Label, X: f.XTicks[i].At, Y: none, Lower: none,
					Upper: none, Text: text})
			}
		}
	}
}

func (c *Curves) clone() Chart {
	out := *c
	out.Looks, out.Colours = slices.Clone(c.Looks), slices.Clone(c.Colours)
	out.Lines, out.Risk = slices.Clone(c.Lines), slices.Clone(c.Risk)
	for i := range out.Lines {
		out.Lines[i].Steps = slices.Clone(out.Lines[i].Steps)
	}
	for i := range out.Risk {
		rows := slices.Clone(out.Risk[i].Rows)
		for k := range rows {
			rows[k].Texts = slices.Clone(rows[k].Texts)
		}
		out.Risk[i].Rows = rows
	}
	return &out
}

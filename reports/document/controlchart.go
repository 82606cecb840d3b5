package document

import (
	"errors"
	"fmt"
	"slices"
)

// ControlChart follows cases in the order of transplant: a CUSUM, a VLAD
// (cumulative expected less observed), or one above the other on the same x
// axis. The figure's XTicks are case numbers or days, whichever the points
// have; its YTicks and its YLabel are not used.
type ControlChart struct {
	Panels []ControlPanel // one or two, from the top down
	// PendingFrom is where the cases begin whose outcome is not due yet: from
	// there to the end of the axis the plot is shaded. NaN: none.
	PendingFrom float64
	Pending     string // names the shade, at its place or in the legend
	Signal      string // names the mark of a signal in the legend
	Reset       string // names the mark of a new start
	Band        string // names the band
}

// ControlPanel is one chart of a ControlChart.
type ControlPanel struct {
	YLabel string
	YTicks []Tick // at least two
	Paths  []ControlPath
	Limits []ControlLimit
	Band   []ControlBand // around the zero line of a VLAD; ascending; empty: none
	Zero   bool          // draw a line at 0
}

// maxPaths is the number of paths that a panel tells apart.
const maxPaths = 4

// ControlPath is one line of a panel.
type ControlPath struct {
	Label   string // beside its end or in the legend; may be empty where there is one
	Stepped bool   // right-continuous steps; else straight lines from point to point
	Points  []ControlPoint
}

// ControlPoint is the chart's value after a case.
type ControlPoint struct {
	At, Y  float64 // At ascends
	Signal bool    // over its limit
	Reset  bool    // the chart starts anew here: no line leads to this point
	Label  string  // of a signal: "case 34"; may be empty
	When   string  // says At where the axis has no numbers: "31 October 2026"; not drawn
}

// ControlLimit is a line across a panel. Limits that are equal in value but
// differ in label are drawn twice.
type ControlLimit struct {
	Y     float64
	Label string // "limit 3.4"
}

// ControlBand holds from At to the next one, or to the end of the path.
type ControlBand struct{ At, Lower, Upper float64 }

// Axes are a linear one of cases or days; each panel has a y axis of its own.
func (c *ControlChart) Axes() (x, y Axis) { return Linear, NoAxis }

// Texts of the legend and of the panels.
func (c *ControlChart) Texts(visit func(where string, text *string)) {
	visit("name of the pending", &c.Pending)
	visit("name of a signal", &c.Signal)
	visit("name of a new start", &c.Reset)
	visit("name of the band", &c.Band)
	for i := range c.Panels {
		c.Panels[i].texts(visit, fmt.Sprintf("panel %d", i+1))
	}
}

func (p *ControlPanel) texts(visit func(where string, text *string), where string) {
	visit(where+", label", &p.YLabel)
	visitTicks(visit, where+", y tick", p.YTicks)
	for i := range p.Paths {
		path := &p.Paths[i]
		visit(fmt.Sprintf("%s, path %d", where, i+1), &path.Label)
		for k := range path.Points {
			visit(fmt.Sprintf("%s, path %d, label %d", where, i+1, k+1), &path.Points[k].Label)
			visit(fmt.Sprintf("%s, path %d, day %d", where, i+1, k+1), &path.Points[k].When)
		}
	}
	for i := range p.Limits {
		visit(fmt.Sprintf("%s, limit %d", where, i+1), &p.Limits[i].Label)
	}
}

// Check holds points, limits and bands to the axes.
func (c *ControlChart) Check(f *Figure) error {
	if n := len(c.Panels); n < 1 || n > 2 {
		return errors.New("it has neither one nor two panels")
	}
	for i := range c.Panels {
		if err := c.Panels[i].check(f); err != nil {
			return fmt.Errorf("panel %d: %w", i+1, err)
		}
	}
	return nil
}

func (p *ControlPanel) check(f *Figure) error {
	if err := checkTicks("y tick", p.YTicks); err != nil {
		return err
	}
	switch {
	case len(p.YTicks) < 2:
		return errors.New("its y axis has not two ticks")
	case len(p.Paths) > maxPaths:
		return fmt.Errorf("%d paths are more than the %d that lines tell apart", len(p.Paths), maxPaths)
	case p.Zero && !onAxis(0, p.YTicks):
		return errors.New("0 is not on its y axis")
	}
	for i := range p.Paths {
		if err := p.Paths[i].check(f.XTicks, p.YTicks); err != nil {
			return fmt.Errorf("path %d: %w", i+1, err)
		}
	}
	for i, l := range p.Limits {
		if !onAxis(l.Y, p.YTicks) {
			return fmt.Errorf("limit %d is not on its y axis", i+1)
		}
	}
	for i, s := range p.Band {
		if !onAxis(s.At, f.XTicks) || i > 0 && s.At <= p.Band[i-1].At || s.Lower > s.Upper {
			return fmt.Errorf("its band at %d cannot be drawn", i+1)
		}
	}
	return nil
}

func (p *ControlPath) check(x, y []Tick) error {
	for i, point := range p.Points {
		switch {
		case !onAxis(point.At, x) || !onAxis(point.Y, y):
			return fmt.Errorf("point %d is not on the axes", i+1)
		case i > 0 && (point.At < p.Points[i-1].At || point.At == p.Points[i-1].At && !point.Reset):
			return fmt.Errorf("point %d is not after the one before it", i+1)
		}
	}
	return nil
}

// Numbers are the points, the limits and the bands of each panel.
func (c *ControlChart) Numbers(_ *Figure, add func(Number)) {
	for _, p := range c.Panels {
		for _, path := range p.Paths {
			for _, point := range path.Points {
				name := ""
				if point.Signal {
					name = "signal"
				}
				add(Number{Part: "path", Series: p.YLabel, Name: name, X: point.At, Y: point.Y, Lower: none,
					Upper: none, Text: point.Label, When: point.When})
			}
		}
		for _, l := range p.Limits {
			add(Number{Part: "limit", Series: p.YLabel, Name: l.Label, X: none, Y: l.Y, Lower: none, Upper: none})
		}
		for _, b := range p.Band {
			add(Number{Part: "band", Series: p.YLabel, Name: c.Band, X: b.At, Y: none, Lower: b.Lower, Upper: b.Upper})
		}
	}
}

func (c *ControlChart) clone() Chart {
	out := *c
	out.Panels = slices.Clone(c.Panels)
	for i := range out.Panels {
		p := &out.Panels[i]
		p.YTicks, p.Paths, p.Limits = slices.Clone(p.YTicks), slices.Clone(p.Paths), slices.Clone(p.Limits)
		for k := range p.Paths {
			p.Paths[k].Points = slices.Clone(p.Paths[k].Points)
		}
	}
	return &out
}

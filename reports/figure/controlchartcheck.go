package figure

import (
	"errors"
	"fmt"
	"slices"

	"graftstat/reports/document"
)

var errPanels = errors.New("it has neither one nor two panels")

func (c *cleaner) controlChart(s document.ControlChart, f *document.Figure) *document.ControlChart {
	for _, t := range []struct {
		what string
		text *string
	}{{"name of the pending", &s.Pending}, {"name of a signal", &s.Signal}, {"name of a new start", &s.Reset}, {"name of the band", &s.Band}} {
		c.text(t.what, t.text)
	}
	if n := len(s.Panels); n < 1 || n > 2 {
		c.keep(errPanels)
	}
	s.Panels = slices.Clone(s.Panels)
	for i := range s.Panels {
		c.controlPanel(&s.Panels[i], f, i+1)
	}
	return &s
}

func (c *cleaner) controlPanel(p *document.ControlPanel, f *document.Figure, number int) {
	where := fmt.Sprintf("panel %d", number)
	c.text(where+", label", &p.YLabel)
	p.YTicks = c.ticks(where+", y tick", p.YTicks)
	if len(p.YTicks) < 2 {
		c.keep(fmt.Errorf("%s: its y axis has not two ticks", where))
		return
	}
	if len(p.Paths) > document.MostPaths {
		c.keep(fmt.Errorf("%s: %d paths are more than the %d that lines tell apart", where, len(p.Paths), document.MostPaths))
	}
	if p.Zero && !onAxis(0, p.YTicks) {
		c.keep(fmt.Errorf("%s: 0 is not on its y axis", where))
	}
	p.Paths, p.Limits = slices.Clone(p.Paths), slices.Clone(p.Limits)
	for i := range p.Paths {
		path := &p.Paths[i]
		c.text(fmt.Sprintf("%s, path %d", where, i+1), &path.Label)
		path.Points = slices.Clone(path.Points)
		for k := range path.Points {
			c.text(fmt.Sprintf("%s, path %d, label %d", where, i+1, k+1), &path.Points[k].Label)
		}
		if err := checkPath(path.Points, f.XTicks, p.YTicks); err != nil {
			c.keep(fmt.Errorf("%s, path %d: %w", where, i+1, err))
		}
	}
	for i := range p.Limits {
		c.text(fmt.Sprintf("%s, limit %d", where, i+1), &p.Limits[i].Label)
		if !onAxis(p.Limits[i].Y, p.YTicks) {
			c.keep(fmt.Errorf("%s: limit %d is not on its y axis", where, i+1))
		}
	}
	for i, s := range p.Band {
		if !onAxis(s.At, f.XTicks) || i > 0 && s.At <= p.Band[i-1].At || s.Lower > s.Upper {
			c.keep(fmt.Errorf("%s: its band at %d cannot be drawn", where, i+1))
		}
	}
}

func checkPath(points []document.ControlPoint, x, y []document.Tick) error {
	for i, p := range points {
		switch {
		case !onAxis(p.At, x) || !onAxis(p.Y, y):
			return fmt.Errorf("point %d is not on the axes", i+1)
		case i > 0 && (p.At < points[i-1].At || p.At == points[i-1].At && !p.Reset):
			return fmt.Errorf("point %d is not after the one before it", i+1)
		}
	}
	return nil
}

package figure

import (
	"fmt"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"graftstat/reports/document"
)

// minWidth and lowestPlot are the smallest figure and the lowest plot, in
// points, that say anything.
const (
	minWidth   = 40 * vg.Millimeter
	lowestPlot = 5 // ems
)

// Draw draws f over the whole of c. It is an error, and nothing is drawn, if
// f's values or texts cannot be drawn or if c is too small for them.
//
// Where c is lower than Height, the plot becomes flatter, and then rows of the
// table at risk are left out and counted ("+12").
func (p *Press) Draw(c draw.Canvas, f *document.Figure) error {
	clean, err := prepare(f)
	if err != nil {
		return err
	}
	return p.draw(c, clean)
}

// draw draws what prepare has found to be drawable.
func (p *Press) draw(c draw.Canvas, f *document.Figure) error {
	if len(f.Panels) > 0 {
		return p.drawPlate(c, f)
	}
	whole, err := p.laid(c, f)
	if err == nil {
		whole.draw(pen{c.Canvas})
	}
	return err
}

// laid is a figure with everything in its place.
func (p *Press) laid(c draw.Canvas, f *document.Figure) (*chart, error) {
	if c.Max.X-c.Min.X < minWidth {
		return nil, fmt.Errorf("figure %s: a width of %.0f mm is too small, it needs %.0f mm", f.ID,
			mm(c.Max.X-c.Min.X), mm(minWidth))
	}
	whole := newChart(p, f, c.Rectangle)
	if short := whole.short(); short > 1e-6 { // but for rounding
		return nil, fmt.Errorf("figure %s: a height of %.0f mm is too small, it needs %.0f mm more", f.ID,
			mm(c.Max.Y-c.Min.Y), mm(short)+1)
	}
	return whole, nil
}

func mm(l vg.Length) float64 { return float64(l / vg.Millimeter) }

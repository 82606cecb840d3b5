package figure

import (
	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// yAxis stands left of the plot of a chart. Its scale gets its ends once the
// plot's height is known.
type yAxis struct {
	scale
	typ   typography
	ticks []document.Tick
	label []string
	width vg.Length // of the widest text of a tick
	foot  vg.Length // how far the axis goes on under its first tick
}

func newYAxis(ticks []document.Tick, label string, typ typography, frameWidth vg.Length, log bool) yAxis {
	return yAxis{
		scale: ticked(ticks, 0, 1, log),
		typ:   typ,
		ticks: ticks,
		label: wrap(typ.base, label, 0.4*frameWidth, 2),
		width: widest(typ.base, tickLabels(ticks)),
	}
}

// gutter is what the axis takes left of the plot.
func (a *yAxis) gutter() vg.Length {
	em := a.typ.em
	w := a.width + (tickLength+0.3)*em
	if n := len(a.label); n > 0 {
		w += (0.6+capHeight+0.25)*em + vg.Length(n-1)*pitch(a.typ.base)
	}
	return w
}

func (a *yAxis) grid(d pen, left, right vg.Length) {
	for _, t := range a.ticks {
		y := a.at(t.At)
		d.stroke([]vg.Point{{X: left, Y: y}, {X: right, Y: y}}, 0.05*a.typ.em, hair, nil)
	}
}

// draw puts the axis at x.
func (a *yAxis) draw(d pen, x vg.Length) {
	a.drawTexts(d, x)
	d.stroke([]vg.Point{{X: x, Y: a.low - a.foot}, {X: x, Y: a.high}}, axisLine*a.typ.em, ink, nil)
}

// drawTexts draws the axis without its line.
func (a *yAxis) drawTexts(d pen, x vg.Length) {
	em := a.typ.em
	centres, heights := make([]vg.Length, len(a.ticks)), make([]vg.Length, len(a.ticks))
	for i, t := range a.ticks {
		centres[i], heights[i] = a.at(t.At), capHeight*em
	}
	named := thinned(centres, heights, 0.3*em, 0)
	for i, t := range a.ticks {
		d.stroke([]vg.Point{{X: x - tickLength*em, Y: centres[i]}, {X: x, Y: centres[i]}}, axisLine*em, ink, nil)
		if named[i] {
			d.text(vg.Point{X: x - (tickLength+0.3)*em, Y: centres[i]}, t.Label, a.typ.base, ink, anchor{1, 0.5})
		}
	}
	n := len(a.label)
	x -= a.width + (tickLength+0.3+0.6+capHeight/2)*em
	for i, line := range a.label {
		at := vg.Point{X: x - vg.Length(n-1-i)*pitch(a.typ.base), Y: (a.low + a.high) / 2}
		d.upright(at, elide(a.typ.base, line, a.high-a.low+1.2*em), a.typ.base, ink)
	}
}

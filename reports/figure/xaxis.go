package figure

import (
	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// xAxis stands under the plot of a chart.
type xAxis struct {
	scale
	typ   typography
	ticks []document.Tick
	named []bool // which ticks have room for their texts
	label []string
	skip  vg.Length // room for other texts between the ticks' and the label
}

// newXAxis fits an axis between left and right; the texts of its first and last
// tick stay within the frame. Of the ticks' texts every second, third … is left
// out where they would touch, never that of the tick at anchor.
func newXAxis(f *document.Figure, typ typography, frame vg.Rectangle, left, right vg.Length, anchor float64) xAxis {
	a := xAxis{typ: typ, ticks: f.XTicks}
	widths := make([]vg.Length, len(a.ticks))
	for i, t := range a.ticks {
		widths[i] = typ.base.Width(t.Label)
	}
	left = max(left, frame.Min.X+widths[0]/2)
	right = min(right, frame.Max.X-widths[len(widths)-1]/2)
	axis, _ := f.Chart.Axes()
	a.scale = ticked(a.ticks, left, right, axis == document.Log)
	a.setTexts(f.XLabel, widths, frame, anchor)
	return a
}

// setTexts chooses the ticks that are named and wraps the label.
func (a *xAxis) setTexts(label string, widths []vg.Length, frame vg.Rectangle, anchor float64) {
	first := 0
	centres := make([]vg.Length, len(a.ticks))
	for i, t := range a.ticks {
		centres[i] = a.at(t.At)
		if t.At == anchor {
			first = i
		}
	}
	a.named = thinned(centres, widths, 0.4*a.typ.em, first)
	middle := (a.low + a.high) / 2
	a.label = wrap(a.typ.base, label, 2*min(middle-frame.Min.X, frame.Max.X-middle), 2)
}

// thinned marks every which text stays so that no two of them come closer than
// gap; the one at anchor always stays.
func thinned(centres, widths []vg.Length, gap vg.Length, anchor int) []bool {
	stays := make([]bool, len(centres))
	for stride := 1; ; stride++ {
		first := anchor % stride
		if stride < len(centres) && !apart(centres[first:], widths[first:], gap, stride) {
			continue
		}
		for i := first; i < len(stays); i += stride {
			stays[i] = true
		}
		return stays
	}
}

// height is what the axis takes under the plot.
func (a *xAxis) height() vg.Length {
	em := a.typ.em
	h := (tickLength+0.35+capHeight)*em + a.skip
	if len(a.label) > 0 {
		h += 0.75*em + blockHeight(a.typ.base, len(a.label))
	}
	return h
}

// grid draws upright lines at the ticks.
func (a *xAxis) grid(d pen, bottom, top vg.Length) {
	for _, t := range a.ticks {
		x := a.at(t.At)
		d.stroke([]vg.Point{{X: x, Y: bottom}, {X: x, Y: top}}, 0.05*a.typ.em, hair, nil)
	}
}

// draw puts the axis at y.
func (a *xAxis) draw(d pen, y vg.Length) {
	a.drawTexts(d, y)
	d.stroke([]vg.Point{{X: a.low, Y: y}, {X: a.high, Y: y}}, axisLine*a.typ.em, ink, nil)
}

// drawTexts draws the axis without its line.
func (a *xAxis) drawTexts(d pen, y vg.Length) {
	em := a.typ.em
	for i, t := range a.ticks {
		x := a.at(t.At)
		d.stroke([]vg.Point{{X: x, Y: y}, {X: x, Y: y - tickLength*em}}, axisLine*em, ink, nil)
		if a.named[i] {
			d.text(vg.Point{X: x, Y: y - (tickLength+0.35)*em}, t.Label, a.typ.base, ink, anchor{0.5, 1})
		}
	}
	d.lines((a.low+a.high)/2, y-(tickLength+0.35+capHeight+0.75)*em-a.skip, a.label, a.typ.base, ink, 0.5)
}

// tickLength and the width of an axis in ems.
const (
	tickLength = 0.35
	axisLine   = 0.07
)

func apart(centres, widths []vg.Length, gap vg.Length, stride int) bool {
	for i := stride; i < len(centres); i += stride {
		if centres[i]-centres[i-stride] < (widths[i]+widths[i-stride])/2+gap {
			return false
		}
	}
	return true
}

package figure

import (
	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// axes map time and probability to the plot's box.
type axes struct {
	box      vg.Rectangle
	from, to float64 // time at the left and right edge
}

func (a axes) x(t float64) vg.Length {
	return a.box.Min.X + vg.Length((t-a.from)/(a.to-a.from))*(a.box.Max.X-a.box.Min.X)
}

func (a axes) y(p float64) vg.Length {
	return a.box.Min.Y + vg.Length(p)*(a.box.Max.Y-a.box.Min.Y)
}

// timeRange runs from the first to the last tick; a figure without ticks
// reaches to its longest follow-up.
func timeRange(f *document.Figure) (from, to float64) {
	if n := len(f.XTicks); n > 0 {
		from, to = f.XTicks[0].At, f.XTicks[n-1].At
	} else {
		for _, c := range f.Curves {
			to = max(to, c.End)
		}
	}
	if to <= from {
		to = from + 1
	}
	return from, to
}

// tickLength and the width of an axis in ems.
const (
	tickLength = 0.35
	axisLine   = 0.07
)

func (p *plan) drawGrid(d pen) {
	for _, t := range p.fig.YTicks {
		if t.At > 0 {
			y := p.axes.y(t.At)
			d.stroke([]vg.Point{{X: p.axes.box.Min.X, Y: y}, {X: p.axes.box.Max.X, Y: y}}, 0.05*p.typ.em, hair, nil)
		}
	}
}

func (p *plan) drawAxes(d pen) {
	em, box := p.typ.em, p.axes.box
	line := axisLine * em
	for _, t := range p.fig.YTicks {
		y := p.axes.y(t.At)
		d.stroke([]vg.Point{{X: box.Min.X - tickLength*em, Y: y}, {X: box.Min.X, Y: y}}, line, ink, nil)
		d.text(vg.Point{X: box.Min.X - (tickLength+0.3)*em, Y: y}, t.Label, p.typ.base, ink, anchor{1, 0.5})
	}
	for i, t := range p.fig.XTicks {
		x := p.axes.x(t.At)
		d.stroke([]vg.Point{{X: x, Y: box.Min.Y}, {X: x, Y: box.Min.Y - tickLength*em}}, line, ink, nil)
		if i%p.tickStride == 0 {
			d.text(vg.Point{X: x, Y: box.Min.Y - (tickLength+0.35)*em}, t.Label, p.typ.base, ink, anchor{0.5, 1})
		}
	}
	d.stroke([]vg.Point{{X: box.Min.X, Y: box.Max.Y}, box.Min, {X: box.Max.X, Y: box.Min.Y}}, line, ink, nil)
	middle := (box.Min.X + box.Max.X) / 2
	d.lines(middle, box.Min.Y-(tickLength+0.35+capHeight+0.75)*em, p.xLabel, p.typ.base, ink, 0.5)
	p.drawYLabel(d)
}

func (p *plan) drawYLabel(d pen) {
	em, box := p.typ.em, p.axes.box
	n := len(p.yLabel)
	x := box.Min.X - p.yTickWidth - (tickLength+0.3+0.6+capHeight/2)*em
	for i, line := range p.yLabel {
		at := vg.Point{X: x - vg.Length(n-1-i)*pitch(p.typ.base), Y: (box.Min.Y + box.Max.Y) / 2}
		d.upright(at, elide(p.typ.base, line, box.Max.Y-box.Min.Y+1.2*em), p.typ.base, ink)
	}
}

// axisHeight is what tick labels and the axis label take under the plot.
func (p *plan) axisHeight() vg.Length {
	h := (tickLength + 0.35 + capHeight) * p.typ.em
	if n := len(p.xLabel); n > 0 {
		h += 0.75*p.typ.em + capHeight*p.typ.em + vg.Length(n-1)*pitch(p.typ.base)
	}
	return h
}

// strideFor is the smallest step between labelled ticks at which no two texts
// come closer than gap.
func strideFor(centres, widths []vg.Length, gap vg.Length) int {
	for stride := 1; stride < len(centres); stride++ {
		if apart(centres, widths, gap, stride) {
			return stride
		}
	}
	return max(1, len(centres))
}

func apart(centres, widths []vg.Length, gap vg.Length, stride int) bool {
	for i := stride; i < len(centres); i += stride {
		if centres[i]-centres[i-stride] < (widths[i]+widths[i-stride])/2+gap {
			return false
		}
	}
	return true
}

package figure

import (
	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// chart is any figure but one of curves, laid out on its frame.
type chart struct {
	typ     typography
	frame   vg.Rectangle
	head    head
	caption []string
	body    body
	keys    []key
}

// body is what a chart shows between its head and its caption. Its width is
// known from the start.
type body interface {
	// heights are that of good shape and the lowest that can be drawn.
	heights() (natural, least vg.Length)
	// plot gives the left and right end of the x axis.
	plot() (left, right vg.Length)
	// settle takes its place. It reports false if it then needs more keys than
	// before: the legend grows, and the body must settle again.
	settle(bottom, top vg.Length) bool
	// keys of the legend.
	keys() []key
	draw(d pen)
}

// key explains a sign in a legend; draw is given the box of the sample.
type key struct {
	label string
	draw  func(d pen, box vg.Rectangle)
}

// Distances of a chart in ems.
const (
	chartKey   = 1.6
	captionGap = 1.15
)

func newBody(f *document.Figure, typ typography, frame vg.Rectangle) body {
	switch {
	case f.Stack != nil:
		return newStackBody(f, typ, frame)
	case f.Swimmer != nil:
		return newSwimmerBody(f, typ, frame)
	case f.Trajectories != nil:
		return newTrajectoryBody(f, typ, frame)
	case f.Strips != nil:
		return newStripBody(f, typ, frame)
	case f.Forest != nil:
		return newForestBody(f, typ, frame)
	case f.Flow != nil:
		return newFlowBody(f, typ, frame)
	case f.ControlChart != nil:
		return newControlBody(f, typ, frame)
	case f.Funnel != nil:
		return newFunnelBody(f, typ, frame)
	case f.Trend != nil:
		return newTrendBody(f, typ, frame)
	case f.Comparison != nil:
		return newComparisonBody(f, typ, frame)
	}
	return nil
}

// newChart lays f out on frame.
func newChart(p *Press, f *document.Figure, frame vg.Rectangle) *chart {
	width := frame.Max.X - frame.Min.X
	c := &chart{frame: frame, typ: p.typography(width, f.Compact)}
	c.head.title = wrap(c.typ.title, f.Title, width, 3)
	if !f.Compact {
		c.head.subtitle = wrap(c.typ.subtitle, f.Subtitle, width, 4)
		c.caption = wrap(c.typ.small, f.Caption, width, 0)
	}
	for _, text := range f.Note {
		c.head.note = append(c.head.note, wrap(c.typ.base, text, width, 0)...)
	}
	c.body = newBody(f, c.typ, frame)
	for c.layLegend(); !c.body.settle(frame.Min.Y+c.foot(), frame.Max.Y-c.head.height); {
		c.layLegend()
	}
	return c
}

func (c *chart) layLegend() {
	c.keys = c.body.keys()
	c.head.legend = legend{}
	if len(c.keys) > 0 {
		style := legendStyle{typ: c.typ, key: chartKey, most: len(c.keys) * 2}
		for _, k := range c.keys {
			style.labels = append(style.labels, k.label)
		}
		left, right := c.body.plot()
		c.head.legend = newLegend(style, right-left, c.frame.Max.X-c.frame.Min.X)
	}
	c.head.lay(c.typ)
}

// foot is the height of the caption with the space around it.
func (c *chart) foot() vg.Length {
	h := 0.3 * c.typ.em
	if len(c.caption) > 0 {
		h += captionGap*c.typ.em + blockHeight(c.typ.small, len(c.caption))
	}
	return h
}

// short is what the frame lacks in height.
func (c *chart) short() vg.Length {
	_, least := c.body.heights()
	return c.head.height + least + c.foot() - (c.frame.Max.Y - c.frame.Min.Y)
}

func (c *chart) draw(d pen) {
	vg.Initialize(d.Canvas)
	c.body.draw(d)
	left, _ := c.body.plot()
	c.head.draw(d, c.typ, c.frame, left, c.drawKey)
	d.lines(c.frame.Min.X, c.frame.Min.Y+c.foot()-captionGap*c.typ.em, c.caption, c.typ.small, muted, 0)
}

func (c *chart) drawKey(d pen, at vg.Point, index int, width vg.Length) {
	half := 0.42 * c.typ.em
	c.keys[index].draw(d, vg.Rectangle{Min: vg.Point{X: at.X, Y: at.Y - half}, Max: vg.Point{X: at.X + width, Y: at.Y + half}})
}

// naturalChart is the natural height of a chart at a width. At a lower height
// the legend may have to name more, so it is asked again until all has room:
// each turn is higher, and there are few legends.
func naturalChart(p *Press, f *document.Figure, width vg.Length) vg.Length {
	wanted := func(height vg.Length) vg.Length {
		c := newChart(p, f, vg.Rectangle{Max: vg.Point{X: width, Y: height}})
		natural, least := c.body.heights()
		around := c.head.height + c.foot()
		return max(min(maxHeight, around+natural), around+least)
	}
	height := wanted(maxHeight)
	for next := wanted(height); next > height+1e-6; next = wanted(height) {
		height = next
	}
	return height
}

package figure

import (
	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// chart is a figure laid out on its frame.
type chart struct {
	fig      *document.Figure
	typ      typography
	frame    vg.Rectangle
	measures measures
	head     head
	caption  []string
	body     body
	keys     []key
}

// body is what a figure shows between its head and its caption. Its width is
// known from the start.
type body interface {
	// heights are that of good shape and the lowest that can be drawn.
	heights() (natural, least vg.Length)
	// plot gives the left and right end of the x axis.
	plot() (left, right vg.Length)
	// keys of the legend.
	keys() []key
	// over reports whether the figure's note stands above the plot.
	over() bool
	// settle takes its place. It reports false if its plot, its keys or the place
	// of the note have changed: the head is laid again, and the body must settle
	// again.
	settle(bottom, top vg.Length) bool
	draw(d pen)
	// spots are the places of the chart's numbers, in their order; nowhere for
	// one that has none.
	spots() []vg.Rectangle
}

// noteAbove is the place of the note of every body that has none in its plot.
type noteAbove struct{}

func (noteAbove) over() bool { return true }

// key explains a sign in a legend; draw is given the box of the sample.
type key struct {
	label string
	draw  func(d pen, box vg.Rectangle)
	group int // keys of the next group begin on a new line
}

// Distances of a chart in ems.
const (
	chartKey   = 1.6
	captionGap = 1.15
)

// measures is what curves have otherwise than the other charts.
type measures struct {
	key      vg.Length        // width of a key in the legend, in ems
	lines    int              // that the legend may have; 0: two a key
	compact  vg.Length        // height of a compact figure; 0: that of its texts and plot
	readable func() vg.Length // height under which the body never is at the figure's natural height
}

func measuresOf(b body, f *document.Figure, width vg.Length) measures {
	curves, ok := b.(*curveBody)
	if !ok {
		return measures{key: chartKey, readable: func() vg.Length { _, least := b.heights(); return least }}
	}
	s := measures{key: keyWidth, lines: maxLegendLines, readable: curves.readable}
	if f.Compact {
		s.compact = width * compactHeight / SingleWidth
	}
	return s
}

func newBody(f *document.Figure, typ typography, frame vg.Rectangle) body {
	switch c := f.Chart.(type) {
	case *document.Curves:
		return newCurveBody(f, c, typ, frame)
	case *document.Stack:
		return newStackBody(f, c, typ, frame)
	case *document.Swimmer:
		return newSwimmerBody(f, c, typ, frame)
	case *document.Trajectories:
		return newTrajectoryBody(f, c, typ, frame)
	case *document.Courses:
		return newCoursesBody(f, c, typ, frame)
	case *document.Strips:
		return newStripBody(f, c, typ, frame)
	case *document.Forest:
		return newForestBody(f, c, typ, frame)
	case *document.Flow:
		return newFlowBody(f, c, typ, frame)
	case *document.ControlChart:
		return newControlBody(f, c, typ, frame)
	case *document.Funnel:
		return newFunnelBody(f, c, typ, frame)
	case *document.Trend:
		return newTrendBody(f, c, typ, frame)
	case *document.Comparison:
		return newComparisonBody(f, c, typ, frame)
	}
	return nil
}

// newChart lays f out on frame.
func newChart(p *Press, f *document.Figure, frame vg.Rectangle) *chart {
	c := startChart(p, f, frame)
	for c.layHead(); !c.settle(); {
		c.layHead()
	}
	return c
}

// startChart has the texts of f, but no place for anything yet.
func startChart(p *Press, f *document.Figure, frame vg.Rectangle) *chart {
	width := frame.Max.X - frame.Min.X
	c := &chart{fig: f, frame: frame, typ: p.typography(width, f.Compact)}
	c.head.title = wrap(c.typ.title, f.Title, width, 3)
	if !f.Compact {
		c.head.subtitle = wrap(c.typ.subtitle, f.Subtitle, width, 4)
		c.caption = wrap(c.typ.small, f.Caption, width, 0)
	}
	c.body = newBody(f, c.typ, frame)
	c.measures = measuresOf(c.body, f, width)
	return c
}

func (c *chart) settle() bool {
	return c.body.settle(c.frame.Min.Y+c.foot(), c.frame.Max.Y-c.head.height)
}

// layHead lays what stands over the body: the title, the legend and the note,
// where it has no place in the plot.
func (c *chart) layHead() {
	width := c.frame.Max.X - c.frame.Min.X
	c.head.note = nil
	if c.body.over() {
		for _, text := range c.fig.Note {
			c.head.note = append(c.head.note, wrap(c.typ.base, text, width, 0)...)
		}
	}
	c.keys = c.body.keys()
	c.head.legend = legend{}
	if len(c.keys) > 0 {
		c.head.legend = c.layLegend(width)
	}
	c.head.lay(c.typ)
}

// layLegend stacks the groups of keys.
func (c *chart) layLegend(width vg.Length) legend {
	left, right := c.body.plot()
	var all legend
	for first := 0; first < len(c.keys); {
		style := legendStyle{typ: c.typ, key: c.measures.key, most: c.measures.lines}
		if style.most == 0 {
			style.most = len(c.keys) * 2
		}
		end := first
		for ; end < len(c.keys) && c.keys[end].group == c.keys[first].group; end++ {
			style.labels = append(style.labels, c.keys[end].label)
		}
		all.under(newLegend(style, right-left, width), first, (legendPitch-1)*c.typ.em)
		first = end
	}
	return all
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
	c.keys[index].draw(d, vg.Rectangle{Min: vg.Point{X: at.X, Y: at.Y - half},
		Max: vg.Point{X: at.X + width, Y: at.Y + half}})
}

// naturalHeight is that of f at a width, its plot lower than of good shape by
// lower. Where the body, settled at that height, asks for more keys or for the
// note over it, the figure grows by what they need; a body asks only so often.
func naturalHeight(p *Press, f *document.Figure, width, lower vg.Length) vg.Length {
	if len(f.Panels) > 0 {
		panels, around := p.plate(f, width).heights()
		return panels + around
	}
	ceiling := maxHeight
	c := startChart(p, f, vg.Rectangle{Max: vg.Point{X: width}})
	if c.measures.compact > 0 {
		ceiling = c.measures.compact
	}
	for {
		c.layHead()
		natural, _ := c.body.heights()
		around := c.head.height + c.foot()
		height := max(min(ceiling, around+natural-lower), around+c.measures.readable())
		if c.measures.compact > 0 {
			height = max(ceiling, height)
		}
		c.frame.Max.Y = height
		if c.settle() {
			return height
		}
	}
}

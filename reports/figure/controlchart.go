package figure

import (
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// controlBody is one chart, or two over each other, of cases in order.
type controlBody struct {
	noteAbove
	fig     *document.Figure
	control *document.ControlChart
	typ     typography
	frame   vg.Rectangle
	x       xAxis
	axisY   vg.Length
	panels  []controlPanel

	pending  []string     // the lines of its name, in the shade
	pendingY vg.Length    // of their top
	shade    vg.Rectangle // of the top panel; empty: none
	keyed    map[string]bool
	unplaced []string // labels of signals that have no room in the plot
}

// controlPanel is one chart laid out.
type controlPanel struct {
	panel    document.ControlPanel
	y        yAxis
	title    []string
	paths    []controlPath
	limits   []*callout // the labels of the limits; nil: in the legend
	callouts []callout
}

// controlPath is a path on the page.
type controlPath struct {
	parts   [][]vg.Point // unbroken
	points  []vg.Point   // the values themselves
	resets  [][]vg.Point // from the end of one part to the start of the next
	signals []vg.Point
	stepped bool
	style   int // of its colour and dashes
}

// Distances of a control chart in ems.
const (
	panelGap     = 1.5 // between panels
	panelTitle   = 0.95
	signalSize   = 0.42 // radius
	pointSize    = 0.17
	panelFoot    = 0.5 // under the lowest tick, so that no path lies on the axis
	controlInset = 0.4 // of the first and the last case from the plot's sides
	controlLine  = 0.13
	limitLine    = 0.1
)

func newControlBody(f *document.Figure, control *document.ControlChart, typ typography,
	frame vg.Rectangle) *controlBody {
	b := &controlBody{fig: f, control: control, typ: typ, frame: frame, keyed: map[string]bool{}}
	width := frame.Max.X - frame.Min.X
	var gutter vg.Length
	for _, p := range control.Panels {
		c := controlPanel{panel: p, y: newYAxis(p.YTicks, "", typ, width, false),
			title: wrap(typ.strong, p.YLabel, width, 2)}
		c.y.foot = panelFoot * typ.em
		gutter = max(gutter, c.y.gutter())
		b.panels = append(b.panels, c)
	}
	b.x = newXAxis(f, typ, frame, frame.Min.X+gutter, frame.Max.X-controlInset*typ.em, f.XTicks[0].At)
	return b
}

func (b *controlBody) plot() (left, right vg.Length) { return b.x.low, b.x.high }

func (b *controlBody) heights() (natural, least vg.Length) {
	em, n := b.typ.em, vg.Length(len(b.panels))
	around := b.x.height() + max(0, n-1)*panelGap*em
	for _, p := range b.panels {
		around += b.titleHeight(p)
	}
	share := vg.Length(0.3)
	if n > 1 {
		share = 0.2
	}
	plot := max(share*(b.x.high-b.x.low), 7*em)
	return around + n*plot, around + n*lowestPlot*em
}

func (b *controlBody) titleHeight(p controlPanel) vg.Length {
	if len(p.title) == 0 {
		return 0
	}
	return blockHeight(b.typ.strong, len(p.title)) + panelTitle*b.typ.em
}

// settle shares the height out, and asks for a larger legend where something
// cannot be named in the plot.
func (b *controlBody) settle(bottom, top vg.Length) bool {
	em := b.typ.em
	b.axisY = bottom + b.x.height()
	n := vg.Length(len(b.panels))
	room := top - b.axisY - max(0, n-1)*panelGap*em
	for _, p := range b.panels {
		room -= b.titleHeight(p)
	}
	y := top
	before := len(b.keys())
	unplaced := len(b.unplaced)
	for i := range b.panels {
		p := &b.panels[i]
		y -= b.titleHeight(*p)
		p.y.high = y
		y -= room / n
		p.y.low = y + p.y.foot
		y -= panelGap * em
		b.layPaths(p)
	}
	b.layPending()
	b.placeLabels()
	return len(b.keys()) <= before && len(b.unplaced) <= unplaced
}

func (b *controlBody) layPaths(p *controlPanel) {
	p.paths = nil
	for i, path := range p.panel.Paths {
		out := controlPath{stepped: path.Stepped, style: b.style(path, i)}
		var part []vg.Point
		for k, v := range path.Points {
			at := vg.Point{X: b.x.at(v.At), Y: p.y.at(v.Y)}
			if v.Reset && k > 0 {
				out.parts = append(out.parts, part)
				out.resets = append(out.resets, []vg.Point{part[len(part)-1], at})
				part = nil
			}
			if path.Stepped && len(part) > 0 {
				part = append(part, vg.Point{X: at.X, Y: part[len(part)-1].Y})
			}
			part = append(part, at)
			out.points = append(out.points, at)
			if v.Signal {
				out.signals = append(out.signals, at)
			}
		}
		out.parts = append(out.parts, part)
		p.paths = append(p.paths, out)
	}
}

// style of path i of a panel: where a panel has several, paths of one name look
// alike in both.
func (b *controlBody) style(path document.ControlPath, i int) int {
	var names []string
	several := false
	for _, p := range b.control.Panels {
		several = several || len(p.Paths) > 1
		for _, q := range p.Paths {
			if !slices.Contains(names, q.Label) {
				names = append(names, q.Label)
			}
		}
	}
	if several && path.Label != "" {
		return slices.Index(names, path.Label)
	}
	return i
}

// layPending shades the right end of the plot and names the shade in it where
// that has room.
func (b *controlBody) layPending() {
	c, em := b.control, b.typ.em
	b.shade, b.pending = vg.Rectangle{}, nil
	if math.IsNaN(c.PendingFrom) || c.PendingFrom >= b.x.to || len(b.panels) == 0 {
		return
	}
	y := b.panels[0].y
	b.shade = vg.Rectangle{Min: vg.Point{X: b.x.at(max(c.PendingFrom, b.x.from)), Y: y.low - y.foot},
		Max: vg.Point{X: b.x.high, Y: y.high}}
	if b.keyed[c.Pending] || c.Pending == "" {
		return
	}
	width := b.shade.Max.X - b.shade.Min.X - em
	lines := wrap(b.typ.base, c.Pending, max(width, 0.1), 0)
	if widest(b.typ.base, lines) > width || len(lines) > 3 || brokenWord(c.Pending, lines) {
		b.keyed[c.Pending] = true
		return
	}
	b.pending = lines
}

// placePending looks from the top down for a height at which the name of the
// shade is free of lines; else the legend names the shade.
func (b *controlBody) placePending(spots *callouts) {
	em := b.typ.em
	for k := range calloutNet + 1 {
		b.pendingY = b.shade.Max.Y - 0.5*em - vg.Length(k)/calloutNet*(b.shade.Max.Y-b.shade.Min.Y)
		if box := b.pendingBox(); len(b.pending) > 0 && spots.free(box) {
			spots.boxes = append(spots.boxes, box)
			return
		}
	}
	if len(b.pending) > 0 {
		b.pending, b.keyed[b.control.Pending] = nil, true
	}
}

// brokenWord reports whether wrapping cut a word.
func brokenWord(text string, lines []string) bool {
	return len(strings.Fields(text)) != len(strings.Fields(strings.Join(lines, " ")))
}

// pendingBox is what the name of the shade covers.
func (b *controlBody) pendingBox() vg.Rectangle {
	half := widest(b.typ.base, b.pending) / 2
	middle := (b.shade.Min.X + b.shade.Max.X) / 2
	return vg.Rectangle{
		Min: vg.Point{X: middle - half, Y: b.pendingY - blockHeight(b.typ.base, len(b.pending))},
		Max: vg.Point{X: middle + half, Y: b.pendingY},
	}
}

// placeLabels names limits and signals where they stand.
func (b *controlBody) placeLabels() {
	b.unplaced = nil
	for i := range b.panels {
		p := &b.panels[i]
		spots := b.obstacles(p)
		if i == 0 {
			b.placePending(spots)
		}
		p.limits = nil
		for _, l := range p.panel.Limits {
			p.limits = append(p.limits, b.limitLabel(p, l, spots))
		}
		p.callouts = nil
		for k, path := range p.panel.Paths {
			for j, v := range path.Points {
				if !v.Signal || v.Label == "" {
					continue
				}
				if c, ok := spots.place(p.paths[k].points[j], signalSize*b.typ.em, v.Label, b.typ.base, true); ok {
					p.callouts = append(p.callouts, c)
				} else {
					b.unplaced = append(b.unplaced, v.Label)
				}
			}
		}
	}
}

func (b *controlBody) obstacles(p *controlPanel) *callouts {
	em := b.typ.em
	c := &callouts{em: em, room: vg.Rectangle{Min: vg.Point{X: b.x.low + 0.2*em, Y: p.y.low - 0.3*em},
		Max: vg.Point{X: b.x.high, Y: p.y.high + 0.3*em}}}
	for _, path := range p.paths {
		for _, part := range slices.Concat(path.parts, path.resets) {
			c.addLine(part)
		}
		for _, at := range path.points {
			c.addMark(at, pointSize*em)
		}
		for _, at := range path.signals {
			c.addMark(at, signalSize*em)
		}
	}
	for _, l := range p.panel.Limits {
		c.addLine([]vg.Point{{X: b.x.low, Y: p.y.at(l.Y)}, {X: b.x.high, Y: p.y.at(l.Y)}})
	}
	if p.panel.Zero {
		c.addLine([]vg.Point{{X: b.x.low, Y: p.y.at(0)}, {X: b.x.high, Y: p.y.at(0)}})
	}
	return c
}

// limitLabel stands just above or below its line, from the left on; nil: the
// legend names the limit.
func (b *controlBody) limitLabel(p *controlPanel, l document.ControlLimit, spots *callouts) *callout {
	if l.Label == "" || b.keyed[l.Label] {
		return nil
	}
	em := b.typ.em
	size := vg.Point{X: b.typ.base.Width(l.Label), Y: capHeight * em}
	y, width := p.y.at(l.Y), b.x.high-b.x.low-size.X-em
	for k := range calloutNet + 1 {
		x := b.x.low + 0.5*em + vg.Length(k)/calloutNet*width
		for _, low := range []vg.Length{y + 0.4*em, y - 0.4*em - size.Y} {
			at := vg.Point{X: x, Y: low}
			if box := (vg.Rectangle{Min: at, Max: at.Add(size)}); spots.free(box) {
				spots.boxes = append(spots.boxes, box)
				return &callout{text: l.Label, box: box}
			}
		}
	}
	b.keyed[l.Label] = true
	return nil
}

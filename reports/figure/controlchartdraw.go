package figure

import (
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
)

// keys name what occurs and has no name in the plot.
func (b *controlBody) keys() []key {
	c, em := b.control, b.typ.em
	keys := b.pathKeys()
	band, signal, reset := false, false, false
	for _, p := range c.Panels {
		band = band || len(p.Band) > 0
		for _, path := range p.Paths {
			for i, v := range path.Points {
				signal, reset = signal || v.Signal, reset || v.Reset && i > 0
			}
		}
	}
	if band && c.Band != "" {
		keys = append(keys, key{label: c.Band, draw: func(d pen, box vg.Rectangle) { drawBandKey(d, box, em) }})
	}
	for _, label := range b.keyedLimits() {
		keys = append(keys, key{label: label, draw: func(d pen, box vg.Rectangle) {
			d.stroke(through(box), limitLine*em, ink, thresholdDashes(em))
		}})
	}
	if name := b.signalName(); signal && name != "" {
		keys = append(keys, key{label: name,
			draw: func(d pen, box vg.Rectangle) { drawSignal(d, middle(box), signalSize*em) }})
	}
	if reset && c.Reset != "" {
		keys = append(keys, key{label: c.Reset, draw: func(d pen, box vg.Rectangle) { drawReset(d, middle(box), em) }})
	}
	if b.keyed[c.Pending] {
		keys = append(keys, key{label: c.Pending, draw: func(d pen, box vg.Rectangle) { drawPending(d, box, em) }})
	}
	return keys
}

// signalName is the name of a signal with the labels that have no room beside
// their marks.
func (b *controlBody) signalName() string {
	name, labels := b.control.Signal, strings.Join(b.unplaced, ", ")
	switch {
	case labels == "":
		return name
	case name == "":
		return labels
	}
	return name + ": " + labels
}

// pathKeys name the paths where a panel has several. Paths of one place in
// their panels look alike, and paths of one name are named once.
func (b *controlBody) pathKeys() []key {
	var keys []key
	named := map[string]bool{}
	several := false
	for _, p := range b.control.Panels {
		several = several || len(p.Paths) > 1
	}
	for _, p := range b.control.Panels {
		for i, path := range p.Paths {
			if !several || path.Label == "" || named[path.Label] {
				continue
			}
			named[path.Label] = true
			keys = append(keys, key{label: path.Label, draw: func(d pen, box vg.Rectangle) {
				style := b.style(path, i)
				d.stroke(through(box), controlLine*b.typ.em, curveColour(style), curveDashes(style, b.typ.em))
			}})
		}
	}
	return keys
}

func (b *controlBody) keyedLimits() []string {
	var labels []string
	for _, p := range b.control.Panels {
		for _, l := range p.Limits {
			if b.keyed[l.Label] && !slices.Contains(labels, l.Label) {
				labels = append(labels, l.Label)
			}
		}
	}
	return labels
}

// through is a level line through the middle of a key.
func through(box vg.Rectangle) []vg.Point {
	y := middle(box).Y
	return []vg.Point{{X: box.Min.X, Y: y}, {X: box.Max.X, Y: y}}
}

func (b *controlBody) draw(d pen) {
	for i := range b.panels {
		b.drawPanel(d, &b.panels[i])
	}
	box := b.pendingBox()
	d.lines((box.Min.X+box.Max.X)/2, box.Max.Y, b.pending, b.typ.base, ink, 0.5)
	b.x.draw(d, b.axisY)
}

func (b *controlBody) drawPanel(d pen, p *controlPanel) {
	em := b.typ.em
	d.lines(b.frame.Min.X, p.y.high+b.titleHeight(*p), p.title, b.typ.strong, ink, 0)
	if shade := b.shade; shade.Max.X > shade.Min.X {
		shade.Min.Y, shade.Max.Y = p.y.low-p.y.foot, p.y.high
		drawPending(d, shade, em)
	}
	p.y.grid(d, b.x.low, b.x.high)
	b.drawBand(d, p)
	if p.panel.Zero {
		d.stroke([]vg.Point{{X: b.x.low, Y: p.y.at(0)}, {X: b.x.high, Y: p.y.at(0)}}, axisLine*em, muted, nil)
	}
	for i, l := range p.panel.Limits {
		y := p.y.at(l.Y)
		d.stroke([]vg.Point{{X: b.x.low, Y: y}, {X: b.x.high, Y: y}}, limitLine*em, ink, thresholdDashes(em))
		if c := p.limits[i]; c != nil {
			d.fill(corners(grow(c.box, 0.12*em)), b.ground(c.box))
			c.draw(d, b.typ.base, em)
		}
	}
	for i := range p.paths {
		b.drawPath(d, p.paths[i])
	}
	for _, path := range p.paths {
		for _, at := range path.signals {
			drawSignal(d, at, signalSize*em)
		}
	}
	for _, c := range p.callouts {
		d.fill(corners(grow(c.box, 0.12*em)), b.ground(c.box))
		c.draw(d, b.typ.base, em)
	}
	p.y.draw(d, b.x.low)
	foot := p.y.low - p.y.foot
	d.stroke([]vg.Point{{X: b.x.low, Y: foot}, {X: b.x.high, Y: foot}}, axisLine*em, ink, nil)
}

// ground is what lies behind a text.
func (b *controlBody) ground(box vg.Rectangle) grey {
	if b.shade.Max.X > b.shade.Min.X && box.Min.X >= b.shade.Min.X {
		return pale
	}
	return paper
}

func (b *controlBody) drawPath(d pen, path controlPath) {
	em, c := b.typ.em, curveColour(path.style)
	for _, part := range path.parts {
		d.stroke(part, controlLine*em, c, curveDashes(path.style, em))
	}
	for _, reset := range path.resets {
		d.stroke(reset, 0.08*em, muted, []vg.Length{0.1 * em, 0.2 * em})
	}
	if b.dotted(path) {
		for _, at := range path.points {
			d.fill(polygon(at, pointSize*em, 16, 0), c)
		}
	}
	for _, reset := range path.resets {
		drawReset(d, reset[1], em)
	}
}

// dotted reports whether a path's values have room to be told apart.
func (b *controlBody) dotted(path controlPath) bool {
	n := len(path.points)
	return n < 3 || !path.stepped && (path.points[n-1].X-path.points[0].X)/vg.Length(n-1) > 2.4*pointSize*b.typ.em
}

// drawBand fills the band in steps, cut at the panel's height.
func (b *controlBody) drawBand(d pen, p *controlPanel) {
	last := 0.0
	for _, path := range p.panel.Paths {
		if n := len(path.Points); n > 0 {
			last = max(last, path.Points[n-1].At)
		}
	}
	var boxes []vg.Rectangle
	for i, s := range p.panel.Band {
		to := max(last, s.At)
		if i+1 < len(p.panel.Band) {
			to = p.panel.Band[i+1].At
		}
		if to <= s.At || math.IsNaN(s.Lower) || math.IsNaN(s.Upper) {
			continue
		}
		boxes = append(boxes, vg.Rectangle{
			Min: vg.Point{X: b.x.at(s.At), Y: p.y.at(max(p.y.from, min(p.y.to, s.Lower)))},
			Max: vg.Point{X: b.x.at(to), Y: p.y.at(max(p.y.from, min(p.y.to, s.Upper)))},
		})
	}
	drawSteppedBand(d, boxes, b.typ.em)
}

// drawSteppedBand fills boxes that stand side by side, with an edge that is
// seen in grey.
func drawSteppedBand(d pen, boxes []vg.Rectangle, em vg.Length) {
	for start := 0; start < len(boxes); {
		end := start + 1
		for end < len(boxes) && boxes[end].Min.X == boxes[end-1].Max.X {
			end++
		}
		shape := outline(boxes[start:end])
		d.fill(shape, bandGround())
		half := len(shape) / 2
		for _, edge := range [][]vg.Point{shape[:half], shape[half:]} {
			d.stroke(edge, 0.05*em, muted, nil)
		}
		start = end
	}
}

// drawBandKey is a sample of a band.
func drawBandKey(d pen, box vg.Rectangle, em vg.Length) { drawSteppedBand(d, []vg.Rectangle{box}, em) }

// drawPending shades what is not due yet; dots tell it from a band.
func drawPending(d pen, box vg.Rectangle, em vg.Length) {
	d.fill(corners(box), pale)
	if edge := []vg.Point{box.Min, {X: box.Min.X, Y: box.Max.Y}}; box.Max.X > box.Min.X {
		d.stroke(edge, axisLine*em, muted, []vg.Length{0.3 * em, 0.25 * em})
	}
}

// drawSignal is a mark that stands out by colour, shape and size.
func drawSignal(d pen, at vg.Point, radius vg.Length) {
	points := polygon(at, radius, 4, 0)
	closed := append(points[:len(points):len(points)], points[0], points[1])
	d.stroke(closed, 0.6*radius, paper, nil)
	d.fill(points, curveColour(vermillion))
	d.stroke(closed, 0.2*radius, ink, nil)
}

// drawReset is an open circle: the chart starts anew.
func drawReset(d pen, at vg.Point, em vg.Length) {
	points := polygon(at, 0.26*em, 20, 0)
	d.fill(points, paper)
	d.stroke(append(points, points[0], points[1]), 0.09*em, ink, nil)
}

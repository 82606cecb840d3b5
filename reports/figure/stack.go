package figure

import (
	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// stackBody shows the occupation of states as areas that fill the plot.
type stackBody struct {
	noteAbove
	fig    *document.Figure
	stack  *document.Stack
	typ    typography
	left   vg.Length // of the frame
	x      xAxis
	y      yAxis
	bottom vg.Length // of all

	areas  [][]vg.Rectangle // of each state, one box for each stretch of time
	labels []areaLabel      // of each state; without lines it has no room
	keyed  []bool           // states that the legend names
	counts []bool           // ticks that have room for their count
}

type areaLabel struct {
	lines []string
	box   vg.Rectangle
}

func newStackBody(f *document.Figure, stack *document.Stack, typ typography, frame vg.Rectangle) *stackBody {
	b := &stackBody{fig: f, stack: stack, typ: typ, left: frame.Min.X, keyed: make([]bool, len(stack.States))}
	b.y = newYAxis(f.YTicks, f.YLabel, typ, frame.Max.X-frame.Min.X, false)
	b.x = newXAxis(f, typ, frame, frame.Min.X+b.y.gutter(), frame.Max.X-0.3*typ.em, f.XTicks[0].At)
	if n := len(stack.Counts); n > 0 {
		widths := make([]vg.Length, n)
		for i, text := range stack.Counts {
			widths[i] = typ.base.Width(text)
		}
		b.x = newXAxis(f, typ, frame, max(b.x.low, b.left+widths[0]/2), min(b.x.high, frame.Max.X-widths[n-1]/2),
			f.XTicks[0].At)
		centres := make([]vg.Length, n)
		for i, t := range f.XTicks {
			centres[i] = b.x.at(t.At)
		}
		b.counts = thinned(centres, widths, riskGap*typ.em, 0)
	}
	return b
}

func (b *stackBody) plot() (left, right vg.Length) { return b.x.low, b.x.high }

func (b *stackBody) heights() (natural, least vg.Length) {
	width := b.x.high - b.x.low
	under := b.under()
	return 0.55*width + under, lowestPlot*b.typ.em + under
}

// Distances around the row of counts in ems.
const (
	countsGap  = 1.2 // over its title
	countsStep = 0.7 // under its title
)

// under is what stands under the plot.
func (b *stackBody) under() vg.Length {
	h := b.x.height()
	if len(b.stack.Counts) > 0 {
		h += (countsGap+countsStep+capHeight)*b.typ.em + blockHeight(b.typ.strong, len(b.countTitle()))
	}
	return h
}

func (b *stackBody) countTitle() []string {
	return wrap(b.typ.strong, b.stack.Counted, b.x.high-b.left, 2)
}

func (b *stackBody) keys() []key {
	var keys []key
	for i := len(b.keyed) - 1; i >= 0; i-- { // from the top down, as they lie
		if b.keyed[i] {
			keys = append(keys, key{label: b.stack.States[i].Label,
				draw: func(d pen, box vg.Rectangle) { drawSwatch(d, lookOf(b.stack.Looks, i), box, b.typ.em) }})
		}
	}
	return keys
}

func (b *stackBody) settle(bottom, top vg.Length) bool {
	b.bottom = bottom
	b.y.low, b.y.high = bottom+b.under(), top
	b.layAreas()
	b.labels = make([]areaLabel, len(b.areas))
	enough := true
	for i, s := range b.stack.States {
		if b.keyed[i] || len(b.areas[i]) == 0 || s.Label == "" {
			continue
		}
		label, ok := b.placeLabel(s.Label, b.areas[i])
		if !ok {
			b.keyed[i], enough = true, false
		}
		b.labels[i] = label
	}
	return enough
}

// layAreas cuts the states at the last follow-up and at the ends of the axis.
func (b *stackBody) layAreas() {
	s := b.stack
	b.areas = make([][]vg.Rectangle, len(s.States))
	for k := range s.Times {
		from, to, ok := b.stretch(k)
		if !ok {
			continue
		}
		sum := 0.0
		for i, state := range s.States {
			below := sum
			sum = min(1, sum+max(0, state.Shares[k]))
			if i == len(s.States)-1 {
				sum = 1 // but for rounding
			}
			b.areas[i] = append(b.areas[i], vg.Rectangle{
				Min: vg.Point{X: b.x.at(from), Y: b.y.at(below)},
				Max: vg.Point{X: b.x.at(to), Y: b.y.at(sum)},
			})
		}
	}
}

// stretch is how long the shares of a time hold within the plot.
func (b *stackBody) stretch(k int) (from, to float64, ok bool) {
	s := b.stack
	from, to = max(s.Times[k], b.x.from), min(s.End, b.x.to)
	if k+1 < len(s.Times) {
		to = min(to, s.Times[k+1])
	}
	return from, to, to > from
}

// placeLabel on one line, else on two.
func (b *stackBody) placeLabel(text string, area []vg.Rectangle) (areaLabel, bool) {
	em, face := b.typ.em, b.typ.strong
	whole := face.Width(text)
	for _, share := range []vg.Length{1.01, 0.7, 0.55} {
		lines := wrap(face, text, share*whole, 0)
		if len(lines) > 2 {
			continue
		}
		size := vg.Point{X: widest(face, lines), Y: blockHeight(face, len(lines))}
		if box, ok := roomIn(area, size, 0.5*em); ok {
			return areaLabel{lines, box}, true
		}
	}
	return areaLabel{}, false
}

func (b *stackBody) draw(d pen) {
	em := b.typ.em
	origin := vg.Point{X: b.x.low, Y: b.y.low}
	for i, area := range b.areas {
		if low, high := bounds(area); high.Y > low.Y {
			drawArea(d, lookOf(b.stack.Looks, i), area, origin, em)
		}
	}
	for i, area := range b.areas {
		if i > 0 {
			d.stroke(floor(area), 0.09*em, ink, nil)
		}
	}
	for i, l := range b.labels {
		if len(l.lines) > 0 {
			d.fill(corners(grow(l.box, 0.35*em)), areaColour(lookOf(b.stack.Looks, i)))
			d.lines((l.box.Min.X+l.box.Max.X)/2, l.box.Max.Y, l.lines, b.typ.strong, ink, 0.5)
		}
	}
	b.x.draw(d, b.y.low)
	b.y.draw(d, b.x.low)
	b.drawCounts(d)
}

// floor is the lower edge of an area.
func floor(area []vg.Rectangle) []vg.Point {
	var points []vg.Point
	for _, r := range area {
		points = append(points, r.Min, vg.Point{X: r.Max.X, Y: r.Min.Y})
	}
	return points
}

func (b *stackBody) drawCounts(d pen) {
	em, counts := b.typ.em, b.stack.Counts
	if len(counts) == 0 {
		return
	}
	title := b.countTitle()
	d.lines(b.left, b.bottom+(capHeight+countsStep)*em+blockHeight(b.typ.strong, len(title)), title, b.typ.strong, ink,
		0)
	for i, text := range counts {
		if b.counts[i] {
			d.text(vg.Point{X: b.x.at(b.fig.XTicks[i].At), Y: b.bottom}, text, b.typ.base, ink, anchor{0.5, 0})
		}
	}
}

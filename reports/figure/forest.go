package figure

import (
	"math"

	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// forestBody shows ratios with their intervals on a log axis.
type forestBody struct {
	noteAbove
	fig    *document.Figure
	forest *document.Forest
	typ    typography
	frame  vg.Rectangle
	texts  rowTexts
	x      xAxis
	sides  [2][]string // lines of the texts left and right of 1
	axisY  vg.Length
	top    vg.Length
	gap    vg.Length // what a row has more than its texts
	leaves vg.Length // length of the arrow of what leaves the frame
}

// Distances of a forest in ems.
const (
	forestGap   = 0.85
	forestLeast = 0.4
	forestLine  = 0.13
	forestPoint = 0.27 // half a square
	forestCap   = 0.2
	sideGap     = 1.9 // from the line at 1 to the texts beside it, with an arrow
)

func newForestBody(f *document.Figure, forest *document.Forest, typ typography, frame vg.Rectangle) *forestBody {
	b := &forestBody{fig: f, forest: forest, typ: typ, frame: frame, leaves: 0.6 * typ.em}
	head := rowText{label: forest.LabelHead, heading: true, texts: forest.TextHeads}
	var rows []rowText
	for _, r := range forest.Rows {
		rows = append(rows, rowText{label: r.Label, heading: r.Heading, indent: r.Indent, texts: r.Texts})
	}
	b.texts = newRowTexts(typ, frame, head, rows)
	left, right := b.texts.plot()
	b.x = newXAxis(f, typ, frame, left, right, 1)
	b.sides[0] = wrap(typ.base, forest.Lower, b.x.at(1)-frame.Min.X-sideGap*typ.em, 3)
	b.sides[1] = wrap(typ.base, forest.Higher, frame.Max.X-b.x.at(1)-sideGap*typ.em, 3)
	if n := max(len(b.sides[0]), len(b.sides[1])); n > 0 {
		b.x.skip = 0.75*typ.em + blockHeight(typ.base, n)
	}
	return b
}

func (b *forestBody) plot() (left, right vg.Length) { return b.x.low, b.x.high }

func (b *forestBody) heights() (natural, least vg.Length) {
	em := b.typ.em
	h := b.headHeight() + b.x.height()
	for _, r := range b.texts.rows {
		h += max(capHeight*em, b.texts.height(r))
	}
	h = max(h, b.x.height()+em)
	n := vg.Length(len(b.texts.rows))
	return h + n*forestGap*em, h + n*forestLeast*em
}

func (b *forestBody) headHeight() vg.Length {
	if h := b.texts.height(b.texts.head); h > 0 {
		return h + 0.6*b.typ.em
	}
	return 0
}

func (b *forestBody) settle(bottom, top vg.Length) bool {
	em := b.typ.em
	b.axisY, b.top = bottom+b.x.height(), top
	natural, _ := b.heights()
	n := vg.Length(max(1, len(b.texts.rows)))
	b.gap = forestGap*em + min(em, (top-bottom-natural)/n)
	return true
}

func (b *forestBody) keys() []key { return nil }

func (b *forestBody) draw(d pen) {
	em := b.typ.em
	start := b.top - b.headHeight()
	b.drawStripes(d, start)
	b.x.grid(d, b.axisY, start)
	one := b.x.at(1)
	d.stroke([]vg.Point{{X: one, Y: b.axisY}, {X: one, Y: start}}, axisLine*em, muted, nil)
	if b.headHeight() > 0 {
		b.texts.draw(d, b.texts.head, b.top-b.texts.height(b.texts.head)/2)
	}
	y := start
	for i, l := range b.texts.rows {
		h := b.rowHeight(i)
		b.drawRow(d, i, y-h/2, b.backdrop(i))
		b.texts.draw(d, l, y-h/2)
		y -= h
	}
	b.x.draw(d, b.axisY)
	b.drawSides(d)
}

func (b *forestBody) rowHeight(i int) vg.Length {
	return max(capHeight*b.typ.em, b.texts.height(b.texts.rows[i])) + b.gap
}

// backdrop alternates from row to row, anew under each heading.
func (b *forestBody) backdrop(i int) grey {
	n := 0
	for k := 0; k <= i; k++ {
		n++
		if b.forest.Rows[k].Heading {
			n = 0
		}
	}
	if n%2 == 1 {
		return pale
	}
	return paper
}

func (b *forestBody) drawStripes(d pen, y vg.Length) {
	for i := range b.texts.rows {
		h := b.rowHeight(i)
		if b.backdrop(i) == pale {
			d.fill(corners(vg.Rectangle{Min: vg.Point{X: b.frame.Min.X, Y: y - h},
				Max: vg.Point{X: b.frame.Max.X, Y: y}}), pale)
		}
		y -= h
	}
}

// drawRow draws a ratio at the height y.
func (b *forestBody) drawRow(d pen, i int, y vg.Length, backdrop grey) {
	em, r := b.typ.em, b.forest.Rows[i]
	switch {
	case r.Heading:
	case math.IsNaN(r.Estimate):
		b.drawMissing(d, r.Missing, y, backdrop)
	default:
		lower, upper := r.Estimate, r.Estimate
		if !math.IsNaN(r.Lower) {
			lower = r.Lower
			b.drawEnd(d, lower, y)
		}
		if !math.IsNaN(r.Upper) {
			upper = r.Upper
			b.drawEnd(d, upper, y)
		}
		from, to := b.within(lower), b.within(upper)
		d.stroke([]vg.Point{{X: from, Y: y}, {X: to, Y: y}}, forestLine*em, ink, nil)
		if r.Estimate < b.x.from || r.Estimate > b.x.to {
			b.drawEnd(d, r.Estimate, y)
			return
		}
		at := vg.Point{X: b.x.at(r.Estimate), Y: y}
		d.fill(polygon(at, forestPoint*em*math.Sqrt2, 4, math.Pi/4), curveColour(0))
	}
}

// within is the place of a value; one outside the frame stops short of its
// edge, where an arrow goes on.
func (b *forestBody) within(v float64) vg.Length {
	switch {
	case v < b.x.from:
		return b.x.low + b.leaves
	case v > b.x.to:
		return b.x.high - b.leaves
	}
	return b.x.at(v)
}

// drawEnd draws an interval's end: a bar, or an arrow where it leaves the frame.
func (b *forestBody) drawEnd(d pen, v float64, y vg.Length) {
	em, from := b.typ.em, b.within(v)
	switch {
	case v < b.x.from:
		drawArrow(d, vg.Point{X: from, Y: y}, vg.Point{X: b.x.low, Y: y}, forestLine*em, b.leaves)
	case v > b.x.to:
		drawArrow(d, vg.Point{X: from, Y: y}, vg.Point{X: b.x.high, Y: y}, forestLine*em, b.leaves)
	default:
		d.stroke([]vg.Point{{X: from, Y: y - forestCap*em}, {X: from, Y: y + forestCap*em}}, forestLine*em, ink, nil)
	}
}

// drawMissing says in the plot why there is no ratio.
func (b *forestBody) drawMissing(d pen, text string, y vg.Length, backdrop grey) {
	if text == "" {
		return
	}
	em := b.typ.em
	text = elide(b.typ.base, text, b.x.high-b.x.low-0.6*em)
	half := b.typ.base.Width(text) / 2
	at := vg.Point{X: max(b.x.low+half+0.3*em, min(b.x.high-half-0.3*em, b.x.at(1))), Y: y}
	room := vg.Rectangle{Min: vg.Point{X: at.X - half, Y: y - capHeight/2*em},
		Max: vg.Point{X: at.X + half, Y: y + capHeight/2*em}}
	d.fill(corners(grow(room, 0.25*em)), backdrop)
	d.text(at, text, b.typ.base, muted, anchor{0.5, 0.5})
}

// drawSides says under the axis what ratios under and over 1 mean.
func (b *forestBody) drawSides(d pen) {
	em, one := b.typ.em, b.x.at(1)
	top := b.axisY - (tickLength+0.35+capHeight+0.75)*em
	for i, lines := range b.sides {
		way := vg.Length(2*i - 1) // left, right
		if len(lines) == 0 {
			continue
		}
		y := top - capHeight/2*em
		drawArrow(d, vg.Point{X: one + way*0.3*em, Y: y}, vg.Point{X: one + way*(sideGap-0.4)*em, Y: y}, 0.09*em,
			0.5*em)
		d.lines(one+way*sideGap*em, top, lines, b.typ.base, ink, vg.Length(1-i))
	}
}

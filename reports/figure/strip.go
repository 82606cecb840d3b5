package figure

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// stripBody shows single values as dots, one row a group.
type stripBody struct {
	noteAbove
	fig    *document.Figure
	strips *document.Strips
	typ    typography
	texts  rowTexts
	x      xAxis
	axisY  vg.Length
	top    vg.Length
	gap    vg.Length // between rows
	radius vg.Length
	rows   []stripRow
}

// stripRow is a group's dots on their levels, and the height of all.
type stripRow struct {
	dots   []stripDot
	levels int
	rise   vg.Length // from one level to the next
	height vg.Length
}

type stripDot struct {
	value float64
	level int
}

// Distances of dot strips in ems.
const (
	dotLargest  = 0.32 // radius
	dotSmall    = 0.15 // below it dots of neighbouring values are piled
	dotPiled    = 0.20
	dotLeast    = 0.10
	dotsHighest = 6.0 // the highest pile of dots; higher ones are pressed together
	bracketGap  = 0.45
	bracketTick = 0.25
	stripGap    = 1.1 // between rows
)

func newStripBody(f *document.Figure, strips *document.Strips, typ typography, frame vg.Rectangle) *stripBody {
	b := &stripBody{fig: f, strips: strips, typ: typ}
	head := rowText{heading: true}
	if strips.TextHead != "" {
		head.texts = []string{strips.TextHead}
	}
	var rows []rowText
	for _, g := range strips.Groups {
		r := rowText{label: g.Label}
		if g.Text != "" {
			r.texts = []string{g.Text}
		}
		rows = append(rows, r)
	}
	b.texts = newRowTexts(typ, frame, head, rows)
	left, right := b.texts.plot()
	b.x = newXAxis(f, typ, frame, left, right, 0)
	b.layDots()
	return b
}

// widestDot has a radius with which dots of neighbouring values do not touch,
// so that only tied ones lie upon one another, unless it is too small.
func (b *stripBody) widestDot() vg.Length {
	em := b.typ.em
	radius := dotLargest * em
	for _, g := range b.strips.Groups {
		sorted := slices.Compact(slices.Sorted(slices.Values(g.Values)))
		for i := 1; i < len(sorted); i++ {
			radius = min(radius, (b.x.at(sorted[i])-b.x.at(sorted[i-1]))/2.05)
		}
	}
	if radius < dotSmall*em {
		return dotPiled * em
	}
	return radius
}

// layDots takes the largest dots with which no pile is too high.
func (b *stripBody) layDots() {
	em := b.typ.em
	for b.radius = b.widestDot(); ; b.radius *= 0.9 {
		b.rows = nil
		highest := vg.Length(0)
		for _, g := range b.strips.Groups {
			r := b.pile(g.Values)
			highest = max(highest, vg.Length(r.levels)*r.rise)
			b.rows = append(b.rows, r)
		}
		if highest <= dotsHighest*em || b.radius < dotLeast*em {
			break
		}
	}
	for i := range b.rows {
		r := &b.rows[i]
		if r.levels > 0 {
			r.rise = min(r.rise, dotsHighest*em/vg.Length(r.levels))
		}
		r.height = max(b.pileHeight(*r)+(bracketGap+bracketTick)*em, b.texts.height(b.texts.rows[i]))
	}
}

// pileHeight is at least that of one dot.
func (b *stripBody) pileHeight(r stripRow) vg.Length {
	return 2*b.radius + vg.Length(max(0, r.levels-1))*r.rise
}

// pile sets each value on the lowest level on which it touches no other.
func (b *stripBody) pile(values []float64) stripRow {
	sorted := slices.Sorted(slices.Values(values))
	r := stripRow{rise: 2.1 * b.radius}
	var reached []vg.Length // right end of each level
	for _, v := range sorted {
		x, level := b.x.at(v), 0
		for level < len(reached) && reached[level] > x-b.radius {
			level++
		}
		if level == len(reached) {
			reached = append(reached, 0)
		}
		reached[level] = x + b.radius
		r.dots = append(r.dots, stripDot{v, level})
	}
	r.levels = len(reached)
	return r
}

func (b *stripBody) plot() (left, right vg.Length) { return b.x.low, b.x.high }

func (b *stripBody) heights() (natural, least vg.Length) {
	h := b.headHeight() + b.x.height()
	for _, r := range b.rows {
		h += r.height
	}
	h = max(h, b.x.height()+2*b.typ.em)
	n := vg.Length(len(b.rows))
	return h + n*stripGap*b.typ.em, h + n*0.5*stripGap*b.typ.em
}

func (b *stripBody) headHeight() vg.Length {
	if h := b.texts.height(b.texts.head); h > 0 {
		return h + 0.6*b.typ.em
	}
	return 0
}

func (b *stripBody) settle(bottom, top vg.Length) bool {
	b.axisY, b.top = bottom+b.x.height(), top
	natural, _ := b.heights()
	n := vg.Length(max(1, len(b.rows)))
	b.gap = stripGap*b.typ.em + min(b.typ.em, (top-bottom-natural)/n)
	return true
}

func (b *stripBody) keys() []key {
	s, em := b.strips, b.typ.em
	median, quartiles := false, false
	for _, g := range s.Groups {
		median = median || !math.IsNaN(g.Median)
		quartiles = quartiles || !math.IsNaN(g.Q1) && !math.IsNaN(g.Q3)
	}
	var keys []key
	if median && s.Median != "" {
		keys = append(keys, key{label: s.Median, draw: func(d pen, box vg.Rectangle) { b.drawMedian(d, middle(box)) }})
	}
	if quartiles && s.Quartiles != "" {
		keys = append(keys, key{label: s.Quartiles, draw: func(d pen, box vg.Rectangle) {
			b.drawBracket(d, box.Min.X+0.1*em, box.Max.X-0.1*em, middle(box).Y)
		}})
	}
	return keys
}

func (b *stripBody) draw(d pen) {
	y := b.top - b.headHeight()
	b.x.grid(d, b.axisY, y)
	if b.headHeight() > 0 {
		b.texts.draw(d, b.texts.head, b.top-b.texts.height(b.texts.head)/2)
	}
	for i, base := range b.bases() {
		r := b.rows[i]
		y -= b.gap / 2
		b.texts.draw(d, b.texts.rows[i], y-r.height/2)
		b.drawRow(d, i, base)
		y -= r.height + b.gap/2
	}
	b.x.draw(d, b.axisY)
}

// bases are where the lowest dots of each row stand.
func (b *stripBody) bases() []vg.Length {
	var bases []vg.Length
	y := b.top - b.headHeight()
	for _, r := range b.rows {
		y -= b.gap / 2
		extra := r.height - b.pileHeight(r) - (bracketGap+bracketTick)*b.typ.em
		bases = append(bases, y-extra/2-b.pileHeight(r))
		y -= r.height + b.gap/2
	}
	return bases
}

func (b *stripBody) dotAt(base vg.Length, r stripRow, dot stripDot) vg.Point {
	return vg.Point{X: b.x.at(dot.value), Y: base + b.radius + vg.Length(dot.level)*r.rise}
}

// drawRow draws a group whose lowest dots stand on base.
func (b *stripBody) drawRow(d pen, i int, base vg.Length) {
	em, r, g := b.typ.em, b.rows[i], b.strips.Groups[i]
	for _, dot := range r.dots {
		d.fill(polygon(b.dotAt(base, r, dot), b.radius, 24, 0), curveColour(i))
	}
	y := base - bracketGap*em
	if !math.IsNaN(g.Q1) && !math.IsNaN(g.Q3) {
		b.drawBracket(d, b.x.at(g.Q1), b.x.at(g.Q3), y)
	}
	if !math.IsNaN(g.Median) {
		b.drawMedian(d, vg.Point{X: b.x.at(g.Median), Y: y})
	}
}

func (b *stripBody) drawBracket(d pen, from, to, y vg.Length) {
	tick := bracketTick * b.typ.em
	d.stroke([]vg.Point{{X: from, Y: y + tick}, {X: from, Y: y}, {X: to, Y: y}, {X: to, Y: y + tick}}, 0.1*b.typ.em,
		ink, nil)
}

func (b *stripBody) drawMedian(d pen, at vg.Point) {
	d.fill(polygon(at, 0.3*b.typ.em, 4, 0), ink)
}

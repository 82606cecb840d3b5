package figure

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

func (b *comparisonBody) clamp(v float64) float64 { return max(b.x.from, min(b.x.to, v)) }

// drawInterval draws a level bar with its ends, cut at the axis.
func (b *comparisonBody) drawInterval(d pen, v document.Interval, y, width vg.Length, c color.Color) {
	if math.IsNaN(v.Lower) || math.IsNaN(v.Upper) {
		return
	}
	from, to, half := b.x.at(b.clamp(v.Lower)), b.x.at(b.clamp(v.Upper)), 0.17*b.typ.em
	d.stroke([]vg.Point{{X: from, Y: y}, {X: to, Y: y}}, width, c, nil)
	for _, x := range []vg.Length{from, to} {
		d.stroke([]vg.Point{{X: x, Y: y - half}, {X: x, Y: y + half}}, width, c, nil)
	}
}

// drawMissing says in the plot why nothing was observed, on the side of the
// axis that the benchmark leaves free.
func (b *comparisonBody) drawMissing(d pen, text string, y vg.Length) {
	if text == "" {
		return
	}
	em := b.typ.em
	text = elide(b.typ.base, text, b.x.high-b.x.low-em)
	width := b.typ.base.Width(text)
	at := vg.Point{X: b.x.low + 0.5*em, Y: y}
	room := vg.Rectangle{Min: vg.Point{X: at.X, Y: y - capHeight/2*em},
		Max: vg.Point{X: at.X + width, Y: y + capHeight/2*em}}
	d.fill(corners(grow(room, 0.15*em)), paper)
	d.text(at, text, b.typ.base, muted, anchor{0, 0.5})
}

// drawBenchmark is an open diamond.
func drawBenchmark(d pen, at vg.Point, em vg.Length) {
	points := polygon(at, benchmarkSize*em, 4, 0)
	d.fill(points, paper)
	d.stroke(append(points, points[0], points[1]), 0.1*em, ink, nil)
}

// drawRange is where values are expected.
func drawRange(d pen, box vg.Rectangle, em vg.Length) {
	d.fill(corners(box), bandGround())
	for _, x := range []vg.Length{box.Min.X, box.Max.X} {
		d.stroke([]vg.Point{{X: x, Y: box.Min.Y}, {X: x, Y: box.Max.Y}}, 0.07*em, muted, nil)
	}
}

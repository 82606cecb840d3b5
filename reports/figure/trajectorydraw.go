package figure

import (
	"image/color"

	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// thresholdLine is the width of the threshold's line in ems.
const thresholdLine = 0.1

func thresholdDashes(em vg.Length) []vg.Length { return []vg.Length{0.45 * em, 0.3 * em} }

func (b *trajectoryBody) lineWidth() vg.Length {
	if len(b.lines) > 8 {
		return 0.11 * b.typ.em
	}
	return 0.15 * b.typ.em
}

func (b *trajectoryBody) draw(d pen) {
	em := b.typ.em
	b.y.grid(d, b.x.low, b.x.high)
	for _, l := range b.labels {
		d.fill(corners(grow(l.box, 0.15*em)), paper) // the grid runs behind no name
	}
	b.x.grid(d, b.axisY, b.axisY+b.stripsDepth())
	if line := b.transplant(); len(line) > 0 {
		d.stroke(line, axisLine*em, muted, nil)
		d.stroke([]vg.Point{{X: line[0].X, Y: b.axisY}, {X: line[0].X, Y: b.axisY + b.stripsDepth()}}, axisLine*em,
			muted, nil)
	}
	d.stroke(b.thresholdEnds(), thresholdLine*em, ink, thresholdDashes(em))
	for _, l := range b.labels {
		d.stroke(l.leader, 0.08*em, textColour(l.line), []vg.Length{0.08 * em, 0.24 * em})
	}
	for i, l := range b.lines {
		for _, part := range l.parts {
			d.stroke(part, b.lineWidth(), curveColour(i), curveDashes(i, em))
		}
	}
	for i, l := range b.lines {
		for _, m := range l.marks {
			b.drawReading(d, m, curveColour(i))
		}
	}
	for _, l := range b.labels {
		d.text(l.box.Min, b.trajectories.Lines[l.line].Label, b.typ.strong, textColour(l.line), anchor{})
	}
	if b.threshold != nil {
		d.text(b.threshold.box.Min, b.threshold.lines[0], b.typ.base, ink, anchor{})
	}
	b.y.draw(d, b.x.low)
	b.drawStrips(d)
	b.x.draw(d, b.axisY)
}

// drawReading draws a dot, or an open triangle that points to where the value
// lies.
func (b *trajectoryBody) drawReading(d pen, m readingMark, c color.Color) {
	em := b.typ.em
	if m.bound == document.Exact {
		d.fill(polygon(m.at, readingSize*em, 24, 0), c)
		return
	}
	i := 3 // an open triangle
	if m.bound == document.Below {
		i = 9 // turned over
	}
	points, _ := symbol(i, m.at, boundSize*em)
	d.fill(points, paper)
	d.stroke(append(points, points[0], points[1]), 0.1*em, c, nil)
}

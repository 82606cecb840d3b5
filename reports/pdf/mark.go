package pdf

import (
	"github.com/jung-kurt/gofpdf"

	"graftstat/reports/document"
	"graftstat/reports/figure"
)

// symbol of a mark in a square: a triangle for attention, a disc for a fault,
// each with a sign inside, so that it does not speak by its colour alone.
func (r *report) symbol(m document.Mark, x, y, side float64) {
	s := style{face: figure.Bold, size: 0.78 * side, colour: r.scale.ink}
	middle := x + side/2
	switch m {
	case document.Attention:
		r.fill(r.scale.attention)
		r.pdf.Polygon([]gofpdf.PointType{{X: middle, Y: y}, {X: x + side, Y: y + 0.92*side}, {X: x, Y: y + 0.92*side}},
			"F")
		r.write(middle-r.width("!", s)/2, y+0.85*side, "!", s)
	case document.Fault:
		r.fill(r.scale.fault)
		r.pdf.Circle(middle, y+side/2, side/2, "F")
		s = style{face: figure.Bold, size: side, colour: colour{255, 255, 255}}
		r.write(middle-r.width("×", s)/2, y+0.78*side, "×", s)
	case document.Calm:
		r.ring(r.scale.calm, middle, y, side)
		r.pdf.SetLineWidth(0.13 * side)
		r.pdf.Polygon([]gofpdf.PointType{{X: x + 0.26*side, Y: y + 0.52*side}, {X: x + 0.44*side, Y: y + 0.7*side},
			{X: x + 0.76*side, Y: y + 0.3*side},
			{X: x + 0.44*side, Y: y + 0.7*side}}, "D")
	case document.Open:
		r.ring(r.scale.grey, middle, y, side)
		r.write(middle-r.width("?", s)/2, y+0.78*side, "?", s)
	}
}

// ring is a circle that is not filled.
func (r *report) ring(c colour, middle, y, side float64) {
	r.pdf.SetDrawColor(c.r, c.g, c.b)
	r.pdf.SetLineWidth(0.1 * side)
	r.pdf.Circle(middle, y+side/2, 0.45*side, "D")
}

// markColour is the colour of a mark, or otherwise where there is none.
func (r *report) markColour(m document.Mark, otherwise colour) colour {
	switch m {
	case document.Attention:
		return r.scale.attention
	case document.Fault:
		return r.scale.fault
	}
	return otherwise
}

func (r *report) fill(c colour) { r.pdf.SetFillColor(c.r, c.g, c.b) }

package pdf

import (
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"graftstat/reports/document"
	"graftstat/reports/figure"
)

// A small trend in a cell, and in a card beside its value.
const (
	sparkWidth     = 40.0
	sparkGap       = 5.0
	sparkCardWidth = 46.0
)

func checkSpark(s *document.Spark) error {
	if s == nil {
		return nil
	}
	return figure.ValidateSpark(s)
}

// spark draws a small trend as a figure of its own under e, or as an artifact
// if e is nil.
func (r *report) spark(e *element, s *document.Spark, x, y, width, height float64) {
	content := func() {
		c := newCanvas(r, x, y, vg.Length(width), vg.Length(height), 1)
		r.pdf.SetError(figure.DrawSpark(draw.New(c), s))
		c.restore()
	}
	if e == nil {
		r.artifact(content)
		return
	}
	own := e.add("Figure", "")
	own.alt, own.attributes = s.Alt, r.boundingBox(x, y, width, height)
	r.tagged(own, content)
}

package pdf

import (
	"fmt"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"

	"graftstat/reports/document"
	"graftstat/reports/figure"
)

const (
	figureHighest = bodyHeight - 60*mm // leaves room for a heading on the same page
	compactWidest = 120 * mm
)

// figure drawn whole at that width, or smaller where it would be too high.
func (r *report) figure(parent *element, f *document.Figure, width float64) []piece {
	e := parent.add("Figure", "")
	e.alt = f.Alt
	if f.Headed {
		untitled := *f
		untitled.Title = ""
		f = &untitled
	}
	if f.Compact {
		width = min(width, compactWidest)
	}
	natural := r.press.FlatHeight(f, vg.Length(width))
	if f.Compact && r.drawable(f, width, natural-vg.Length(r.lowered)) {
		natural -= vg.Length(r.lowered)
	}
	scale := min(1, figureHighest/natural.Points())
	height := scale * natural.Points()
	return []piece{{space: 10, height: height, draw: func(x, y float64) {
		r.drawFigure(e, f, figure.Size{Width: vg.Length(width), Height: natural}, x, y, scale)
	}}}
}

// drawFigure draws a figure as the content of e, at a scale, with its top left
// corner at x, y.
func (r *report) drawFigure(e *element, f *document.Figure, size figure.Size, x, y, scale float64) {
	e.attributes = r.boundingBox(x, y, scale*size.Width.Points(), scale*size.Height.Points())
	r.tagged(e, func() {
		c := newCanvas(r, x, y, size.Width, size.Height, scale)
		r.pdf.SetError(r.press.Draw(draw.New(c), f))
		c.restore()
	})
}

// drawable reports whether the figure still has room at that size.
func (r *report) drawable(f *document.Figure, width float64, height vg.Length) bool {
	return r.lowered > 0 && r.press.Draw(draw.NewCanvas(new(recorder.Canvas), vg.Length(width), height), f) == nil
}

// boundingBox is the place of a figure on its page, for the structure tree.
func (r *report) boundingBox(x, y, width, height float64) string {
	return fmt.Sprintf("<</O /Layout /Placement /Block /BBox [%.2f %.2f %.2f %.2f]>>",
		x, r.height-y-height, x+width, r.height-y)
}

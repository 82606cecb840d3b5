package pdf

import (
	"errors"
	"image"
	"image/color"
	"math"
	"slices"

	"github.com/jung-kurt/gofpdf"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"graftstat/reports/figure"
)

var (
	errNotFinite = errors.New("a coordinate is not a finite number")
	errImage     = errors.New("figures with images are not printed")
)

// canvas is a vg.CanvasSizer on a part of the present page. It keeps the
// transformations itself: gofpdf remembers fonts and colours across the
// graphics states that it saves, so nesting them would print wrong ones.
type canvas struct {
	r             *report
	width, height vg.Length
	stack         []state
	alpha         float64 // that gofpdf prints with; NaN: not known
}

// state is what Push saves.
type state struct {
	matrix    matrix
	lineWidth float64
	dashes    []float64
	offset    float64
	colour    color.NRGBA
}

// newCanvas has its top left corner at x, y of the page, its origin at its
// bottom left, and is drawn at a scale.
func newCanvas(r *report, x, y float64, width, height vg.Length, scale float64) *canvas {
	bottom := r.height - y - scale*height.Points()
	first := state{
		matrix:    matrix{scale, 0, 0, scale, x, bottom},
		lineWidth: 1,
		colour:    color.NRGBA{A: 255},
	}
	r.pdf.SetLineCapStyle("butt")
	r.pdf.SetLineJoinStyle("miter")
	return &canvas{r: r, width: width, height: height, stack: []state{first}, alpha: math.NaN()}
}

// restore gives the page back as the report's own drawing expects it.
func (c *canvas) restore() {
	c.setAlpha(255)
	c.r.pdf.SetDashPattern(nil, 0)
}

func (c *canvas) top() *state { return &c.stack[len(c.stack)-1] }

func (c *canvas) Size() (x, y vg.Length) { return c.width, c.height }

func (c *canvas) SetLineWidth(w vg.Length) { c.top().lineWidth = w.Points() }

func (c *canvas) SetLineDash(pattern []vg.Length, offset vg.Length) {
	s := c.top()
	s.dashes = nil
	for _, d := range pattern {
		s.dashes = append(s.dashes, d.Points())
	}
	s.offset = offset.Points()
}

func (c *canvas) SetColor(col color.Color) {
	if col == nil {
		col = color.Black
	}
	c.top().colour = color.NRGBAModel.Convert(col).(color.NRGBA)
}

func (c *canvas) Rotate(radians float64) {
	sin, cos := math.Sincos(radians)
	c.transform(matrix{cos, sin, -sin, cos, 0, 0})
}

func (c *canvas) Translate(by vg.Point) {
	c.transform(matrix{1, 0, 0, 1, by.X.Points(), by.Y.Points()})
}

func (c *canvas) Scale(x, y float64) { c.transform(matrix{x, 0, 0, y, 0, 0}) }

func (c *canvas) transform(m matrix) { c.top().matrix = c.top().matrix.times(m) }

func (c *canvas) Push() {
	s := *c.top()
	s.dashes = slices.Clone(s.dashes)
	c.stack = append(c.stack, s)
}

func (c *canvas) Pop() { c.stack = c.stack[:len(c.stack)-1] }

// Stroke draws a path's line.
func (c *canvas) Stroke(p vg.Path) {
	s := c.top()
	if s.lineWidth <= 0 || s.colour.A == 0 || !c.finite(s.lineWidth, s.offset) {
		return
	}
	scale := s.matrix.scale()
	dashes := make([]float64, len(s.dashes))
	for i, d := range s.dashes {
		dashes[i] = d * scale
	}
	pdf := c.r.pdf
	pdf.SetDrawColor(int(s.colour.R), int(s.colour.G), int(s.colour.B))
	c.setAlpha(s.colour.A)
	pdf.SetLineWidth(s.lineWidth * scale)
	pdf.SetDashPattern(dashes, s.offset*scale)
	c.trace(p)
	pdf.DrawPath("D")
}

// Fill fills the inside of a path.
func (c *canvas) Fill(p vg.Path) {
	s := c.top()
	if s.colour.A == 0 {
		return
	}
	c.r.pdf.SetFillColor(int(s.colour.R), int(s.colour.G), int(s.colour.B))
	c.setAlpha(s.colour.A)
	c.trace(p)
	c.r.pdf.DrawPath("F")
}

// FillString prints text; where the canvas is turned, the page is turned for it.
func (c *canvas) FillString(f font.Face, at vg.Point, text string) {
	s := c.top()
	if f.Font.Size <= 0 || text == "" || s.colour.A == 0 {
		return
	}
	x, y := s.matrix.at(at)
	if !c.finite(x, y) {
		return
	}
	c.setAlpha(s.colour.A)
	scale := s.matrix.scale()
	print := style{
		face:   figure.StyleOf(f.Font),
		size:   f.Font.Size.Points() * scale,
		colour: colour{int(s.colour.R), int(s.colour.G), int(s.colour.B)},
	}
	if s.matrix.upright() {
		c.r.write(x, c.r.height-y, text, print)
		return
	}
	c.r.use(print.face, print.size) // outside the turned state, which ends and takes its font along
	c.r.pdf.TransformBegin()
	m := s.matrix
	c.r.pdf.Transform(gofpdf.TransformMatrix{A: m.a / scale, B: m.b / scale, C: m.c / scale, D: m.d / scale, E: x,
		F: y})
	c.r.write(0, c.r.height, text, print)
	c.r.pdf.TransformEnd()
}

// DrawImage refuses: no figure of the report has an image.
func (c *canvas) DrawImage(vg.Rectangle, image.Image) { c.r.pdf.SetError(errImage) }

func (c *canvas) setAlpha(a uint8) {
	if alpha := float64(a) / 255; alpha != c.alpha {
		c.r.pdf.SetAlpha(alpha, "Normal")
		c.alpha = alpha
	}
}

// finite reports whether all values can be printed, and fails the document if
// not: gofpdf would print "NaN".
func (c *canvas) finite(values ...float64) bool {
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			c.r.pdf.SetError(errNotFinite)
			return false
		}
	}
	return true
}

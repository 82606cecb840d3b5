package figure

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
)

// pen draws on a canvas.
type pen struct{ vg.Canvas }

// anchor says which point of a text is given: the share of its width that lies
// left of the point and the share of its cap height that lies below.
type anchor struct{ across, up vg.Length }

func (p pen) text(at vg.Point, text string, face typeface, c color.Color, a anchor) {
	if text == "" {
		return
	}
	p.SetColor(c)
	p.FillString(face.Face, vg.Point{X: at.X - a.across*face.Width(text), Y: at.Y - a.up*capHeight*face.Font.Size},
		text)
}

// upright draws text that reads from bottom to top, its middle at the point.
func (p pen) upright(at vg.Point, text string, face typeface, c color.Color) {
	p.Push()
	p.Translate(at)
	p.Rotate(math.Pi / 2)
	p.text(vg.Point{}, text, face, c, anchor{0.5, 0.5})
	p.Pop()
}

// lines draws a paragraph whose first line has its cap height at top.
func (p pen) lines(x, top vg.Length, lines []string, face typeface, c color.Color, across vg.Length) {
	for i, line := range lines {
		p.text(vg.Point{X: x, Y: top - vg.Length(i)*pitch(face)}, line, face, c, anchor{across, 1})
	}
}

func (p pen) stroke(points []vg.Point, width vg.Length, c color.Color, dashes []vg.Length) {
	if len(points) > 1 {
		p.strokePath(path(points), width, c, dashes)
	}
}

func (p pen) strokePath(line vg.Path, width vg.Length, c color.Color, dashes []vg.Length) {
	p.SetColor(c)
	p.SetLineWidth(width)
	p.SetLineDash(dashes, 0)
	p.Stroke(line)
}

func (p pen) fill(points []vg.Point, c color.Color) {
	if len(points) < 3 {
		return
	}
	outline := path(points)
	outline.Close()
	p.SetColor(c)
	p.Fill(outline)
}

func path(points []vg.Point) vg.Path {
	var out vg.Path
	for i, at := range points {
		if i == 0 {
			out.Move(at)
		} else {
			out.Line(at)
		}
	}
	return out
}

func corners(r vg.Rectangle) []vg.Point {
	return []vg.Point{r.Min, {X: r.Max.X, Y: r.Min.Y}, r.Max, {X: r.Min.X, Y: r.Max.Y}}
}

package figure

import (
	"bytes"
	"fmt"
	"image/color"
	"math"
	"slices"
	"strconv"

	"golang.org/x/image/font/sfnt"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// svgCanvas is the vg canvas behind SVG. It turns the y axis down.
type svgCanvas struct {
	graphics
	press      *Press
	defs, body bytes.Buffer
	defined    map[string]bool
}

func newSVGCanvas(p *Press, height vg.Length) *svgCanvas {
	return &svgCanvas{graphics: newGraphics(matrix{1, 0, 0, -1, 0, height.Points()}), press: p,
		defined: map[string]bool{}}
}

func (c *svgCanvas) Fill(p vg.Path) {
	fmt.Fprintf(&c.body, `<path d="%s"%s/>`+"\n", c.data(p), c.paint("fill"))
}

func (c *svgCanvas) Stroke(p vg.Path) {
	s := c.state()
	fmt.Fprintf(&c.body, `<path d="%s" fill="none"%s stroke-width="%s"`, c.data(p), c.paint("stroke"),
		decimal(s.width.Points()))
	if len(s.dashes) > 0 {
		c.body.WriteString(` stroke-dasharray="`)
		for i, d := range s.dashes {
			if i > 0 {
				c.body.WriteByte(' ')
			}
			c.body.WriteString(decimal(d.Points()))
		}
		c.body.WriteByte('"')
	}
	if s.offset != 0 {
		fmt.Fprintf(&c.body, ` stroke-dashoffset="%s"`, decimal(s.offset.Points()))
	}
	c.body.WriteString("/>\n")
}

// paint gives the attributes of the current colour.
func (c *svgCanvas) paint(attribute string) string {
	n := color.NRGBAModel.Convert(c.state().colour).(color.NRGBA)
	out := fmt.Sprintf(` %s="#%02x%02x%02x"`, attribute, n.R, n.G, n.B)
	if n.A < 0xFF {
		out += fmt.Sprintf(` %s-opacity="%s"`, attribute, decimal(float64(n.A)/0xFF))
	}
	return out
}

// data writes a path; level and upright lines take one coordinate. A figure
// draws with straight lines only, so the canvas knows no others.
func (c *svgCanvas) data(p vg.Path) string {
	var b bytes.Buffer
	var lastX, lastY string
	for _, s := range p {
		if s.Type == vg.CloseComp {
			b.WriteByte('Z')
			continue
		}
		at := c.state().at.times(matrix{1, 0, 0, 1, s.Pos.X.Points(), s.Pos.Y.Points()})
		x, y := decimal(at.e), decimal(at.f)
		switch {
		case s.Type == vg.MoveComp:
			b.WriteString("M" + x + " " + y)
		case y == lastY && x == lastX:
		case y == lastY:
			b.WriteString("H" + x)
		case x == lastX:
			b.WriteString("V" + y)
		default:
			b.WriteString("L" + x + " " + y)
		}
		lastX, lastY = x, y
	}
	return b.String()
}

// FillString places the outlines of the glyphs, kerned as vg measures them.
func (c *svgCanvas) FillString(f font.Face, at vg.Point, text string) {
	style := StyleOf(f.Font)
	face := c.press.metrics(style)
	size := f.Font.Size.Points() / float64(face.em)
	m := c.state().at.times(matrix{size, 0, 0, -size, at.X.Points(), at.Y.Points()})
	fmt.Fprintf(&c.body, `<g%s transform="%s">`, c.paint("fill"), m.transform())
	for _, g := range face.glyphs(text) {
		id := glyphID(style, g.char)
		if !c.define(face, g, id) {
			continue
		}
		fmt.Fprintf(&c.body, `<use xlink:href="#%s"`, id)
		if g.x != 0 {
			fmt.Fprintf(&c.body, ` x="%d"`, g.x)
		}
		c.body.WriteString("/>")
	}
	c.body.WriteString("</g>\n")
}

// glyphID is short, as it stands in the file for every letter.
func glyphID(s FontStyle, char rune) string {
	letter := 'a' + rune(slices.Index(FontStyles(), s))
	return string(letter) + strconv.FormatInt(int64(char), 36)
}

func (m matrix) transform() string {
	if m.b == 0 && m.c == 0 && m.a == m.d {
		return fmt.Sprintf("translate(%s %s) scale(%s)", decimal(m.e), decimal(m.f), fine(m.a))
	}
	return fmt.Sprintf("matrix(%s %s %s %s %s %s)", fine(m.a), fine(m.b), fine(m.c), fine(m.d), decimal(m.e),
		decimal(m.f))
}

// define writes a glyph's outline in font units, once. It reports false for a
// glyph without one, such as a space.
func (c *svgCanvas) define(face *metrics, g glyph, id string) bool {
	if drawn, known := c.defined[id]; known {
		return drawn
	}
	outline := face.path(g.index)
	c.defined[id] = outline != ""
	if outline != "" {
		fmt.Fprintf(&c.defs, `<path id="%s" d="%s"/>`+"\n", id, outline)
	}
	return outline != ""
}

// pathData writes a glyph's contours.
func pathData(segments sfnt.Segments) string {
	var b bytes.Buffer
	for _, s := range segments {
		letter, points := byte('M'), 1
		switch s.Op {
		case sfnt.SegmentOpLineTo:
			letter = 'L'
		case sfnt.SegmentOpQuadTo:
			letter, points = 'Q', 2
		case sfnt.SegmentOpCubeTo:
			letter, points = 'C', 3
		}
		if letter == 'M' && b.Len() > 0 {
			b.WriteByte('Z')
		}
		b.WriteByte(letter)
		for i, p := range s.Args[:points] {
			if i > 0 {
				b.WriteByte(' ')
			}
			fmt.Fprintf(&b, "%d %d", int(p.X), int(p.Y))
		}
	}
	if b.Len() > 0 {
		b.WriteByte('Z')
	}
	return b.String()
}

// decimal rounds to 0.01.
func decimal(v float64) string { return shortest(math.Round(v*100) / 100) }

// fine keeps six decimals, for scales.
func fine(v float64) string { return shortest(math.Round(v*1e6) / 1e6) }

func shortest(v float64) string {
	if v == 0 {
		return "0" // also for -0
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

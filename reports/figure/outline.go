package figure

import (
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// glyph of a text: x is where it starts and end where the next one does but
// for kerning, in font units from the start of the text.
type glyph struct {
	char   rune
	index  sfnt.GlyphIndex
	x, end int
}

// glyphs of a text, kerned as vg measures them.
func (m *metrics) glyphs(text string) []glyph {
	out := make([]glyph, 0, len(text))
	x := 0
	for _, r := range text {
		l := m.letter(r)
		if n := len(out); n > 0 {
			x += m.kern(out[n-1].char, r)
		}
		out = append(out, glyph{char: r, index: l.index, x: x, end: x + l.advance})
		x += l.advance
	}
	return out
}

// outlined draws text as filled outlines. vgimg's own text is drawn upright
// and then turned as a picture, which blurs the label of the y axis.
type outlined struct {
	vg.CanvasSizer
	press *Press
}

// FillString implements vg.Canvas.
func (c outlined) FillString(f font.Face, at vg.Point, text string) {
	face := c.press.metrics(StyleOf(f.Font))
	unit := f.Font.Size / vg.Length(face.em)
	for _, g := range face.glyphs(text) {
		var p vg.Path
		place := func(q fixed.Point26_6) vg.Point {
			return vg.Point{X: at.X + vg.Length(g.x+int(q.X))*unit, Y: at.Y - vg.Length(q.Y)*unit}
		}
		for _, s := range face.outline(g.index) {
			switch s.Op {
			case sfnt.SegmentOpMoveTo:
				if len(p) > 0 {
					p.Close()
				}
				p.Move(place(s.Args[0]))
			case sfnt.SegmentOpLineTo:
				p.Line(place(s.Args[0]))
			case sfnt.SegmentOpQuadTo:
				p.QuadTo(place(s.Args[0]), place(s.Args[1]))
			case sfnt.SegmentOpCubeTo:
				p.CubeTo(place(s.Args[0]), place(s.Args[1]), place(s.Args[2]))
			}
		}
		if len(p) > 0 {
			p.Close()
			c.Fill(p)
		}
	}
}

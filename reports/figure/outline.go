package figure

import (
	xfont "golang.org/x/image/font"
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
func glyphs(f font.Face, text string) []glyph {
	var (
		buf sfnt.Buffer
		out []glyph
		x   fixed.Int26_6
		em  = fixed.Int26_6(f.Face.UnitsPerEm())
	)
	for _, r := range text {
		index, err := f.Face.GlyphIndex(&buf, r)
		if err != nil {
			continue
		}
		if n := len(out); n > 0 {
			if kern, err := f.Face.Kern(&buf, out[n-1].index, index, em, xfont.HintingNone); err == nil {
				x += kern
			}
		}
		g := glyph{char: r, index: index, x: int(x)}
		if advance, err := f.Face.GlyphAdvance(&buf, index, em, xfont.HintingNone); err == nil {
			x += advance
		}
		g.end = int(x)
		out = append(out, g)
	}
	return out
}

// contours of a glyph in font units, y downwards; none for a space.
func (g glyph) contours(f font.Face) sfnt.Segments {
	segments, err := f.Face.LoadGlyph(new(sfnt.Buffer), g.index, fixed.Int26_6(f.Face.UnitsPerEm()), nil)
	if err != nil {
		return nil
	}
	return segments
}

// outlined draws text as filled outlines. vgimg's own text is drawn upright
// and then turned as a picture, which blurs the label of the y axis.
type outlined struct{ vg.CanvasSizer }

// FillString implements vg.Canvas.
func (c outlined) FillString(f font.Face, at vg.Point, text string) {
	unit := f.Font.Size / vg.Length(f.Face.UnitsPerEm())
	for _, g := range glyphs(f, text) {
		var p vg.Path
		place := func(q fixed.Point26_6) vg.Point {
			return vg.Point{X: at.X + vg.Length(g.x+int(q.X))*unit, Y: at.Y - vg.Length(q.Y)*unit}
		}
		for _, s := range g.contours(f) {
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

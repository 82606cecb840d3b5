package figure

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"strings"

	"gonum.org/v1/plot/vg/draw"

	"graftstat/reports/document"
)

// EPS writes f as an Encapsulated PostScript file (level 2) that needs no font:
// each glyph is an outline. PostScript knows no transparency: a transparent
// area is filled with the colour that it has on white, and once more, where it
// lies upon others, with what both give. The file names no date.
func (p *Press) EPS(w io.Writer, f *document.Figure, size Size) error {
	clean, size, err := p.sized(f, size)
	if err != nil {
		return err
	}
	c := newEPSCanvas(p)
	if err := p.draw(draw.NewCanvas(c, size.Width, size.Height), clean); err != nil {
		return err
	}
	var b bytes.Buffer
	width, height := size.Width.Points(), size.Height.Points()
	fmt.Fprintf(&b, "%%!PS-Adobe-3.0 EPSF-3.0\n%%%%BoundingBox: 0 0 %d %d\n%%%%HiResBoundingBox: 0 0 %s %s\n",
		int(math.Ceil(width)), int(math.Ceil(height)), decimal(width), decimal(height))
	fmt.Fprintf(&b, "%%%%Title: (%s)\n%%%%LanguageLevel: 2\n%%%%EndComments\n%s", asciiTitle(clean.ID), epsProlog)
	b.Write(c.defs.Bytes())
	b.Write(c.areas.Bytes())
	fmt.Fprintf(&b, "end\n%%%%EndProlog\ngraftstat begin gsave\n1 setgray 0 0 %s %s rectfill\n", decimal(width),
		decimal(height))
	b.Write(c.body.Bytes())
	b.WriteString("grestore end\nshowpage\n%%EOF\n")
	_, err = w.Write(b.Bytes())
	return err
}

// epsProlog shortens the operators that every line of the file has. They stand
// in a dictionary of their own, as an embedded file must not change its host's.
const epsProlog = `%%BeginProlog
/graftstat 400 dict def graftstat begin
/m {moveto} bind def /l {lineto} bind def /c {curveto} bind def /z {closepath} bind def
/f {fill} bind def /s {stroke} bind def /w {setlinewidth} bind def /d {setdash} bind def
/k {setrgbcolor} bind def
`

// asciiTitle is an ID as a comment may have it.
func asciiTitle(id string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || strings.ContainsRune(`()\`, r) {
			return '_'
		}
		return r
	}, id)
}

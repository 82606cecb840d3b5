package pdf

import (
	"fmt"

	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"graftstat/reports/figure"
)

// fontSetting is the font that gofpdf writes with.
type fontSetting struct {
	face figure.FontStyle
	size float64
}

// typeface measures text as gonum's vg does, kerning included.
type typeface struct {
	font    *sfnt.Font
	buf     sfnt.Buffer
	em      fixed.Int26_6
	advance map[rune]float64    // in ems
	kern    map[[2]rune]float64 // in ems, 0 where the pair is not kerned
}

// typeface of a style, given to gofpdf when it is first asked for. gofpdf writes
// into the font's bytes; those of figure.FontBytes are this document's own.
func (r *report) typeface(name figure.FontStyle) *typeface {
	if face, ok := r.faces[name]; ok {
		return face
	}
	parsed, err := sfnt.Parse(figure.FontBytes(name))
	if err != nil {
		panic(fmt.Sprintf("font %s: %v", name, err)) // render makes it an error
	}
	r.pdf.AddUTF8FontFromBytes(family(name), "", figure.FontBytes(name))
	face := &typeface{
		font:    parsed,
		em:      fixed.Int26_6(parsed.UnitsPerEm()),
		advance: map[rune]float64{},
		kern:    map[[2]rune]float64{},
	}
	r.faces[name] = face
	return face
}

// family is gofpdf's name of a face.
func family(name figure.FontStyle) string { return "source-sans-3-" + string(name) }

// use makes gofpdf write with a face and size; it is told only what changes.
func (r *report) use(face figure.FontStyle, size float64) {
	r.typeface(face)
	if want := (fontSetting{face, size}); r.set != want {
		r.pdf.SetFont(family(face), "", size)
		r.set = want
	}
}

// advanceOf c, in ems.
func (f *typeface) advanceOf(c rune) float64 {
	if a, ok := f.advance[c]; ok {
		return a
	}
	glyph, _ := f.font.GlyphIndex(&f.buf, c)
	units, _ := f.font.GlyphAdvance(&f.buf, glyph, f.em, xfont.HintingNone)
	a := float64(units) / float64(f.em)
	f.advance[c] = a
	return a
}

// kernOf a pair, in ems.
func (f *typeface) kernOf(left, right rune) float64 {
	pair := [2]rune{left, right}
	if k, ok := f.kern[pair]; ok {
		return k
	}
	l, _ := f.font.GlyphIndex(&f.buf, left)
	g, _ := f.font.GlyphIndex(&f.buf, right)
	units, err := f.font.Kern(&f.buf, l, g, f.em, xfont.HintingNone)
	if err != nil {
		units = 0 // the font does not kern
	}
	k := float64(units) / float64(f.em)
	f.kern[pair] = k
	return k
}

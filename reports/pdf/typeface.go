package pdf

import "graftstat/reports/figure"

// fontSetting is the font that gofpdf writes with.
type fontSetting struct {
	face figure.FontStyle
	size float64
}

// family is gofpdf's name of a face.
func family(name figure.FontStyle) string { return "source-sans-3-" + string(name) }

// use makes gofpdf write with a face and size; it is told only what changes.
// It gets a face when that is first used, and writes into the font's bytes:
// those of figure.FontBytes are this document's own.
func (r *report) use(face figure.FontStyle, size float64) {
	if !r.fonts[face] {
		r.pdf.AddUTF8FontFromBytes(family(face), "", figure.FontBytes(face))
		r.fonts[face] = true
	}
	if want := (fontSetting{face, size}); r.set != want {
		r.pdf.SetFont(family(face), "", size)
		r.set = want
	}
}

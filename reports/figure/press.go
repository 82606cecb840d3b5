package figure

import (
	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// Press draws figures and keeps, from one to the next, what it has read from
// the font: widths of texts and outlines of glyphs. What it draws does not
// depend on what it drew before; it only is drawn sooner. A Press is for one
// goroutine at a time.
type Press struct{ faces map[FontStyle]*metrics }

// NewPress has read nothing yet.
func NewPress() *Press { return &Press{faces: map[FontStyle]*metrics{}} }

// Width of text in ems, kerned.
func (p *Press) Width(s FontStyle, text string) float64 {
	m := p.metrics(s)
	return float64(m.width(text)) / float64(m.em)
}

// Advance of a rune in ems.
func (p *Press) Advance(s FontStyle, r rune) float64 {
	m := p.metrics(s)
	return float64(m.letter(r).advance) / float64(m.em)
}

// Kern is by how much the second of two runes moves towards (negative) or away
// from the first, in ems.
func (p *Press) Kern(s FontStyle, left, right rune) float64 {
	m := p.metrics(s)
	return float64(m.kern(left, right)) / float64(m.em)
}

func (p *Press) metrics(s FontStyle) *metrics {
	m, ok := p.faces[s]
	if !ok {
		parsed := s.at(0).Face
		m = &metrics{
			font:     parsed,
			em:       fixed.Int26_6(parsed.UnitsPerEm()),
			letters:  map[rune]letter{},
			kerns:    map[uint64]int{},
			widths:   map[string]int{},
			outlines: map[sfnt.GlyphIndex]sfnt.Segments{},
			paths:    map[sfnt.GlyphIndex]string{},
		}
		p.faces[s] = m
	}
	return m
}

// face of a style in a size.
func (p *Press) face(s FontStyle, size vg.Length) typeface {
	return typeface{s.at(size), p.metrics(s)}
}

// typeface is a face that remembers what it measured.
type typeface struct {
	font.Face
	metrics *metrics
}

// Width of text, as vg measures it.
func (f typeface) Width(text string) vg.Length {
	return vg.Length(f.metrics.width(text)) * (f.Font.Size / vg.Length(f.metrics.em))
}

// metrics of one face in font units.
type metrics struct {
	font     *opentype.Font
	buf      sfnt.Buffer
	em       fixed.Int26_6
	letters  map[rune]letter
	kerns    map[uint64]int
	widths   map[string]int
	outlines map[sfnt.GlyphIndex]sfnt.Segments
	paths    map[sfnt.GlyphIndex]string // the outlines in the form of SVG
}

type letter struct {
	index   sfnt.GlyphIndex
	advance int
}

func (m *metrics) letter(r rune) letter {
	l, ok := m.letters[r]
	if !ok {
		l.index, _ = m.font.GlyphIndex(&m.buf, r) // prepare has refused runes without a glyph
		advance, _ := m.font.GlyphAdvance(&m.buf, l.index, m.em, xfont.HintingNone)
		l.advance = int(advance)
		m.letters[r] = l
	}
	return l
}

func (m *metrics) kern(left, right rune) int {
	pair := uint64(uint32(left))<<32 | uint64(uint32(right))
	k, ok := m.kerns[pair]
	if !ok {
		units, err := m.font.Kern(&m.buf, m.letter(left).index, m.letter(right).index, m.em, xfont.HintingNone)
		if err == nil { // else the font does not kern
			k = int(units)
		}
		m.kerns[pair] = k
	}
	return k
}

func (m *metrics) width(text string) int {
	w, ok := m.widths[text]
	if !ok {
		previous := rune(-1)
		for _, r := range text {
			if previous >= 0 {
				w += m.kern(previous, r)
			}
			w += m.letter(r).advance
			previous = r
		}
		m.widths[text] = w
	}
	return w
}

// outline of a glyph in font units, y downwards; none for a space.
func (m *metrics) outline(index sfnt.GlyphIndex) sfnt.Segments {
	segments, ok := m.outlines[index]
	if !ok {
		loaded, err := m.font.LoadGlyph(&m.buf, index, m.em, nil)
		if err == nil {
			segments = append(segments, loaded...) // the buffer's own are overwritten
		}
		m.outlines[index] = segments
	}
	return segments
}

// path of a glyph in the form of SVG.
func (m *metrics) path(index sfnt.GlyphIndex) string {
	data, ok := m.paths[index]
	if !ok {
		data = pathData(m.outline(index))
		m.paths[index] = data
	}
	return data
}

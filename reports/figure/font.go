package figure

import (
	"embed"
	"fmt"
	"sync"

	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

//go:embed fonts/*.ttf
var fontFiles embed.FS

// Typeface is the one family of figures and reports.
const Typeface = "Source Sans 3"

// FontStyle names one face of the family.
type FontStyle string

// The faces.
const (
	Regular    FontStyle = "regular"
	Italic     FontStyle = "italic"
	SemiBold   FontStyle = "semibold"
	Bold       FontStyle = "bold"
	BoldItalic FontStyle = "bold-italic"
)

// FontStyles lists the faces in a fixed order.
func FontStyles() []FontStyle {
	return []FontStyle{Regular, Italic, SemiBold, Bold, BoldItalic}
}

// FontBytes returns the TrueType file of a face, nil for an unknown one. Every
// call returns a copy of its own: gofpdf writes into the bytes that it is
// given, so two documents must not share them.
func FontBytes(s FontStyle) []byte {
	b, err := fontFiles.ReadFile("fonts/source-sans-3-" + string(s) + ".ttf")
	if err != nil {
		return nil
	}
	return b
}

// Fonts returns the faces for measuring and for drawing on a vg canvas. The
// cache is shared and only read; it is safe for several goroutines.
func Fonts() *font.Cache { return parsedFonts() }

// StyleOf names the face behind a font that a figure draws with.
func StyleOf(f font.Font) FontStyle {
	italic := f.Style != xfont.StyleNormal
	switch {
	case italic && f.Weight >= xfont.WeightBold:
		return BoldItalic
	case italic:
		return Italic
	case f.Weight >= xfont.WeightBold:
		return Bold
	case f.Weight >= xfont.WeightSemiBold:
		return SemiBold
	}
	return Regular
}

// parsedFonts is the embedded files in parsed form.
var parsedFonts = sync.OnceValue(func() *font.Cache {
	var faces font.Collection
	for _, s := range FontStyles() {
		parsed, err := opentype.Parse(FontBytes(s))
		if err != nil {
			panic(fmt.Sprintf("figure: embedded font %s: %v", s, err))
		}
		faces = append(faces, font.Face{Font: s.font(), Face: parsed})
	}
	return font.NewCache(faces)
})

func (s FontStyle) font() font.Font {
	f := font.Font{Typeface: Typeface}
	switch s {
	case Italic:
		f.Style = xfont.StyleItalic
	case SemiBold:
		f.Weight = xfont.WeightSemiBold
	case Bold:
		f.Weight = xfont.WeightBold
	case BoldItalic:
		f.Style, f.Weight = xfont.StyleItalic, xfont.WeightBold
	}
	return f
}

func (s FontStyle) at(size vg.Length) font.Face { return Fonts().Lookup(s.font(), size) }

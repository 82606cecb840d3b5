package figure

import (
	"bytes"
	"math"
	"testing"

	"gonum.org/v1/plot/vg"
)

func TestFontBytesAreCopies(t *testing.T) {
	for _, s := range FontStyles() {
		a := FontBytes(s)
		if len(a) < 100_000 {
			t.Fatalf("%s: %d bytes", s, len(a))
		}
		first := bytes.Clone(a)
		clear(a[:64])
		if !bytes.Equal(FontBytes(s), first) {
			t.Errorf("%s: writing into the bytes changed the font", s)
		}
	}
	if FontBytes("heavy") != nil {
		t.Error("an unknown face has bytes")
	}
}

func TestStyleOf(t *testing.T) {
	for _, s := range FontStyles() {
		face := s.at(9)
		if StyleOf(face.Font) != s {
			t.Errorf("%s comes back as %s", s, StyleOf(face.Font))
		}
		if !Fonts().Has(s.font()) {
			t.Errorf("%s is not among the fonts", s)
		}
	}
}

// The faces differ, so that no style falls back on another.
func TestFacesDiffer(t *testing.T) {
	seen := map[vg.Length]FontStyle{}
	for _, s := range FontStyles() {
		face := s.at(1000)
		w := face.Width("Xác suất sống còn")
		if other, ok := seen[w]; ok {
			t.Errorf("%s is as wide as %s", s, other)
		}
		seen[w] = s
	}
}

// Outlines stand where vg measures them: the last glyph ends at the width of
// the text.
func TestGlyphsAddUpToTheWidth(t *testing.T) {
	for _, s := range FontStyles() {
		face := s.at(1000) // font units are points
		for _, text := range []string{"Tỷ số nguy cơ AVATAR", "T", "138 (12, 45)", ""} {
			var end vg.Length
			for _, g := range NewPress().metrics(s).glyphs(text) {
				end = vg.Length(g.end)
			}
			if math.Abs(float64(end-face.Width(text))) > 1e-6 {
				t.Errorf("%s %q ends at %v, its width is %v", s, text, end, face.Width(text))
			}
		}
	}
}

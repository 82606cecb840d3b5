package figure

import (
	"errors"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"

	"graftstat/analysis/printable"
)

// What is called printable has a glyph in every face, since any may be used for
// any text; the rest has none, or cannot be seen. gofpdf knows no rune past U+FFFF.
func TestPrintableIsWhatEveryFaceHas(t *testing.T) {
	var buf sfnt.Buffer
	for r := ' '; r <= 0xFFFF; r++ {
		has := !unicode.In(r, unicode.Cc, unicode.Cf)
		for _, s := range FontStyles() {
			index, err := s.at(0).Face.GlyphIndex(&buf, r)
			has = has && err == nil && index != 0
		}
		if printable.Rune(r) != has {
			t.Errorf("U+%04X is printable: %v", r, !has)
		}
	}
	for r := rune(0x10000); r <= unicode.MaxRune; r++ {
		if printable.Rune(r) {
			t.Fatalf("U+%04X is printable", r)
		}
	}
}

// vietnamese gives the 134 letters that Vietnamese adds to ASCII or builds on
// its vowels: 12 vowels by 6 tones, less the 12 that are ASCII, and đ, in both
// cases.
func vietnamese() []string {
	var letters []string
	for _, vowel := range []string{"a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y"} {
		for _, tone := range []string{"", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"} {
			letter := norm.NFC.String(vowel + tone)
			letters = append(letters, letter, strings.ToUpper(letter))
		}
	}
	letters = append(letters, "đ", "Đ")
	var added []string
	for _, l := range letters {
		if len(l) > 1 {
			added = append(added, l)
		}
	}
	return added
}

func TestEveryVietnameseLetterHasAGlyph(t *testing.T) {
	letters := vietnamese()
	if len(letters) != 134 {
		t.Fatalf("%d letters, want 134", len(letters))
	}
	for _, l := range letters {
		if n := len([]rune(l)); n != 1 {
			t.Errorf("%q has %d runes in NFC", l, n)
		}
		if err := isDrawable(l); err != nil {
			t.Errorf("%s: %v", l, err)
		}
	}
}

func TestSignsOfReportsHaveGlyphs(t *testing.T) {
	if err := isDrawable("χ² ≤ ≥ ± − – — … × · → ° µ ½ « » “ ” ’ ‰ α β ρ τ Δ Σ √ ∞ ✓ ₫ \u00a0"); err != nil {
		t.Error(err)
	}
}

func TestCleanComposes(t *testing.T) {
	for _, l := range vietnamese() {
		got, err := Clean(norm.NFD.String("x" + l + "y"))
		if err != nil || got != "x"+l+"y" {
			t.Errorf("%q: %q, %v", l, got, err)
		}
		if norm.NFD.String(l) != l && isDrawable(norm.NFD.String(l)) == nil {
			t.Errorf("%q passes the check without being in NFC", l)
		}
	}
}

func TestCleanRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"a\xc3":         "UTF-8",
		"ab中":           "U+4E2D (character 3 of the text)",
		"𝒙":             "U+1D499",
		"a\tb":          "U+0009",
		"a\x00":         "U+0000",
		"x\u0489":       "U+0489",
		"\ufffd\ue000a": "U+",
	} {
		_, err := Clean(text)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want one with %s", text, err, want)
		}
	}
	if got, err := Clean("a\nb"); got != "a\nb" || err != nil {
		t.Errorf("line break: %q, %v", got, err)
	}
}

func FuzzClean(f *testing.F) {
	f.Add("Sống còn", "x")
	f.Add("\xff", "\u0301")
	f.Fuzz(func(t *testing.T, a, b string) {
		clean, err := Clean(a + b)
		if err == nil && isDrawable(clean) != nil {
			t.Errorf("%q is clean but does not pass the check", clean)
		}
	})
}

// isDrawable is nil for text that can be drawn as it is; text that is not in NFC
// cannot.
func isDrawable(text string) error {
	clean, err := Clean(text)
	if err == nil && clean != text {
		return errors.New("text is not in Unicode NFC")
	}
	return err
}

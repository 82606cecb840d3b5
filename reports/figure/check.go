package figure

import (
	"fmt"
	"sync"
	"unicode/utf8"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"
)

// Clean returns text in the one form that reaches paper: Unicode NFC. It is an
// error, which names the rune as U+XXXX and never quotes the text, if text is
// not valid UTF-8 or if a face of the font lacks one of its runes. A line
// break is kept: it is not drawn but ends a line.
func Clean(text string) (string, error) {
	if !utf8.ValidString(text) {
		return "", fmt.Errorf("text is not valid UTF-8")
	}
	if !norm.NFC.IsNormalString(text) {
		text = norm.NFC.String(text)
	}
	return text, checkGlyphs(text)
}

// Check reports whether text can be drawn as it is: what Clean refuses is an
// error, and so is text that is not in NFC.
func Check(text string) error {
	clean, err := Clean(text)
	if err == nil && clean != text {
		return fmt.Errorf("text is not in Unicode NFC")
	}
	return err
}

func checkGlyphs(text string) error {
	for i, r := range text {
		if r >= ' ' && r <= '~' || r == '\n' {
			continue
		}
		if !hasGlyph(r) {
			return fmt.Errorf("the font has no glyph for U+%04X (character %d of the text)", r, utf8.RuneCountInString(text[:i])+1)
		}
	}
	return nil
}

// hasGlyph reports whether every face has r, since any may be used for any
// text. gofpdf knows no rune past U+FFFF.
func hasGlyph(r rune) bool {
	if r < ' ' || r > 0xFFFF {
		return false
	}
	return glyphPages()[r/pageOfRunes]()[r%pageOfRunes]
}

// pageOfRunes is how many runes are looked up in the font at once.
const pageOfRunes = 256

// glyphPages say of each page of runes which of them every face has. A page is
// read from the embedded font when it is first asked for.
var glyphPages = sync.OnceValue(func() []func() [pageOfRunes]bool {
	pages := make([]func() [pageOfRunes]bool, 0x10000/pageOfRunes)
	for i := range pages {
		pages[i] = sync.OnceValue(func() [pageOfRunes]bool { return covers(rune(i) * pageOfRunes) })
	}
	return pages
})

func covers(first rune) (has [pageOfRunes]bool) {
	var buf sfnt.Buffer
	for k := range has {
		has[k] = true
		for _, s := range FontStyles() {
			index, err := s.at(0).Face.GlyphIndex(&buf, first+rune(k))
			has[k] = has[k] && err == nil && index != 0
		}
	}
	return has
}

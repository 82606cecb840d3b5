package figure

import (
	"fmt"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"graftstat/analysis/printable"
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

func checkGlyphs(text string) error {
	for i, r := range text {
		if !printable.Rune(r) {
			return fmt.Errorf("the font has no glyph for U+%04X (character %d of the text)", r,
				utf8.RuneCountInString(text[:i])+1)
		}
	}
	return nil
}

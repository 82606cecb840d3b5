// Package printable says which characters the reports can print, and what
// stands in the place of the others.
//
// A character is printable if every face of the reports' font has a glyph for
// it and if it can be seen: a control character, and one that only directs the
// text around it (Unicode's Cc and Cf, such as U+202E or the zero-width space),
// is none. A line break is printable, for it ends a line.
//
// Imports of ours: none.
package printable

import (
	"fmt"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

var table = sync.OnceValue(font)

// Rune reports whether r is printable.
func Rune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= ' ' && r < 0x7f || r == '\n'
	}
	return unicode.Is(table(), r) && !unicode.Is(unicode.Cf, r)
}

// Is reports whether text is valid UTF-8 of printable characters, once its
// letters are composed (NFC).
func Is(text string) bool {
	if isPlain(text) {
		return true
	}
	if !utf8.ValidString(text) {
		return false
	}
	for _, r := range norm.NFC.String(text) {
		if !Rune(r) {
			return false
		}
	}
	return true
}

// Text is text as the reports print it: each character that is not printable
// is its number, [U+202E], so that no two texts come to look the same; a byte
// that is no letter is [U+FFFD].
func Text(text string) string {
	if Is(text) {
		return text
	}
	var b strings.Builder
	for _, r := range norm.NFC.String(strings.ToValidUTF8(text, "\ufffd")) {
		if Rune(r) {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "[U+%04X]", r)
		}
	}
	return b.String()
}

// isPlain reports whether text is of ASCII letters, digits and signs only.
func isPlain(text string) bool {
	for i := 0; i < len(text); i++ {
		if text[i] < ' ' || text[i] >= 0x7f {
			return false
		}
	}
	return true
}

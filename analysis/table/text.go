package table

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Clean takes surrounding space off a cell and composes its letters (NFC), so
// that what looks the same is the same.
func Clean(s string) string {
	s = strings.TrimSpace(s)
	if !IsASCII(s) && !norm.NFC.IsNormalString(s) {
		s = norm.NFC.String(s)
	}
	return s
}

// IsASCII reports whether no byte lies beyond ASCII.
func IsASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// HeaderText is a header as it is compared: space and line breaks inside it are
// one space each.
func HeaderText(cell string) string {
	return strings.Join(strings.Fields(Clean(strings.ToValidUTF8(cell, "\ufffd"))), " ")
}

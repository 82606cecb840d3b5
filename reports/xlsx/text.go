package xlsx

import (
	"strings"
	"unicode/utf8"

	"graftstat/analysis/message"
)

// cleanText is a text as a workbook holds it: valid UTF-8 without control
// characters. That _x0041_ does not read back as A is excelize's work.
func cleanText(s string) (string, error) {
	if !utf8.ValidString(s) {
		return "", message.Errorf("a text is not valid UTF-8")
	}
	if strings.ContainsFunc(s, isControl) {
		s = strings.Map(func(r rune) rune {
			if isControl(r) {
				return -1
			}
			return r
		}, s)
	}
	if len(s) > maxText && units(s) > maxText {
		return "", message.Errorf("a text of %d bytes: %w", len(s), ErrTooLong)
	}
	return s, nil
}

func isControl(r rune) bool { return r < ' ' && r != '\n' && r != '\t' }

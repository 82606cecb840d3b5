package printable

import (
	"strings"
	"unicode"
)

// longestLevel is how many letters of a level an issue shows.
const longestLevel = 40

// Level is a level of the file as a message may show it: short, on one line, and
// without signs that steer a terminal.
func Level(level string) string {
	clean := strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, level)
	if letters := []rune(clean); len(letters) > longestLevel {
		return string(letters[:longestLevel]) + "…"
	}
	return clean
}

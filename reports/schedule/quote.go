package schedule

import (
	"encoding/xml"
	"strings"
)

// unit is a path in a unit of systemd, where a percent sign begins a specifier.
func unit(path string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, `%`, `%%`).Replace(path) + `"`
}

// argument is one of a command in a unit, where a dollar begins a variable too. The
// program itself takes none.
func argument(text string) string { return strings.ReplaceAll(unit(text), `$`, `$$`) }

// shell is one word of a POSIX shell.
func shell(word string) string { return `'` + strings.ReplaceAll(word, `'`, `'\''`) + `'` }

// cron is a word of a shell in a line of cron, to which a percent sign is the end of
// the command.
func cron(word string) string { return strings.ReplaceAll(shell(word), `%`, `\%`) }

// escapedXML is a text as the content of an element.
func escapedXML(text string) (string, error) {
	var b strings.Builder
	err := xml.EscapeText(&b, []byte(text))
	return b.String(), err
}

package plan

import (
	"fmt"
	"graftstat/analysis/message"
	"strings"
	"unicode/utf8"
)

// Error is one fault of a study file or a preset, with its place and what to
// do about it. A study file holds no patient data, so its text may be shown.
type Error struct {
	File         string
	Line, Column int    // 1-based, in characters
	Path         string // cohorts[1].endpoints, "" for the whole file
	Message      message.Text
	Next         message.Text // next step
	Excerpt      string       // the line with a caret under the column, "" where there is none
}

// Error is file:line:column: message, the line with a caret, and the next step.
func (e *Error) Error() string { return e.In(message.English) }

// In is Error in the language of a catalogue.
func (e *Error) In(c message.Catalogue) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s:%d:%d: ", e.File, e.Line, e.Column)
	if e.Path != "" {
		b.WriteString(e.Path + ": ")
	}
	b.WriteString(e.Message.In(c))
	if e.Excerpt != "" {
		b.WriteString("\n" + e.Excerpt)
	}
	if !e.Next.IsEmpty() {
		b.WriteString("\n" + e.Next.In(c))
	}
	return b.String()
}

// widestExcerpt is the longest line that is shown whole, in characters.
const widestExcerpt = 160

// excerpt shows a line of the source with a caret under a column.
func excerpt(source string, line, column int) string {
	lines := strings.Split(source, "\n")
	if line < 1 || line > len(lines) {
		return ""
	}
	text := []rune(strings.TrimRight(lines[line-1], "\r"))
	at := min(max(column-1, 0), len(text))
	if cut := at - widestExcerpt/2; cut > 0 && len(text) > widestExcerpt {
		text, at = append([]rune{'…'}, text[cut:]...), at-cut+1
	}
	if len(text) > widestExcerpt {
		text = append(text[:widestExcerpt:widestExcerpt], '…')
	}
	number := fmt.Sprintf("%5d | ", line)
	pad := []rune(strings.Repeat(" ", utf8.RuneCountInString(number)))
	for _, r := range text[:at] {
		if r != '\t' {
			r = ' '
		}
		pad = append(pad, r)
	}
	return number + string(text) + "\n" + string(pad) + "^"
}

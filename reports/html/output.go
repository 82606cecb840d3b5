package html

import (
	"bufio"
	"fmt"
	stdhtml "html"
	"strings"
)

// output keeps nothing of an error: the buffer gives it at its end.
type output struct{ out *bufio.Writer }

func (o *output) printf(format string, args ...any) { fmt.Fprintf(o.out, format, args...) }

// escaped is a text as HTML and as XML: what is no letter of either, such as
// a control character, becomes the replacement character.
func escaped(s string) string {
	return stdhtml.EscapeString(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < ' ' || r >= 0x7f && r <= 0x9f || r == 0xfffe || r == 0xffff:
			return '\ufffd'
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd")))
}

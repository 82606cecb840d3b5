package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/term"
)

// A console is standard output or standard error. It shows control characters,
// and those that turn the direction of a text, as their numbers, \\u202e: they may
// come from a file and would act on the terminal. Whoever reads may have gone
// away: that is no reason to fail, as the reports are files. What is written is UTF-8;
// to a console of Windows Go itself writes UTF-16, whatever its code page is, so that
// Vietnamese shows wherever the console's font has its letters.
type console struct {
	w io.Writer

	mutex  sync.Mutex
	failed error // the first that writing gave
}

// terminalOf is the terminal that a console writes to, where it is one.
func terminalOf(w io.Writer) (*os.File, bool) {
	c, ok := w.(*console)
	if !ok {
		return nil, false
	}
	f, ok := c.w.(*os.File)
	return f, ok && term.IsTerminal(int(f.Fd()))
}

func (c *console) Write(p []byte) (int, error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.failed == nil {
		_, c.failed = io.WriteString(c.w, escaped(string(p)))
	}
	return len(p), nil
}

func (c *console) fault() error {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.failed
}

// escaped is a text of which every character only shows itself. In a JSON text
// it stays the same text.
func escaped(text string) string {
	if strings.IndexFunc(text, acts) < 0 {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		switch {
		case !acts(r):
			b.WriteRune(r)
		case r > 0xFFFF:
			r -= 0x10000
			fmt.Fprintf(&b, `\u%04x\u%04x`, 0xD800+r>>10, 0xDC00+r&0x3FF)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}

// acts reports whether a character does something to the text around it.
func acts(r rune) bool {
	return r != '\n' && r != '\t' && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}

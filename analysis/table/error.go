package table

import (
	"errors"
	"graftstat/analysis/message"
	"io/fs"
	"strconv"
	"strings"
)

// An Error is a fault with which nothing can be computed: a file that is
// missing or empty, a required column that is absent, dates whose order cannot
// be known. It names a place and a next step, never the content of a data cell.
type Error struct {
	File    string       // as the study names it
	Line    int          // 1-based; 0: the whole file
	Column  string       // header text; "" if no single column is at fault
	Message message.Text // what is wrong
	Next    message.Text // what to do
	Err     error        // the cause; nil if the fault is in the data
}

// Error is "file:line: column: message; next step".
func (e *Error) Error() string { return e.In(message.English) }

// In is Error in the language of a catalogue.
func (e *Error) In(c message.Catalogue) string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Line > 0 {
		b.WriteString(":" + strconv.Itoa(e.Line))
	}
	if e.Column != "" {
		b.WriteString(": " + e.Column)
	}
	b.WriteString(": " + e.Message.In(c))
	if !e.Next.IsEmpty() {
		b.WriteString("; " + e.Next.In(c))
	}
	return b.String()
}

// Unwrap is the cause, such as fs.ErrNotExist.
func (e *Error) Unwrap() error { return e.Err }

// fileError words a fault of the file system without the folder's path.
func fileError(file string, err error) *Error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &Error{File: file, Message: message.Of("there is no such file"),
			Next: message.Of("check the name under data: in the study file; it is relative to the study file"),
			Err:  err}
	case errors.Is(err, fs.ErrPermission):
		return &Error{File: file, Message: message.Of("the file may not be read"),
			Next: message.Of("ask for permission to read it"), Err: err}
	}
	return &Error{File: file, Message: message.Of("the file cannot be read"),
		Next: message.Of("copy it to this computer and try again"),
		Err:  err}
}

// EmptyError is the Error for a file without any content.
func EmptyError(file string) *Error {
	return &Error{File: file, Message: message.Of("the file is empty"),
		Next: message.Of("export it again with a header and its rows")}
}

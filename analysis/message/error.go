package message

import (
	"errors"
	"io/fs"
	"strings"
)

// New is an error that says a sentence without arguments, such as a sentinel.
func New(form string) error { return &said{text: Of(form)} }

// Errorf is an error that says a sentence. As with fmt.Errorf, %w takes an error
// that it wraps.
func Errorf(form string, args ...any) error {
	e := &said{text: Of(strings.ReplaceAll(form, "%w", "%s"), args...)}
	for _, a := range args {
		if err, ok := a.(error); ok {
			e.wrapped = append(e.wrapped, err)
		}
	}
	return e
}

// said is an error whose sentence can be said in any language.
type said struct {
	text    Text
	wrapped []error
}

func (e *said) Error() string         { return e.text.String() }
func (e *said) In(c Catalogue) string { return e.text.In(c) }
func (e *said) Unwrap() []error       { return e.wrapped }

// Say is an error in the language of a catalogue. An error of the operating system
// is said by its kind where that is known; of any other the text stays as it is.
func Say(err error, c Catalogue) string {
	if worded, ok := err.(Worded); ok {
		return worded.In(c)
	}
	var path *fs.PathError
	if errors.As(err, &path) && err == error(path) {
		return path.Path + ": " + Say(path.Err, c)
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var parts []string
		for _, e := range joined.Unwrap() {
			parts = append(parts, Say(e, c))
		}
		return strings.Join(parts, "\n")
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Of("there is no such file or folder").In(c)
	case errors.Is(err, fs.ErrPermission):
		return Of("this is not permitted").In(c)
	case errors.Is(err, fs.ErrExist):
		return Of("it is there already").In(c)
	}
	return err.Error()
}

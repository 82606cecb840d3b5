package main

import (
	"fmt"
	"graftstat/analysis/message"
	"regexp"
	"runtime"
	"runtime/debug"
	"strings"
)

// errPanicked ends work that neither returned nor panicked: a library ended its
// goroutine.
var errPanicked = message.New("internal error: the work ended without a result")

// A panicError is a fault of this program. It holds where it happened and
// nothing of the data.
type panicError struct {
	kind   string
	frames []string
}

// newPanicError describes a recovered panic. The value itself may hold the
// content of a cell: only what the Go runtime says, which holds none, is kept.
func newPanicError(value any) *panicError {
	e := &panicError{kind: fmt.Sprintf("panic of type %T", value)}
	if fault, ok := value.(runtime.Error); ok {
		e.kind = fault.Error()
	}
	if text, ok := value.(string); ok { // of another goroutine, with its own stack
		e.frames = frames(text)
	}
	e.frames = append(e.frames, frames(string(debug.Stack()))...)
	return e
}

// frames are the calls of a stack trace as "function file.go:line", without
// what the functions were called with and without any other line of the text.
func frames(stack string) []string {
	function := regexp.MustCompile(`^[\pL\pN_./*()\[\]\-]+\(`)
	place := regexp.MustCompile(`^\t\S*?([\pL\pN_.\-]+/[\pL\pN_.\-]+\.(?:go|s):\d+)`)
	lines := strings.Split(stack, "\n")
	var found []string
	for i := 1; i < len(lines); i++ {
		at := place.FindStringSubmatch(lines[i])
		call := strings.TrimPrefix(lines[i-1], "created by ")
		if at == nil || !function.MatchString(call) {
			continue
		}
		found = append(found, call[:strings.LastIndexByte(call, '(')]+" "+at[1])
	}
	return found
}

func (e *panicError) Error() string { return e.In(message.English) }

func (e *panicError) In(c message.Catalogue) string {
	return message.Of("internal error: %s", e.kind).In(c)
}

// report is what the makers of the program need to mend it.
func (e *panicError) report(command string) []string {
	return append([]string{fmt.Sprintf("graftstat %s, %s, %s/%s, command %q", version(), runtime.Version(),
		runtime.GOOS, runtime.GOARCH, command)}, e.frames...)
}

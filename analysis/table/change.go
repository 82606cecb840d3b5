package table

import (
	"graftstat/analysis/message"
	"os"
	"time"
)

// A state of a file is what changes when somebody writes to it.
type state struct {
	size     int64
	modified time.Time
}

// stateOf is the state of an open file.
func stateOf(f *os.File) (state, error) {
	info, err := f.Stat()
	if err != nil {
		return state{}, err
	}
	return state{info.Size(), info.ModTime()}, nil
}

// refuseChange is the Error for a file that is no longer as it was when its
// reading began: what was read may be half of the old and half of the new.
func refuseChange(f *os.File, file string, before state) error {
	now, err := stateOf(f)
	if err != nil {
		return fileError(file, err)
	}
	if now.size != before.size || !now.modified.Equal(before.modified) {
		return ChangedError(file)
	}
	return nil
}

// ChangedError is the Error for a file that is not the same to its end.
func ChangedError(file string) error {
	return &Error{File: file, Message: message.Of("the file changed while it was read"),
		Next: message.Of("run again when nobody writes to it")}
}

package reports

import (
	"errors"
	"graftstat/analysis/message"
	"io/fs"
	"os"
)

// A remedy is the next step after a fault of the file system.
type remedy struct {
	fault error
	next  message.Text
}

// explain adds the next step to a fault of the file system. Other errors have
// theirs.
func explain(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	var call *os.SyscallError
	if !errors.As(err, &path) && !errors.As(err, &link) && !errors.As(err, &call) {
		return err
	}
	for _, r := range remedies() {
		if errors.Is(err, r.fault) {
			return message.Errorf("%w; %s", err, r.next)
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return message.Errorf("%w; the folder went away while it was written to: run again", err)
	}
	return message.Errorf("%w; look at the disk and run again, or choose another folder by --out", err)
}

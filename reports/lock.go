package reports

import (
	"errors"
	"graftstat/analysis/message"
	"io"
	"io/fs"
	"os"
	"strings"
	"unicode"
)

// ErrLocked is returned where another run holds the folder of the outputs.
var ErrLocked = message.New("another run is writing to this folder")

// lockName is the file in the folder of the outputs that a run keeps locked. It
// says who holds it.
const lockName = ".graftstat.lock"

// A lock on a folder of outputs. The system gives it up when the process ends,
// however it ends. It is known to hold between processes of one computer; what
// a network's file system makes of it is for that file system to say.
type lock struct {
	file *os.File
	path string
}

// acquire takes the lock or fails at once. A file system without locks gives
// errors.ErrUnsupported.
func acquire(path, holder string) (*lock, error) {
	for range 100 { // a holder that ends removes the file, perhaps just after it was opened here
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|noFollow, fileMode)
		if err != nil {
			return nil, err
		}
		if err := tryLock(f); err != nil {
			if errors.Is(err, ErrLocked) {
				err = message.Errorf("%w: %s; wait for its end, or choose another folder by --out", ErrLocked,
					readHolder(f))
			}
			f.Close()
			return nil, err
		}
		if isAt(f, path) {
			l := &lock{f, path}
			if err := l.write(holder); err != nil {
				l.release()
				return nil, err
			}
			return l, nil
		}
		f.Close()
	}
	return nil, message.Errorf("%w: it comes and goes; run again", ErrLocked)
}

// isAt reports whether an open file is still the one at its path.
func isAt(f *os.File, path string) bool {
	open, err := f.Stat()
	if err != nil {
		return false
	}
	there, err := os.Lstat(path)
	return err == nil && os.SameFile(open, there)
}

func (l *lock) write(holder string) error {
	if err := l.file.Truncate(0); err != nil {
		return err
	}
	_, err := l.file.WriteAt([]byte(holder+"\n"), 0)
	return err
}

// readHolder is what the holder of a lock says of itself.
func readHolder(f *os.File) string {
	const longest = 300
	content, err := io.ReadAll(io.NewSectionReader(f, 0, longest))
	line, _, _ := strings.Cut(string(content), "\n")
	line = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, line)
	if err != nil || line == "" {
		return "it has just begun"
	}
	return line
}

// release removes the file while it is still locked: whoever has opened it
// meanwhile sees that it is gone. A system that cannot remove an open file
// keeps it, unlocked.
func (l *lock) release() {
	if err := os.Remove(l.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		_ = l.file.Truncate(0) // it names no one who is gone
	}
	l.file.Close()
}

package reports

import (
	"bufio"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"graftstat/analysis/message"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"sync"
)

// writer makes files in one folder, and in no other by whatever name. Several
// files may be made at a time.
type writer struct {
	ctx  context.Context
	root *os.Root

	mutex    sync.Mutex
	written  []File
	progress func(stage string, done int)
}

// file makes one file whole on the disk. Its name has slashes.
func (w *writer) file(name string, write func(io.Writer) error) (err error) {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	if !isOurs(name, false) {
		return message.Errorf("%s is no name of an output: the next run would take it for a person's", name)
	}
	if err := w.folder(path.Dir(name)); err != nil {
		return err
	}
	f, err := w.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := f.Chmod(fileMode); err != nil {
		return err
	}
	sum := sha256.New()
	buffer := bufio.NewWriterSize(io.MultiWriter(f, sum), 1<<16)
	if err := write(buffer); err != nil {
		return err
	}
	if err := buffer.Flush(); err != nil {
		return err
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	w.note(File{name, info.Size(), hex.EncodeToString(sum.Sum(nil))})
	return f.Sync()
}

func (w *writer) note(f File) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.written = append(w.written, f)
	w.progress(f.Name, len(w.written))
}

// files are those that were written, in the order of the outputs and then by
// name: which of two was finished first does not matter.
func (w *writer) files() []File {
	order := []string{"results.json", "estimates.csv", "listing.csv", "covariates.csv", "tally.csv", "issues.csv"}
	place := func(f File) int {
		if i := slices.Index(order, f.Name); i >= 0 {
			return i
		}
		if path.Dir(f.Name) == "." {
			return len(order)
		}
		return len(order) + 1
	}
	slices.SortFunc(w.written, func(a, b File) int {
		return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a.Name, b.Name))
	})
	return w.written
}

// folder makes a folder and those above it. The temporary folder itself is
// never made: if it went away, the files written so far went with it.
func (w *writer) folder(name string) error {
	if name == "." {
		return nil
	}
	if err := w.folder(path.Dir(name)); err != nil {
		return err
	}
	if err := w.root.Mkdir(name, folderMode); errors.Is(err, fs.ErrExist) {
		return nil
	} else if err != nil {
		return err
	}
	return w.root.Chmod(name, folderMode)
}

// check makes sure that all files are still there before they are put in place.
func (w *writer) check() error {
	for _, f := range w.written {
		info, err := w.root.Lstat(f.Name)
		if err != nil {
			return err
		}
		if !info.Mode().IsRegular() || info.Size() != f.Size {
			return &fs.PathError{Op: "written", Path: f.Name, Err: message.New("another program changed the file")}
		}
	}
	return nil
}

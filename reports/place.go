package reports

import (
	"context"
	"errors"
	"graftstat/analysis/message"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// Modes of what a run makes, whatever the umask: for the owner and the group.
const (
	folderMode = 0o750
	fileMode   = 0o640
)

// A Place is the folder of one closing date, in a folder of outputs that is
// held against other runs.
type Place struct {
	// Recovered are the names of what killed runs had left: reports that were put
	// back, temporary folders that were removed.
	Recovered []string
	// Unlocked says why other runs are not held off: the file system has no locks.
	// It is nil where they are.
	Unlocked error

	dir   string // the folder of outputs, links resolved
	shown string // the same as it was named
	name  string // of the folder of the closing date
	made  []string
	lock  *lock

	mutex     sync.Mutex // an exchange and a release never meet
	released  bool
	temporary string // "" until something is written
}

// FolderName is the name of the folder of a run: its closing date.
func FolderName(asOf string) string {
	if asOf == "" {
		return "undated"
	}
	return asOf
}

// Reserve takes a folder of outputs for the run of one closing date, and makes
// it if there is none. Another run that holds it is ErrLocked, with what that
// run said of itself as its holder; a file that no run has written is ErrForeign.
// What killed runs left is put back or removed.
//
// The place must be released, however the run ends.
func Reserve(dir, asOf, holder string) (*Place, error) {
	p := &Place{shown: dir, name: FolderName(asOf)}
	if err := p.reserve(holder); err != nil {
		p.Release()
		return nil, explain(err)
	}
	return p, nil
}

func (p *Place) reserve(holder string) (err error) {
	if err := p.makeFolder(p.shown); err != nil {
		return err
	}
	if p.dir, err = filepath.EvalSymlinks(p.shown); err != nil {
		return err
	}
	if p.lock, err = acquire(filepath.Join(p.dir, lockName), holder); errors.Is(err, errors.ErrUnsupported) {
		p.Unlocked = err
	} else if err != nil {
		return err
	}
	if err := p.recover(); err != nil {
		return err
	}
	return refuseForeign(p.target())
}

// Release gives the folder up and removes whatever the run has not put in its
// place: the files of one that failed, or the reports that it replaced.
func (p *Place) Release() {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.released {
		return
	}
	p.released = true
	if p.temporary != "" {
		os.RemoveAll(p.temporary)
	}
	if p.lock != nil {
		p.lock.release()
	}
	for i := len(p.made) - 1; i >= 0; i-- {
		os.Remove(p.made[i]) // which fails, as it must, for a folder that is not empty
	}
}

func (p *Place) target() string { return filepath.Join(p.dir, p.name) }

// old is where the earlier folder waits while it cannot be exchanged.
func (p *Place) old() string { return filepath.Join(p.dir, "."+p.name+".old") }

// makeFolder makes a folder and those above it that are not there.
func (p *Place) makeFolder(folder string) error {
	if info, err := os.Stat(folder); err == nil && info.IsDir() {
		return nil
	}
	if above := filepath.Dir(folder); above != folder {
		if err := p.makeFolder(above); err != nil {
			return err
		}
	}
	if err := os.Mkdir(folder, folderMode); err != nil {
		return err
	}
	p.made = append(p.made, folder)
	return os.Chmod(folder, folderMode)
}

// recover ends what killed runs began. Without a lock only an exchange of this
// closing date is ended: the rest may belong to a run that is at work.
func (p *Place) recover() error {
	entries, err := os.ReadDir(p.dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		of, old, ok := leftover(e.Name())
		if !ok || p.lock == nil && !(old && of == p.name) {
			continue
		}
		path := filepath.Join(p.dir, e.Name())
		if old {
			err = putBack(path, filepath.Join(p.dir, of))
		} else {
			err = removeOurs(path)
		}
		switch {
		case err == nil:
			p.Recovered = append(p.Recovered, e.Name())
		case of == p.name:
			return err
		}
	}
	return nil
}

// putBack ends an exchange that was cut off between its two renames.
func putBack(old, target string) error {
	if _, err := os.Lstat(target); errors.Is(err, fs.ErrNotExist) {
		return os.Rename(old, target)
	} else if err != nil {
		return err
	}
	return removeOurs(old)
}

// removeOurs removes a folder of a run, or a link, but no file of a person's.
func removeOurs(path string) error {
	if info, err := os.Lstat(path); err == nil && info.Mode().Type() == fs.ModeSymlink {
		return os.Remove(path)
	}
	if err := refuseForeign(path); err != nil {
		return err
	}
	return os.RemoveAll(path)
}

// begin makes the temporary folder.
func (p *Place) begin() error {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.released {
		return errReleased
	}
	temporary, err := os.MkdirTemp(p.dir, "."+p.name+".new-*")
	if err != nil {
		return err
	}
	p.temporary = temporary
	return os.Chmod(temporary, folderMode)
}

// errReleased ends a run that was left behind: see Release.
var errReleased = message.New("the folder of the outputs was given up")

// exchange puts the temporary folder in the place of the target. What is in the
// target is looked at once more: a person may have put a file there meanwhile.
func (p *Place) exchange(ctx context.Context, inputs []string) error {
	if err := syncTree(p.temporary); err != nil {
		return err
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.released {
		return errReleased
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := refuseForeign(p.target()); err != nil {
		return err
	}
	if err := refuseInputs(p.target(), inputs); err != nil {
		return err
	}
	if err := p.swap(); err != nil {
		return err
	}
	_ = syncFolder(p.dir) // whether it is on the disk or not, the reports are whole: the old or the new
	return nil
}

func (p *Place) swap() error {
	if _, err := os.Lstat(p.target()); errors.Is(err, fs.ErrNotExist) {
		return os.Rename(p.temporary, p.target())
	}
	if err := exchange(p.temporary, p.target()); err == nil {
		return nil // the old reports lie in the temporary folder now
	}
	return p.swapInTwo()
}

// swapInTwo is for systems and disks that cannot swap two folders.
func (p *Place) swapInTwo() error {
	if err := os.Rename(p.target(), p.old()); err != nil {
		return err
	}
	if err := os.Rename(p.temporary, p.target()); err != nil {
		return errors.Join(err, os.Rename(p.old(), p.target()))
	}
	os.RemoveAll(p.old()) // the reports are written; what cannot be removed now goes at the next start
	return nil
}

// syncTree brings the names of all files to the disk; their content is there.
func syncTree(folder string) error {
	return filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.IsDir() {
			return err
		}
		return syncFolder(path)
	})
}

func syncFolder(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrPermission) &&
		!errors.Is(err, fs.ErrInvalid) {
		return message.Errorf("the names of the files: %w", err)
	}
	return nil
}

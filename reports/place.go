package reports

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// ErrForeign is returned where the place of the outputs holds files that this
// program did not write: they would be lost.
var ErrForeign = errors.New("the folder holds files that are not ours")

// place is the folder of one closing date and the temporary one beside it.
type place struct {
	target    string
	temporary string
	old       string // where the earlier folder waits while it cannot be exchanged
}

// newPlace makes the temporary folder. What an interrupted exchange left is
// put back or removed first.
func newPlace(dir, name string) (*place, error) {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, err
	}
	p := &place{target: filepath.Join(dir, name), old: filepath.Join(dir, "."+name+".old")}
	if err := p.recover(); err != nil {
		return nil, err
	}
	if err := refuseForeign(p.target); err != nil {
		return nil, err
	}
	temporary, err := os.MkdirTemp(dir, "."+name+".new-")
	if err != nil {
		return nil, err
	}
	p.temporary = temporary
	return p, os.Chmod(temporary, 0o750)
}

// recover ends an exchange that was cut off between its two renames.
func (p *place) recover() error {
	if _, err := os.Lstat(p.old); errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	if _, err := os.Lstat(p.target); errors.Is(err, fs.ErrNotExist) {
		return os.Rename(p.old, p.target)
	}
	return os.RemoveAll(p.old)
}

// exchange puts the temporary folder in the place of the target.
func (p *place) exchange() error {
	if err := syncFolder(p.temporary); err != nil {
		return err
	}
	if _, err := os.Lstat(p.target); errors.Is(err, fs.ErrNotExist) {
		if err := os.Rename(p.temporary, p.target); err != nil {
			return err
		}
		return syncFolder(filepath.Dir(p.target))
	}
	if err := exchange(p.temporary, p.target); err == nil {
		return syncFolder(filepath.Dir(p.target)) // the old reports lie in the temporary folder now
	}
	if err := os.Rename(p.target, p.old); err != nil {
		return err
	}
	if err := os.Rename(p.temporary, p.target); err != nil {
		return errors.Join(err, os.Rename(p.old, p.target))
	}
	return errors.Join(syncFolder(filepath.Dir(p.target)), os.RemoveAll(p.old))
}

// discard removes whatever lies in the temporary folder: a failed run's files,
// or the earlier reports after an exchange.
func (p *place) discard() { os.RemoveAll(p.temporary) }

// refuseForeign keeps a folder from being replaced that holds what a person
// put there. Lock files of office programs do not count.
func refuseForeign(folder string) error {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !isOurs(e.Name()) {
			return fmt.Errorf("%w: %s in %s; move it elsewhere, or choose another folder by --out", ErrForeign, e.Name(), folder)
		}
	}
	return nil
}

func isOurs(name string) bool {
	switch name {
	case "results.json", "listing.csv", "issues.csv", "figures":
		return true
	}
	return strings.HasPrefix(name, "report.") || strings.HasPrefix(name, "~$") || strings.HasPrefix(name, ".~lock.")
}

func syncFolder(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrPermission) && !errors.Is(err, fs.ErrInvalid) {
		return err
	}
	return nil
}

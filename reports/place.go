package reports

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
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
	if err := makeFolder(dir); err != nil {
		return nil, fmt.Errorf("%w; choose another folder by --out", err)
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
	if err := os.Chmod(temporary, folderMode); err != nil {
		p.discard()
		return nil, err
	}
	return p, nil
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
	return p.exchangeInTwo()
}

// exchangeInTwo is for systems and disks that cannot swap two folders.
func (p *place) exchangeInTwo() error {
	if err := os.Rename(p.target, p.old); err != nil {
		return err
	}
	if err := os.Rename(p.temporary, p.target); err != nil {
		return errors.Join(err, os.Rename(p.old, p.target))
	}
	os.RemoveAll(p.old) // the reports are written; what cannot be removed now goes at the next start
	return syncFolder(filepath.Dir(p.target))
}

// discard removes whatever lies in the temporary folder: a failed run's files,
// or the earlier reports after an exchange.
func (p *place) discard() { os.RemoveAll(p.temporary) }

// refuseForeign keeps a folder from being replaced that holds what a person
// put there.
func refuseForeign(folder string) error {
	if info, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err == nil && !info.IsDir() {
		return fmt.Errorf("%w: %s is a file; move it elsewhere, or choose another folder by --out", ErrForeign, folder)
	}
	return filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil || name == "." || isOurs(filepath.ToSlash(name), e.IsDir()) {
			return err
		}
		return fmt.Errorf("%w: %s in %s; move it elsewhere, or choose another folder by --out", ErrForeign, name, folder)
	})
}

// isOurs reports whether a run may have written a file or folder of this name.
// What office programs and file browsers leave beside a file does not count as
// a person's.
func isOurs(name string, folder bool) bool {
	ours := []string{"results.json", "listing.csv", "issues.csv", "report.??.pdf", "report.??.xlsx", "figures/??/*.svg", "figures/??/*.png"}
	left := []string{"~$*", ".~lock.*", "Thumbs.db", "desktop.ini", ".DS_Store"}
	if folder {
		ours, left = []string{"figures", "figures/??"}, nil
	}
	return matches(ours, name) || matches(left, path.Base(name))
}

func matches(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		matched, err := path.Match(pattern, name)
		return err == nil && matched
	})
}

// Modes of what a run makes, whatever the umask: for the owner and the group.
const (
	folderMode = 0o750
	fileMode   = 0o640
)

// makeFolder makes a folder and those above it that are not there.
func makeFolder(folder string) error {
	if info, err := os.Stat(folder); err == nil && info.IsDir() {
		return nil
	}
	if above := filepath.Dir(folder); above != folder {
		if err := makeFolder(above); err != nil {
			return err
		}
	}
	if err := os.Mkdir(folder, folderMode); err != nil {
		return err
	}
	return os.Chmod(folder, folderMode)
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

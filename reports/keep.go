package reports

import (
	"errors"
	"graftstat/analysis/message"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// latestName is the link to the folder of the newest closing date.
const latestName = "latest"

// prune keeps the folders of the newest closing dates, keep of them, and
// removes the others: those that are a run's and no one else's, in which no
// input lies. The folder just written stays, whatever its date. 0 keeps all.
func (p *Place) prune(keep int, inputs []string) (removed []string, err error) {
	if keep <= 0 {
		return nil, nil
	}
	names, err := p.runs()
	if err != nil {
		return nil, err
	}
	for i, name := range names {
		folder := filepath.Join(p.dir, name)
		if i < keep || name == p.name || refuseInputs(folder, inputs) != nil {
			continue
		}
		if err := p.remove(folder, name); err != nil {
			return removed, err
		}
		removed = append(removed, name)
	}
	return removed, nil
}

// runs are the names of the folders of closing dates, newest first.
func (p *Place) runs() ([]string, error) {
	entries, err := os.ReadDir(p.dir)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		if e.IsDir() && dated(e.Name()) && isRun(filepath.Join(p.dir, e.Name())) {
			names = append(names, e.Name())
		}
	}
	slices.SortFunc(names, func(a, b string) int { return strings.Compare(b, a) })
	return names, nil
}

// remove takes a folder out of sight in one step before it is emptied: one that
// is killed leaves the whole folder or a temporary one, never half of it.
func (p *Place) remove(folder, name string) error {
	aside, err := os.MkdirTemp(p.dir, "."+name+".new-*")
	if err != nil {
		return err
	}
	if err := errors.Join(os.Remove(aside), os.Rename(folder, aside)); err != nil {
		return err
	}
	return os.RemoveAll(aside)
}

// link points the link named latest to the newest closing date, relative to
// where it lies, in one step. What is no link of that name is left alone.
func (p *Place) link() error {
	names, err := p.runs()
	if err != nil || len(names) == 0 {
		return err
	}
	path := filepath.Join(p.dir, latestName)
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return err
	case info.Mode().Type() != fs.ModeSymlink:
		return message.Errorf("%s is no link and stays as it is", path)
	}
	if to, err := os.Readlink(path); err == nil && to == names[0] {
		return nil
	}
	aside, err := os.MkdirTemp(p.dir, "."+latestName+".new-*")
	if err != nil {
		return err
	}
	if err := os.Remove(aside); err != nil {
		return err
	}
	if err := os.Symlink(names[0], aside); err != nil {
		return err
	}
	if os.Rename(aside, path) == nil {
		return nil
	}
	// A system that cannot replace a link: rather none than one to an earlier date.
	if err := errors.Join(os.Remove(path), os.Rename(aside, path)); err != nil {
		return errors.Join(err, os.Remove(aside))
	}
	return nil
}

package reports

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

func TestFaultsHaveANextStep(t *testing.T) {
	for errno, want := range map[unix.Errno]string{unix.ENOSPC: "make room", unix.EDQUOT: "quota",
		unix.EROFS: "read-only", unix.EACCES: "ask for the right", unix.EPERM: "ask for the right",
		unix.EFBIG: "ulimit", unix.EMFILE: "ulimit", unix.ENOENT: "run again", unix.EIO: "look at the disk"} {
		for _, err := range []error{&fs.PathError{Op: "write", Path: "a", Err: errno},
			&os.LinkError{Op: "rename", Old: "a", New: "b", Err: errno}, os.NewSyscallError("flock", errno)} {
			if got := explain(err); !errors.Is(got, errno) || !strings.Contains(got.Error(), want) {
				t.Errorf("%v is explained as %v", err, got)
			}
		}
	}
	if err := errors.New("no fault of a disk"); explain(err) != err {
		t.Errorf("explained as %v", explain(err))
	}
}

// What goes away while it is written is not made again by halves.
func TestFolderThatVanishes(t *testing.T) {
	r, l := sample(t)
	for name, c := range map[string]struct{ gone func(dir string) error }{
		"the temporary folder": {func(dir string) error {
			return removeAll(filepath.Join(dir,
				".2026-06-30.new-*"))
		}},
		"a file that is written": {func(dir string) error {
			return removeAll(filepath.Join(dir, ".2026-06-30.new-*",
				"issues.csv"))
		}},
		"a folder that is written": {func(dir string) error {
			return removeAll(filepath.Join(dir, ".2026-06-30.new-*",
				"figures"))
		}},
		"the folder of the outputs": {removeTree},
	} {
		dir := filepath.Join(t.TempDir(), "out")
		write(t, dir, r, l, small())
		before := tree(t, dir)
		gone := false
		w, err := tryToWrite(context.Background(), dir, r, l, options(), func(stage string, _ int) {
			if strings.HasPrefix(stage, "figures/en/") && !gone {
				gone = true
				if err := c.gone(dir); err != nil {
					t.Error(err)
				}
			}
		})
		if err == nil || w != nil || !strings.Contains(err.Error(), "run again") {
			t.Errorf("%s is gone: written %v, error %v", name, w, err)
		}
		if name == "the folder of the outputs" {
			if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("%s was made again, error %v", name, err)
			}
			continue
		}
		sameTree(t, name, tree(t, dir), before)
	}
}

func removeAll(pattern string) error {
	found, err := filepath.Glob(pattern)
	if err != nil || len(found) != 1 {
		return errors.Join(err, errors.New("nothing to remove"))
	}
	return removeTree(found[0])
}

// removeTree removes a folder into which others still write.
func removeTree(folder string) error {
	err := os.RemoveAll(folder)
	for tries := 0; err != nil && tries < 1000; tries++ {
		err = os.RemoveAll(folder)
	}
	return err
}

func TestFileThatAnotherProgramChanges(t *testing.T) {
	r, l := sample(t)
	dir := t.TempDir()
	write(t, dir, r, l, small())
	before := tree(t, dir)
	_, err := tryToWrite(context.Background(), dir, r, l, options(), func(stage string, _ int) {
		if stage == "report.vi.pdf" {
			found, _ := filepath.Glob(filepath.Join(dir, ".2026-06-30.new-*"))
			put(t, "cut", found[0], "report.en.pdf")
		}
	})
	if err == nil || !strings.Contains(err.Error(), "another program") {
		t.Errorf("error %v", err)
	}
	sameTree(t, "after the change", tree(t, dir), before)
}

// A file that a person puts into the old folder during the run is not lost.
func TestForeignFileDuringTheRun(t *testing.T) {
	r, l := sample(t)
	dir := t.TempDir()
	write(t, dir, r, l, small())
	_, err := tryToWrite(context.Background(), dir, r, l, options(), func(stage string, _ int) {
		if stage == "report.vi.pdf" {
			put(t, "mine", dir, "2026-06-30", "notes.txt")
		}
	})
	if !errors.Is(err, ErrForeign) {
		t.Errorf("error %v", err)
	}
	if all := tree(t, filepath.Join(dir, "2026-06-30")); !strings.HasSuffix(all["notes.txt"], " mine") ||
		len(files(all)) != 5 {
		t.Errorf("there are %q", files(all))
	}
}

func TestInputsAreNeverReplaced(t *testing.T) {
	r, l := sample(t)
	dir := t.TempDir()
	put(t, "site", dir, "2026-06-30", "counts.csv")
	linked := filepath.Join(t.TempDir(), "linked.csv")
	if err := os.Symlink(filepath.Join(dir, "2026-06-30", "counts.csv"), linked); err != nil {
		t.Fatal(err)
	}
	before := tree(t, dir)
	for _, input := range []string{filepath.Join(dir, "2026-06-30", "counts.csv"), linked} {
		o := small()
		o.Inputs = []string{filepath.Join(t.TempDir(), "not-there.csv"), input}
		if _, err := tryToWrite(context.Background(), dir, r, l, o, func(string, int) {}); err == nil ||
			!strings.Contains(err.Error(), "--out") {
			t.Errorf("%s: error %v", input, err)
		}
	}
	sameTree(t, "after the refusal", tree(t, dir), before)
}

func TestLinksAsPlace(t *testing.T) {
	r, l := sample(t)
	far, dir := t.TempDir(), t.TempDir()
	write(t, far, r, l, small())
	before := tree(t, far)
	if err := os.Symlink(filepath.Join(far, "2026-06-30"), filepath.Join(dir, "2026-06-30")); err != nil {
		t.Fatal(err)
	}
	if _, err := tryToWrite(context.Background(), dir, r, l, options(), func(string, int) {}); !errors.Is(err,
		ErrForeign) {
		t.Errorf("the folder of the date is a link: error %v", err)
	}
	sameTree(t, "behind the link", tree(t, far), before)

	linked := filepath.Join(t.TempDir(), "linked")
	if err := os.Symlink(far, linked); err != nil {
		t.Fatal(err)
	}
	w := write(t, linked, r, l, options())
	if w.Folder != filepath.Join(linked, "2026-06-30") {
		t.Errorf("written to %s", w.Folder)
	}
	besideIt(t, far, "2026-06-30", "latest")
	if info, err := os.Lstat(linked); err != nil || info.Mode().Type() != fs.ModeSymlink {
		t.Errorf("the link to the folder of the outputs is %v, error %v", info, err)
	}
}

package reports

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

func TestModesDoNotDependOnTheUmask(t *testing.T) {
	r, l := sample(t)
	for _, mask := range []int{0, 0o022, 0o077} {
		dir := filepath.Join(t.TempDir(), "a", "out")
		before := syscall.Umask(mask)
		w, err := tryToWrite(context.Background(), dir, r, l, options(), func(string, int) {})
		syscall.Umask(before)
		if err != nil {
			t.Fatal(err)
		}
		all := tree(t, filepath.Dir(filepath.Dir(w.Folder)))
		if len(all) < 10 {
			t.Fatalf("only %d files", len(all))
		}
		for name, content := range all {
			mode, _, _ := strings.Cut(content, " ")
			if mode != "-rw-r-----" && mode != "drwxr-x---" && name != "out/latest" {
				t.Errorf("umask %03o: %s has mode %s", mask, name, mode)
			}
		}
	}
}

func TestReadOnlyFolder(t *testing.T) {
	r, l := sample(t)
	dir := t.TempDir()
	write(t, dir, r, l, small())
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	before := tree(t, dir)
	var err error
	withoutPrivilege(t, func() {
		_, err = tryToWrite(context.Background(), dir, r, l, small(), func(string, int) {})
	})
	if !errors.Is(err, fs.ErrPermission) {
		t.Errorf("error %v", err)
	}
	sameTree(t, "read-only", tree(t, dir), before)
	if err := os.Chmod(dir, 0o755); err != nil { // for the clean-up
		t.Error(err)
	}
}

// withoutPrivilege runs f as root may not: with the rights over files that any
// other user has. The thread is thrown away after it.
func withoutPrivilege(t *testing.T, f func()) {
	t.Helper()
	const nobody = 65534
	done := make(chan struct{})
	go func() {
		defer close(done)
		if os.Geteuid() == 0 {
			runtime.LockOSThread() // and never unlocked
			if err := syscall.Setfsuid(nobody); err != nil {
				t.Error(err)
				return
			}
		}
		f()
	}()
	<-done
}

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A study file that was changed since it was read stays as it is, and nothing is left
// beside it; one that was not is replaced and keeps its permissions.
func TestChangedStudyFileIsNotReplaced(t *testing.T) {
	path := filepath.Join(t.TempDir(), studyName)
	if err := os.WriteFile(path, []byte("as edited"), 0o600); err != nil {
		t.Fatal(err)
	}
	err := replaceUnchanged(path, []byte("as read"), []byte("patched"))
	if err == nil || !strings.Contains(err.Error(), "was changed while the files were read") {
		t.Errorf("a changed study file: %v", err)
	}
	for _, step := range []struct{ was, want string }{{"", "as edited"}, {"as edited", "patched"}} {
		if step.was != "" {
			if err := replaceUnchanged(path, []byte(step.was), []byte(step.want)); err != nil {
				t.Fatal(err)
			}
		}
		is, err := os.ReadFile(path)
		if err != nil || string(is) != step.want {
			t.Errorf("the study file is %q, %v; want %q", is, err, step.want)
		}
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("permissions %v, %v", info.Mode(), err)
	}
	if left, err := os.ReadDir(filepath.Dir(path)); err != nil || len(left) != 1 {
		t.Errorf("left beside it: %v, %v", left, err)
	}
}

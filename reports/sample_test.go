package reports

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"graftstat/analysis/result"
)

// sample is a run on six invented patients: graftstat run testdata/study.yaml
// wrote testdata/run.
func sample(t *testing.T) (*result.Results, *result.Listing) {
	t.Helper()
	return readRun(t, "testdata/run")
}

func readRun(t *testing.T, folder string) (*result.Results, *result.Listing) {
	t.Helper()
	f, err := os.Open(filepath.Join(folder, "results.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := result.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	g, err := os.Open(filepath.Join(folder, "listing.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	l, err := result.DecodeListing(g)
	if err != nil {
		t.Fatal(err)
	}
	return r, l
}

// options write everything but PNG figures to dir.
func options(dir string) Options {
	return Options{Dir: dir, Languages: []string{"en", "vi"}, Formats: []string{"xlsx", "pdf", "json", "figures"}, Figures: []string{"svg"}}
}

// small are options for the files that take no time.
func small(dir string) Options {
	return Options{Dir: dir, Languages: []string{"en"}, Formats: []string{"json"}}
}

func write(t *testing.T, r *result.Results, l *result.Listing, o Options) (string, []string) {
	t.Helper()
	folder, files, err := Write(context.Background(), r, l, o, func(string, int) {})
	if err != nil {
		t.Fatal(err)
	}
	return folder, files
}

// tree is every file and folder under dir, with mode and content.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := make(map[string]string)
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		content := []byte{}
		if info.Mode().IsRegular() {
			if content, err = os.ReadFile(path); err != nil {
				return err
			}
		}
		name, err := filepath.Rel(dir, path)
		all[filepath.ToSlash(name)] = info.Mode().String() + " " + string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// files are the names of the files, not the folders, of a tree.
func files(all map[string]string) []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if strings.HasPrefix(all[name], "-") {
			names = append(names, name)
		}
	}
	return names
}

// sameTree fails where two trees differ, and says in which file.
func sameTree(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if content, there := got[name]; !there {
			t.Errorf("%s: %s is gone", what, name)
		} else if content != want[name] {
			t.Errorf("%s: %s has changed", what, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if _, there := want[name]; !there {
			t.Errorf("%s: %s was not there", what, name)
		}
	}
}

func put(t *testing.T, content string, path ...string) {
	t.Helper()
	name := filepath.Join(path...)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

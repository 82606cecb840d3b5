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

// testHolder is what these tests say of themselves as holders of a folder.
const testHolder = "process 1 on here since then"

// options are for everything but PNG figures.
func options() Options {
	return Options{Languages: []string{"en", "vi"}, Formats: []string{"xlsx", "pdf", "html", "json", "figures"},
		Figures: []string{"svg"}}
}

// small are options for the files that take no time.
func small() Options {
	return Options{Languages: []string{"en"}, Formats: []string{"json"}}
}

func write(t *testing.T, dir string, r *result.Results, l *result.Listing, o Options) *Written {
	t.Helper()
	w, err := tryToWrite(context.Background(), dir, r, l, o, func(string, int) {})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func tryToWrite(ctx context.Context, dir string, r *result.Results, l *result.Listing, o Options,
	progress func(string, int)) (*Written, error) {
	p, err := Reserve(dir, r.AsOf, testHolder)
	if err != nil {
		return nil, err
	}
	defer p.Release()
	return Write(ctx, p, r, l, o, progress)
}

// names of the files that were written, in their order.
func names(w *Written) []string {
	var all []string
	for _, f := range w.Files {
		all = append(all, f.Name)
	}
	return all
}

// tree is every file, folder and link under dir, with mode and content.
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
		if info.Mode().Type() == fs.ModeSymlink {
			to, err := os.Readlink(path)
			if err != nil {
				return err
			}
			content = []byte(to)
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

package golden

import (
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
)

var (
	update   = flag.Bool("update", false, "renew the goldens of the tests that run")
	pictures = flag.String("pictures", "", "folder in which every picture is left, for a look")
)

// exact says whether hashes are those of the goldens' architecture.
const exact = runtime.GOARCH == "amd64"

// A Folder of goldens, to be used by one test.
type Folder struct {
	t        testing.TB
	path     string
	seen     map[string]bool
	pictures map[string]string // lines of pictures.txt by the name of the picture
	drawn    map[string]string // those of this test
	changed  []string          // what is to be said of pictures
}

// Open opens testdata/golden/NAME. When the test ends, a golden that it has not
// compared is an error.
func Open(t testing.TB, name string) *Folder {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	f := &Folder{t: t, path: path, seen: map[string]bool{}, drawn: map[string]string{}}
	if *update {
		if !exact {
			t.Fatal("goldens are renewed on amd64 only")
		}
		if err := os.RemoveAll(f.path); err != nil {
			t.Fatal(err)
		}
	}
	f.pictures = pictureLines(f.read(pictureList))
	t.Cleanup(f.close)
	return f
}

// read gives what a golden holds, and nothing for one that is not there.
func (f *Folder) read(name string) string {
	f.t.Helper()
	content, err := os.ReadFile(filepath.Join(f.path, name))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		f.t.Fatal(err)
	}
	return string(content)
}

func (f *Folder) write(name, content string) {
	f.t.Helper()
	save(f.t, content, f.path, name)
}

func save(t testing.TB, content string, path ...string) {
	t.Helper()
	file := filepath.Join(path...)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Text compares a text with its golden.
func (f *Folder) Text(name, got string) {
	f.t.Helper()
	f.seen[name] = true
	if *update {
		f.write(name, got)
		return
	}
	want := f.read(name)
	if comparable(got) == comparable(want) {
		return
	}
	folder := failures(f.t)
	save(f.t, got, folder, f.path, name)
	f.t.Errorf("%s has changed; the new one is %s\n%s", filepath.Join(f.path, name),
		filepath.Join(folder, f.path, name), difference(comparable(want), comparable(got)))
}

// close compares the list of pictures and looks for goldens that nothing makes.
func (f *Folder) close() {
	if len(f.drawn) > 0 || len(f.pictures) > 0 {
		f.closePictures()
	}
	if f.t.Failed() || *update {
		return
	}
	err := filepath.WalkDir(f.path, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		if name, err := filepath.Rel(f.path, path); err != nil || !f.seen[filepath.ToSlash(name)] {
			f.t.Errorf("%s is the golden of nothing", path)
		}
		return nil
	})
	if err != nil {
		f.t.Error(err)
	}
}

// Sum is a hash as goldens show it.
func Sum(content []byte) string { return fmt.Sprintf("sha256:%.6x", sha256.Sum256(content)) }

var hash = regexp.MustCompile(`sha256:[0-9a-f]+`)

// comparable leaves the hashes out where they may differ.
func comparable(text string) string {
	if exact {
		return text
	}
	return hash.ReplaceAllLiteralString(text, "sha256")
}

var failureFolder = sync.OnceValues(func() (string, error) { return os.MkdirTemp("", "graftstat-golden-") })

// failures is the folder for what differs. It outlives the test.
func failures(t testing.TB) string {
	t.Helper()
	folder, err := failureFolder()
	if err != nil {
		t.Fatal(err)
	}
	return folder
}

// maxLines of a difference that a failure prints, and maxRunes of a line.
const (
	maxLines = 12
	maxRunes = 160
)

// difference shows the lines that are in one text alone, old ones first where
// both change. Lines are taken as a set with counts: enough to find a place.
func difference(want, got string) string {
	if want == "" {
		return "  there was no golden"
	}
	count := map[string]int{}
	for line := range strings.Lines(want) {
		count[line]--
	}
	for line := range strings.Lines(got) {
		count[line]++
	}
	var out []string
	only := func(text, sign string, step int) {
		for i, line := range slices.Collect(strings.Lines(text)) {
			if count[line]*step > 0 {
				count[line] -= step
				out = append(out, fmt.Sprintf("  %s%d: %.*s", sign, i+1, maxRunes, strings.TrimSuffix(line, "\n")))
			}
		}
	}
	only(want, "-", -1)
	removed := len(out)
	only(got, "+", 1)
	added := out[removed:]
	if len(out) == 0 {
		return "  the same lines in another order"
	}
	shown := slices.Concat(out[:min(removed, maxLines/2)], added[:min(len(added), maxLines/2)])
	if left := len(out) - len(shown); left > 0 {
		shown = append(shown, fmt.Sprintf("  and %d more lines", left))
	}
	return strings.Join(shown, "\n")
}

// sorted are the keys of a map in order.
func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

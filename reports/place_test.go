package reports

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestExchangeReplacesTheWholeFolder(t *testing.T) {
	for name, exchange := range map[string]func(*Place) error{"at once": (*Place).swap, "in two renames": (*Place).
		swapInTwo} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			put(t, "old", dir, "2026-06-30", "results.json")
			put(t, "old", dir, "2026-06-30", "report.en.pdf")
			p := newTestPlace(t, dir)
			put(t, "new", p.temporary, "results.json")
			if err := exchange(p); err != nil {
				t.Fatal(err)
			}
			p.Release()
			all := tree(t, dir)
			if got := strings.Join(files(all), " "); got != "2026-06-30/results.json" ||
				!strings.HasSuffix(all[got], " new") {
				t.Errorf("there are %q", got)
			}
			if len(all) != 3 {
				t.Errorf("something is left: %v", all)
			}
		})
	}
}

func TestFirstExchangeIsOneRename(t *testing.T) {
	dir := t.TempDir()
	p := newTestPlace(t, dir)
	put(t, "new", p.temporary, "results.json")
	if err := p.exchange(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	p.Release()
	if got := files(tree(t, dir)); len(got) != 1 || got[0] != "2026-06-30/results.json" {
		t.Errorf("there are %q", got)
	}
}

func TestFailedExchangePutsTheOldBack(t *testing.T) {
	dir := t.TempDir()
	put(t, "old", dir, "2026-06-30", "results.json")
	before := tree(t, dir)
	p := newTestPlace(t, dir)
	if err := os.Remove(p.temporary); err != nil {
		t.Fatal(err)
	}
	if err := p.swapInTwo(); err == nil {
		t.Error("a folder that is gone was put in place")
	}
	p.Release()
	sameTree(t, "after the failure", tree(t, dir), before)
}

// A run that was killed between its two renames left the old reports beside.
func TestNextStartPutsTheOldBack(t *testing.T) {
	dir := t.TempDir()
	put(t, "old", dir, ".2026-06-30.old", "results.json")
	p := newTestPlace(t, dir)
	p.Release()
	all := tree(t, dir)
	if got := files(all); len(got) != 1 || got[0] != "2026-06-30/results.json" ||
		!strings.HasSuffix(all[got[0]], " old") {
		t.Errorf("there are %q", got)
	}
}

// One that was killed after them had only the old reports left to remove.
func TestNextStartRemovesTheOld(t *testing.T) {
	dir := t.TempDir()
	put(t, "old", dir, ".2026-06-30.old", "results.json")
	put(t, "new", dir, "2026-06-30", "results.json")
	p := newTestPlace(t, dir)
	p.Release()
	all := tree(t, dir)
	if got := files(all); len(got) != 1 || got[0] != "2026-06-30/results.json" ||
		!strings.HasSuffix(all[got[0]], " new") {
		t.Errorf("there are %q", got)
	}
}

func TestWhatIsNotLeftByARunIsLeftAlone(t *testing.T) {
	dir := t.TempDir()
	put(t, "may", dir, "2026-05-31", "results.json")
	put(t, "mine", dir, "notes.txt")
	put(t, "mine", dir, ".2026-06-30.new-mine", "results.json")
	put(t, "mine", dir, ".2026-06-30.older", "results.json")
	put(t, "mine", dir, ".2026-05-31.new-12", "notes.txt")
	put(t, "mine", dir, ".2026-05-31.old", "notes.txt")
	before := tree(t, dir)
	p := newTestPlace(t, dir)
	p.Release()
	sameTree(t, "beside the run", tree(t, dir), before)
}

func TestForeignFilesAreNotReplaced(t *testing.T) {
	for _, name := range []string{"notes.txt", "report.docx", "report.en.pdf.txt", "report.en.final.xlsx",
		"figures/notes.txt", "figures/en/slide.pptx", "figures/en/sub/a.svg",
		"results.json/a", "more/results.json", ".hidden", "listing.csv~", "tables/a.html", "reproduce/data/a.xlsx",
		"reproduce/mine/a.csv"} {
		dir := t.TempDir()
		put(t, "mine", dir, "2026-06-30", name)
		put(t, "old", dir, "2026-06-30", "issues.csv")
		before := tree(t, dir)
		r, l := sample(t)
		_, err := tryToWrite(context.Background(), dir, r, l, small(), func(string, int) {})
		if !errors.Is(err, ErrForeign) || !strings.Contains(err.Error(), "--out") {
			t.Errorf("%s: error %v", name, err)
		}
		sameTree(t, name, tree(t, dir), before)
	}
}

func TestOwnFilesAreReplaced(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"results.json", "listing.csv", "issues.csv", "report.vi.pdf", "report.vi.xlsx",
		"figures/vi/all-os.svg", "figures/vi/all-os.png",
		"~$report.vi.xlsx", ".~lock.report.vi.xlsx#", "Thumbs.db", "figures/vi/.DS_Store", "desktop.ini",
		"counts.csv", "report-outside.en.pdf", "report-outside.en.xlsx", "figures/en/all-os.eps",
		"figures/en/all-os.pdf", "tables/en/all-os.html",
		"reproduce/analysis.R", "reproduce/data/all-os.csv"} {
		put(t, "old", dir, "2026-06-30", name)
	}
	r, l := sample(t)
	w := write(t, dir, r, l, small())
	if got := strings.Join(files(tree(t, w.Folder)), " "); got != "estimates.csv issues.csv listing.csv results.json" {
		t.Errorf("there are %q", got)
	}
}

func TestPlaceThatIsAFile(t *testing.T) {
	for name, path := range map[string][]string{"the folder of the date": {"out", "2026-06-30"},
		"the folder of the outputs": {"out"}} {
		dir := t.TempDir()
		put(t, "mine", append([]string{dir}, path...)...)
		before := tree(t, dir)
		r, l := sample(t)
		_, err := tryToWrite(context.Background(), filepath.Join(dir, "out"), r, l, small(), func(string, int) {})
		if err == nil || !strings.Contains(err.Error(), "--out") {
			t.Errorf("%s is a file: error %v", name, err)
		}
		sameTree(t, name, tree(t, dir), before)
	}
}

// newTestPlace is a place with a temporary folder.
func newTestPlace(t *testing.T, dir string) *Place {
	t.Helper()
	p := reserve(t, dir)
	if err := p.begin(); err != nil {
		t.Fatal(err)
	}
	return p
}

func reserve(t *testing.T, dir string) *Place {
	t.Helper()
	p, err := Reserve(dir, "2026-06-30", testHolder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Release)
	return p
}

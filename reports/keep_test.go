package reports

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// months are folders of earlier closing dates, as runs leave them.
func months(t *testing.T, dir string, names ...string) {
	t.Helper()
	for _, name := range names {
		put(t, "old", dir, name, "issues.csv")
		put(t, "old", dir, name, "figures", "en", "all-os.svg")
	}
}

func TestKeepRemovesTheOldest(t *testing.T) {
	r, l := sample(t) // of 2026-06-30
	for keep, want := range map[int][]string{
		0: nil, 1: {"2026-05-31", "2026-04-30", "2025-12-31"}, 2: {"2026-04-30", "2025-12-31"}, 3: {"2025-12-31"},
		4: nil, 99: nil, -1: nil,
	} {
		dir := t.TempDir()
		months(t, dir, "2025-12-31", "2026-04-30", "2026-05-31", "undated")
		o := small()
		o.Keep = keep
		w := write(t, dir, r, l, o)
		if !slices.Equal(w.Removed, want) || w.Unpruned != nil {
			t.Errorf("keep %d: removed %q, want %q, error %v", keep, w.Removed, want, w.Unpruned)
		}
		left := []string{}
		for _, name := range []string{"2025-12-31", "2026-04-30", "2026-05-31", "2026-06-30", "latest", "undated"} {
			if !slices.Contains(want, name) {
				left = append(left, name)
			}
		}
		besideIt(t, dir, left...)
	}
}

func TestKeepRemovesOnlyWhatIsOurs(t *testing.T) {
	r, l := sample(t)
	dir := t.TempDir()
	months(t, dir, "2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30", "2025-05-31")
	put(t, "mine", dir, "2025-02-28", "notes.txt")
	put(t, "mine", dir, "2025-06-30", "listing.csv") // no run: every run writes issues.csv
	put(t, "mine", dir, "2025-07-31")                // a file
	put(t, "mine", dir, "2025-08-31.zip")
	put(t, "site", dir, "2025-03-31", "counts.csv")
	elsewhere := t.TempDir()
	months(t, elsewhere, "2025-09-30")
	if err := os.Symlink(filepath.Join(elsewhere, "2025-09-30"), filepath.Join(dir, "2025-09-30")); err != nil {
		t.Fatal(err)
	}
	o := small()
	o.Keep, o.Inputs = 1, []string{filepath.Join(dir, "2025-03-31", "counts.csv")}
	w := write(t, dir, r, l, o)
	if want := []string{"2025-05-31", "2025-04-30", "2025-01-31"}; !slices.Equal(w.Removed, want) || w.Unpruned != nil {
		t.Errorf("removed %q, want %q, error %v", w.Removed, want, w.Unpruned)
	}
	besideIt(t, dir, "2025-02-28", "2025-03-31", "2025-06-30", "2025-07-31", "2025-08-31.zip", "2025-09-30",
		"2026-06-30", "latest")
	if len(files(tree(t, elsewhere))) != 2 {
		t.Error("what a link points to was removed")
	}
}

// The run of an earlier closing date is not its own victim.
func TestKeepNeverRemovesWhatWasJustWritten(t *testing.T) {
	r, l := sample(t)
	dir := t.TempDir()
	months(t, dir, "2026-07-31", "2026-08-31", "2026-09-30")
	o := small()
	o.Keep = 2
	if w := write(t, dir, r, l, o); !slices.Equal(w.Removed, []string{"2026-07-31"}) {
		t.Errorf("removed %q", w.Removed)
	}
	besideIt(t, dir, "2026-06-30", "2026-08-31", "2026-09-30", "latest")
	if to, err := os.Readlink(filepath.Join(dir, "latest")); to != "2026-09-30" {
		t.Errorf("the latest is %q, error %v", to, err)
	}
}

// A run that was killed while it removed a month left a part of it out of sight.
func TestNextStartEndsARemoval(t *testing.T) {
	dir := t.TempDir()
	put(t, "part", dir, ".2025-01-31.new-123", "figures", "en", "all-os.svg")
	if err := os.Symlink("2025-02-28", filepath.Join(dir, ".latest.new-45")); err != nil {
		t.Fatal(err)
	}
	p := reserve(t, dir)
	if want := []string{".2025-01-31.new-123", ".latest.new-45"}; !slices.Equal(p.Recovered, want) {
		t.Errorf("recovered %q, want %q", p.Recovered, want)
	}
	p.Release()
	besideIt(t, dir)
}

func TestLatestIsARelativeLink(t *testing.T) {
	r, l := sample(t)
	dir := t.TempDir()
	latest := filepath.Join(dir, "latest")
	for i, c := range []struct{ asOf, want string }{{"2026-05-31", "2026-05-31"}, {"2026-06-30", "2026-06-30"},
		{"2026-04-30", "2026-06-30"}, {"", "2026-06-30"}} {
		r.AsOf = c.asOf
		w := write(t, dir, r, l, small())
		if to, err := os.Readlink(latest); err != nil || to != c.want || w.Unlinked != nil {
			t.Errorf("run %d: the latest is %q, want %q, error %v, %v", i, to, c.want, err, w.Unlinked)
		}
	}
	if moved := filepath.Join(t.TempDir(), "moved"); os.Rename(dir, moved) != nil ||
		len(files(tree(t, filepath.Join(moved, "latest")+"/"))) != 4 {
		t.Error("the link does not hold where the folder is moved")
	}
}

func TestLatestThatIsNoLinkStays(t *testing.T) {
	r, l := sample(t)
	dir := t.TempDir()
	put(t, "mine", dir, "latest", "notes.txt")
	if w := write(t, dir, r, l, small()); w.Unlinked == nil {
		t.Error("nothing is said of a folder named latest")
	}
	besideIt(t, dir, "2026-06-30", "latest")
	if got := files(tree(t, filepath.Join(dir, "latest"))); !slices.Equal(got, []string{"notes.txt"}) {
		t.Errorf("there are %q", got)
	}
}

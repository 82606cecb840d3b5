package reports

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestSecondRunFailsAtOnceAndNamesTheHolder(t *testing.T) {
	dir := t.TempDir()
	put(t, "old", dir, "2026-06-30", "results.json")
	first := reserve(t, dir)
	if first.Unlocked != nil {
		t.Fatal(first.Unlocked)
	}
	before := tree(t, dir)
	for _, asOf := range []string{"2026-06-30", "2026-05-31", ""} { // the whole folder is held, not one date
		if _, err := Reserve(dir, asOf, "another"); !errors.Is(err, ErrLocked) ||
			!strings.Contains(err.Error(), testHolder) || !strings.Contains(err.Error(), "--out") {
			t.Errorf("%q: error %v", asOf, err)
		}
	}
	linked := filepath.Join(t.TempDir(), "linked")
	if err := os.Symlink(dir, linked); err != nil {
		t.Fatal(err)
	}
	if _, err := Reserve(linked, "2026-06-30", "another"); !errors.Is(err, ErrLocked) {
		t.Errorf("by a link: error %v", err)
	}
	sameTree(t, "after the second run", tree(t, dir), before)
	first.Release()
	besideIt(t, dir, "2026-06-30")
	reserve(t, dir).Release()
}

func TestHolderThatIsNoText(t *testing.T) {
	for content, want := range map[string]string{"": "it has just begun", "\x1b[2Jpid 1\nmore": "[2Jpid 1;",
		strings.Repeat("x", 9000): strings.Repeat("x", 300) + ";"} {
		dir := t.TempDir()
		p := reserve(t, dir)
		put(t, content, dir, lockName)
		_, err := Reserve(dir, "", "another")
		if !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), want) ||
			strings.ContainsAny(err.Error(), "\x1b\n") {
			t.Errorf("error %.400v, want %q", err, want)
		}
		p.Release()
	}
}

// A killed run leaves its file, but not its lock.
func TestLockFileOfAKilledRunHoldsNoOne(t *testing.T) {
	dir := t.TempDir()
	put(t, testHolder, dir, lockName)
	p := reserve(t, dir)
	if _, err := Reserve(dir, "", "another"); !errors.Is(err, ErrLocked) {
		t.Errorf("error %v", err)
	}
	p.Release()
	besideIt(t, dir)
}

func TestLockDoesNotFollowALink(t *testing.T) {
	dir := t.TempDir()
	put(t, "mine", dir, "notes.txt")
	if err := os.Symlink("notes.txt", filepath.Join(dir, lockName)); err != nil {
		t.Fatal(err)
	}
	before := tree(t, dir)
	if _, err := Reserve(dir, "", testHolder); err == nil || !strings.Contains(err.Error(), "--out") {
		t.Errorf("error %v", err)
	}
	sameTree(t, "after the refusal", tree(t, dir), before)
}

// Of many at once never two hold the folder, although each removes the file.
func TestOneHolderAtATime(t *testing.T) {
	dir := t.TempDir()
	held, seen := 0, 0
	var mutex sync.Mutex
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 200 {
				p, err := Reserve(dir, "", testHolder)
				if errors.Is(err, ErrLocked) {
					continue
				}
				if err != nil {
					t.Error(err)
					return
				}
				mutex.Lock()
				if held++; held > 1 {
					t.Errorf("%d hold the folder", held)
				}
				seen++
				mutex.Unlock()
				mutex.Lock()
				held--
				mutex.Unlock()
				p.Release()
			}
		})
	}
	group.Wait()
	if seen < 8 {
		t.Errorf("only %d held it", seen)
	}
	besideIt(t, dir)
}

func TestReserveLeavesNoFolderThatItMade(t *testing.T) {
	dir := t.TempDir()
	p := reserve(t, filepath.Join(dir, "a", "b"))
	besideIt(t, filepath.Join(dir, "a", "b"), lockName)
	p.Release()
	p.Release() // which does no harm
	besideIt(t, dir)
}

func TestReleasedPlaceTakesNothing(t *testing.T) {
	dir := t.TempDir()
	p := newTestPlace(t, dir)
	put(t, "new", p.temporary, "results.json")
	p.mutex.Lock()
	done := make(chan error, 1)
	go func() { done <- p.exchange(t.Context(), nil) }() // a run that was left behind is about to exchange
	p.mutex.Unlock()
	p.Release()
	err := <-done
	all := files(tree(t, dir))
	if whole := err == nil && len(all) == 1 && all[0] == "2026-06-30/results.json"; !whole &&
		(err == nil || len(all) != 0) {
		t.Errorf("error %v, there are %q", err, all)
	}
	if p.begin() == nil {
		t.Error("a released place was begun")
	}
}

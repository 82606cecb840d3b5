package main

import (
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A sheet over 16 MB lies in a file while it is written. Whenever the program is
// killed, that file is in the hidden folder of the run, readable by its owner
// alone, and never among the temporary files of the system; the next run removes it.
func TestKilledWhileALargeSheetIsWritten(t *testing.T) {
	kills := min(50, injections(t, "GRAFTSTAT_KILLS", 3))
	dir, temporary := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", temporary)
	writeStudy(t, dir, "xlsx", 12_000)
	inOneLanguage(t, filepath.Join(dir, "study.yaml"))
	large := files(t, dir)
	random := rand.New(rand.NewPCG(1, 1))
	left := 0
	for kill := range kills {
		for name, content := range large {
			if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		status, _, stderr := program(t, dir, func(p *os.Process) {
			deadline := time.Now().Add(30 * time.Second)
			for len(spilled(t, dir)) == 0 && isEmpty(temporary) && !hasEnded(p.Pid) {
				if time.Now().After(deadline) {
					t.Error("no sheet was written to a file")
					break
				}
				time.Sleep(time.Millisecond)
			}
			time.Sleep(time.Duration(random.Int64N(int64(150 * time.Millisecond))))
			_ = p.Signal(syscall.SIGKILL) // which may come too late
		})
		if !isEmpty(temporary) {
			t.Fatalf("kill %d: a sheet is among the temporary files of the system", kill)
		}
		for _, name := range spilled(t, dir) {
			left++
			if i, err := os.Stat(name); err != nil || i.Mode() != 0o600 {
				t.Errorf("kill %d: %s has mode %v, error %v", kill, name, i.Mode(), err)
			}
		}
		for name := range files(t, dir) {
			inside := strings.HasPrefix(name, filepath.Join(dir, "out", ".2026-06-30.new-"))
			if _, input := large[name]; status != exitOK && !inside && !input &&
				filepath.Base(name) != ".graftstat.lock" {
				t.Errorf("kill %d, status %d, %s: it left %s", kill, status, stderr, name)
			}
		}
		writeStudy(t, dir, "json", 5)
		if status, _, stderr := program(t, dir, nil); status != exitOK {
			t.Fatalf("status %d, stderr %s", status, stderr)
		}
		if after := tree(t, filepath.Join(dir, "out")); len(after) != 5 {
			t.Errorf("kill %d: the next run leaves %q", kill, slices.Sorted(maps.Keys(after)))
		}
		if err := os.RemoveAll(filepath.Join(dir, "out")); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d kills left %d sheets, which the next run removed", kills, left)
	if left == 0 {
		t.Error("no kill came while a sheet was in a file")
	}
}

// inOneLanguage has a study write one workbook, not two.
func inOneLanguage(t *testing.T, study string) {
	t.Helper()
	content, err := os.ReadFile(study)
	if err != nil {
		t.Fatal(err)
	}
	one := strings.Replace(string(content), "languages: [en, vi]", "languages: [en]", 1)
	if err := os.WriteFile(study, []byte(one), 0o600); err != nil {
		t.Fatal(err)
	}
}

// spilled are the files of sheets that a run keeps while it writes them.
func spilled(t *testing.T, dir string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "out", ".2026-06-30.new-*", "excelize-*"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func isEmpty(folder string) bool {
	found, err := os.ReadDir(folder)
	return err == nil && len(found) == 0
}

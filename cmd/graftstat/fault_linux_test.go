package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"graftstat/reports"
)

// injections is how many faults to inject: few here, many in .ci/faults, which
// sets the variable.
func injections(t *testing.T, variable string, few int) int {
	t.Helper()
	text := os.Getenv(variable)
	if text == "" {
		return few
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("%s is %q, not a number", variable, text)
	}
	return n
}

// faultStudy is a folder in which last month's reports lie and from which new
// ones are about to be made.
type faultStudy struct {
	dir, out  string
	old, good map[string]string // of the folder of the closing date, and of all outputs
	took      time.Duration
}

func newFaultStudy(t *testing.T, formats string) *faultStudy {
	t.Helper()
	s := &faultStudy{dir: t.TempDir()}
	s.out = filepath.Join(s.dir, "out")
	writeStudy(t, s.dir, "json", 5)
	s.run(t)
	s.old = tree(t, s.out)
	writeStudy(t, s.dir, formats, 40)
	began := time.Now()
	s.run(t)
	s.took = time.Since(began)
	s.good = tree(t, s.out)
	if len(s.old) != 5 || len(s.good) < len(s.old) || maps.Equal(s.old, s.good) {
		t.Fatalf("there were %d files and are %d", len(s.old), len(s.good))
	}
	return s
}

// run must succeed.
func (s *faultStudy) run(t *testing.T) {
	t.Helper()
	if status, _, stderr := program(t, s.dir, nil); status != exitOK {
		t.Fatalf("status %d, stderr %s", status, stderr)
	}
}

// putOldBack makes the outputs as they were last month.
func (s *faultStudy) putOldBack(t *testing.T) {
	t.Helper()
	if err := os.RemoveAll(s.out); err != nil && !os.IsPermission(err) {
		entries, _ := os.ReadDir(s.out) // a mounted folder cannot be removed, but emptied
		for _, e := range entries {
			os.RemoveAll(filepath.Join(s.out, e.Name()))
		}
	}
	for name, content := range s.old {
		path := filepath.Join(s.out, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		var err error
		if to, isLink := strings.CutPrefix(content, "link to "); isLink {
			err = os.Symlink(to, path)
		} else {
			err = os.WriteFile(path, []byte(content), 0o640)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// tree is the content of every file and link under a folder, by relative name.
// Empty folders count as files without content.
func tree(t *testing.T, root string) map[string]string {
	t.Helper()
	all := make(map[string]string)
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		if e.IsDir() {
			inside, err := os.ReadDir(path)
			if len(inside) == 0 {
				all[name+"/"] = ""
			}
			return err
		}
		if e.Type() == fs.ModeSymlink {
			to, err := os.Readlink(path)
			all[name] = "link to " + to
			return err
		}
		content, err := os.ReadFile(path)
		all[name] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// below is the part of a tree under one of its folders.
func below(all map[string]string, folder string) map[string]string {
	part := make(map[string]string)
	for name, content := range all {
		if strings.HasPrefix(name, folder+"/") {
			part[name] = content
		}
	}
	return part
}

// A run that is killed at any instant leaves last month's reports as they were
// or the new ones whole; the next run succeeds and leaves nothing else.
func TestKilledAtAnyInstant(t *testing.T) {
	kills := injections(t, "GRAFTSTAT_KILLS", 20)
	formats := "json"
	if kills > 100 {
		formats = "xlsx, pdf, json, figures"
	}
	s := newFaultStudy(t, formats)
	random := rand.New(rand.NewPCG(1, uint64(kills)))
	kept, replaced, ended, withDebris, damaged := 0, 0, 0, 0, 0
	for i := 0; i-ended < kills; i++ {
		s.putOldBack(t)
		status, _, _ := program(t, s.dir, func(p *os.Process) {
			switch i % 3 {
			case 0: // at any instant
				time.Sleep(time.Duration(random.Int64N(int64(s.took))))
			case 1: // when the last file is being made, or soon after
				s.waitForLastFile(p.Pid)
				time.Sleep(time.Duration(random.Int64N(int64(20 * time.Millisecond))))
			case 2: // just after the exchange, while the old reports are removed
				s.waitForExchange(p.Pid)
				time.Sleep(time.Duration(random.Int64N(int64(time.Millisecond))))
			}
			_ = p.Signal(syscall.SIGKILL) // which may come too late
		})
		all := tree(t, s.out)
		found := below(all, "2026-06-30")
		switch {
		case maps.Equal(found, below(s.old, "2026-06-30")):
			kept++
		case maps.Equal(found, below(s.good, "2026-06-30")):
			replaced++
		default:
			damaged++
			t.Errorf("kill %d: the reports are neither the old nor the new: %q", i, slices.Sorted(maps.Keys(found)))
		}
		if status == exitOK { // the kill came too late and is not counted
			ended++
		}
		if !maps.Equal(all, s.old) && !maps.Equal(all, s.good) {
			withDebris++
		}
		s.run(t)
		if after := tree(t, s.out); !maps.Equal(after, s.good) {
			t.Errorf("kill %d: the next run leaves %q", i, slices.Sorted(maps.Keys(after)))
		}
	}
	t.Logf("%d kills of a run of %v and %d that came after its end: %d left the old reports, %d the new, %d damaged; %d left temporary files, which the next run removed",
		kills, s.took.Round(time.Millisecond), ended, kept, replaced, damaged, withDebris)
	if kept == 0 || replaced == 0 {
		t.Error("the kills did not come before and after the exchange")
	}
}

// waitForLastFile waits until the last file is in the temporary folder or the
// program has ended.
func (s *faultStudy) waitForLastFile(process int) {
	files := len(below(s.good, "2026-06-30"))
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(100 * time.Microsecond) {
		made := 0
		_ = filepath.WalkDir(s.out, func(path string, e fs.DirEntry, err error) error {
			if err == nil && !e.IsDir() && strings.Contains(path, ".new-") {
				made++
			}
			return nil
		})
		if made >= files || hasEnded(process) {
			return
		}
	}
}

// waitForExchange waits until another folder is in the place of the reports or
// the program has ended.
func (s *faultStudy) waitForExchange(process int) {
	target := filepath.Join(s.out, "2026-06-30")
	before, err := os.Stat(target)
	for err == nil && !hasEnded(process) {
		var now fs.FileInfo
		if now, err = os.Stat(target); err == nil && !os.SameFile(before, now) {
			return
		}
		time.Sleep(20 * time.Microsecond)
	}
}

func hasEnded(process int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", process))
	return err != nil || bytes.Contains(stat, []byte(") Z "))
}

// Whichever write finds no room, the old reports stay and nothing else.
func TestNoRoomAtEachWrite(t *testing.T) {
	s := newFaultStudy(t, "json, pdf")
	s.putOldBack(t)
	failed := 0
	steps := injections(t, "GRAFTSTAT_FULL_DISKS", 12)
	for block := range steps { // of 512 bytes, the first ones one by one
		if block > steps/2 {
			block = block * block
		}
		status, stderr := s.runLimited(t, block)
		if status == exitOK {
			break
		}
		failed++
		if status != exitFailed || !strings.Contains(stderr, "--out") {
			t.Errorf("%d blocks: status %d, stderr %q", block, status, stderr)
		}
		if after := tree(t, s.out); !maps.Equal(after, s.old) {
			t.Errorf("%d blocks: there are %q", block, slices.Sorted(maps.Keys(after)))
		}
	}
	if failed == 0 {
		t.Error("no write failed")
	}
	t.Logf("%d runs with a limit on the size of a file failed and changed nothing", failed)
	s.run(t)
	if after := tree(t, s.out); !maps.Equal(after, s.good) {
		t.Errorf("with room again: there are %q", slices.Sorted(maps.Keys(after)))
	}
}

// runLimited runs where no file may grow beyond so many blocks of 512 bytes.
func (s *faultStudy) runLimited(t *testing.T, blocks int) (status int, stderr string) {
	t.Helper()
	var errs bytes.Buffer
	c := exec.Command("/bin/sh", "-c", fmt.Sprintf("ulimit -f %d && exec graftstat run study.yaml", blocks))
	c.Dir, c.Stderr = s.dir, &errs
	_ = c.Run() // its status says it
	return c.ProcessState.ExitCode(), errs.String()
}

// The same on a disk that is full, page by page. Only root can mount one; for
// others the limit of the test above must do.
func TestFullDisk(t *testing.T) {
	const page = 4096
	s := newFaultStudy(t, "json, pdf")
	steps := injections(t, "GRAFTSTAT_FULL_DISKS", 4)
	used, needed := pages(s.old), pages(s.good)
	stride := max(1, needed/steps)
	failed, succeeded := 0, 0
	for size := used + 1; succeeded == 0; size += stride {
		if size > used+needed+100 {
			t.Fatalf("a disk of %d pages has no room", size)
		}
		if err := unix.Mount("none", s.out, "tmpfs", 0, fmt.Sprintf("size=%d", size*page)); err != nil {
			t.Logf("no disk can be mounted: %v", err)
			return
		}
		s.putOldBack(t)
		status, _, stderr := program(t, s.dir, nil)
		after := tree(t, s.out)
		if err := unix.Unmount(s.out, unix.MNT_DETACH); err != nil {
			t.Fatal(err)
		}
		switch {
		case status == exitOK && maps.Equal(after, s.good):
			succeeded++
		case status == exitFailed && maps.Equal(after, s.old) && strings.Contains(stderr, "make room"):
			failed++
		default:
			t.Errorf("%d pages: status %d, stderr %q, there are %q", size, status, stderr,
				slices.Sorted(maps.Keys(after)))
		}
	}
	t.Logf("%d runs on a disk that was full failed and changed nothing, in steps of %d pages of %d", failed, stride,
		needed)
	if failed == 0 {
		t.Error("no disk was full")
	}
}

func pages(all map[string]string) int {
	n := 0
	for _, content := range all {
		n += (len(content) + 4095) / 4096
	}
	return n
}

// A second run on the same folder ends at once and names the first.
func TestSecondRunNamesTheFirst(t *testing.T) {
	dir := t.TempDir()
	writeStudy(t, dir, "json", 5)
	place, err := reports.Reserve(filepath.Join(dir, "out"), "2026-06-30", holder())
	if err != nil {
		t.Fatal(err)
	}
	defer place.Release()
	before := tree(t, dir)
	status, stdout, stderr := program(t, dir, nil)
	if want := fmt.Sprintf("graftstat: another run is writing to this folder: process %d on ",
		os.Getpid()); status != exitFailed || stdout != "" || !strings.HasPrefix(stderr, want) {
		t.Errorf("status %d, stdout %q, stderr %q", status, stdout, stderr)
	}
	if after := tree(t, dir); !maps.Equal(after, before) {
		t.Errorf("there are %q", slices.Sorted(maps.Keys(after)))
	}
}

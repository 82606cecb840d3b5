package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

const interruptStudy = `
study: {title: {en: Large study, vi: Nghiên cứu lớn}}
as_of: 2026-06-30
languages: [en, vi]
data: {cases: cases.csv, dates: ymd}
cohorts: [{id: all, endpoints: [os, relapse]}]
endpoints:
  - {id: os, kind: survival, event: [death], times: [100, 365]}
  - {id: relapse, kind: incidence, event: [relapse], competing: [death], times: [100, 365]}
outputs: {formats: [%s]}
`

// A run that is interrupted, in whatever it is doing, ends with the status of
// the signal and leaves last month's reports and nothing else.
func TestInterruptedRunLeavesTheOldReports(t *testing.T) {
	for name, c := range map[string]struct {
		signal os.Signal
		status int
		cases  int
		busy   func(dir string, process int) bool
	}{
		"SIGINT while reading":  {syscall.SIGINT, exitInterrupted, 150_000, isReading},
		"SIGTERM while reading": {syscall.SIGTERM, exitTerminated, 150_000, isReading},
		"SIGINT while writing":  {syscall.SIGINT, exitInterrupted, 2000, isWriting},
		"SIGTERM while writing": {syscall.SIGTERM, exitTerminated, 2000, isWriting},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			writeStudy(t, dir, "json", 5)
			if status, _, stderr := program(t, dir, nil); status != exitOK {
				t.Fatalf("the first run ended with status %d: %s", status, stderr)
			}
			before := files(t, filepath.Join(dir, "out"))
			if len(before) != 5 { // with the link to the latest
				t.Fatalf("the first run wrote %d files", len(before))
			}
			writeStudy(t, dir, "xlsx, pdf, json, figures", c.cases)
			status, stdout, stderr := program(t, dir, func(p *os.Process) {
				for deadline := time.Now().Add(30 * time.Second); !c.busy(dir, p.Pid); time.Sleep(time.Millisecond) {
					if time.Now().After(deadline) {
						t.Error("the program never came so far")
						break
					}
				}
				if err := p.Signal(c.signal); err != nil {
					t.Error(err)
				}
			})
			if status != c.status || stdout != "" || !strings.HasPrefix(stderr, "graftstat: interrupted (") {
				t.Errorf("status %d, want %d, stdout %q, stderr %q", status, c.status, stdout, stderr)
			}
			if after := files(t, filepath.Join(dir, "out")); !maps.Equal(after, before) {
				t.Errorf("there are %d files, and %d were there", len(after), len(before))
			}
			if entries, err := os.ReadDir(filepath.Join(dir, "out")); err != nil || len(entries) != 2 {
				t.Errorf("in the folder of the outputs there are %v, error %v", entries, err)
			}
		})
	}
}

func isReading(_ string, process int) bool {
	open, err := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", process))
	if err != nil {
		return false
	}
	for _, name := range open {
		if file, err := os.Readlink(name); err == nil && filepath.Base(file) == "cases.csv" {
			return true
		}
	}
	return false
}

// isWriting is true once a file is in the temporary folder.
func isWriting(dir string, _ int) bool {
	made, err := filepath.Glob(filepath.Join(dir, "out", ".2026-06-30.new-*", "*"))
	return err == nil && len(made) > 0
}

// program runs a study, calls meanwhile once it is started, and returns how it ended.
func program(t *testing.T, dir string, meanwhile func(*os.Process)) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	c := exec.Command("graftstat", "run", "study.yaml")
	c.Dir, c.Stdout, c.Stderr = dir, &out, &errs
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	if meanwhile != nil {
		meanwhile(c.Process)
	}
	_ = c.Wait() // its status says it
	return c.ProcessState.ExitCode(), out.String(), errs.String()
}

// writeStudy makes a study of n invented cases: a third dies, a fifth relapses.
func writeStudy(t *testing.T, dir, formats string, n int) {
	t.Helper()
	var b strings.Builder
	b.WriteString("case_id,sex,transplant_date,relapse_date,death_date,last_contact_date\n")
	start := time.Date(2024, 9, 1, 0, 0, 0, 0, time.UTC)
	for i := range n {
		day := func(after int) string { return start.AddDate(0, 0, i%600+after).Format(time.DateOnly) }
		relapse, death := "", ""
		if i%5 == 0 {
			relapse = day(30 + i%97)
		}
		if i%3 == 0 {
			death = day(200 + i%101)
		}
		fmt.Fprintf(&b, "C%06d,%s,%s,%s,%s,%s\n", i, []string{"female", "male"}[i%2], day(0), relapse, death, day(301))
	}
	for name, content := range map[string]string{"study.yaml": fmt.Sprintf(interruptStudy, formats),
		"cases.csv": b.String()} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := make(map[string]string)
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		if e.Type() == fs.ModeSymlink {
			to, err := os.Readlink(path)
			all[path] = "link to " + to
			return err
		}
		content, err := os.ReadFile(path)
		all[path] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

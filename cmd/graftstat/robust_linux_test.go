package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A pipe in the place of the study file or of its logo is refused at once, by name.
func TestPipeIsRefused(t *testing.T) {
	for name, study := range map[string]string{
		"pipe.yaml": "",
		"study.yaml": "study: {title: {en: T}}\nas_of: 2026-06-30\ndata: {cases: cases.csv}\nreport: {logo: pipe.yaml}\n" +
			"cohorts: [{id: all, endpoints: [os]}]\nendpoints: [{id: os, kind: survival, event: [death], times: [100]}]\n",
	} {
		dir := t.TempDir()
		if err := syscall.Mkfifo(filepath.Join(dir, "pipe.yaml"), 0o600); err != nil {
			t.Fatal(err)
		}
		if study != "" {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(study), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		var out, errs bytes.Buffer
		status := run(context.Background(), []string{"run", filepath.Join(dir, name)}, &out, &errs)
		if status == exitOK || !strings.Contains(errs.String(), "not a regular file") {
			t.Errorf("%s: status %d, %s", name, status, errs.String())
		}
	}
}

// A pipe in the place of an earlier report, or of a file of the run to render, is
// refused at once, by name.
func TestPipeOfAnEarlierRunIsRefused(t *testing.T) {
	dir := t.TempDir()
	results, err := os.ReadFile("../../reports/testdata/run/results.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, pipe := range []string{"results.json", "listing.csv", "covariates.csv"} {
		run1 := filepath.Join(dir, pipe+".d")
		if err := os.MkdirAll(run1, 0o700); err != nil {
			t.Fatal(err)
		}
		if pipe != "results.json" {
			if err := os.WriteFile(filepath.Join(run1, "results.json"), results, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if err := syscall.Mkfifo(filepath.Join(run1, pipe), 0o600); err != nil {
			t.Fatal(err)
		}
		var out, errs bytes.Buffer
		status := run(context.Background(), []string{"render", run1, "--out", filepath.Join(dir, "out")}, &out, &errs)
		if status == exitOK || !strings.Contains(errs.String(), pipe) ||
			!strings.Contains(errs.String(), "not a regular file") {
			t.Errorf("%s: status %d, %s", pipe, status, errs.String())
		}
	}
	if _, _, err := readEarlier(filepath.Join(dir, "results.json.d", "results.json")); !errors.Is(err, errNotRegular) {
		t.Errorf("--previous: %v", err)
	}
}

// closedOutput is a standard output whose reader has gone.
type closedOutput struct{}

func (closedOutput) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestClosedOutputIsNoFailure(t *testing.T) {
	var errs bytes.Buffer
	if status := run(context.Background(), []string{"version", "--log", "text"}, closedOutput{},
		&errs); status != exitOK {
		t.Errorf("status %d: %s", status, errs.String())
	}
	if !strings.Contains(errs.String(), "standard output could not be written") {
		t.Errorf("the log does not say so: %s", errs.String())
	}
}

// The program itself, whose reader has gone: it is not ended by the signal of a
// broken pipe, and all is written.
func TestBrokenPipeIsNoFailure(t *testing.T) {
	dir := t.TempDir()
	writeStudy(t, dir, "json", 5)
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	reader.Close()
	defer writer.Close()
	c := exec.Command("graftstat", "run", "study.yaml")
	c.Dir, c.Stdout = dir, writer
	_ = c.Run() // its status says it
	if status := c.ProcessState.ExitCode(); status != exitOK {
		t.Errorf("ended with %v", c.ProcessState)
	}
	if _, err := os.Stat(filepath.Join(dir, "out", "2026-06-30", "results.json")); err != nil {
		t.Error(err)
	}
}

func TestEscapedShowsWhatActsOnATerminal(t *testing.T) {
	for text, want := range map[string]string{
		"plain\ttext\n": "plain\ttext\n", "Sống còn 😀": "Sống còn 😀", "a\x1b[31mb\r": `a\u001b[31mb\u000d`,
		"a\u202eb\u2066c": `a\u202eb\u2066c`, "a\u2028b": `a\u2028b`, "a\U000e0001b": `a\udb40\udc01b`,
		"a\u009bb": `a\u009bb`,
	} {
		if got := escaped(text); got != want {
			t.Errorf("%q is shown as %q, want %q", text, got, want)
		}
	}
	var out, errs bytes.Buffer
	run(context.Background(), []string{"run", "no\u202e\x1b[31m.yaml"}, &out, &errs)
	if text := errs.String(); strings.ContainsAny(text, "\u202e\x1b") ||
		!strings.Contains(text, `no\u202e\u001b[31m.yaml`) {
		t.Errorf("a name is printed raw: %q", text)
	}
}

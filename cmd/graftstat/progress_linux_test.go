package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// On a terminal a run of over a second shows its phase; a shorter one shows
// nothing. The long one is stopped for a while as it reads.
func TestProgressOnATerminal(t *testing.T) {
	for name, c := range map[string]struct {
		cases int
		pause time.Duration
		want  string
	}{"a short run": {20, 0, `^$`}, "a long run": {60_000, 3 * unseen / 2, `(reading|computing|writing) `}} {
		dir := t.TempDir()
		writeStudy(t, dir, "json", c.cases)
		ours, theirs := terminal(t)
		command := exec.Command("graftstat", "run", "study.yaml")
		command.Dir, command.Stderr = dir, theirs
		shown := make(chan string, 1)
		go func() {
			text, _ := io.ReadAll(ours) // which ends in an error when the terminal is closed
			shown <- string(text)
		}()
		began := time.Now()
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		if c.pause > 0 {
			for !isReading(dir, command.Process.Pid) && !hasEnded(command.Process.Pid) {
				time.Sleep(time.Millisecond)
			}
			_ = command.Process.Signal(syscall.SIGSTOP)
			time.Sleep(c.pause)
			_ = command.Process.Signal(syscall.SIGCONT)
		}
		if err := command.Wait(); err != nil {
			t.Error(err)
		}
		short := time.Since(began) < unseen
		theirs.Close()
		text := <-shown
		ours.Close()
		if (c.pause > 0 || short) && !regexp.MustCompile(c.want).MatchString(text) || strings.Contains(text, "C00") {
			t.Errorf("%s shows %q, want %q", name, text, c.want)
		}
	}
}

// terminal is a pair of ends of a terminal.
func terminal(t *testing.T) (ours, theirs *os.File) {
	t.Helper()
	ours, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.IoctlSetPointerInt(int(ours.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	number, err := unix.IoctlGetUint32(int(ours.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	if theirs, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0); err != nil {
		t.Fatal(err)
	}
	return ours, theirs
}

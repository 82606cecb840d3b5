package main

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestRunInterruptible(t *testing.T) {
	wanted := errors.New("wanted")
	if err := runInterruptible(t.Context(), func() error { return wanted }); err != wanted {
		t.Errorf("error %v", err)
	}
	if err := runInterruptible(t.Context(), func() error { return nil }); err != nil {
		t.Errorf("error %v", err)
	}
	if err := runInterruptible(t.Context(), func() error { runtime.Goexit(); return nil }); err != errPanicked {
		t.Errorf("error %v", err)
	}
}

// Work that looks at no context is left behind; work that ends by itself has
// the last word.
func TestRunInterruptibleInAnEndedContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	endless := make(chan struct{})
	defer close(endless)
	began := time.Now()
	if err := runInterruptible(ctx, func() error { <-endless; return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if waited := time.Since(began); waited < grace {
		t.Errorf("only %v were given to it", waited)
	}
	wanted := errors.New("wanted")
	if err := runInterruptible(ctx, func() error { <-ctx.Done(); return wanted }); err != wanted {
		t.Errorf("error %v", err)
	}
}

func TestPanicBecomesAnErrorWithoutContent(t *testing.T) {
	index, name := 5, "Nguyễn Bí Mật"
	for what, c := range map[string]struct {
		panics func()
		want   string
	}{
		"of the runtime": {func() { _ = []int{}[index] },
			"internal error: runtime error: index out of range [5] with length 0"},
		"of a library": {func() { panic(name) }, "internal error: panic of type string"},
		"of an error":  {func() { panic(errors.New(name)) }, "internal error: panic of type *errors.errorString"},
	} {
		err := runInterruptible(t.Context(), func() error { c.panics(); return nil })
		var fault *panicError
		if !errors.As(err, &fault) || err.Error() != c.want {
			t.Errorf("%s: error %v", what, err)
			continue
		}
		report := strings.Join(fault.report("graftstat run"), "\n")
		if !strings.Contains(report, "graftstat/cmd/graftstat.TestPanicBecomesAnErrorWithoutContent.func") ||
			!strings.Contains(report, "graftstat/interruptible_test.go:") {
			t.Errorf("%s: the report does not say where: %s", what, report)
		}
		if strings.Contains(report, "Mật") || strings.Contains(report, "0x") || strings.Contains(report, "{") {
			t.Errorf("%s: the report is %s", what, report)
		}
	}
}

// A panic of another goroutine comes as a text with that goroutine's stack.
func TestFramesOfAText(t *testing.T) {
	stack := "Nguyễn Bí Mật\n\ngoroutine 7 [running]:\nmain.a[...]({0xc000, 0x5})\n\t/home/user/graftstat/analysis/run.go:12 +0x1d\n" +
		"Nguyễn(\n\t no file\ncreated by graftstat/analysis.inOrder in goroutine 1\n\t/home/user/graftstat/analysis/parallel.go:30 +0x1d\n" +
		"graftstat/analysis.(*cohort).run(0xc000)\n\tgraftstat/analysis/cohort.go:60 +0x2\n"
	want := []string{"main.a[...] analysis/run.go:12", "graftstat/analysis.(*cohort).run analysis/cohort.go:60"}
	if got := frames(stack); strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("frames %q, want %q", got, want)
	}
}

// brokenWriter panics where the program prints.
type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { panic("Nguyễn Bí Mật") }

func TestPanicEndsTheProgramWithAReport(t *testing.T) {
	for _, format := range []string{"", "json"} {
		args := []string{"version"}
		if format != "" {
			args = append(args, "--log", format)
		}
		var stderr strings.Builder
		status := run(t.Context(), args, brokenWriter{}, &stderr)
		text := stderr.String()
		if status != exitFailed || !strings.Contains(text, "internal error: panic of type string") ||
			!strings.Contains(text, "graftstat version") ||
			!strings.Contains(text, "graftstat/command.go:") || strings.Contains(text, "Mật") {
			t.Errorf("status %d, stderr %s", status, text)
		}
	}
}

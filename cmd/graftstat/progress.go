package main

import (
	"io"
	"os"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress shows what is at work on a terminal; elsewhere it shows nothing.
func (a *app) progress() (show func(stage string, done int), finish func()) {
	f, ok := a.stderr.(*os.File)
	if a.quiet || a.log.json != nil || !ok || !term.IsTerminal(int(f.Fd())) {
		return func(string, int) {}, func() {}
	}
	bar := progressbar.NewOptions(-1, progressbar.OptionSetWriter(io.Writer(f)), progressbar.OptionClearOnFinish(),
		progressbar.OptionSpinnerType(14), progressbar.OptionShowCount())
	return func(stage string, done int) {
		bar.Describe(stage)
		_ = bar.Set(done) // a terminal that cannot be written to is no reason to stop
	}, func() { _ = bar.Finish() }
}

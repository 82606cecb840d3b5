package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"io"
	"log/slog"
	"runtime"
	"slices"
	"strings"
	"time"

	"graftstat/analysis/code"
	"graftstat/analysis/message"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
	"graftstat/reports"
)

// logger writes what happened to standard error: errors as a line for a person
// and, where a log is asked for, a record of each step of the run for whoever
// looks after it. It never writes the content of a cell, and of cases nothing
// but their number.
type logger struct {
	w       io.Writer
	records *slog.Logger // nil where no log is asked for
	json    bool         // errors are records too

	catalogue message.Catalogue // of what is for a person
}

func (a *app) setUpLog() error {
	a.log = logger{w: a.stderr, catalogue: a.catalogue}
	options := &slog.HandlerOptions{Level: slog.LevelInfo}
	switch a.logLevel {
	case "info":
	case "debug":
		options.Level = slog.LevelDebug
	default:
		return usageError{message.Errorf("--log-level is info or debug")}
	}
	switch a.logFormat {
	case "":
	case "text":
		a.log.records = slog.New(slog.NewTextHandler(a.stderr, options)).With("run", runID())
	case "json":
		a.log.records, a.log.json = slog.New(slog.NewJSONHandler(a.stderr, options)).With("run", runID()), true
	default:
		return usageError{message.Errorf("--log is text or json")}
	}
	return nil
}

// runID tells the records of one run from those of another. It is random and
// stands nowhere but in the log.
func runID() string {
	id := make([]byte, 8)
	_, _ = rand.Read(id) // which never fails
	return hex.EncodeToString(id)
}

func (l logger) error(err error) {
	if l.json {
		l.records.Error(err.Error())
		return
	}
	fmt.Fprintf(l.w, "graftstat: %s\n", message.Say(err, l.catalogue))
}

// hint is for a person only.
func (l logger) hint(form string, args ...any) {
	if !l.json {
		fmt.Fprintln(l.w, message.Of(form, args...).In(l.catalogue))
	}
}

func (l logger) info(message string, attributes ...slog.Attr) {
	l.record(slog.LevelInfo, message, attributes)
}

func (l logger) debug(message string, attributes ...slog.Attr) {
	l.record(slog.LevelDebug, message, attributes)
}

func (l logger) warn(message string, attributes ...slog.Attr) {
	l.record(slog.LevelWarn, message, attributes)
}

func (l logger) record(level slog.Level, message string, attributes []slog.Attr) {
	if l.records != nil {
		l.records.LogAttrs(context.Background(), level, message, attributes...)
	}
}

func (l logger) started(command string) {
	l.info("started", slog.String("command", command), slog.String("version", version()),
		slog.String("go", runtime.Version()), slog.String("system", runtime.GOOS+"/"+runtime.GOARCH))
}

func (l logger) ended(status int, took time.Duration) {
	l.info("ended", slog.Int("status", status), seconds(took))
}

func seconds(d time.Duration) slog.Attr {
	return slog.Float64("seconds", d.Round(time.Millisecond).Seconds())
}

// data records what was read and what was found wrong with it, by code.
func (l logger) data(d *registry.Data) {
	for _, in := range d.Inputs {
		l.info("read", slog.String("file", in.File), slog.Int("rows", in.Rows), slog.String("format", in.Format),
			slog.String("sha256", in.SHA256))
	}
	type kind struct{ severity, code string }
	counts := make(map[kind]int)
	var kinds []kind
	for _, i := range d.Issues {
		of, count := code.IssuesOf(i.Code, i.Args)
		k := kind{string(i.Severity), of}
		if counts[k] == 0 {
			kinds = append(kinds, k)
		}
		counts[k] += count
	}
	slices.SortFunc(kinds, func(a, b kind) int {
		return strings.Compare(a.severity+" "+a.code, b.severity+" "+b.code)
	})
	for _, k := range kinds {
		l.info("issues", slog.String("severity", k.severity), slog.String("code", k.code), slog.Int("count", counts[k]))
	}
}

// results records what the reader of the reports must not overlook. Its details
// may name a case: they are for debugging only.
func (l logger) results(r *result.Results) {
	for _, s := range r.Signals {
		l.info("signal", slog.String("code", s.Code), slog.String("cohort", s.Cohort),
			slog.String("endpoint", s.Endpoint))
		l.debug("signal details", slog.String("code", s.Code), slog.Any("args", s.Args))
	}
}

// outputs records what was written and what became of earlier reports.
func (l logger) outputs(w *reports.Written) {
	var bytes int64
	for _, f := range w.Files {
		bytes += f.Size
		l.info("output", slog.String("file", f.Name), slog.Int64("bytes", f.Size), slog.String("sha256", f.SHA256))
	}
	l.info("written", slog.String("folder", w.Folder), slog.Int("files", len(w.Files)), slog.Int64("bytes", bytes))
	for _, name := range w.Removed {
		l.info("removed", slog.String("folder", name), slog.String("reason", "outputs.keep"))
	}
	if w.Unpruned != nil {
		l.warn("an earlier folder could not be removed", slog.String("error", w.Unpruned.Error()))
	}
	if w.Unlinked != nil {
		l.debug("no link to the latest reports", slog.String("error", w.Unlinked.Error()))
	}
}

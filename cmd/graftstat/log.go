package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"
)

// logger writes what happened to standard error: a line of text for a person,
// or JSON for a machine. It never writes the content of a cell.
type logger struct {
	w    io.Writer
	json *slog.Logger
}

func (a *app) setUpLog() error {
	switch a.logFormat {
	case "text":
		a.log = logger{w: a.stderr}
	case "json":
		a.log = logger{w: a.stderr, json: slog.New(slog.NewJSONHandler(a.stderr, nil))}
	default:
		a.log = logger{w: a.stderr}
		return usageError{fmt.Errorf("--log is text or json")}
	}
	return nil
}

func (l logger) error(err error) {
	if l.json != nil {
		l.json.Error(err.Error())
		return
	}
	fmt.Fprintf(l.w, "graftstat: %v\n", err)
}

// hint is for a person only.
func (l logger) hint(text string) {
	if l.json == nil {
		fmt.Fprintln(l.w, text)
	}
}

// info is for machines only: on a terminal the results speak.
func (l logger) info(message string, attributes ...slog.Attr) {
	if l.json != nil {
		l.json.LogAttrs(context.Background(), slog.LevelInfo, message, attributes...)
	}
}

func isUnknownCommand(err error) bool { return strings.HasPrefix(err.Error(), "unknown command") }

package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"graftstat/analysis"
	"graftstat/analysis/message"
	"graftstat/analysis/plan"
)

// signalError is the cause of a context that a signal ended.
type signalError struct{ signal os.Signal }

func (e *signalError) Error() string { return e.In(message.English) }

func (e *signalError) In(c message.Catalogue) string {
	return message.Of("interrupted (%s)", e.signal.String()).In(c)
}

// withSignals ends the context on SIGINT and SIGTERM, with the signal as its cause.
func withSignals(parent context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(parent)
	received := make(chan os.Signal, 1)
	signal.Notify(received, os.Interrupt, syscall.SIGTERM)
	go func() {
		select {
		case s := <-received:
			cancel(&signalError{s})
			signal.Stop(received) // a second signal ends the program at once
		case <-ctx.Done():
		}
	}()
	return ctx, func() {
		signal.Stop(received)
		cancel(nil)
	}
}

// exitStatus prints an error, if there is one, and turns it into a status.
func (a *app) exitStatus(ctx context.Context, err error) int {
	if err == nil {
		return exitOK
	}
	if a.log.records == nil && a.logFormat == "json" { // a flag after --log is wrong
		err = errors.Join(err, a.setUpLog())
	}
	var setAside *setAsideError
	if errors.As(err, &setAside) {
		return exitSetAside
	}
	var interrupted *signalError
	if errors.As(context.Cause(ctx), &interrupted) {
		a.log.error(interrupted)
		if interrupted.signal == syscall.SIGTERM {
			return exitTerminated
		}
		return exitInterrupted
	}
	var fault *panicError
	if errors.As(err, &fault) {
		a.printFault(fault)
		return exitFailed
	}
	a.log.error(err)
	var usage usageError
	var study *plan.Error
	var empty *analysis.EmptyCohortError
	var closing *analysis.ClosingDateError
	switch {
	case errors.As(err, &usage):
		a.log.hint("Run 'graftstat --help' for the commands and flags.")
		return exitUsage
	case errors.As(err, &study), errors.As(err, &empty), errors.As(err, &closing):
		return exitUsage
	}
	return exitFailed
}

// printFault prints what to send to the makers of the program. It holds nothing
// of the data.
func (a *app) printFault(e *panicError) {
	report := e.report(a.command)
	if a.log.json {
		a.log.records.Error(e.Error(), slog.Any("report", report))
		return
	}
	a.log.error(e)
	a.log.hint("Please send these lines to the makers of graftstat. They hold nothing of a patient.")
	for _, line := range report {
		a.log.hint("%s", "  "+line)
	}
}

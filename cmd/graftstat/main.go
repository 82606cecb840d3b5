// Command graftstat loads a transplant centre's cases, computes the outcomes of
// its cohorts and writes an Excel workbook, a PDF report and figures.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	signal.Ignore(syscall.SIGPIPE) // a reader of the output that goes away does not end the run
	os.Exit(run(context.Background(), os.Args[1:], os.Stdout, os.Stderr))
}

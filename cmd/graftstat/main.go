// Command graftstat loads a transplant centre's cases, computes the outcomes of
// its cohorts and writes an Excel workbook, a PDF report and figures.
//
//	graftstat run | check | init | render | verify | schema | completion | help | version
//
// It alone knows the clock, the streams, signals and exit statuses: 0 written,
// 1 failed and nothing written, 2 the command line or the study file is wrong, 3
// written but an error in the data set a case aside, 130 and 143 interrupted. No
// message quotes a cell of the data. It computes nothing itself.
//
// Imports of ours: analysis, analysis/code, analysis/codebook, analysis/message,
// analysis/plan, analysis/proposal, analysis/registry, analysis/result,
// analysis/verify, reports, reports/entry, reports/layout, reports/manual,
// reports/schedule, reports/studyfile, reports/words, templates.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

func main() {
	cobra.MousetrapHelpText = ""   // after a double-click it would refuse to run
	signal.Ignore(syscall.SIGPIPE) // a reader of the output that goes away does not end the run
	os.Exit(run(context.Background(), os.Args[1:], os.Stdout, os.Stderr))
}

// Command graftstat loads a transplant centre's cases, computes the outcomes of
// its cohorts and writes an Excel workbook, a PDF report and figures.
package main

import (
	"context"
	"os"
)

func main() {
	os.Exit(run(context.Background(), os.Args[1:], os.Stdout, os.Stderr))
}

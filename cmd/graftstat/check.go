package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"graftstat/analysis"
	"graftstat/analysis/result"
	"graftstat/reports/layout"
)

func (a *app) checkCommand() *cobra.Command {
	var f runFlags
	c := &cobra.Command{
		Use:   "check STUDY.yaml",
		Short: "Load and check the data, write nothing",
		Args:  exactly(1, "one study file"),
		RunE:  func(c *cobra.Command, args []string) error { return a.check(c.Context(), args[0], f) },
	}
	f.register(c)
	return c
}

// check prints every issue with its place and what to do about it.
func (a *app) check(ctx context.Context, path string, f runFlags) error {
	p, err := readPlan(path, f)
	if err != nil {
		return err
	}
	show, finish := a.progress()
	defer finish()
	d, err := analysis.Load(ctx, p, show)
	if err != nil {
		return err
	}
	finish()
	a.printInputs(d)
	r := &result.Results{Issues: analysis.Issues(d)}
	if !a.quiet {
		rows, err := layout.IssueRows(r, p.Languages[:1])
		if err != nil {
			return err
		}
		for i, issue := range r.Issues {
			fmt.Fprintln(a.stdout, issueLine(issue, rows[i+1]))
		}
		lines, err := layout.Lines(r, "en") // without cohorts it counts the issues
		if err != nil {
			return err
		}
		fmt.Fprintln(a.stdout, strings.Join(lines, "\n"))
	}
	if faults := countErrors(d.Issues); faults > 0 {
		return &setAsideError{faults}
	}
	return nil
}

// issueLine reads file:line: severity: column: what; what to do [code].
func issueLine(i result.Issue, row []string) string {
	place := i.File
	if i.Line > 0 {
		place += fmt.Sprintf(":%d", i.Line)
	}
	parts := []string{place, i.Severity}
	if i.Column != "" {
		parts = append(parts, i.Column)
	}
	return strings.Join(parts, ": ") + ": " + row[6] + ". " + row[7] + " [" + i.Code + "]"
}

package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

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

// check says all that a run would say, with every issue, its place and what to do
// about it, and writes nothing.
func (a *app) check(ctx context.Context, path string, f runFlags) error {
	p, err := readPlan(ctx, path, f)
	if err != nil {
		return err
	}
	work := a.progress()
	defer work.finish()
	var c *computed
	err = runInterruptible(ctx, func() (err error) {
		c, err = a.compute(ctx, p, filepath.Join(p.Dir, p.Outputs.Dir), f, memoryOf(p), work)
		return err
	})
	if err != nil {
		return err
	}
	work.finish()
	a.printInputs(c.data.Inputs)
	if !a.quiet {
		rows, err := layout.IssueRows(c.results, p.Languages[:1])
		if err != nil {
			return err
		}
		a.printIssues(c.results.Issues, rows[1:])
		a.printLines(c.lines)
	}
	if c.faults > 0 {
		return &setAsideError{c.faults}
	}
	return nil
}

// printIssues prints the issues that ask for the same thing together, errors
// first: what to do, then a line for each place, file:line: column: what [code].
func (a *app) printIssues(issues []result.Issue, rows [][]string) {
	groups := make(map[string][]int)
	var order []string
	for i, issue := range issues {
		key := issue.Severity + "\x00" + issue.Code + "\x00" + rows[i][7]
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], i)
	}
	slices.SortStableFunc(order, func(x, y string) int { // "error" sorts before "warning"
		return strings.Compare(x[:strings.IndexByte(x, 0)], y[:strings.IndexByte(y, 0)])
	})
	for _, key := range order {
		first := groups[key][0]
		fmt.Fprintf(a.stdout, "%s [%s]: %s\n", issues[first].Severity, issues[first].Code, rows[first][7])
		for _, i := range groups[key] {
			fmt.Fprintln(a.stdout, "  "+issueLine(issues[i], rows[i][6]))
		}
	}
}

// issueLine reads file:line: column: what [code].
func issueLine(i result.Issue, what string) string {
	place := i.File
	if i.Line > 0 {
		place += fmt.Sprintf(":%d", i.Line)
	}
	parts := []string{place}
	if i.Column != "" {
		parts = append(parts, i.Column)
	}
	return strings.Join(append(parts, what), ": ") + " [" + i.Code + "]"
}

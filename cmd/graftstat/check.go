package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"graftstat/analysis"
	"graftstat/analysis/registry"
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
	p, err := readPlan(ctx, path, f)
	if err != nil {
		return err
	}
	work := a.progress()
	defer work.finish()
	work.begin("load")
	var d *registry.Data
	err = within(ctx, func() (err error) {
		d, err = analysis.Load(ctx, p, work.show)
		return err
	})
	if err != nil {
		return err
	}
	work.finish()
	a.log.data(d)
	a.printInputs(d.Inputs)
	r := &result.Results{Issues: analysis.Issues(d)}
	if !a.quiet {
		rows, err := layout.IssueRows(r, p.Languages[:1])
		if err != nil {
			return err
		}
		a.printIssues(r.Issues, rows[1:])
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

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"graftstat/analysis"
	"graftstat/analysis/message"
	"graftstat/analysis/result"
	"graftstat/reports/layout"
)

func (a *app) checkCommand() *cobra.Command {
	var f runFlags
	format := ""
	c := &cobra.Command{
		Use:               "check STUDY.yaml",
		Short:             "Load and check the data, write nothing",
		Args:              exactly(1, message.Of("one study file")),
		ValidArgsFunction: completeStudy,
		RunE:              func(c *cobra.Command, args []string) error { return a.check(c.Context(), args[0], format, f) },
	}
	f.register(c)
	c.Flags().StringVar(&format, "format", "text", "how the findings are printed: text or json")
	return c
}

// check says all that a run would say, with every issue, its place and what to do
// about it, and writes nothing.
func (a *app) check(ctx context.Context, path, format string, f runFlags) error {
	if format != "text" && format != "json" {
		return usageError{message.New("--format is text or json")}
	}
	p, err := a.readPlan(ctx, path, f)
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
	if !a.quiet {
		if err := a.printFindings(c, format, a.language); err != nil {
			return err
		}
	}
	if c.faults > 0 {
		return &setAsideError{c.faults}
	}
	return nil
}

// printFindings prints what was read of each file, every issue and the key figures.
func (a *app) printFindings(c *computed, format, language string) error {
	rows, err := layout.IssueRows(c.results, []string{language})
	if err != nil {
		return err
	}
	sources := analysis.Sources(c.data, c.results)
	if format == "json" {
		return a.printJSON(c.results, sources, rows[1:])
	}
	lines, err := layout.SourceLines(c.results, sources, language)
	if err != nil {
		return err
	}
	a.printInputs(c.data.Inputs)
	a.printLines(lines)
	a.printIssues(c.results.Issues, rows[1:])
	a.printLines(c.lines)
	return nil
}

// findings are what check prints as JSON.
type findings struct {
	AsOf    string           `json:"as_of"`
	Sources []result.Source  `json:"sources"`
	Absent  []result.Absence `json:"absent"`
	Issues  []finding        `json:"issues"`
}

// finding is an issue with its words.
type finding struct {
	result.Issue
	What string `json:"what"`
	Next string `json:"next"`
}

func (a *app) printJSON(r *result.Results, sources []result.Source, rows [][]string) error {
	f := findings{AsOf: r.AsOf, Sources: sources, Absent: append([]result.Absence{}, r.Absent...), Issues: []finding{}}
	for i, issue := range r.Issues {
		f.Issues = append(f.Issues, finding{issue, rows[i][6], rows[i][7]})
	}
	e := json.NewEncoder(a.stdout)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(f)
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
		fmt.Fprintf(a.stdout, "%s [%s]: %s\n", a.severity(issues[first].Severity), issues[first].Code, rows[first][7])
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

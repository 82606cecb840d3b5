package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"graftstat/analysis"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/reports"
	"graftstat/reports/layout"
)

// runFlags are the flags that override the study file.
type runFlags struct {
	asOf, out string
	languages []string
	strict    bool
}

func (a *app) runCommand() *cobra.Command {
	var f runFlags
	c := &cobra.Command{
		Use:   "run STUDY.yaml",
		Short: "Load, compute and write the reports",
		Example: `  graftstat run sample-data/study.yaml
  graftstat run study.yaml --as-of 2026-10-31 --out /srv/reports --lang vi`,
		Args: exactly(1, "one study file"),
		RunE: func(c *cobra.Command, args []string) error { return a.runStudy(c.Context(), args[0], f) },
	}
	f.register(c)
	c.Flags().StringVar(&f.out, "out", "", "folder for the outputs (default: outputs.dir of the study file)")
	c.Flags().BoolVar(&f.strict, "strict", false, "write nothing if a case is set aside")
	return c
}

func (f *runFlags) register(c *cobra.Command) {
	c.Flags().StringVar(&f.asOf, "as-of", "", "closing date, YYYY-MM-DD, in place of the study file's")
	c.Flags().StringSliceVar(&f.languages, "lang", nil, "languages of the reports: en, vi or en,vi")
}

// readPlan reads the study file and lets the flags override it.
func readPlan(path string, f runFlags) (*plan.Plan, error) {
	p, err := plan.Read(path)
	if err != nil {
		return nil, err
	}
	if f.asOf != "" {
		if p.AsOf, err = plan.ParseDate(f.asOf); err != nil {
			return nil, usageError{fmt.Errorf("--as-of: %w", err)}
		}
	}
	if f.languages != nil {
		if err := checkLanguages(f.languages); err != nil {
			return nil, err
		}
		p.Languages = f.languages
	}
	return p, nil
}

func checkLanguages(languages []string) error {
	seen := make(map[string]bool)
	for _, language := range languages {
		if language != "en" && language != "vi" || seen[language] {
			return usageError{errors.New("--lang is en, vi or en,vi")}
		}
		seen[language] = true
	}
	return nil
}

func (a *app) runStudy(ctx context.Context, path string, f runFlags) error {
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
	faults := countErrors(d.Issues)
	if f.strict && faults > 0 {
		finish()
		a.printInputs(d)
		a.log.error(fmt.Errorf("the data has errors (%d) and --strict is given: nothing is written; 'graftstat check %s' lists them", faults, path))
		return &setAsideError{faults}
	}
	r, l, err := analysis.Run(ctx, p, d, version, show)
	if err != nil {
		return err
	}
	dir := f.out
	if dir == "" {
		dir = filepath.Join(p.Dir, p.Outputs.Dir)
	}
	lines, err := layout.Lines(r, "en") // before it is written: a failure leaves nothing
	if err != nil {
		return err
	}
	target, written, err := reports.Write(ctx, r, l, reports.Options{Dir: dir, Languages: p.Languages, Formats: p.Outputs.Formats, Figures: p.Outputs.Figures}, show)
	if err != nil {
		return err
	}
	finish()
	a.printInputs(d)
	a.printResults(lines, target, written, len(r.Issues))
	if faults > 0 {
		return &setAsideError{faults}
	}
	return nil
}

func countErrors(issues []registry.Issue) int {
	n := 0
	for _, i := range issues {
		if i.Severity == registry.Error {
			n++
		}
	}
	return n
}

// printInputs prints what was read, files of one form on one line.
func (a *app) printInputs(d *registry.Data) {
	var formats []string
	files := make(map[string][]string)
	for _, in := range d.Inputs {
		a.log.info("read", slog.String("file", in.File), slog.Int("rows", in.Rows), slog.String("format", in.Format), slog.String("sha256", in.SHA256))
		if files[in.Format] == nil {
			formats = append(formats, in.Format)
		}
		files[in.Format] = append(files[in.Format], fmt.Sprintf("%s (%d rows)", in.File, in.Rows))
	}
	if a.quiet {
		return
	}
	for _, format := range formats {
		fmt.Fprintf(a.stdout, "Read %s as %s\n", strings.Join(files[format], ", "), format)
	}
}

// printResults prints the key figures and what was written.
func (a *app) printResults(lines []string, target string, written []string, issues int) {
	figures := 0
	var files []string
	for _, name := range written {
		if strings.HasPrefix(name, "figures/") {
			figures++
		} else {
			files = append(files, name)
		}
	}
	a.log.info("written", slog.Any("files", files), slog.Int("figures", figures), slog.Int("issues", issues))
	if a.quiet {
		return
	}
	for _, line := range lines {
		fmt.Fprintln(a.stdout, strings.ReplaceAll(line, "\u00a0", " "))
	}
	fmt.Fprintf(a.stdout, "Wrote %s: %s and %d figures\n", filepath.ToSlash(target), strings.Join(files, ", "), figures)
}

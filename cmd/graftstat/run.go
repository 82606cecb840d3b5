package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"graftstat/analysis"
	"graftstat/analysis/code"
	"graftstat/analysis/message"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
	"graftstat/reports"
	"graftstat/reports/layout"
)

// runFlags are the flags that override the study file.
type runFlags struct {
	asOf, out string
	languages []string
	strict    bool
	only      string // COHORT or COHORT/ENDPOINT
	previous  string // results.json of an earlier report
}

func (a *app) runCommand() *cobra.Command {
	var f runFlags
	c := &cobra.Command{
		Use:   "run STUDY.yaml",
		Short: "Load, compute and write the reports",
		Example: `  graftstat run sample-data/study.yaml
  graftstat run study.yaml --as-of 2026-10-31 --out /srv/reports --lang vi`,
		Args:              exactly(1, message.Of("one study file")),
		ValidArgsFunction: completeStudy,
		RunE: func(c *cobra.Command, args []string) error {
			if f.only != "" {
				return a.look(c.Context(), args[0], f)
			}
			return a.runStudy(c.Context(), args[0], f)
		},
	}
	f.register(c)
	c.Flags().StringVar(&f.only, "only", "", "COHORT or COHORT/ENDPOINT: print its estimates, write no file")
	c.Flags().StringVar(&f.out, "out", "", "folder for the outputs (default: outputs.dir of the study file)")
	c.Flags().StringVar(&f.previous, "previous", "",
		"results.json of the report to compare with (default: the newest earlier closing date in the outputs)")
	c.Flags().BoolVar(&f.strict, "strict", false, "write nothing if a case is excluded")
	return c
}

func (f *runFlags) register(c *cobra.Command) {
	c.Flags().StringVar(&f.asOf, "as-of", "", "closing date, YYYY-MM-DD, in place of the study file's")
	c.Flags().StringSliceVar(&f.languages, "lang", nil, "languages of the reports: en, vi or en,vi")
}

// readPlan reads the study file and lets the flags override it. From then on the
// console speaks the first language of the study.
func (a *app) readPlan(ctx context.Context, path string, f runFlags) (p *plan.Plan, err error) {
	err = runInterruptible(ctx, func() (err error) {
		p, err = plan.Read(path)
		return err
	})
	if err != nil {
		if language := plan.LanguageOf(path); language != "" {
			a.speak(language)
		}
		return nil, err
	}
	p.Password = plan.Secret(os.Getenv("GRAFTSTAT_PASSWORD"))
	if f.asOf != "" {
		day, err := plan.ParseDate(f.asOf)
		if err != nil {
			return nil, usageError{message.Errorf("--as-of: %w", err)}
		}
		p.SetAsOf(day)
	}
	if f.languages != nil {
		if err := checkLanguages(f.languages); err != nil {
			return nil, err
		}
		p.Languages = f.languages
	}
	a.speak(p.Languages[0])
	return p, nil
}

func checkLanguages(languages []string) error {
	seen := make(map[string]bool)
	for _, language := range languages {
		if language != "en" && language != "vi" || seen[language] {
			return usageError{message.New("--lang is en, vi or en,vi")}
		}
		seen[language] = true
	}
	return nil
}

func (a *app) runStudy(ctx context.Context, path string, f runFlags) error {
	p, err := a.readPlan(ctx, path, f)
	if err != nil {
		return err
	}
	dir := f.out
	if dir == "" {
		dir = filepath.Join(p.Dir, p.Outputs.Dir)
	}
	place, err := a.reserve(dir, p.AsOf.String())
	if err != nil {
		return err
	}
	defer place.Release()
	work := a.progress()
	defer work.finish()
	var o *outcome
	err = runInterruptible(ctx, func() (err error) {
		o, err = a.produce(ctx, p, place, dir, f, work)
		return err
	})
	if err != nil {
		return err
	}
	work.finish()
	return a.printOutcome(o, path)
}

// outcome is what a run found and wrote.
type outcome struct {
	inputs  []registry.Input
	faults  int
	lines   []string         // the key figures
	written *reports.Written // nil: the data has errors, which --strict does not allow
}

// computed is what a study gives before anything is written.
type computed struct {
	data    *registry.Data
	results *result.Results
	listing *result.Listing
	faults  int
	lines   []string // the key figures
}

// compute loads and computes a study; run and check alike. With strict it ends
// after loading where the data have errors, without results. earlier is the folder
// of the reports to compare with.
func (a *app) compute(ctx context.Context, p *plan.Plan, earlier string, f runFlags, memory memory,
	work *progress) (*computed, error) {
	memory.begin(loading)
	work.begin("load")
	d, err := analysis.Load(ctx, p, work.show)
	if err != nil {
		return nil, err
	}
	a.log.data(d)
	c := &computed{data: d, faults: countErrors(d.Issues)}
	if f.strict && c.faults > 0 {
		return c, nil
	}
	memory.begin(computing)
	work.begin("compute")
	if c.results, c.listing, err = analysis.Run(ctx, p, d, version(), work.show); err != nil {
		return nil, err
	}
	c.faults = countErrors(d.Issues)
	if len(p.Sensitivity) > 0 {
		work.begin("sensitivity")
		if c.results.Sensitivity, err = analysis.Sensitivity(ctx, p, c.results, work.show); err != nil {
			return nil, err
		}
	}
	if err := a.compare(c.results, c.listing, earlier, f.previous); err != nil {
		return nil, err
	}
	a.log.results(c.results)
	c.lines, err = layout.Lines(c.results, a.language)
	return c, err
}

// produce reads, computes and writes.
func (a *app) produce(ctx context.Context, p *plan.Plan, place *reports.Place, dir string, f runFlags,
	work *progress) (*outcome, error) {
	memory := memoryOf(p)
	c, err := a.compute(ctx, p, dir, f, memory, work)
	if err != nil {
		return nil, err
	}
	if c.results == nil {
		return &outcome{inputs: c.data.Inputs, faults: c.faults}, nil
	}
	r, l, d := c.results, c.listing, c.data
	options := outputs(r, p.Languages)
	options.Keep, options.Inputs = p.Outputs.Keep, inputPaths(p, d)
	if f.previous != "" {
		options.Inputs = append(options.Inputs, f.previous)
	}
	options.Tally = tallyAsked(p, d)
	if slices.Contains(p.Outputs.Formats, "reproduce") {
		options.Covariates = analysis.Covariates(p, d)
		if days := roundDays(p); days > 0 {
			options.Rounded = &reports.Rounded{}
			x := options.Rounded
			if x.Results, x.Listing, x.Covariates, err = analysis.Rounded(ctx, p, d, days, version(),
				work.show); err != nil {
				return nil, err
			}
		}
	}
	o := &outcome{inputs: d.Inputs, faults: c.faults, lines: c.lines}
	d, c.data = nil, nil // the cases make room for the reports
	memory.begin(writing)
	work.begin("write")
	o.written, err = reports.Write(ctx, place, r, l, options, work.show)
	return o, err
}

// roundDays is to what the bundle for a reviewer is rounded; 0: not.
func roundDays(p *plan.Plan) int {
	if p.Paper == nil {
		return 0
	}
	return p.Paper.Anonymity.RoundDays
}

// outputs are those that the study file asked for, in these languages.
func outputs(r *result.Results, languages []string) reports.Options {
	o := r.Study.Outputs
	return reports.Options{Languages: languages, Formats: o.Formats, Figures: o.Figures, FigureSizes: o.FigureSizes,
		Resolution: o.Resolution}
}

// printOutcome prints what was read, found and written.
func (a *app) printOutcome(o *outcome, path string) error {
	a.printInputs(o.inputs)
	faults := o.faults
	if o.written == nil {
		return a.refuseStrictly(faults, path)
	}
	a.printResults(o.lines, o.written)
	if faults > 0 {
		return &setAsideError{faults}
	}
	return nil
}

func (a *app) refuseStrictly(faults int, path string) error {
	a.log.error(message.Errorf("the data has errors (%d) and --strict is given: nothing is written; "+
		"'graftstat check %s' lists them", faults, path))
	return &setAsideError{faults}
}

func countErrors(issues []registry.Issue) int {
	n := 0
	for _, i := range issues {
		if i.Severity == registry.Error {
			_, count := code.IssuesOf(i.Code, i.Args)
			n += count
		}
	}
	return n
}

// printInputs prints what was read, files of one form on one line.
func (a *app) printInputs(inputs []registry.Input) {
	if a.quiet {
		return
	}
	var formats []string
	files := make(map[string][]string)
	for _, in := range inputs {
		if files[in.Format] == nil {
			formats = append(formats, in.Format)
		}
		files[in.Format] = append(files[in.Format], a.say("%s (%d rows)", in.File, in.Rows))
	}
	for _, format := range formats {
		a.println("Read %s as %s", strings.Join(files[format], ", "), format)
	}
}

// printResults prints the key figures and what was written.
func (a *app) printResults(lines []string, w *reports.Written) {
	a.log.outputs(w)
	if a.quiet {
		return
	}
	a.printLines(lines)
	a.println("Wrote %s: %s", filepath.ToSlash(w.Folder), strings.Join(a.summarised(w.Files), ", "))
}

// printLines prints the key figures.
func (a *app) printLines(lines []string) {
	for _, line := range lines {
		fmt.Fprintln(a.stdout, strings.ReplaceAll(line, "\u00a0", " "))
	}
}

// summarised are the files of the folder itself by name, and those of each
// folder in it by their number.
func (a *app) summarised(files []reports.File) []string {
	var names, folders []string
	count := make(map[string]int)
	for _, f := range files {
		folder, _, inside := strings.Cut(f.Name, "/")
		if !inside {
			names = append(names, f.Name)
			continue
		}
		if count[folder] == 0 {
			folders = append(folders, folder)
		}
		count[folder]++
	}
	for _, folder := range folders {
		names = append(names, a.say("%s (%d files)", folder, count[folder]))
	}
	return names
}

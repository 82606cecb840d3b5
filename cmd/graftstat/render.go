package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"graftstat/analysis/message"
	"graftstat/analysis/result"
	"graftstat/reports"
	"graftstat/reports/layout"
)

func (a *app) renderCommand() *cobra.Command {
	var out string
	var languages []string
	c := &cobra.Command{
		Use:               "render RUN_DIR --out DIR",
		Short:             "Write the reports again from results.json and listing.csv",
		Args:              exactly(1, message.Of("the folder of one run")),
		ValidArgsFunction: completeFolder,
		RunE:              func(c *cobra.Command, args []string) error { return a.render(c.Context(), args[0], out, languages) },
	}
	c.Flags().StringVar(&out, "out", "", "folder for the outputs")
	c.Flags().StringSliceVar(&languages, "lang", nil, "languages of the reports: en, vi or en,vi")
	return c
}

func (a *app) render(ctx context.Context, runDir, out string, languages []string) error {
	if out == "" {
		return usageError{message.New("render needs --out DIR")}
	}
	if err := checkLanguages(languages); err != nil {
		return err
	}
	var r *result.Results
	var l *result.Listing
	err := runInterruptible(ctx, func() (err error) {
		r, l, err = readRun(runDir)
		return err
	})
	if err != nil {
		return err
	}
	if languages == nil {
		languages = r.Study.Languages
	}
	if len(languages) > 0 {
		a.speak(languages[0])
	}
	if isSamePlace(runDir, filepath.Join(out, reports.FolderName(r.AsOf))) {
		return usageError{message.New("--out would replace the run that is rendered; choose another folder")}
	}
	place, err := a.reserve(out, r.AsOf)
	if err != nil {
		return err
	}
	defer place.Release()
	work := a.progress()
	defer work.finish()
	work.begin("write")
	var lines []string
	var written *reports.Written
	err = runInterruptible(ctx, func() (err error) {
		if lines, err = layout.Lines(r, a.language); err != nil {
			return err
		}
		options := outputs(r, languages)
		if options.Covariates, err = readCovariates(runDir); err != nil {
			return err
		}
		written, err = reports.Write(ctx, place, r, l, options, work.show)
		return err
	})
	if err != nil {
		return err
	}
	work.finish()
	a.printResults(lines, written)
	return nil
}

// readRun reads what a run left; a listing may be missing.
func readRun(dir string) (*result.Results, *result.Listing, error) {
	f, err := openRegular(filepath.Join(dir, "results.json"))
	if err != nil {
		return nil, nil, message.Errorf("%w; name the folder of a run, such as out/2026-10-31", err)
	}
	defer f.Close()
	r, err := result.Decode(f)
	if err != nil {
		return nil, nil, message.Errorf("%s: %w", f.Name(), err)
	}
	g, err := openRegular(filepath.Join(dir, "listing.csv"))
	if errors.Is(err, fs.ErrNotExist) {
		return r, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	defer g.Close()
	l, err := result.DecodeListing(g)
	if err != nil {
		return nil, nil, message.Errorf("%s: %w", g.Name(), err)
	}
	return r, l, nil
}

// readCovariates reads those of a run; nil where it left none.
func readCovariates(dir string) (*result.Covariates, error) {
	f, err := openRegular(filepath.Join(dir, "covariates.csv"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	c, err := result.DecodeCovariates(f)
	if err != nil {
		return nil, message.Errorf("%s: %w", f.Name(), err)
	}
	return c, nil
}

// isSamePlace reports whether the outputs would replace their own source, by
// whatever path.
func isSamePlace(source, target string) bool {
	from, err := os.Stat(source)
	if err != nil {
		return false
	}
	to, err := os.Stat(target)
	return err == nil && os.SameFile(from, to)
}

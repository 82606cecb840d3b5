package reports

import (
	"io"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
	"graftstat/reports/document"
)

// A format is an output that a study may ask for: its name there, the patterns
// of its files, without which a run refuses to write them, and what writes them,
// once a run or once a language, in pieces that write no file of each other.
type format struct {
	name     string
	patterns []string
	run      func(*writer, *job) []func() error
	report   func(*writer, *job, *document.Report) []func() error
}

// job is what is written, and how.
type job struct {
	results *result.Results
	listing *result.Listing // nil: what shows single patients is left out
	options Options
}

// formats are every output in the order in which it is begun.
func formats() []format {
	return []format{
		{"json", []string{"results.json", "estimates.csv", "listing.csv", "covariates.csv"}, runData, nil},
		{"tally", []string{"tally.csv", "counts.csv"}, runTally, nil}, // counts.csv of earlier versions
		{"reproduce", []string{"reproduce/*", "reproduce/data/*.csv", "reproduce/definitions/*.csv",
			"reproduce/expected/*.csv"}, runBundle, nil},
		{"pdf", []string{"report.??.pdf", "appendix.??.pdf", "report-outside.??.pdf"}, nil, reportPDF},
		{"html", []string{"report.??.html"}, nil, reportScreen},
		{"xlsx", []string{"report.??.xlsx", "report-outside.??.xlsx"}, nil, reportWorkbook},
		{"figures", []string{"figures/??/*.svg", "figures/??/*.png", "figures/??/*.pdf", "figures/??/*.eps",
			"figures/??/*.csv"}, nil, reportFigures},
		{"tables", []string{"tables/??/*.html"}, nil, reportTables},
		{"manuscript", []string{"manuscript/??/manuscript.docx", "manuscript/??/tables/*.html",
			"manuscript/??/figures/*.svg", "manuscript/??/figures/*.png", "manuscript/??/figures/*.pdf",
			"manuscript/??/figures/*.eps"}, nil, reportManuscript},
	}
}

func runData(w *writer, j *job) []func() error {
	return []func() error{func() error { return w.data(j.results, j.listing, j.options) }}
}

// runTally writes a tally where the run has made one.
func runTally(w *writer, j *job) []func() error {
	t := j.options.Tally
	if t == nil {
		return nil
	}
	return []func() error{func() error {
		return w.file("tally.csv", func(out io.Writer) error { return result.EncodeTally(out, t) })
	}}
}

// runBundle writes the bundle of a reviewer. One of rounded times is made by the run alone.
func runBundle(w *writer, j *job) []func() error {
	o := j.options
	switch {
	case o.Rounded != nil:
		return []func() error{func() error { return w.bundle(j.results, o.Rounded) }}
	case j.listing != nil && o.Covariates != nil && !isRounded(j.results):
		return []func() error{func() error { return w.bundle(j.results, &Rounded{j.results, j.listing, o.Covariates}) }}
	}
	return nil
}

func reportPDF(w *writer, j *job, d *document.Report) []func() error {
	var pieces []func() error
	if hasPart(j.results, code.Month) {
		pieces = append(pieces, w.pages("report.", d.Month))
	}
	if hasPart(j.results, code.Appendix) {
		pieces = append(pieces, w.pages("appendix.", d.Appendix))
	}
	return pieces
}

func reportScreen(w *writer, j *job, d *document.Report) []func() error {
	var parts []*document.Document
	if hasPart(j.results, code.Month) {
		parts = append(parts, d.Month)
	}
	if hasPart(j.results, code.Appendix) {
		parts = append(parts, d.Appendix)
	}
	if len(parts) == 0 {
		return nil
	}
	return []func() error{w.screen(parts)}
}

func reportWorkbook(w *writer, _ *job, d *document.Report) []func() error {
	return []func() error{w.sheets("report.", d.Workbook)}
}

// reportFigures are those of the appendix, which has them all.
func reportFigures(w *writer, j *job, d *document.Report) []func() error {
	folder := "figures/" + d.Appendix.Language
	return []func() error{func() error { return w.figures(d.Appendix, d.Appendix.Figures(), folder, j.options) }}
}

func reportTables(w *writer, _ *job, d *document.Report) []func() error {
	return []func() error{
		func() error { return w.tables(d.Appendix, "tables/"+d.Appendix.Language) },
		func() error { return w.numbers(d.Appendix) },
	}
}

func reportManuscript(w *writer, j *job, d *document.Report) []func() error {
	if d.Manuscript == nil {
		return nil
	}
	return w.manuscript(d.Manuscript, j.options)
}

package reports

import (
	"fmt"
	"io"
	"slices"

	"graftstat/analysis/disclosure"
	"graftstat/analysis/parallel"
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/html"
	"graftstat/reports/layout"
	"graftstat/reports/pdf"
	"graftstat/reports/reproduce"
	"graftstat/reports/xlsx"
)

// all writes every output, side by side: each piece is one or more files that
// no other piece writes.
func (w *writer) all(r *result.Results, l *result.Listing, o Options) error {
	asked := func(format string) bool { return slices.Contains(o.Formats, format) }
	pieces := []func() error{func() error { return w.issues(r, o) }}
	if asked("json") {
		pieces = append(pieces, func() error { return w.data(r, l, o) })
	}
	if o.Counts != nil {
		pieces = append(pieces, func() error {
			return w.file("counts.csv", func(out io.Writer) error { return result.EncodeCounts(out, o.Counts) })
		})
	}
	switch {
	case !asked("reproduce"):
	case o.Rounded != nil:
		pieces = append(pieces, func() error { return w.bundle(r, o.Rounded) })
	case l != nil && o.Covariates != nil && !isRounded(r): // a rounded one is made by the run alone
		pieces = append(pieces, func() error { return w.bundle(r, &Rounded{r, l, o.Covariates}) })
	}
	documents := make([]*document.Document, len(o.Languages))
	if asked("pdf") || asked("xlsx") || asked("figures") || asked("html") {
		var build []func() error
		for i, language := range o.Languages {
			build = append(build, func() (err error) {
				documents[i], err = layout.Build(r, l, language)
				return err
			})
		}
		if err := parallel.Each(len(build), func(i int) error { return build[i]() }); err != nil {
			return err
		}
	}
	for _, doc := range documents {
		if doc != nil {
			pieces = append(pieces, w.document(doc, "report.", asked)...)
		}
		if doc != nil && asked("figures") {
			pieces = append(pieces, func() error { return w.figures(doc, o) })
		}
		if doc != nil && asked("html") {
			pieces = append(pieces, func() error { return w.tables(doc) }, func() error { return w.numbers(doc) })
		}
	}
	if coarse := disclosure.Outside(r); coarse != nil {
		for _, language := range o.Languages {
			outside, err := layout.BuildOutside(coarse, language)
			if err != nil {
				return err
			}
			pieces = append(pieces, w.document(outside, "report-outside.", asked)...)
		}
	}
	return parallel.Each(len(pieces), func(i int) error { return pieces[i]() })
}

func (w *writer) issues(r *result.Results, o Options) error {
	rows, err := layout.IssueRows(r, o.Languages)
	if err != nil {
		return err
	}
	return w.file("issues.csv", func(out io.Writer) error { return writeCSV(out, rows) })
}

// data is what render reads.
func (w *writer) data(r *result.Results, l *result.Listing, o Options) error {
	if err := w.file("results.json", func(out io.Writer) error { return result.Encode(out, r) }); err != nil || l == nil {
		return err
	}
	if err := w.file("listing.csv", func(out io.Writer) error { return result.EncodeListing(out, l) }); err != nil || o.Covariates == nil {
		return err
	}
	return w.file("covariates.csv", func(out io.Writer) error { return result.EncodeCovariates(out, o.Covariates) })
}

// isRounded reports whether the study asks for a bundle of rounded times.
func isRounded(r *result.Results) bool {
	return r.Paper != nil && r.Paper.Anonymity != nil && r.Paper.Anonymity.RoundDays > 0
}

// bundle of the cases, which may be rounded, beside the results of the report.
func (w *writer) bundle(exact *result.Results, cases *Rounded) error {
	files, err := reproduce.Files(exact, cases.Results, cases.Listing, cases.Covariates)
	if err != nil {
		return fmt.Errorf("reproduce: %w", err)
	}
	for _, f := range files {
		if err := w.file("reproduce/"+f.Name, f.Write); err != nil {
			return fmt.Errorf("reproduce: %w", err)
		}
	}
	return nil
}

// document are the pieces of a report in one language.
func (w *writer) document(doc *document.Document, prefix string, asked func(string) bool) []func() error {
	var pieces []func() error
	add := func(format string, write func(io.Writer) error) {
		if asked(format) {
			pieces = append(pieces, func() error {
				if err := w.file(prefix+doc.Language+"."+format, write); err != nil {
					return fmt.Errorf("report in %s: %w", doc.Language, err)
				}
				return nil
			})
		}
	}
	add("pdf", func(out io.Writer) error { return pdf.Write(w.ctx, out, doc) })
	add("xlsx", func(out io.Writer) error { return xlsx.Write(w.ctx, out, doc, w.root.Name()) })
	return pieces
}

func (w *writer) tables(doc *document.Document) error {
	for _, t := range doc.Tables() {
		name := "tables/" + doc.Language + "/" + fileName(t.ID) + ".html"
		if err := w.file(name, func(out io.Writer) error { return html.Table(out, t, doc.Language) }); err != nil {
			return fmt.Errorf("table %s: %w", t.ID, err)
		}
	}
	return nil
}

// numbers writes those behind each figure beside it.
func (w *writer) numbers(doc *document.Document) error {
	for _, f := range doc.Figures() {
		name := "figures/" + doc.Language + "/" + fileName(f.ID) + ".csv"
		if err := w.file(name, func(out io.Writer) error { return writeCSV(out, f.Numbers()) }); err != nil {
			return fmt.Errorf("numbers of figure %s: %w", f.ID, err)
		}
	}
	return nil
}

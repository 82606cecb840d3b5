package reports

import (
	"fmt"
	"io"
	"slices"

	"graftstat/analysis/code"
	"graftstat/analysis/disclosure"
	"graftstat/analysis/parallel"
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/docx"
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
	if o.Tally != nil {
		pieces = append(pieces, func() error {
			return w.file("tally.csv", func(out io.Writer) error { return result.EncodeTally(out, o.Tally) })
		})
	}
	switch {
	case !asked("reproduce"):
	case o.Rounded != nil:
		pieces = append(pieces, func() error { return w.bundle(r, o.Rounded) })
	case l != nil && o.Covariates != nil && !isRounded(r): // a rounded one is made by the run alone
		pieces = append(pieces, func() error { return w.bundle(r, &Rounded{r, l, o.Covariates}) })
	}
	made := make([]*document.Report, len(o.Languages))
	if asked("pdf") || asked("xlsx") || asked("html") || asked("figures") || asked("tables") || asked("manuscript") {
		var build []func() error
		for i, language := range o.Languages {
			build = append(build, func() (err error) {
				made[i], err = layout.Build(r, l, language)
				return err
			})
		}
		if err := parallel.Each(len(build), func(i int) error { return build[i]() }); err != nil {
			return err
		}
	}
	for _, report := range made {
		if report != nil {
			pieces = append(pieces, w.report(report, r, o, asked)...)
		}
	}
	if coarse := disclosure.Outside(r); coarse != nil {
		for _, language := range o.Languages {
			outside, err := layout.BuildOutside(coarse, language)
			if err != nil {
				return err
			}
			if asked("pdf") {
				pieces = append(pieces, w.pages("report-outside.", outside))
			}
			if asked("xlsx") {
				pieces = append(pieces, w.sheets("report-outside.", outside))
			}
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
	if err := w.file("results.json", func(out io.Writer) error { return result.Encode(out, r) }); err != nil ||
		l == nil {
		return err
	}
	if err := w.file("listing.csv", func(out io.Writer) error { return result.EncodeListing(out, l) }); err != nil ||
		o.Covariates == nil {
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

// report are the pieces of what is said in one language. Figures and tables
// for a manuscript are those of the appendix, which has them all.
func (w *writer) report(d *document.Report, r *result.Results, o Options, asked func(string) bool) []func() error {
	var pieces []func() error
	var parts []*document.Document
	if hasPart(r, code.Month) {
		parts = append(parts, d.Month)
	}
	if hasPart(r, code.Appendix) {
		parts = append(parts, d.Appendix)
	}
	if asked("pdf") {
		for _, part := range parts {
			prefix := "report."
			if part == d.Appendix {
				prefix = "appendix."
			}
			pieces = append(pieces, w.pages(prefix, part))
		}
	}
	if asked("html") && len(parts) > 0 {
		pieces = append(pieces, w.screen(parts))
	}
	if asked("xlsx") {
		pieces = append(pieces, w.sheets("report.", d.Workbook))
	}
	if asked("figures") {
		folder := "figures/" + d.Appendix.Language
		pieces = append(pieces, func() error { return w.figures(d.Appendix, d.Appendix.Figures(), folder, o) })
	}
	if asked("tables") {
		pieces = append(pieces, func() error { return w.tables(d.Appendix, "tables/"+d.Appendix.Language) },
			func() error { return w.numbers(d.Appendix) })
	}
	if asked("manuscript") && d.Manuscript != nil {
		pieces = append(pieces, w.manuscript(d.Manuscript, o)...)
	}
	return pieces
}

// hasPart reports whether the study asks for a part of its reports; results of
// an earlier version ask for all.
func hasPart(r *result.Results, part code.Part) bool {
	parts := r.Study.Report.Parts
	return len(parts) == 0 || slices.Contains(parts, part)
}

// pages writes a PDF, sheets a workbook.
func (w *writer) pages(prefix string, doc *document.Document) func() error {
	return w.inLanguage(prefix, ".pdf", doc, func(out io.Writer) error { return pdf.Write(w.ctx, out, doc) })
}

func (w *writer) sheets(prefix string, doc *document.Document) func() error {
	return w.inLanguage(prefix, ".xlsx", doc,
		func(out io.Writer) error { return xlsx.Write(w.ctx, out, doc, w.root.Name()) })
}

func (w *writer) inLanguage(prefix, suffix string, doc *document.Document, write func(io.Writer) error) func() error {
	return func() error {
		if err := w.file(prefix+doc.Language+suffix, write); err != nil {
			return fmt.Errorf("report in %s: %w", doc.Language, err)
		}
		return nil
	}
}

// screen is the page of all parts that the study asks for.
func (w *writer) screen(parts []*document.Document) func() error {
	return w.inLanguage("report.", ".html", parts[0], func(out io.Writer) error { return html.Report(out, parts) })
}

// tables are to be pasted.
func (w *writer) tables(doc *document.Document, folder string) error {
	for _, t := range doc.Tables() {
		name := folder + "/" + fileName(t.ID) + ".html"
		if err := w.file(name, func(out io.Writer) error { return html.Table(out, t, doc.Language) }); err != nil {
			return fmt.Errorf("table %s: %w", t.ID, err)
		}
	}
	return nil
}

// manuscript is a folder a language: the text to edit, its tables, bare figures.
func (w *writer) manuscript(m *document.Manuscript, o Options) []func() error {
	folder := "manuscript/" + m.Text.Language
	return []func() error{
		func() error {
			err := w.file(folder+"/manuscript.docx", func(out io.Writer) error { return docx.Write(out, m.Text) })
			if err != nil {
				return fmt.Errorf("manuscript in %s: %w", m.Text.Language, err)
			}
			return nil
		},
		func() error { return w.tables(m.Text, folder+"/tables") },
		func() error { return w.figures(m.Text, m.Figures, folder+"/figures", o) },
	}
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

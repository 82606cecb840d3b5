package reports

import (
	"io"
	"slices"

	"graftstat/analysis/code"
	"graftstat/analysis/disclosure"
	"graftstat/analysis/message"
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

// all writes every output that is asked for, side by side: each piece is one or
// more files that no other piece writes.
func (w *writer) all(r *result.Results, l *result.Listing, o Options) error {
	j := &job{results: r, listing: l, options: o}
	pieces := []func() error{func() error { return w.issues(r, o) }}
	var ofReport []format
	for _, f := range formats() {
		switch {
		case !j.asks(f.name):
		case f.run != nil:
			pieces = append(pieces, f.run(w, j)...)
		default:
			ofReport = append(ofReport, f)
		}
	}
	if len(ofReport) > 0 {
		made, err := j.reports()
		if err != nil {
			return err
		}
		for _, report := range made {
			for _, f := range ofReport {
				pieces = append(pieces, f.report(w, j, report)...)
			}
		}
	}
	outside, err := w.outside(j)
	if err != nil {
		return err
	}
	pieces = append(pieces, outside...)
	return parallel.Each(len(pieces), func(i int) error { return pieces[i]() })
}

// asks reports whether a format is asked for. A tally is by the run that made it.
func (j *job) asks(format string) bool {
	return slices.Contains(j.options.Formats, format) || format == "tally" && j.options.Tally != nil
}

// reports are what is said in each language.
func (j *job) reports() ([]*document.Report, error) {
	made := make([]*document.Report, len(j.options.Languages))
	err := parallel.Each(len(made), func(i int) (err error) {
		made[i], err = layout.Build(j.results, j.listing, j.options.Languages[i])
		return err
	})
	return made, err
}

// outside are the reports for readers outside the centre, where the study asks for them.
func (w *writer) outside(j *job) ([]func() error, error) {
	coarse := disclosure.Outside(j.results)
	if coarse == nil {
		return nil, nil
	}
	var pieces []func() error
	for _, language := range j.options.Languages {
		outside, err := layout.BuildOutside(coarse, language)
		if err != nil {
			return nil, err
		}
		if j.asks("pdf") {
			pieces = append(pieces, w.pages("report-outside.", outside))
		}
		if j.asks("xlsx") {
			pieces = append(pieces, w.sheets("report-outside.", outside))
		}
	}
	return pieces, nil
}

func (w *writer) issues(r *result.Results, o Options) error {
	rows, err := layout.IssueRows(r, o.Languages)
	if err != nil {
		return err
	}
	return w.file("issues.csv", func(out io.Writer) error { return writeCSV(out, rows) })
}

// data is what render reads, and the estimates for whoever computes with them.
func (w *writer) data(r *result.Results, l *result.Listing, o Options) error {
	if err := w.file("results.json", func(out io.Writer) error { return result.Encode(out, r) }); err != nil {
		return err
	}
	err := w.file("estimates.csv", func(out io.Writer) error { return result.EncodeEstimates(out, r) })
	if err != nil || l == nil {
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
		return message.Errorf("reproduce: %w", err)
	}
	for _, f := range files {
		if err := w.file("reproduce/"+f.Name, f.Write); err != nil {
			return message.Errorf("reproduce: %w", err)
		}
	}
	return nil
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
			return message.Errorf("report in %s: %w", doc.Language, err)
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
			return message.Errorf("table %s: %w", t.ID, err)
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
				return message.Errorf("manuscript in %s: %w", m.Text.Language, err)
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
			return message.Errorf("numbers of figure %s: %w", f.ID, err)
		}
	}
	return nil
}

package layout

import (
	"encoding/base64"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
	"graftstat/reports/words"
)

// ErrWords is returned where a report would show a code instead of words.
var ErrWords = errors.New("no text for a code")

// ErrMeaning is returned where the workbook has a column that its dictionary
// does not explain.
var ErrMeaning = errors.New("no meaning of a column")

// Build makes the report of one language. Without a listing the parts that
// show single patients are left out, and the report says so.
func Build(r *result.Results, l *result.Listing, language string) (*document.Report, error) {
	w, err := words.New(language)
	if err != nil {
		return nil, err
	}
	b := &builder{&page.Page{Results: r, Listing: l, Words: w}}
	report := &document.Report{Month: b.document(), Appendix: b.document(), Workbook: b.document()}
	report.Month.Contents = "" // a few pages need no list of them
	if report.Appendix.Pages, err = b.appendixPages(); err != nil {
		return nil, err
	}
	report.Month.Pages = b.monthPages()
	report.Month.Screen.Part, report.Appendix.Screen.Part = w.Text("screen.month"), w.Text("screen.appendix")
	b.sayFigures(report.Month)
	b.sayFigures(report.Appendix)
	report.Workbook.Sheets = b.sheets()
	report.Manuscript = b.manuscript()
	docs := []*document.Document{report.Month, report.Appendix, report.Workbook}
	if report.Manuscript != nil {
		docs = append(docs, report.Manuscript.Text)
	}
	b.MarkDashes(docs...)
	if missing := w.Missing(); len(missing) > 0 {
		return nil, fmt.Errorf("%w in %s: %s", ErrWords, language, strings.Join(missing, ", "))
	}
	if columns := report.Workbook.Undescribed(); len(columns) > 0 {
		return nil, fmt.Errorf("%w: %s", ErrMeaning, strings.Join(columns, ", "))
	}
	for _, doc := range docs {
		makePrintable(doc)
	}
	if m := report.Manuscript; m != nil {
		printValue(reflect.ValueOf(m.Figures))
	}
	return report, nil
}

func (b *builder) document() *document.Document {
	r, w := b.Results, b.Words
	doc := &document.Document{
		Language: w.Language,
		Title:    w.Label(r.Study.Report.Title, "", w.Label(r.Study.Title, "", r.Study.File)),
		Centre:   w.Label(r.Study.Centre, "", ""),
		Closing:  w.Text("report.undated"),
		Subject:  w.Text("report.subject"),
		Tool:     r.Tool.Name + " " + r.Tool.Version,
		PageOf:   "%d / %d",
		Contents: w.Text("report.contents"),
		Screen:   b.screen(),
	}
	doc.Logo, _ = base64.StdEncoding.DecodeString(r.Study.Report.Logo) // what is no base64 is no logo
	if r.AsOf != "" {
		doc.Closing = w.Text("report.closing", w.Date(r.AsOf))
		fmt.Sscanf(r.AsOf, "%d-%d-%d", &doc.Date.Year, &doc.Date.Month, &doc.Date.Day)
	}
	return doc
}

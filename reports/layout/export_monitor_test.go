package layout

import (
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/monitor"
	"graftstat/reports/layout/page"
	"graftstat/reports/words"
)

// Monitored is a document of the monitoring alone, behind what it says on the
// first page, with the codes that had no text.
func Monitored(r *result.Results, language string) (*document.Document, []string, error) {
	w, err := words.New(language)
	if err != nil {
		return nil, nil, err
	}
	b := &builder{&page.Page{Results: r, Words: w}}
	doc := b.document()
	summary := document.Section{ID: "summary", Title: w.Text("summary.title"), Level: 1, Blocks: monitor.On(b.Page).
		MonitorSummary()}
	doc.Pages = []document.Section{summary}
	for _, s := range appendixSections() {
		if s.id == "monitor" {
			doc.Pages = append(doc.Pages, s.pages(b)...)
		}
	}
	doc.Sheets = monitor.On(b.Page).MonitorSheets()
	for i := range r.Cohorts { // where links lead
		id := r.Cohorts[i].ID
		doc.Sheets = append(doc.Sheets, document.Sheet{ID: "cohort:" + id, Name: id, Title: b.CohortName(id),
			Blocks: []document.Block{page.Paragraph(document.Body, id)}})
	}
	b.MarkDashes(doc)
	return doc, w.Missing(), nil
}

// SignalPart words one signal of the monitoring.
func SignalPart(r *result.Results, s result.Signal, language string) (string, bool, error) {
	w, err := words.New(language)
	if err != nil {
		return "", false, err
	}
	part, ok := monitor.On((&builder{&page.Page{Results: r, Words: w}}).Page).MonitorSignalPart(s)
	return part, ok, nil
}

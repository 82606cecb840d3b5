package layout

import (
	"graftstat/analysis/result"
	"graftstat/reports/words"
)

// Monitored is a document of the monitoring alone, behind what it says on the
// first page, with the codes that had no text.
func Monitored(r *result.Results, language string) (*Document, []string, error) {
	w, err := words.New(language)
	if err != nil {
		return nil, nil, err
	}
	b := &builder{results: r, words: w}
	doc := b.document()
	doc.Pages = append([]Section{{ID: "summary", Title: w.Text("summary.title"), Level: 1, Blocks: b.monitorSummary()}}, b.monitorSections()...)
	doc.Sheets = b.monitorSheets()
	for i := range r.Cohorts { // where links lead
		id := r.Cohorts[i].ID
		doc.Sheets = append(doc.Sheets, Sheet{ID: "cohort:" + id, Name: id, Title: b.cohortName(id), Blocks: []Block{paragraph(Body, id)}})
	}
	return doc, w.Missing(), nil
}

// SignalPart words one signal of the monitoring.
func SignalPart(r *result.Results, s result.Signal, language string) (string, bool, error) {
	w, err := words.New(language)
	if err != nil {
		return "", false, err
	}
	part, ok := (&builder{results: r, words: w}).monitorSignalPart(s)
	return part, ok, nil
}

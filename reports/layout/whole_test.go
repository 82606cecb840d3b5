package layout_test

import (
	"testing"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout"
)

// build is a report with everything that it says in one document: nothing in
// the month may be called as something in the appendix is.
func build(t *testing.T, r *result.Results, l *result.Listing, language string) *document.Document {
	t.Helper()
	report, err := layout.Build(r, l, language)
	if err != nil {
		t.Fatal(err)
	}
	whole := *report.Appendix
	whole.Pages = append(report.Month.Pages[:len(report.Month.Pages):len(report.Month.Pages)], report.Appendix.Pages...)
	whole.Sheets = report.Workbook.Sheets
	return &whole
}

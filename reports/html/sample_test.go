package html_test

import (
	"context"
	"io"
	"testing"

	"graftstat/analysis"
	"graftstat/analysis/plan"
	"graftstat/reports/document"
	"graftstat/reports/html"
	"graftstat/reports/layout"
)

// maxBytes of the page of the sample: more is a slip.
const maxBytes = 1_750_000

// The page of the sample is whole in both languages: every text of the document's pages
// is on it, every cell with its number, every number of a figure.
func TestSampleIsWhole(t *testing.T) {
	for language, d := range sampleReports(t) {
		file := reportOf(t, d.Month, d.Appendix)
		checkPage(t, file)
		checkTexts(t, file, d.Month)
		// those of the month stand over both
		d.Appendix.Title, d.Appendix.Centre, d.Appendix.Closing = d.Appendix.Screen.Part, "", ""
		checkTexts(t, file, d.Appendix)
		if len(file) > maxBytes {
			t.Errorf("%s: %d bytes", language, len(file))
		}
	}
}

func sampleReports(t testing.TB) map[string]*document.Report {
	t.Helper()
	p, err := plan.Read("../../sample-data/study.yaml")
	if err != nil {
		t.Fatal(err)
	}
	quiet := func(string, int) {}
	d, err := analysis.Load(context.Background(), p, quiet)
	if err != nil {
		t.Fatal(err)
	}
	r, l, err := analysis.Run(context.Background(), p, d, "0.0.0", quiet)
	if err != nil {
		t.Fatal(err)
	}
	reports := map[string]*document.Report{}
	for _, language := range []string{"en", "vi"} {
		if reports[language], err = layout.Build(r, l, language); err != nil {
			t.Fatal(err)
		}
	}
	return reports
}

func BenchmarkReport(b *testing.B) {
	d := sampleReports(b)["en"]
	for b.Loop() {
		if err := html.Report(io.Discard, []*document.Document{d.Month, d.Appendix}); err != nil {
			b.Fatal(err)
		}
	}
}

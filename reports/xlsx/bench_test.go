package xlsx

import (
	"context"
	"io"
	"testing"

	"graftstat/analysis"
	"graftstat/analysis/plan"
	"graftstat/reports/document"
	"graftstat/reports/layout"
)

// study is the document of a whole study, from its files.
func study(b testing.TB, path, language string) *document.Document {
	b.Helper()
	p, err := plan.Read(path)
	if err != nil {
		b.Fatal(err)
	}
	quiet := func(string, int) {}
	d, err := analysis.Load(context.Background(), p, quiet)
	if err != nil {
		b.Fatal(err)
	}
	r, l, err := analysis.Run(context.Background(), p, d, "0.0.0", quiet)
	if err != nil {
		b.Fatal(err)
	}
	report, err := layout.Build(r, l, language)
	if err != nil {
		b.Fatal(err)
	}
	return report.Workbook
}

// The workbook of a centre of 60 cases.
func BenchmarkWrite(b *testing.B) {
	doc := study(b, "../../sample-data/study.yaml", "vi")
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(context.Background(), io.Discard, doc, ""); err != nil {
			b.Fatal(err)
		}
	}
}

package docx_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"graftstat/analysis"
	"graftstat/analysis/plan"
	"graftstat/reports/document"
	"graftstat/reports/golden"
	"graftstat/reports/layout"
)

// The manuscript of the sample is whole in both languages: every paragraph, every
// table of the paper with each number of the appendix, a legend for every figure.
func TestSampleIsWhole(t *testing.T) {
	for _, study := range []string{"paper", "bmt137-paper"} {
		for language, report := range sampleReports(t, study) {
			m := report.Manuscript
			file := written(t, m.Text)
			parts(t, file)
			if !bytes.Equal(file, written(t, m.Text)) {
				t.Errorf("%s in %s: two files of one document differ", study, language)
			}
			text := strings.NewReplacer("^{", "", "}", "").Replace(golden.Docx(t, file))
			checkTexts(t, text, m.Text)
			checkTables(t, m, report.Appendix)
			if legends := len(m.Text.Pages[len(m.Text.Pages)-1].Blocks); legends != len(m.Figures) || legends == 0 {
				t.Errorf("%s in %s: %d legends of %d figures", study, language, legends, len(m.Figures))
			}
			for _, f := range m.Figures {
				if f.Title+f.Subtitle+f.Caption != "" || f.Alt == "" {
					t.Errorf("%s in %s: figure %s is not bare, or has no alternative text", study, language, f.ID)
				}
			}
		}
	}
}

// plain is a text without its raised signs.
var plain = strings.NewReplacer("⁰", "0", "¹", "1", "²", "2", "³", "3", "⁴", "4", "⁵", "5", "⁶", "6", "⁷", "7", "⁸",
	"8", "⁹", "9", "⁺", "+", "⁻", "−", "\n", "\\n")

func checkTexts(t *testing.T, text string, d *document.Document) {
	t.Helper()
	for _, s := range d.Pages {
		for _, b := range s.Blocks {
			if b.Paragraph != nil && !strings.Contains(text, plain.Replace(b.Paragraph.Text)) {
				t.Errorf("the file lacks %q", b.Paragraph.Text)
			}
		}
	}
	for _, table := range d.Tables() {
		for _, r := range table.Rows {
			line := ""
			for i, c := range r.Cells {
				if !r.Heading || i == 0 {
					line += "| " + plain.Replace(c.Text) + " "
				}
			}
			if !strings.Contains(text, line+"|\n") {
				t.Errorf("table %s of the file lacks the row %q", table.ID, line)
			}
		}
	}
}

// checkTables holds the manuscript to have the tables of the appendix's part for
// the paper, but the checklist, cell by cell.
func checkTables(t *testing.T, m *document.Manuscript, appendix *document.Document) {
	t.Helper()
	found := map[string]*document.Table{}
	for _, table := range m.Text.Tables() {
		found[table.ID] = table
	}
	of := *appendix
	of.Pages = nil
	for _, s := range appendix.Pages {
		if strings.HasPrefix(s.ID, "paper-") && s.ID != "paper-strobe" || s.ID == "sensitivity" {
			of.Pages = append(of.Pages, s)
		}
	}
	tables := of.Tables()
	if len(tables) != len(found) || len(tables) == 0 {
		t.Errorf("%d tables in the manuscript, %d in the appendix", len(found), len(tables))
	}
	for _, want := range tables {
		got := found[want.ID]
		if got == nil || len(got.Rows) != len(want.Rows) {
			t.Errorf("table %s is missing or has other rows", want.ID)
			continue
		}
		for i, r := range want.Rows {
			for k, c := range r.Cells {
				if got.Rows[i].Cells[k].Text != c.Text {
					t.Errorf("table %s, row %d: %q is not %q", want.ID, i+1, got.Rows[i].Cells[k].Text, c.Text)
				}
			}
		}
	}
}

func sampleReports(t *testing.T, study string) map[string]*document.Report {
	t.Helper()
	p, err := plan.Read("../../sample-data/" + study + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	quiet := func(string, int) {}
	d, err := analysis.Load(context.Background(), p, quiet)
	if err != nil {
		t.Fatal(err)
	}
	r, l, err := analysis.Run(context.Background(), p, d, "test", quiet)
	if err != nil {
		t.Fatal(err)
	}
	if r.Sensitivity, err = analysis.Sensitivity(context.Background(), p, r, quiet); err != nil {
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

package layout_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"graftstat/analysis"
	"graftstat/analysis/disclosure"
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout"
)

// outsideCohort is 60 patients, all followed for a year. Of kind there are A
// 40, B 12 and C 8. 2 died; 15 relapsed; all but 2 engrafted.
func outsideCohort(t *testing.T) *result.Results {
	t.Helper()
	dir := t.TempDir()
	cases := "case_id,transplant_date,last_contact_date,death_date,relapse_date,neutrophil_engraftment_date,kind\n"
	for i := range 60 {
		death, relapse, engrafted, kind := "", "", "2025-01-20", "kindA"
		if i%30 == 6 {
			death, engrafted = "2025-02-03", ""
		}
		if i%4 == 1 {
			relapse = "2025-03-0" + fmt.Sprint(1+i%9)
		}
		if i >= 40 {
			kind = "kindB"
		}
		if i >= 52 {
			kind = "kindC"
		}
		cases += fmt.Sprintf("SECRET%d,2025-01-01,2026-01-01,%s,%s,%s,%s\n", i, death, relapse, engrafted, kind)
	}
	study := `as_of: 2026-01-01
languages: [en, vi]
data: {cases: cases.csv}
cohorts: [{id: c, compare: [kind], endpoints: [os, relapse, neutrophils]}]
endpoints:
  - {id: os, kind: survival, event: [death], times: [100, 180]}
  - {id: relapse, kind: incidence, event: [relapse], competing: [death], times: [100, 365]}
  - {id: neutrophils, kind: incidence, event: [neutrophil_engraftment], competing: [death], times: [42]}
monitor:
  indicators:
    - {cohort: c, endpoint: os, time: 100}
    - {cohort: c, endpoint: relapse, time: 100}
    - {cohort: c, endpoint: neutrophils, time: 42}
report: {suppress_below: 5, outside_by: {c: kind}}
`
	for name, content := range map[string]string{"cases.csv": cases, "study.yaml": study} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p, err := plan.Read(filepath.Join(dir, "study.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	quiet := func(string, int) {}
	d, err := analysis.Load(context.Background(), p, quiet)
	if err != nil {
		t.Fatal(err)
	}
	r, _, err := analysis.Run(context.Background(), p, d, "0.0.0", quiet)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// What leaves the centre reads as a clinician would say it, and says its rules.
func TestReportForReadersOutside(t *testing.T) {
	coarse := disclosure.Outside(outsideCohort(t))
	for language, shown := range map[string][]string{
		"en": {
			"C: about 60 patients.", "once a year at most", "nearest multiple of 5",
			`"≤5" is any number up to 5, including none`,
			"whether none or 5 had the event", "fewer than about 100 patients", "Groups of fewer than 10 patients",
			"Overall survival|60|≤5|day 100|at least 90% without the event||", "kind: kindA|40|≤5|",
			"Kind: other|20|||||",
			"Relapse or progression|60|>5|day 100|30%|10–50%|", "||1 year|30%|10–50%|",
			"|60|>5|day 42|at least 90% had the event||",
		},
		"vi": {"khoảng 60 bệnh nhi", "tối đa mỗi năm một lần", "kể cả không có ca nào", "ít nhất 90", "khác|20|"},
	} {
		doc, err := layout.BuildOutside(coarse, language)
		if err != nil {
			t.Fatal(err)
		}
		dashesAreExplained(t, workbook{results: &result.Results{}, doc: doc})
		all := strings.Join(outsideTexts(doc), "\n")
		for _, s := range shown {
			if !strings.Contains(strings.ToLower(all), strings.ToLower(s)) {
				t.Errorf("%s: %q is not there:\n%s", language, s, all)
			}
		}
		for _, hidden := range []string{"SECRET", "kindB", "kindC", "2025-0", "58", "180"} {
			if strings.Contains(all, hidden) {
				t.Errorf("%s: %q is in the report for readers outside:\n%s", language, hidden, all)
			}
		}
	}
}

func outsideTexts(doc *document.Document) []string {
	var texts []string
	var walk func(blocks []document.Block)
	walk = func(blocks []document.Block) {
		for _, b := range blocks {
			if b.Paragraph != nil {
				texts = append(texts, b.Paragraph.Text)
			}
			if b.Figure != nil {
				texts = append(texts, b.Figure.Title, b.Figure.Subtitle, b.Figure.Alt)
			}
			if b.Table != nil {
				texts = append(texts, b.Table.Notes...)
				for _, row := range b.Table.Rows {
					line := ""
					for _, cell := range row.Cells {
						line += cell.Text + "|"
					}
					texts = append(texts, line)
				}
			}
			walk(b.Row)
		}
	}
	for _, s := range doc.Pages {
		walk(s.Blocks)
	}
	for _, s := range doc.Sheets {
		walk(s.Blocks)
	}
	return texts
}

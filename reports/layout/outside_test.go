package layout_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"graftstat/analysis"
	"graftstat/analysis/plan"
	"graftstat/reports/layout"
)

// What leaves the centre: no group under five, none that a subtraction gives
// away, no count and no curve of a few, no case and no date.
func TestReportForReadersOutside(t *testing.T) {
	dir := t.TempDir()
	cases := "case_id,transplant_date,last_contact_date,death_date,kind,place\n"
	add := func(id string, died bool, kind, place string) {
		death := ""
		if died {
			death = "2025-02-03"
		}
		cases += id + ",2025-01-01,2026-01-01," + death + "," + kind + "," + place + "\n"
	}
	// kind: a 8, b 7, c 3: c is small, and b, the next smallest, would give it away.
	// place: x 9, y 9. Two of 18 die.
	for i := range 18 {
		kind, place := "kindA", "placeX"
		if i >= 8 {
			kind = "kindB"
		}
		if i >= 15 {
			kind = "kindC"
		}
		if i%2 == 1 {
			place = "placeY"
		}
		add("SECRET"+string(rune('A'+i)), i == 0 || i == 4, kind, place)
	}
	study := `as_of: 2026-01-01
languages: [en, vi]
data: {cases: cases.csv}
cohorts: [{id: c, compare: [kind, place], endpoints: [os]}]
endpoints: [{id: os, kind: survival, event: [death], times: [100]}]
report: {suppress_below: 5}
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
	doc, err := layout.BuildOutside(r, "en")
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	figures := 0
	var walk func(blocks []layout.Block)
	walk = func(blocks []layout.Block) {
		for _, b := range blocks {
			if b.Paragraph != nil {
				texts = append(texts, b.Paragraph.Text)
			}
			if b.Figure != nil {
				figures++
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
	all := strings.Join(texts, "\n")
	for _, hidden := range []string{"SECRET", "kindB", "kindC", "2025-0", "2 events"} {
		if strings.Contains(all, hidden) {
			t.Errorf("%q is in the report for readers outside:\n%s", hidden, all)
		}
	}
	for _, shown := range []string{"kindA|8|under 5|", "placeX|9|under 5|", "18|under 5|day 100|89%|", "2 groups are left out", "fewer than 5"} {
		if !strings.Contains(all, shown) {
			t.Errorf("%q is not there:\n%s", shown, all)
		}
	}
	if figures != 0 {
		t.Errorf("%d curves of two deaths", figures)
	}
	if _, err := layout.BuildOutside(r, "vi"); err != nil {
		t.Error(err)
	}
}

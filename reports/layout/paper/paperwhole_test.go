package paper

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"graftstat/analysis"
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
	"graftstat/reports/document"
)

var (
	paperCode = regexp.MustCompile(`\b[a-z]+_[a-z_]+\b|\b(paper|strobe|sensitivity|baseline_test)\.[a-z]`)
	paperGap  = regexp.MustCompile(`\{\w*\}`)
	bareWhole = regexp.MustCompile(`(^|[^–0-9.,])100[\x{a0} ]?%([^–]|$)`)
)

// checkPaper: every text whole, every table of its size, no certainty without
// an interval in a text, and a text for every code.
func checkPaper(t *testing.T, b *Builder, name string) {
	t.Helper()
	sections := b.PaperSections()
	if len(b.Results.Sensitivity) > 0 {
		sections = append(sections, b.SensitivitySection())
	}
	ids, texts := map[string]bool{}, 0
	look := func(where, s string) {
		texts++
		if s == "" || paperGap.MatchString(s) || paperCode.MatchString(s) || strings.Contains(s, "NaN") ||
			strings.Contains(s, "%!") {
			t.Errorf("%s, %s: %q", name, where, s)
		}
	}
	for _, s := range sections {
		if ids["section "+s.ID] || s.Title == "" || len(s.Blocks) == 0 {
			t.Errorf("%s: section %q, %q", name, s.ID, s.Title)
		}
		ids["section "+s.ID] = true
		for _, block := range s.Blocks {
			switch {
			case block.Paragraph != nil:
				look(s.ID, block.Paragraph.Text)
				for _, sentence := range strings.Split(block.Paragraph.Text, ". ") {
					if bareWhole.MatchString(sentence) && !strings.Contains(sentence, "–100") {
						if !strings.Contains(sentence, b.Words.Percent(1, 10)) ||
							!strings.Contains(sentence, b.Words.Count("count.patients", 10)) {
							t.Errorf("%s, %s: a bare 100%%: %q", name, s.ID, sentence)
						}
					}
				}
			case block.Table != nil:
				table := block.Table
				if ids[table.ID] || table.Caption == "" {
					t.Errorf("%s: table %q, %q", name, table.ID, table.Caption)
				}
				ids[table.ID] = true
				for _, text := range append(append(slices.Clone(table.Notes), table.Caption), heads(table)...) {
					look(table.ID, text)
				}
				for _, r := range table.Rows {
					if len(r.Cells) != len(table.Columns) {
						t.Fatalf("%s, %s: %d cells for %d columns", name, table.ID, len(r.Cells), len(table.Columns))
					}
					for _, c := range r.Cells {
						if c.Text != "" {
							look(table.ID, c.Text)
						}
					}
				}
			case block.Figure != nil:
				if ids["figure "+block.Figure.ID] {
					t.Errorf("%s: two figures %s", name, block.Figure.ID)
				}
				ids["figure "+block.Figure.ID] = true
				look(block.Figure.ID, block.Figure.Alt)
			}
		}
	}
	for _, s := range b.PaperSheets() {
		look("sheet", s.Name)
		for _, table := range (&document.Document{Pages: []document.Section{{Blocks: s.Blocks}}}).Tables() {
			for _, r := range table.Rows {
				if len(r.Cells) != len(table.Columns) {
					t.Fatalf("%s, sheet %s, %s: %d cells for %d columns", name, s.ID, table.ID, len(r.Cells),
						len(table.Columns))
				}
				for _, c := range r.Cells {
					if strings.Contains(c.Text, "NaN") || c.Value != nil && *c.Value != *c.Value {
						t.Errorf("%s, sheet %s: %+v", name, s.ID, c)
					}
				}
			}
		}
	}
	if missing := b.Words.Missing(); len(missing) > 0 {
		t.Errorf("%s: no text for %q", name, missing)
	}
	if texts < 20 {
		t.Errorf("%s: only %d texts were looked at", name, texts)
	}
}

// paperStudy runs a study of the samples with further keys.
func paperStudy(t *testing.T, name, more string) *result.Results {
	t.Helper()
	dir := t.TempDir()
	for _, file := range []string{name, "bmt137.csv", "cases.csv", "counts.csv", "transfusions.csv", "titres.csv", "typing.csv", "gvhd.csv",
		"scores.csv"} {
		content, err := os.ReadFile(filepath.Join("../../../sample-data", file))
		if err != nil {
			t.Fatal(err)
		}
		if file == name {
			content = append(content, "\n"+more...)
		}
		if err := os.WriteFile(filepath.Join(dir, file), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p, err := plan.Read(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	quiet := func(string, int) {}
	d, err := analysis.Load(context.Background(), p, quiet)
	if err != nil {
		t.Fatal(err)
	}
	r, _, err := analysis.Run(context.Background(), p, d, "1.0", quiet)
	if err != nil {
		t.Fatal(err)
	}
	if r.Sensitivity, err = analysis.Sensitivity(context.Background(), p, r, quiet); err != nil {
		t.Fatal(err)
	}
	return r
}

// The real set and the invented centre, with all that a paper can ask for, are whole in both languages.
func TestPapersAreWhole(t *testing.T) {
	studies := map[string]*result.Results{
		"by hand": paperByHand(),
		"real": paperStudy(t, "bmt137.yaml", `paper:
  table1: {columns: [age_years, sex], tests: true}
  subgroups: [{cohort: leukemia, endpoint: os, by: group, within: [sex, {column: age_years, cut: [28]}]}]
  univariable:
    - {cohort: leukemia, endpoint: dfs, kind: cox-firth, terms: [group, age_years, sex]}
    - {cohort: leukemia, endpoint: relapse, kind: cox, terms: [group, age_years, sex]}
  anonymity: {columns: [sex, age_years], age_bands: [18, 30], k: 5}
sensitivity: [{id: women, label: {en: Women only, vi: Chỉ nữ}, set: {where: {sex: female}}}]
`),
		"invented": paperStudy(t, "study.yaml", `paper:
  table1: {tests: true}
  subgroups: [{cohort: solid-tumor, endpoint: os, by: diagnosis, within: [sex]}]
  univariable:
    - {cohort: solid-tumor, endpoint: efs, kind: cox, terms: [age_years, sex]}
    - {cohort: thalassemia, endpoint: transfusion-independence, kind: cox, terms: [age_years, abo_major]}
sensitivity:
  - {id: window, label: {en: 90-day window, vi: Cửa sổ 90 ngày}, set: {rules: {transfusion_independence: {window_days: 90, haemoglobin: {at_least: 9}}, graft_failure: {day: 28}, prefer: case}}}
  - {id: earlier, label: {en: Earlier closing date, vi: Chốt số liệu sớm hơn}, set: {as_of: 2026-06-30, transplanted_from: 2023-01-01}}
`),
	}
	for name, r := range studies {
		for _, language := range []string{"en", "vi"} {
			checkPaper(t, paperBuilder(t, r, language), name+"/"+language)
		}
	}
}

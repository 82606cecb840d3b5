package layout_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	codes "graftstat/analysis/code"
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout"
)

const fewCases = `case_id,patient_id,transplant_date,last_contact_date,death_date,cause_of_death,relapse_date
A1,P1,2024-01-10,2026-05-01,,,
A2,P2,2025-02-01,2025-09-01,2025-09-01,infection,2025-06-01
A3,P3,2026-01-05,2026-06-20,,,
`

const fewStudy = `as_of: 2026-06-30
data: {cases: cases.csv}
cohorts: [{id: c, endpoints: [os, relapse]}]
endpoints:
  - {id: os, kind: survival, event: [death], times: [1], unit: years}
  - {id: relapse, kind: incidence, event: [relapse], competing: [death], times: [1], unit: years}
monitor:
  indicators: [{cohort: c, endpoint: os, time: 1}]
  sequential: [{cohort: c, endpoint: os, time: 1, expected: 0.05}]
`

// Three patients are told one by one: what happened to each, and no percentage
// but that of a level, a limit or what the study file itself expects.
func TestAMonthOfThreePatientsHasNoPercentage(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"cases.csv": fewCases, "study.yaml": fewStudy} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r, l := run(t, filepath.Join(dir, "study.yaml"))
	report, err := layout.Build(r, l, "en")
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, s := range report.Month.Pages {
		if s.ID != "month-methods" {
			texts = append(texts, textsOf(s.Blocks)...)
		}
	}
	all := strings.Join(texts, "\n")
	for _, want := range []string{"Nothing to act on", "Overall survival, 1 year (c): 1 adverse outcome",
		"1 death in 1.5 patient-years: infection 1", "relapse, day 120", "died", "alive at last contact"} {
		if !strings.Contains(all, want) {
			t.Errorf("nothing says %q in\n%s", want, all)
		}
	}
	for _, text := range texts {
		if strings.Contains(text, "%") {
			t.Errorf("a percentage of three patients: %q", text)
		}
	}
}

// textsOf are those of paragraphs, statuses, cards and tables.
func textsOf(blocks []document.Block) []string {
	var texts []string
	for _, b := range blocks {
		if b.Paragraph != nil {
			texts = append(texts, b.Paragraph.Text)
		}
		for _, s := range b.Statuses {
			texts = append(texts, s.Word, s.Text)
		}
		for _, c := range b.Cards {
			texts = append(texts, c.Value, c.Interval)
		}
		if b.Table != nil {
			for _, row := range b.Table.Rows {
				for _, cell := range row.Cells {
					texts = append(texts, cell.Text)
				}
			}
		}
		texts = append(texts, textsOf(b.Row)...)
	}
	return texts
}

// What stands for rows that are only counted is no row to correct, and its title
// names a code.
func TestFirstRowsToCorrectAreRows(t *testing.T) {
	r, l := run(t, "../../sample-data/faulty.yaml")
	r.Issues = append([]result.Issue{{Severity: "error", Code: codes.MoreIssues, File: "counts.csv",
		Args: []string{"log_case_unknown", "70"}}}, r.Issues...)
	report, err := layout.Build(r, l, "en")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range report.Month.Pages {
		for _, text := range textsOf(s.Blocks) {
			if strings.Contains(text, "log_case_unknown") {
				t.Errorf("%s: a code for words: %q", s.ID, text)
			}
		}
	}
}

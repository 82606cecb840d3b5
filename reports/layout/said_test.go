package layout_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"graftstat/reports/document"
	"graftstat/reports/layout"
)

// Two of four patients died on day 31, one on day 151, one is alive on day 181.
func TestStepsAreSaidInWords(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{
		"four.csv":  "case_id,transplant_date,death_date,last_contact_date\nX1,2025-01-01,2025-06-01,\nX2,2025-01-01,2025-02-01,\nX3,2025-01-01,2025-02-01,\nX4,2025-01-01,,2025-07-01\n",
		"four.yaml": "as_of: 2026-01-01\ndata: {cases: four.csv}\ncohorts: [{id: four, endpoints: [os]}]\nendpoints: [{id: os, kind: survival, event: [death], times: [100, 365]}]\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r, l := run(t, filepath.Join(dir, "four.yaml"))
	for language, want := range map[string][]string{
		"en": {`^All: day 31: 50% \(95% CI [\d.]+–[\d.]+%\), 4 at risk, 2 events$`,
			`^All: Months from infusion 3: At risk 2; Censored 0; Events 2$`},
		"vi": {`^Tất cả: ngày 31: 50.?% \(KTC 95.?%: [\d,]+–[\d,]+.?%\), 4 ca còn nguy cơ, 2 biến cố$`,
			`^Tất cả: Số tháng từ .* 3: Số còn nguy cơ 2; Kiểm duyệt 0; Biến cố 2$`},
	} {
		report, err := layout.Build(r, l, language)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(report.Appendix.Figures(), func(f *document.Figure) bool { return f.ID == "four-os" })
		said := report.Appendix.Figures()[i].Said
		for _, pattern := range want {
			if !slices.ContainsFunc(said, regexp.MustCompile(pattern).MatchString) {
				t.Errorf("%s: nothing says %s in\n%s", language, pattern, strings.Join(said, "\n"))
			}
		}
	}
}

var calendarDay = regexp.MustCompile(`: \d\d? [A-Z][a-z]+ 20\d\d: \d`)

// Every number that a figure shows is said or, where several lie on one pixel, the first is,
// and the figure says where the others are. No share of all stands without a number of cases.
func TestEveryFigureSaysItsNumbers(t *testing.T) {
	all := regexp.MustCompile(`\b100(?:\.0)?%`)
	kinds := map[string]bool{}
	for name, study := range studies(t) {
		r, l := run(t, study[0])
		report, err := layout.Build(r, l, "en")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range append(report.Month.Figures(), report.Appendix.Figures()...) {
			rows := f.Numbers()[1:]
			if len(f.Said) != len(rows) {
				t.Fatalf("%s, %s: %d of %d numbers", name, f.ID, len(f.Said), len(rows))
			}
			for i, text := range f.Said {
				switch part := rows[i][0]; {
				case text != "":
					kinds[part] = true
				case part == "reading" || part == "value" || part == "path" || part == "unit" || part == "mark":
					t.Errorf("%s, %s: number %d, %q, is not said", name, f.ID, i+1, rows[i])
				}
				if strings.HasPrefix(f.ID, "monitor-time-cusum") && rows[i][0] == "path" &&
					!calendarDay.MatchString(text) {
					t.Errorf("%s, %s: no day in %q", name, f.ID, text)
				}
				if all.MatchString(text) && !regexp.MustCompile(`at risk|patients?\)|n = \d|CI|\(\d+–`).
					MatchString(text) {
					t.Errorf("%s, %s: a bare 100%% in %q", name, f.ID, text)
				}
				if strings.Contains(text, "NaN") || strings.Contains(text, "said.") {
					t.Errorf("%s, %s: %q", name, f.ID, text)
				}
			}
		}
	}
	for _, part := range []string{"curve", "at_risk", "state", "phase", "mark", "end", "reading", "volume", "value",
		"quartiles", "step", "path", "limit", "row"} {
		if !kinds[part] {
			t.Errorf("no %s is said", part)
		}
	}
}

package layout_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"graftstat/analysis"
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
)

// Five who all died before their year was over are in no chart yet: no page says
// that there was no bad outcome among them, and each says that there were five.
func TestDeathsBeforeTheHorizonAreNotNone(t *testing.T) {
	r := studyOf(t, `as_of: 2025-06-30
languages: [en, vi]
data: {cases: cases.csv, dates: ymd}
cohorts: [{id: all, label: {en: All, vi: Tất cả}}]
endpoints:
  - {id: os, kind: survival, event: [death], times: [365]}
monitor:
  sequential: [{cohort: all, endpoint: os, time: 365, expected: 0.05, odds_ratio: 2, run_length: 250}]
`, `case_id,transplant_date,death,death_date,last_contact_date
k1,2025-01-10,yes,2025-02-10,2025-02-10
k2,2025-01-20,yes,2025-02-20,2025-02-20
k3,2025-02-10,yes,2025-03-10,2025-03-10
k4,2025-02-20,yes,2025-04-10,2025-04-10
k5,2025-03-10,yes,2025-05-10,2025-05-10
`)
	if s := r.Monitor.Sequential; len(s) != 1 || s[0].PendingEvents != 5 || len(s[0].Points) != 0 ||
		len(s[0].Pending) != 5 {
		t.Fatalf("%+v", s)
	}
	for language, want := range map[string][2]string{
		"en": {"5 pending patients have already had an adverse outcome", "0 adverse outcomes"},
		"vi": {"5 bệnh nhi chưa đủ thời gian theo dõi đã có biến cố bất lợi", "0 biến cố bất lợi"},
	} {
		all := strings.Join(texts(monitoredDocument(t, r, language)), "\n")
		if !strings.Contains(all, want[0]) || strings.Contains(all, want[1]) {
			t.Errorf("%s: %s", language, all)
		}
	}
}

// studyOf runs a study of one file of cases.
func studyOf(t *testing.T, study, cases string) *result.Results {
	t.Helper()
	dir := t.TempDir()
	for name, content := range map[string]string{"study.yaml": study, "cases.csv": cases} {
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
	r, _, err := analysis.Run(context.Background(), p, d, "test", quiet)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

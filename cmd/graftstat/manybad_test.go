package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
)

// A wrong export of which every cell is wrong keeps code.MaxIssues issues of one
// code, counts all of them and every case set aside.
func TestManyBadCellsAreCounted(t *testing.T) {
	const bad = code.MaxIssues + 500
	var cases strings.Builder
	cases.WriteString("case_id,transplant_date,death_date,last_contact_date,sex,neutrophil_engraftment_day,age_years\nC,2020-01-01,,2022-06-01,male,20,3\n")
	for i := range bad {
		fmt.Fprintf(&cases, "C%d,2020-01-01,x%d,2021-01-0%d,male,2,a%d\n", i, i, 1+i%9, i)
	}
	dir, status, stdout, stderr := inProcess(t, map[string]string{"c.csv": cases.String(), "study.yaml": `study: {title: {en: T}}
as_of: 2022-06-30
languages: [en]
data: {cases: c.csv, dates: ymd}
cohorts: [{id: all, endpoints: [os], models: [{endpoint: os, kind: cox, terms: [age_years]}]}]
endpoints: [{id: os, kind: survival, event: [death], times: [100]}]
outputs: {formats: [json]}
`}, "run", "DIR/study.yaml", "--out", "DIR/out")
	if status != exitSetAside {
		t.Fatalf("status %d: %s", status, stderr)
	}
	folder := filepath.Join(dir, "out", "2022-06-30")
	if want := fmt.Sprintf("Data: %d,%03d errors", bad/1000, bad%1000); !strings.Contains(stdout, want) {
		t.Errorf("the console has not %q: %s", want, head(stdout))
	}
	r := decoded(t, filepath.Join(folder, "results.json"))
	kept, all := map[string]int{}, map[string]int{}
	for _, i := range r.Issues {
		of, count := code.IssuesOf(i.Code, i.Args)
		kept[i.Code]++
		all[of] += count
	}
	for _, of := range []string{"unreadable_date", "unreadable_number", "early_recovery"} {
		if kept[of] != code.MaxIssues || all[of] < bad {
			t.Errorf("%s: %d kept of %d, want %d of %d", of, kept[of], all[of], code.MaxIssues, bad)
		}
	}
	if g := r.Cohorts[0].Endpoints[0].Groups[0]; g.Excluded[0].Cases != bad {
		t.Errorf("%+v are set aside of %d", g.Excluded, bad)
	}
	checkIssueFile(t, folder, len(r.Issues))
}

func decoded(t *testing.T, path string) *result.Results {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := result.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// checkIssueFile holds that issues.csv has every issue of the results.
func checkIssueFile(t *testing.T, folder string, issues int) {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(folder, "issues.csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(content))).ReadAll()
	if err != nil || len(rows) != issues+1 {
		t.Errorf("issues.csv has %d rows of %d issues: %v", len(rows), issues, err)
	}
}

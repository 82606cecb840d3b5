package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// inProcess runs a command on files of a folder of its own.
func inProcess(t *testing.T, files map[string]string, args ...string) (dir string, status int, stdout, stderr string) {
	t.Helper()
	dir = t.TempDir()
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var out, errs bytes.Buffer
	for i, arg := range args {
		args[i] = strings.ReplaceAll(arg, "DIR", dir)
	}
	status = run(context.Background(), args, &out, &errs)
	return dir, status, out.String(), errs.String()
}

// hostileStudy prints a level, a diagnosis, an identifier, numbers and times in
// every kind of output.
const hostileStudy = `
study: {title: {en: Hostile, vi: Thử thách}}
as_of: 2026-06-30
languages: [vi]
data: {cases: cases.csv, titres: titres.csv, scores: scores.csv, transfusions: transfusions.csv}
milestones: {relapse: {day: relapse_day}}
cohorts:
  - id: all
    compare: [diagnosis]
    endpoints: [os, relapse]
    models: [{endpoint: os, kind: cox, terms: [age_years]}, {endpoint: relapse, kind: fine-gray, terms: [sex, ferritin_ng_ml]}]
endpoints:
  - {id: os, kind: survival, event: [death], times: [100, 365]}
  - {id: relapse, kind: incidence, event: [relapse], competing: [death], times: [100, 365]}
monitor:
  sequential: [{cohort: all, endpoint: os, time: 365, expected: 0.2, odds_ratio: 2, run_length: 100}]
  funnel: [{cohort: all, endpoint: os, time: 365, by: diagnosis}]
  risk: [{cohort: all, endpoint: os, source: "Invented 2020", terms: [{term: age_years, coef: 0.05, centre: 7}]}]
paper:
  table1: {columns: [age_years, sex, diagnosis, ferritin_ng_ml], tests: false}
outputs: {formats: [xlsx, pdf, html, json, figures, tables, reproduce], figures: [svg]}
`

// hostileColumns are those of the cases whose cells are printed or computed
// with, by what they hold.
var hostileColumns = map[string][]string{
	"texts":   {"case_id", "patient_id", "sex", "diagnosis", "desensitisation"},
	"numbers": {"age_years", "ferritin_ng_ml", "titre_baseline", "lansky_last", "relapse_day"},
	"dates":   {"transplant_date", "death_date", "last_contact_date", "desensitisation_start"},
}

// hostileCases are good cases and as many with a hostile cell in each of some
// columns.
func hostileCases(hostile []string) string {
	columns := slices.Concat(hostileColumns["texts"], hostileColumns["numbers"], hostileColumns["dates"])
	var b strings.Builder
	b.WriteString(strings.Join(columns, ",") + "\n")
	for i := range 2 * len(hostileTexts) {
		contact := fmt.Sprintf("2025-%02d-03", 1+i%12)
		row := map[string]string{
			"case_id": fmt.Sprintf("C%02d", i), "patient_id": fmt.Sprintf("P%02d", i),
			"sex":            []string{"female", "male"}[i%2],
			"diagnosis":      []string{"neuroblastoma", "medulloblastoma", "other"}[i%3],
			"age_years":      fmt.Sprint(1 + i*7%15),
			"ferritin_ng_ml": fmt.Sprint(100 + 37*i%900), "titre_baseline": "64", "lansky_last": "90",
			"last_contact_date": contact,
			"transplant_date":   fmt.Sprintf("2024-%02d-10", 1+i%12), "desensitisation": "plasma_exchange",
			"desensitisation_start": "2023-12-01",
		}
		if i%4 == 0 {
			row["death_date"] = contact
		}
		if i%5 == 0 {
			row["relapse_day"] = fmt.Sprint(20 + i)
		}
		if i%2 == 0 {
			for _, column := range hostile {
				row[column] = hostileTexts[i/2]
			}
		}
		for k, name := range columns {
			if k > 0 {
				b.WriteByte(',')
			}
			b.WriteString(`"` + strings.ReplaceAll(row[name], `"`, `""`) + `"`)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func hostileFiles(columns []string, inLog string) map[string]string {
	return map[string]string{
		"study.yaml": hostileStudy, "cases.csv": hostileCases(columns),
		"titres.csv": "case_id,date,antibody,class,titre\nC01,2023-12-20,anti-A" + inLog + ",IgG" + inLog +
			",64\nC01,2024-01-20,anti-A,IgG,8\n",
		"scores.csv": "case_id,date,instrument,score\nC01,2023-12-20,lansky" + inLog +
			",70\nC01,2025-01-20,lansky" + inLog + ",90\n",
		"transfusions.csv": "case_id,date,product\nC01,2024-02-20,rbc" + inLog + "\n",
	}
}

var hostileTexts = []string{
	"a\tb", "a\u2028b", "a\ufffdb", "a😀b", "神经母细胞瘤", "มะเร็ง", "سرطان", "a\x1b[31mb", "a\u202eb", "a\u200bb", "a\x00b",
	"a\xff\xfeb",
	"{0} {1} {n} %d %s %!", "=1+1", `"><script>'`, "a\n\nb", strings.Repeat("long ", 60_000), strings.Repeat("W", 300_000), strings.Repeat("神", 70_000),
	"1e9", "1e308", "-1e308", "NaN", "inf",
}

// hostileIssues are some of the issues: severity, code, file, line and column.
// A line break inside a cell moves the lines after it.
var hostileIssues = map[string][]string{
	"texts": {"warning,unprintable,cases.csv,2,case_id,", "warning,unprintable,cases.csv,2,diagnosis,", "warning,unprintable,cases.csv,4,sex,",
		"warning,unprintable,cases.csv,10,patient_id,", "warning,unprintable,cases.csv,18,desensitisation,", "warning,long_text,cases.csv,44,case_id,",
		"warning,long_text,cases.csv,44,diagnosis,"},
	"numbers": {"warning,number_beyond,cases.csv,50,age_years,", "warning,number_beyond,cases.csv,52,ferritin_ng_ml,", "error,time_beyond,cases.csv,52,relapse_day,",
		"error,time_beyond,cases.csv,50,relapse_day,", "warning,unreadable_number,cases.csv,2,age_years,"},
	"dates": {"error,unreadable_date,cases.csv,2,transplant_date,", "error,unreadable_date,cases.csv,4,death_date,"},
}

// What single cells hold never keeps a report from being written: each is an
// issue with its place, and all else is there.
func TestNoCellStopsTheReport(t *testing.T) {
	for name, columns := range hostileColumns {
		t.Run(name, func(t *testing.T) {
			dir, status, stdout, stderr := inProcess(t, hostileFiles(columns, ""), "run", "DIR/study.yaml", "--out", "DIR/out")
			if status != exitOK && status != exitSetAside {
				t.Fatalf("status %d\n%s%s", status, head(stdout), head(stderr))
			}
			for _, report := range []string{"report.vi.pdf", "report.vi.xlsx", "results.json", "listing.csv"} {
				if _, err := os.Stat(filepath.Join(dir, "out", "2026-06-30", report)); err != nil {
					t.Error(err)
				}
			}
			issues, err := os.ReadFile(filepath.Join(dir, "out", "2026-06-30", "issues.csv"))
			if err != nil {
				t.Fatal(err)
			}
			checkKept(t, filepath.Join(dir, "out", "2026-06-30"), name)
			for _, want := range hostileIssues[name] {
				if !strings.Contains(string(issues), want) {
					t.Errorf("issues.csv has no %s", want)
				}
			}
		})
	}
}

// checkKept holds that what no report can print is in results.json and listing.csv
// as it is.
func checkKept(t *testing.T, folder, name string) {
	t.Helper()
	if name != "texts" {
		return
	}
	for _, file := range []string{"results.json", "listing.csv"} {
		content, err := os.ReadFile(filepath.Join(folder, file))
		if err != nil || !strings.Contains(string(content), "神经母细胞瘤") || !strings.Contains(string(content), "a😀b") {
			t.Errorf("%s has not the texts as they are: %v", file, err)
		}
	}
}

// A cohort without an estimate, or in which nobody has a value of a model's
// term, keeps no other from its report.
func TestNoCohortStopsTheReport(t *testing.T) {
	cases := "case_id,sex,stage,transplant_date,death_date,last_contact_date\n"
	for i := range 12 {
		cases += fmt.Sprintf("F%d,female,%s,2024-01-01,,2025-0%d-01\n", i, []string{"I", "II"}[i%2], 1+i%9)
		cases += fmt.Sprintf("M%d,male,,2024-01-01,bad,2025-01-01\nO%d,other,,2024-01-01,2024-0%d-09,2025-01-01\n", i, i, 1+i%9)
	}
	dir, status, stdout, stderr := inProcess(t, map[string]string{"cases.csv": cases, "study.yaml": `
study: {title: {en: Cohorts 移植}}
as_of: 2026-06-30
languages: [en]
data: {cases: cases.csv}
cohorts:
  - {id: none, where: {sex: male}, endpoints: [os], models: [{endpoint: os, kind: cox, terms: [stage]}]}
  - {id: blank, where: {sex: other}, endpoints: [os], models: [{endpoint: os, kind: cox, terms: [stage]},
	{endpoint: os, kind: cox-firth, terms: [stage]}]}
  - {id: good, where: {sex: female}, endpoints: [os]}
endpoints: [{id: os, kind: survival, event: [death], times: [100]}]
outputs: {formats: [pdf, xlsx, json]}
`}, "run", "DIR/study.yaml", "--out", "DIR/out")
	if status != exitSetAside {
		t.Fatalf("status %d\n%s%s", status, stdout, stderr)
	}
	content, err := os.ReadFile(filepath.Join(dir, "out", "2026-06-30", "results.json"))
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join(dir, "out", "2026-06-30", "report.en.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	issues, err := os.ReadFile(filepath.Join(dir, "out", "2026-06-30", "issues.csv"))
	if err != nil || !strings.Contains(string(issues), "warning,unprintable,study.yaml,2,study.title.en,") {
		t.Errorf("no issue has the place of the title: %v", err)
	}
	if n := strings.Count(pdfText(t, string(page)), glued("No endpoint of this cohort could be estimated.")); n != 1 {
		t.Errorf("page one says of %d cohorts that they have no estimate, want 1", n)
	}
	if !strings.Contains(string(content), `"id": "good"`) && !strings.Contains(string(content), `"id":"good"`) {
		t.Error("the good cohort has no results")
	}
}

func head(text string) string { return text[:min(len(text), 2000)] }

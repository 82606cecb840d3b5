package analysis

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/result"
)

// Whatever is taken out of a log, no event takes place that did not: of each case
// and endpoint the event stands as it was, or the case is followed for a shorter
// time or set aside, or the endpoint is absent with a reason; and where an estimate
// is another, an issue says so.
//
// What cannot be told is not asked here: a transfusion that is missing below a
// declared end of the log. A case that the log forgot altogether looks like one
// that was never transfused (the tests of log_lacks_case say from how many on it
// is told), and a forgotten last transfusion makes independence earlier. So halves of
// the cases and the last months of the log of transfusions may change a day where
// its end is declared, by the study or in the rows of the cases, but an issue must tell.
func TestLostLogsNeverBecomeANumber(t *testing.T) {
	outcomes := map[string]int{}
	for _, bare := range []bool{false, true} {
		for _, declared := range []bool{false, true} {
			study := logStudy(t, bare, declared)
			whole, err := computeLogs(t, study)
			if err != nil {
				t.Fatal(err)
			}
			for _, file := range []string{"counts.csv", "transfusions.csv"} {
				for _, loss := range logLosses(study.logs[file]) {
					name := file + " " + loss.name
					if bare {
						name += ", without the columns of the cases file"
					}
					if declared {
						name += ", declared"
					}
					lost := study
					lost.logs = map[string][][]string{"counts.csv": study.logs["counts.csv"],
						"transfusions.csv": study.logs["transfusions.csv"]}
					lost.logs[file] = loss.table
					changed, err := computeLogs(t, lost)
					if err != nil {
						t.Fatalf("%s: %v", name, err)
					}
					hidden := (declared || !bare) && file == "transfusions.csv" && loss.hides
					compareLogs(t, name, hidden, whole, changed, outcomes)
				}
			}
		}
	}
	t.Logf("%v", outcomes)
	for _, outcome := range []string{"same", "absent", "shorter", "told"} {
		if outcomes[outcome] == 0 {
			t.Errorf("%v: no loss has the outcome %s", outcomes, outcome)
		}
	}
}

// ofLogs are the milestones that a log answers, and the ends that are declared for it.
var ofLogs = []string{"neutrophil_engraftment_date", "platelet_engraftment_20_date", "platelet_engraftment_50_date",
	"rbc_independence_date", "last_rbc_transfusion_date", "transfusion_dependence_date",
	"transfusions_complete_to_date", "counts_complete_to_date"}

type studyOfLogs struct {
	plan  *plan.Plan
	cases [][]string
	logs  map[string][][]string // nil: the study has no such log
}

// logStudy is the sample with its counts and transfusions; bare without the columns
// that say the same in the cases file.
func logStudy(t *testing.T, bare, declared bool) studyOfLogs {
	t.Helper()
	p := planOf(t, "../sample-data/study.yaml")
	counts, transfusions := p.Data.Counts, p.Data.Transfusions
	p = numbersOnly(t, "../sample-data/study.yaml")
	p.Data.Counts, p.Data.Transfusions = counts, transfusions
	if declared {
		p.Data.Transfusions.CompleteTo.AsOf = true
	}
	s := studyOfLogs{plan: p, cases: cellsOf(t, "../sample-data/cases.csv"), logs: map[string][][]string{
		"counts.csv":       cellsOf(t, "../sample-data/counts.csv"),
		"transfusions.csv": cellsOf(t, "../sample-data/transfusions.csv")}}
	if bare {
		s.cases = withoutColumns(s.cases, ofLogs)
	}
	return s
}

func withoutColumns(table [][]string, names []string) [][]string {
	head := table[0]
	left := make([][]string, len(table))
	for i, row := range table {
		for j, cell := range row {
			if !slices.Contains(names, head[j]) {
				left[i] = append(left[i], cell)
			}
		}
	}
	return left
}

type logLoss struct {
	name  string
	table [][]string
	hides bool // takes entries away below a declared end
}

func logLosses(table [][]string) []logLoss {
	rows := func(keep func(row []string) bool) [][]string {
		left := [][]string{table[0]}
		for _, row := range table[1:] {
			if keep(row) {
				left = append(left, row)
			}
		}
		return left
	}
	odd := func(row []string) bool { return (row[0][len(row[0])-1]-'0')%2 == 1 }
	return []logLoss{
		{"taken away", nil, false},
		{"with its header alone", table[:1], false},
		{"without half of the cases", rows(odd), true},
		{"without its last ten months", rows(func(row []string) bool { return row[1] < "2026-01-01" }), true},
	}
}

func computeLogs(t *testing.T, s studyOfLogs) (*computed, error) {
	t.Helper()
	copied := *s.plan
	copied.Dir = t.TempDir()
	for _, log := range []struct {
		source *plan.LogSource
		file   string
	}{{&copied.Data.Counts, "counts.csv"}, {&copied.Data.Transfusions, "transfusions.csv"}} {
		if s.logs[log.file] == nil {
			*log.source = plan.LogSource{}
			continue
		}
		writeCells(t, filepath.Join(copied.Dir, log.file), s.logs[log.file])
	}
	writeCells(t, filepath.Join(copied.Dir, copied.Data.Cases.Name()), s.cases)
	return computeIn(&copied)
}

func writeCells(t *testing.T, name string, table [][]string) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := csv.NewWriter(f).WriteAll(table); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func compareLogs(t *testing.T, name string, hidden bool, whole, changed *computed, outcomes map[string]int) {
	t.Helper()
	for i := range whole.Cohorts {
		before, after := &whole.Cohorts[i], &changed.Cohorts[i]
		compareBasis(t, name, before, after)
		if !hidden {
			compareStays(t, name, before.ID, whole, changed)
		}
		for j := range before.Endpoints {
			was, is := &before.Endpoints[j], &result.Endpoint{}
			for k := range after.Endpoints {
				if after.Endpoints[k].ID == was.ID {
					is = &after.Endpoints[k]
				}
			}
			isLeftOut := slices.ContainsFunc(after.LeftOut, func(l result.LeftOut) bool {
				return l.Endpoint == was.ID && len(l.Missing) > 0
			})
			switch {
			case is.ID == "" && isLeftOut:
				outcomes["absent"]++
			case is.ID == "":
				t.Errorf("%s: %s %s is gone without a line that says so", name, before.ID, was.ID)
			case is.Reason != "":
				outcomes["absent"]++
				if len(is.Missing) == 0 || len(is.Groups) > 0 || !isAbsence(changed.Results, before.ID, is.ID) {
					t.Errorf("%s: %s %s is %s without the line that says so", name, before.ID, is.ID, is.Reason)
				}
			case was.Reason != "":
				t.Errorf("%s: %s %s, which was absent for %s, is computed from less", name, before.ID, is.ID,
					was.Reason)
			default:
				outcomes[compareCourses(t, name, before.ID, was, is, hidden, whole, changed)]++
			}
		}
	}
}

// compareCourses holds that no case of an endpoint has an event that it had not.
func compareCourses(t *testing.T, name, cohort string, was, is *result.Endpoint, hidden bool, whole,
	changed *computed) string {
	t.Helper()
	outcome := "same"
	for key, before := range whole.outcome {
		if key.cohort != cohort || key.endpoint != was.ID {
			continue
		}
		after := changed.outcome[key]
		if after.Status == before.Status && (after.Time == before.Time || after.Status == result.SetAside) {
			continue
		}
		less := after.Status == result.SetAside || after.Status == 0 && after.Time < before.Time
		switch {
		case !isTold(changed, key.caseID):
			t.Errorf("%s: %s %s %s was %v, is %v, and no issue tells", name, cohort, was.ID, key.caseID, before, after)
		case less && outcome == "same":
			outcome = "shorter"
		case !less && hidden:
			outcome = "told"
		case !less:
			t.Errorf("%s: %s %s %s was %v, is %v", name, cohort, was.ID, key.caseID, before, after)
		}
	}
	if outcome == "same" && len(was.Groups) > 0 {
		for k, x := range was.Groups[0].At {
			if y := is.Groups[0].At[k]; !sameNumber(x.Estimate, y.Estimate) || !sameNumber(x.Lower, y.Lower) ||
				x.AtRisk != y.AtRisk {
				t.Errorf("%s: %s %s at %v was %v, is %v though each case counts as before", name, cohort, was.ID,
					x.Time, x.Estimate, y.Estimate)
			}
		}
	}
	return outcome
}

// isTold reports whether an issue names the case or says of a whole log what it lacks.
func isTold(c *computed, caseID string) bool {
	return slices.ContainsFunc(c.Issues, func(i result.Issue) bool {
		return i.Case == caseID || slices.Contains([]string{"log_ends_early", "log_lacks_case", "log_empty",
			"reticulocytes_missing"}, i.Code)
	})
}

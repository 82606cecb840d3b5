package analysis

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/result"
)

// splits are ways to put the rows of a cases file into two files: by the disease, as
// a ward keeps them, and one by one, so that each cohort has cases of both.
func splits(t *testing.T, cells [][]string) map[string][2][][]string {
	t.Helper()
	group := slices.Index(cells[0], "disease_group")
	split := func(first func(i int, row []string) bool) (parts [2][][]string) {
		parts[0], parts[1] = [][]string{cells[0]}, [][]string{cells[0]}
		for i, row := range cells[1:] {
			to := 1
			if first(i, row) {
				to = 0
			}
			parts[to] = append(parts[to], row)
		}
		return parts
	}
	return map[string][2][][]string{
		"by disease": split(func(_ int, row []string) bool { return row[group] == "thalassemia" }),
		"one by one": split(func(i int, _ []string) bool { return i%2 == 0 }),
	}
}

func computeSplit(t *testing.T, p *plan.Plan, parts [2][][]string, set map[string]plan.Scalar) (*computed, error) {
	t.Helper()
	copied := *p
	copied.Dir = t.TempDir()
	writeCells(t, filepath.Join(copied.Dir, "a.csv"), parts[0])
	writeCells(t, filepath.Join(copied.Dir, "b.csv"), parts[1])
	copied.Data.Cases = plan.Sources{{File: "a.csv", Set: set, SetLine: 3}, {File: "b.csv"}}
	return computeIn(&copied)
}

// The same cases in two files give the same numbers, and each outcome is decided in
// the file of its case, or of another row of its patient. A constant of a file is a column of it.
func TestSeveralFilesGiveTheSameNumbers(t *testing.T) {
	p := numbersOnly(t, "../sample-data/study.yaml")
	cells := cellsOf(t, "../sample-data/cases.csv")
	whole, err := computeFrom(t, p, cells)
	if err != nil {
		t.Fatal(err)
	}
	for name, parts := range splits(t, cells) {
		var set map[string]plan.Scalar
		if name == "by disease" {
			set = map[string]plan.Scalar{"disease_group": "thalassemia"}
			parts[0] = withoutColumns(parts[0], []string{"disease_group"})
		}
		inFile := map[string]string{}
		for i, part := range parts {
			for _, row := range part[1:] {
				inFile[row[0]] = []string{"a.csv", "b.csv"}[i]
			}
		}
		got, err := computeSplit(t, p, parts, set)
		if err != nil {
			t.Fatal(err)
		}
		if len(got.outcome) != len(whole.outcome) {
			t.Errorf("%s: %d outcomes, want %d", name, len(got.outcome), len(whole.outcome))
		}
		for key, want := range whole.outcome {
			is := got.outcome[key]
			if name == "by disease" && is.Decided.Line > 0 && is.Decided.File != inFile[key.caseID] {
				t.Errorf("%s: %+v is decided at %+v", name, key, is.Decided)
			}
			is.Decided, want.Decided = result.Place{}, result.Place{}
			if is != want {
				t.Errorf("%s: %+v is %+v, want %+v", name, key, is, want)
			}
		}
		outcomes := map[string]int{}
		compareLoss(t, name, whole, got, outcomes)
		if outcomes["same"] == 0 || len(outcomes) > 1 {
			t.Errorf("%s: outcomes %v", name, outcomes)
		}
		for _, i := range got.Issues {
			if i.File != "a.csv" && i.File != "b.csv" && i.File != "study.yaml" {
				t.Errorf("%s: an issue in %s", name, i.File)
			}
		}
	}
}

// A column that one of two files lacks becomes no number, and takes none from a
// cohort whose cases are all in the other.
func TestLossInOneFileNeverBecomesANumber(t *testing.T) {
	p := numbersOnly(t, "../sample-data/study.yaml")
	cells := cellsOf(t, "../sample-data/cases.csv")
	whole, err := computeFrom(t, p, cells)
	if err != nil {
		t.Fatal(err)
	}
	outcomes := map[string]int{}
	for name, parts := range splits(t, cells) {
		for _, header := range cells[0] {
			lost := parts
			lost[0] = withoutColumns(parts[0], []string{header})
			got, err := computeSplit(t, p, lost, nil)
			if err != nil {
				if !isRefusal(err) {
					t.Errorf("%s without %s: %v", name, header, err)
				}
				outcomes["refused"]++
				continue
			}
			if name == "one by one" && header == "counts_complete_to_date" {
				// of a patient with rows in both files the counts are then complete to the day of
				// the one row, as in one file with a blank cell
				continue
			}
			compareLoss(t, name+" without "+header, whole, got, outcomes)
			if name == "by disease" && header != "patient_id" { // which links the rows of all files
				other := map[string]int{}
				i := slices.IndexFunc(whole.Cohorts, func(c result.Cohort) bool {
					return strings.HasPrefix(c.ID, "neuroblastoma") || strings.HasPrefix(c.ID, "solid")
				})
				for j := range whole.Cohorts[i].Endpoints {
					was, is := &whole.Cohorts[i].Endpoints[j], &got.Cohorts[i].Endpoints[j]
					other[compareEstimates(t, name+" without "+header, whole.Cohorts[i].ID, was, is, whole, got)]++
				}
				if len(other) != 1 || other["same"] == 0 {
					t.Errorf("without %s in the other file cohort %s has %v", header, whole.Cohorts[i].ID, other)
				}
			}
		}
	}
	t.Logf("%v", outcomes)
	for _, outcome := range []string{"same", "absent", "refused"} {
		if outcomes[outcome] == 0 {
			t.Errorf("%v: no loss has the outcome %s", outcomes, outcome)
		}
	}
}

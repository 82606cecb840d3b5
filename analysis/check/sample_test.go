package check_test

import (
	"context"
	"encoding/csv"
	"os"
	"slices"
	"strconv"
	"testing"

	"graftstat/analysis/casefile"
	"graftstat/analysis/check"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// load reads a study of the sample data with its log of transfusions, and checks it.
func load(t *testing.T, study string) []registry.Issue {
	t.Helper()
	p, err := plan.Read("../../sample-data/" + study)
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	d, err := casefile.Read(ctx, p, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := casefile.Stream(ctx, p, d, registry.Transfusions,
		func(registry.LogEntry) error { return nil }); err != nil {
		t.Fatal(err)
	}
	return append(d.Issues, check.Run(p, d)...)
}

// The invented centre has no fault; one child, of case A027, was lost.
func TestSampleCentre(t *testing.T) {
	issues := load(t, "study.yaml")
	if len(issues) != 1 || issues[0].Code != "overdue_follow_up" || issues[0].Case != "A027" ||
		issues[0].Severity != registry.Warning {
		t.Errorf("issues %+v", issues)
	}
}

// Each fault that was planted is found on its line, in its column, and nothing
// else but the child who was lost. Those of the logs that are not read here are found
// by a test of sample-data/gen.
func TestPlantedFaults(t *testing.T) {
	codes := map[string]string{
		"grade_without_date": "grade_without_date", "unknown_case": "log_case_unknown",
		"decimal_comma":  "unreadable_number",
		"day_first_date": "unreadable_date", "abo_contradiction": "abo_contradiction",
		"duplicate_case":       "duplicate_case_id",
		"missing_last_contact": "no_follow_up", "negative_time": "negative_time", "unreadable_date": "unreadable_date",
		"relapse_before_transplant": "negative_time", "death_without_date": "event_without_date",
		"recovery_after_death": "event_after_death",
	}
	file, err := os.Open("../../sample-data/faulty/planted.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	issues := load(t, "faulty.yaml")
	found := make([]bool, len(issues))
	for _, row := range rows[1:] {
		if row[0] != "faulty/cases.csv" && row[0] != "faulty/transfusions.csv" {
			continue
		}
		line, err := strconv.Atoi(row[1])
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(issues, func(i registry.Issue) bool {
			return i.File == row[0] && i.Line == line && i.Column == row[2] && i.Code == codes[row[4]]
		})
		if i < 0 {
			t.Errorf("%s on line %d of %s was not found", row[4], line, row[0])
			continue
		}
		found[i] = true
	}
	for i, issue := range issues {
		expected := found[i] || issue.Code == "overdue_follow_up" && issue.Case == "A027" ||
			// the second date of the same grade
			issue.Code == "grade_without_date" && issue.Column == "acute_gvhd_2_date"
		if !expected {
			t.Errorf("nobody planted %+v", issue)
		}
	}
}

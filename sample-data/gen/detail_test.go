package main

import (
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"graftstat/analysis"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// Each fault of the newer logs is found where it was planted: the program names the
// line, but for a grade, of which it names that of the case row.
func TestFaultsOfLogsAreFound(t *testing.T) {
	p, err := plan.Read(filepath.Join("..", "faulty.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := analysis.Load(context.Background(), p, func(string, int) {})
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]string{"grade_contradiction": "gvhd_grade_differs", "typing_after_end": "log_after_follow_up",
		"stage_of_5": "log_unreadable_stage", "per_mille": "unit_suspect"}
	sought := 0
	for _, planted := range records(t, "..", "faulty", "planted.csv") {
		code, of := codes[planted["fault"]]
		if !of {
			continue
		}
		sought++
		if !slices.ContainsFunc(d.Issues, func(i registry.Issue) bool {
			line := strconv.Itoa(i.Line)
			if code == "gvhd_grade_differs" {
				return i.Code == code && i.Case == planted["case_id"] && slices.Equal(i.Args,
					[]string{planted["file"], planted["line"]})
			}
			return i.Code == code && i.File == planted["file"] && line == planted["line"]
		}) {
			t.Errorf("%s on line %s of %s was not found", planted["fault"], planted["line"], planted["file"])
		}
	}
	if sought != len(codes) {
		t.Errorf("%d faults of logs are planted, want %d", sought, len(codes))
	}
}

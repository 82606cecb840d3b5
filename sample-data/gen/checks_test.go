package main

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"graftstat/analysis"
	"graftstat/analysis/plan"
)

// No check gives a false alarm on what has no slips: the committed centre, ten
// others of 12 to 300 cases, and the real allografts. A generated patient may be lost to
// follow-up, which is told, a small centre may have no titre and few transfusions, a patient
// of the last days has no typing yet, and one real row has GVHD after death.
func TestChecksGiveNoFalseAlarm(t *testing.T) {
	studies := []string{filepath.Join("..", "study.yaml"), filepath.Join("..", "bmt137.yaml")}
	for i, size := range []int{12, 25, 40, 60, 60, 80, 100, 150, 200, 300} {
		dir := filepath.Join(t.TempDir(), "centre")
		if err := writeCentre(dir, size, uint64(i+1), false); err != nil {
			t.Fatal(err)
		}
		studies = append(studies, filepath.Join(dir, "study.yaml"))
	}
	cases, expected := 0, 0
	for _, study := range studies {
		p, err := plan.Read(study)
		if err != nil {
			t.Fatal(err)
		}
		d, err := analysis.Load(context.Background(), p, func(string, int) {})
		if err != nil {
			t.Fatal(err)
		}
		cases += d.Rows()
		for _, i := range d.Issues {
			if !slices.Contains([]string{"overdue_follow_up", "event_after_death", "log_empty", "log_ends_early"}, i.Code) {
				t.Errorf("%s: %+v", study, i)
			}
			expected++
		}
	}
	t.Logf("%d cases, %d issues that are meant", cases, expected)
	if cases != 60+137+1027 || expected == 0 || expected > cases/10 {
		t.Errorf("%d cases, %d issues that are meant", cases, expected)
	}
}

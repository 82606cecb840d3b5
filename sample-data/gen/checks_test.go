package main

import (
	"context"
	"path/filepath"
	"testing"

	"graftstat/analysis"
	"graftstat/analysis/plan"
)

// No check gives a false alarm on what has no slips: the committed centre, ten
// others of sixty cases, and the real allografts. A generated patient may be lost to
// follow-up, which is told, and one real row has GVHD after death.
func TestChecksGiveNoFalseAlarm(t *testing.T) {
	studies := []string{filepath.Join("..", "study.yaml"), filepath.Join("..", "bmt137.yaml")}
	for seed := uint64(1); seed <= 10; seed++ {
		dir := filepath.Join(t.TempDir(), "centre")
		if err := writeCentre(dir, 60, seed, false); err != nil {
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
			if i.Code != "overdue_follow_up" && i.Code != "event_after_death" {
				t.Errorf("%s: %+v", study, i)
			}
			expected++
		}
	}
	if cases != 60+137+600 || expected == 0 || expected > cases/10 {
		t.Errorf("%d cases, %d issues that are meant", cases, expected)
	}
}

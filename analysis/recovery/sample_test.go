package recovery_test

import (
	"context"
	"math"
	"slices"
	"testing"

	"graftstat/analysis/casefile"
	"graftstat/analysis/plan"
	"graftstat/analysis/recovery"
	"graftstat/analysis/registry"
)

var byLogs = []string{
	"neutrophil_engraftment", "platelet_engraftment_20", "platelet_engraftment_50",
	"rbc_independence", "last_rbc_transfusion", "transfusion_dependence",
}

// derive reads a study of sample-data and derives; stated are the milestones
// of the case rows, issues those of deriving alone.
func derive(t *testing.T, name string) (p *plan.Plan, d *registry.Data, stated map[string][]float64,
	issues []registry.Issue) {
	t.Helper()
	ctx := context.Background()
	p, err := plan.Read("../../sample-data/" + name)
	if err != nil {
		t.Fatal(err)
	}
	d, err = casefile.Read(ctx, p, nil)
	if err != nil {
		t.Fatal(err)
	}
	stated = map[string][]float64{}
	for _, m := range byLogs {
		stated[m] = slices.Clone(d.Milestones[m].Time)
	}
	r := recovery.New(p, d)
	for _, log := range []struct {
		name registry.Log
		take func(registry.LogEntry) error
	}{{registry.Transfusions, r.Transfusion}, {registry.Counts, r.Count}, {registry.Titres, r.Titre},
		{registry.Scores, r.Score}, {registry.Typing, r.Typing}, {registry.GVHD, r.Stage}} {
		if err := casefile.Stream(ctx, p, d, log.name, log.take); err != nil {
			t.Fatal(err)
		}
	}
	read := len(d.Issues)
	r.Finish()
	return p, d, stated, d.Issues[read:]
}

// The generator reads the same rules with code of its own: what is derived from
// the logs is what the case rows say, but for a fault that was planted in a row.
func TestSampleDataAgreesWithItsLogs(t *testing.T) {
	for name, planted := range map[string][]string{
		"study.yaml": nil,
		// after the death: left to the checks, as the log is silent there
		"faulty.yaml": {"A043 platelet_engraftment_50"},
	} {
		_, d, stated, issues := derive(t, name)
		issues = slices.DeleteFunc(issues, func(i registry.Issue) bool {
			planted := i.Code == "gvhd_grade_differs" || i.Code == "log_after_follow_up"
			return planted && name == "faulty.yaml"
		})
		if len(issues) > 0 {
			t.Errorf("%s: %+v", name, issues)
		}
		var undecided []string
		decided := 0
		for _, m := range byLogs {
			milestone := d.Milestones[m]
			for row, time := range stated[m] {
				if got := milestone.Time[row]; got != time && !(math.IsNaN(got) && math.IsNaN(time)) {
					t.Errorf("%s: %s of %s is %v, the row says %v", name, m, d.CaseID[row], got, time)
				}
				if _, ok := milestone.Source[row]; ok {
					decided++
				} else if !math.IsNaN(time) {
					undecided = append(undecided, d.CaseID[row]+" "+m)
				}
			}
		}
		if !slices.Equal(undecided, planted) || decided < 200 {
			t.Errorf("%s: %d milestones decided by logs; %v were not, want %v", name, decided, undecided, planted)
		}
	}
}

func TestSampleTitresAgreeWithTheCases(t *testing.T) {
	p, d, _, _ := derive(t, "study.yaml")
	baseline, atTransplant := map[int]float64{}, map[int]float64{}
	for _, c := range recovery.TitreCases(p, d) {
		s := c.Highest
		baseline[c.Row], atTransplant[c.Row] = s.Baseline, s.AtTransplant
		if !(s.Below.Time < 0) || c.Infusions == 0 || c.VolumeML == 0 ||
			s.StepsDropped != math.Log2(s.Baseline/s.AtTransplant) {
			t.Errorf("a desensitised case: %+v", c)
		}
	}
	if len(baseline) != 2 {
		t.Errorf("%d desensitised cases, want 2", len(baseline))
	}
	for row, b := range baseline {
		if d.Numbers["titre_baseline"].Value[row] != b ||
			d.Numbers["titre_at_transplant"].Value[row] != atTransplant[row] {
			t.Errorf("%s: titres %v and %v do not agree with the row", d.CaseID[row], b, atTransplant[row])
		}
	}
}

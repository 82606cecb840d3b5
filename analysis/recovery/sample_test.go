package recovery_test

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"graftstat/analysis/casefile"
	"graftstat/analysis/plan"
	"graftstat/analysis/recovery"
	"graftstat/analysis/registry"
)

var derived = []string{
	"neutrophil_engraftment", "platelet_engraftment_20", "platelet_engraftment_50",
	"rbc_independence", "last_rbc_transfusion", "transfusion_dependence", "graft_failure",
}

func TestX(t *testing.T) {
	for _, name := range []string{"study.yaml", "faulty.yaml"} {
		p, err := plan.Read(filepath.Join("../../sample-data", name))
		if err != nil {
			t.Fatal(err)
		}
		d, err := casefile.Read(context.Background(), p, nil)
		if err != nil {
			t.Fatal(err)
		}
		before := map[string][]float64{}
		for _, m := range derived {
			before[m] = slices.Clone(d.Milestones[m].Time)
		}
		d.Issues = nil
		r := recovery.New(p, d)
		for _, l := range []struct {
			log registry.Log
			f   func(registry.LogEntry) error
		}{{registry.Transfusions, r.Transfusion}, {registry.Counts, r.Count}, {registry.Titres, r.Titre}} {
			if err := casefile.Stream(context.Background(), p, d, l.log, l.f); err != nil {
				t.Fatal(err)
			}
		}
		r.Finish()
		for _, i := range d.Issues {
			t.Logf("%+v", i)
		}
		for _, m := range derived {
			n := 0
			for row, u := range before[m] {
				v := d.Milestones[m].Time[row]
				if !math.IsNaN(v) {
					n++
				}
				if !(u == v || math.IsNaN(u) && math.IsNaN(v)) {
					t.Errorf("%s %s: %v in the row, %v derived, status %v", d.CaseID[row], m, u, v, d.Milestones[m].Status[row])
				}
			}
			t.Log(m, n, len(d.Milestones[m].Source))
		}
		for _, s := range recovery.TitreSummaries(p, d) {
			t.Logf("%+v", s)
		}
	}
	_ = os.Args
}

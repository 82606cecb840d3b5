package analysis

import (
	"slices"
	"testing"

	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// What a log, the study file or nothing answers is told apart, and a lack costs what waits for it.
func TestSourcesSayWhatALackCosts(t *testing.T) {
	d := &registry.Data{
		Readings: []registry.Reading{{Role: "cases", File: "a.csv", Lacking: []registry.Lack{{Name: "relapse"},
			{Name: "neutrophil_engraftment"}, {Name: "progression"}, {Name: "ward", Named: true}, {Name: "sex"}}}},
		Milestones: map[string]*registry.Milestone{
			"neutrophil_engraftment": {Absent: []bool{true}, Known: &registry.Known{}},
			"progression":            {Declared: true, Absent: []bool{true}},
			"relapse":                {Absent: []bool{true}},
		},
	}
	r := &result.Results{Absent: []result.Absence{{Cohort: "all", Name: "relapse", Endpoints: []string{"efs"}, None: true},
		{Cohort: "all", Name: "death", Endpoints: []string{"os"}}}}
	got := Sources(d, r)[0].Missing
	names := make([]string, len(got))
	for i, l := range got {
		names[i] = l.Name
	}
	if !slices.Equal(names, []string{"relapse", "ward", "sex"}) {
		t.Fatalf("missing %q", names)
	}
	if l := got[0]; !l.None || l.NotCollected || len(l.Costs) != 1 || l.Costs[0].Endpoints[0] != "efs" {
		t.Errorf("%+v", l)
	}
	if got[0].CostsNothing() || got[1].CostsNothing() || !got[2].CostsNothing() {
		t.Errorf("costs nothing: %+v", got)
	}
}

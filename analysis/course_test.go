package analysis

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// Five transplants: a desensitised one, three that match, of which one is of
// another cohort, and a minor mismatch.
func courseData() (*registry.Data, map[int]string) {
	nan := math.NaN()
	d := &registry.Data{
		CaseID: []string{"D", "M1", "M2", "M3", "N"},
		Categories: map[string]*registry.Category{
			"abo_match": {Levels: []string{"match", "minor", "major"}, Code: []int32{2, 0, 0, 0, 1}},
		},
		Milestones: map[string]*registry.Milestone{
			"neutrophil_engraftment": {Time: []float64{14, 10, nan, 1, 1}, Status: []registry.Status{registry.Yes, registry.Yes, registry.NeverBelow, registry.Yes, registry.Yes}},
			"rbc_independence":       {Time: []float64{nan, nan, 80, 1, 1}, Status: []registry.Status{registry.Yes, registry.Unknown, registry.Blank, registry.Yes, registry.Yes}},
			"prca":                   {Time: []float64{nan, nan, nan, 1, 1}, Status: make([]registry.Status, 5)},
		},
		RBCUnits: []float64{nan, 2, 4, 100, 100},
		Titres: []registry.LogEntry{
			{Row: 0, Day: -10, Kind: "anti-A", Class: "IgM", Value: 256}, {Row: 0, Day: 0, Kind: "anti-A", Class: "IgM", Value: 16},
		},
	}
	return d, map[int]string{0: "a", 1: "a", 2: "a", 3: "b", 4: "a"}
}

func TestDesensitisedBesideCompatible(t *testing.T) {
	d, cohorts := courseData()
	p := &plan.Plan{TimeUnit: plan.Days, Rules: plan.Rules{Titre: plan.TitreRule{Below: 32}}}
	found := titres(p, d, cohorts)
	var course []string
	for _, c := range found.Cases[0].Course {
		course = append(course, fmt.Sprint(c.Measure, " ", c.State, " ", c.Value))
	}
	if got, want := strings.Join(course, "; "), "neutrophil_engraftment happened 14; rbc_independence happened NaN; rbc_units unknown NaN; prca not_happened NaN"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if len(found.Compatible) != 1 || found.Compatible[0].Cohort != "a" || found.Compatible[0].Cases != 2 {
		t.Fatalf("%+v", found.Compatible)
	}
	for i, want := range []result.Measured{
		{Measure: "neutrophil_engraftment", Known: 2, Happened: 2, Values: quartiles([]float64{10})},
		{Measure: "rbc_independence", Known: 1, Happened: 1, Values: quartiles([]float64{80})},
		{Measure: "rbc_units", Known: 2, Happened: 2, Values: result.Quartiles{N: 2, Min: 2, Q1: 2.5, Median: 3, Q3: 3.5, Max: 4}},
		{Measure: "prca", Known: 2, Happened: 0, Values: quartiles(nil)},
	} {
		if got := found.Compatible[0].Measures[i]; fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
}

// A desensitised transplant is never among those it is set beside.
func TestADesensitisedTransplantIsNotCompatible(t *testing.T) {
	d, cohorts := courseData()
	d.Categories["abo_match"].Code[0] = 0
	found := titres(&plan.Plan{TimeUnit: plan.Days}, d, cohorts)
	if n := found.Compatible[0].Cases; n != 2 {
		t.Errorf("%d compatible transplants, want 2", n)
	}
}

package analysis

import (
	"fmt"
	"math"
	"slices"
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
			"neutrophil_engraftment": {Time: []float64{14, 10, nan, 1, 1},
				Status: []registry.Status{registry.Yes, registry.Yes, registry.NeverBelow, registry.Yes, registry.Yes}},
			"rbc_independence": {Time: []float64{nan, nan, 80, 1, 1},
				Status: []registry.Status{registry.Yes, registry.Unknown, registry.Blank, registry.Yes, registry.Yes}},
			"prca": {Time: []float64{nan, nan, nan, 1, 1}, Status: make([]registry.Status, 5)},
		},
		RBCUnits: []float64{nan, 2, 4, 100, 100},
		Titres: []registry.LogEntry{
			{Row: 0, Day: -10, Kind: "anti-A", Class: "IgM", Value: 256},
			{Row: 0, Day: 0, Kind: "anti-A", Class: "IgM", Value: 16},
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
	if got, want := strings.Join(course, "; "),
		"neutrophil_engraftment happened 14; rbc_independence happened NaN; rbc_units unknown NaN; prca not_happened NaN"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if len(found.Compatible) != 1 || found.Compatible[0].Cohort != "a" || found.Compatible[0].Cases != 2 {
		t.Fatalf("%+v", found.Compatible)
	}
	for i, want := range []result.Measured{
		{Measure: "neutrophil_engraftment", Known: 2, Happened: 2, Values: quartiles([]float64{10})},
		{Measure: "rbc_independence", Known: 1, Happened: 1, Values: quartiles([]float64{80})},
		{Measure: "rbc_units", Known: 2, Happened: 2, Values: result.Quartiles{N: 2, Min: 2, Q1: 2.5, Median: 3,
			Q3: 3.5, Max: 4}},
		{Measure: "prca", Known: 2, Happened: 0, Values: quartiles(nil), Reason: "no_event"},
	} {
		if got := found.Compatible[0].Measures[i]; fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
}

// What has no number says why: nothing is known, it happened to nobody, or on no
// known day; no titre before the transplant, and never one below the threshold.
func TestCourseAndTitresSayWhyTheyHaveNone(t *testing.T) {
	d, cohorts := courseData()
	d.RBCUnits = []float64{math.NaN(), math.NaN(), math.NaN(), math.NaN(), math.NaN()}
	d.Milestones["prca"].Status[1] = registry.Yes
	d.Milestones["prca"].Time[1] = math.NaN()
	d.Titres = append(d.Titres, registry.LogEntry{Row: 0, Day: 3, Kind: "anti-A", Class: "IgG", Value: 64})
	found := titres(&plan.Plan{TimeUnit: plan.Days, Rules: plan.Rules{Titre: plan.TitreRule{Below: 32}}}, d, cohorts)
	var reasons []string
	for _, m := range found.Compatible[0].Measures {
		reasons = append(reasons, m.Measure+" "+m.Reason)
	}
	if want := []string{"neutrophil_engraftment ", "rbc_independence ", "rbc_units no_case",
		"prca no_day"}; !slices.Equal(reasons, want) {
		t.Errorf("%q", reasons)
	}
	for _, s := range found.Cases[0].Series {
		if want := map[string][2]string{"IgM": {}, "IgG": {"no_titre_before",
			"never_below"}}[s.Class]; s.Reason != want[0] || s.FirstBelowReason != want[1] {
			t.Errorf("%s: %q, %q", s.Class, s.Reason, s.FirstBelowReason)
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

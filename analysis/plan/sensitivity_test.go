package plan

import (
	"reflect"
	"testing"
)

func TestVariantsOfTheFullStudy(t *testing.T) {
	p := decodeFull(t)
	window, strict := p.Sensitivity[0], p.Sensitivity[1]
	wantSettings := []Setting{{"rules.transfusion_independence.window_days", "60"},
		{"rules.transfusion_independence.date", "window_end"}}
	if !reflect.DeepEqual(window.Settings, wantSettings) {
		t.Errorf("settings %v, want %v", window.Settings, wantSettings)
	}
	wantSettings = []Setting{
		{"as_of", "2026-06-30"}, {"transplanted_from", "2025-09-01"}, {"where.sex", "male, female"},
		{"where.age_years.lt", "7.0"},
	}
	if !reflect.DeepEqual(strict.Settings, wantSettings) {
		t.Errorf("settings %v, want %v", strict.Settings, wantSettings)
	}

	rules := p.Rules
	rules.TransfusionIndependence.WindowDays, rules.TransfusionIndependence.Date = 60, "window_end"
	if !reflect.DeepEqual(window.Plan.Rules, rules) {
		t.Errorf("rules %+v, want %+v", window.Plan.Rules, rules)
	}
	if !reflect.DeepEqual(strict.Plan.Rules, p.Rules) || strict.Plan.AsOf.String() != "2026-06-30" ||
		strict.Plan.TransplantedFrom.String() != "2025-09-01" {
		t.Errorf("strict: %+v", strict.Plan)
	}
	if window.Plan.AsOf != p.AsOf || window.Plan.TransplantedFrom.Set || p.TransplantedFrom.Set {
		t.Error("a variant sets what it does not name")
	}
	added := Where{{Column: "sex", In: []string{"male", "female"}}, {Column: "age_years", LT: number(7)}}
	for i, c := range strict.Plan.Cohorts {
		if want := append(p.Cohorts[i].Where[:len(p.Cohorts[i].Where):len(p.Cohorts[i].Where)],
			added...); !reflect.DeepEqual(c.Where, want) {
			t.Errorf("%s: where %+v, want %+v", c.ID, c.Where, want)
		}
		if !reflect.DeepEqual(c.Resolved, p.Cohorts[i].Resolved) {
			t.Errorf("%s: endpoints differ", c.ID)
		}
		if len(c.Compare)+len(c.Tests)+len(c.Models)+len(c.Indicators)+len(c.Benchmarks) != 0 || c.Stratify != "" {
			t.Errorf("%s is more than its headline numbers: %+v", c.ID, c)
		}
	}
	if q := strict.Plan; q.Paper != nil || q.Sensitivity != nil || !q.Monitor.Off || q.File != p.File {
		t.Errorf("variant's plan: %+v", q)
	}
	if len(p.Cohorts[1].Models) != 3 || len(p.Cohorts[1].Indicators) != 1 {
		t.Error("a variant took from the study itself")
	}
}

// A variant's rule wins over the preset's as over the study's.
func TestVariantOverPreset(t *testing.T) {
	p := decode(t, "data: {cases: c.csv}\nrules: {titre: {below: 16}}\ncohorts: [{id: a, preset: thalassemia}]\n"+
		"sensitivity: [{id: v, set: {rules: {graft_failure: {day: 28}}}}]\n")
	want := p.Rules
	want.GraftFailure.Day = 28
	if got := p.Sensitivity[0].Plan.Rules; !reflect.DeepEqual(got, want) || p.Rules.GraftFailure.Day != 30 ||
		got.Titre.Below != 16 {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestSetAsOf(t *testing.T) {
	p := decodeFull(t)
	day := Date{Set: true, Days: 20000}
	p.SetAsOf(day)
	if p.AsOf != day || p.Sensitivity[0].Plan.AsOf != day || p.Sensitivity[1].Plan.AsOf.String() != "2026-06-30" {
		t.Errorf("%v, %v, %v", p.AsOf, p.Sensitivity[0].Plan.AsOf, p.Sensitivity[1].Plan.AsOf)
	}
}

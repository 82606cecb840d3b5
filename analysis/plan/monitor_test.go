package plan

import (
	"reflect"
	"slices"
	"testing"

	"graftstat/analysis/code"
)

func TestPresetsAreMonitoredByThemselves(t *testing.T) {
	p := decode(t, "data: {cases: c.csv}\ncohorts: [{id: thal, preset: thalassemia}, {id: tumour, preset: solid-tumor}, {id: marrow, preset: bone-marrow-failure}]\n")
	want := [][]Indicator{
		{
			{"thal", "os", 365}, {"thal", "trm", 100}, {"thal", "neutrophil-engraftment", 28},
			{"thal", "platelet-engraftment-20", 100},
			{"thal", "graft-failure", 365}, {"thal", "acute-gvhd-3-4", 100}, {"thal", "transfusion-independence", 365},
		},
		{
			{"tumour", "os", 365}, {"tumour", "trm", 100}, {"tumour", "neutrophil-engraftment", 28},
			{"tumour", "platelet-engraftment-20", 100}, {"tumour", "relapse", 365},
		},
		{
			{"marrow", "os", 365}, {"marrow", "neutrophil-engraftment", 28}, {"marrow", "platelet-engraftment-20", 100},
			{"marrow", "graft-failure", 365}, {"marrow", "acute-gvhd-3-4", 100},
			{"marrow", "transfusion-independence", 365},
		},
	}
	for i, c := range p.Cohorts {
		if !reflect.DeepEqual(c.Indicators, want[i]) {
			t.Errorf("%s: indicators %v, want %v", c.ID, c.Indicators, want[i])
		}
		for _, b := range c.Benchmarks {
			if b.Judges || !b.Preset || b.Cohort != c.ID {
				t.Errorf("benchmark %+v: a preset's judges only where the study uses it", b)
			}
		}
	}
	charts := [][]Sequential{p.Cohorts[0].Sequential, p.Cohorts[1].Sequential, p.Cohorts[2].Sequential}
	for i := range charts {
		for j := range charts[i] {
			if charts[i][j].Source == "" {
				t.Errorf("%+v does not say where its expectation comes from", charts[i][j])
			}
			charts[i][j].Source = ""
		}
	}
	chart := func(cohort, endpoint string, time float64) []Sequential {
		return []Sequential{{Cohort: cohort, Endpoint: endpoint, Time: time, Expected: 0.05, OddsRatio: 2,
			RunLength: 250, AfterSignal: "reset"}}
	}
	if want := [][]Sequential{chart("thal", "os", 365), chart("tumour", "trm", 100), nil}; !reflect.DeepEqual(charts,
		want) {
		t.Errorf("charts %+v, want %+v", charts, want)
	}
}

// A figure of which it is not said where it comes from and of whom is worth nothing.
func TestPresetBenchmarksAreCited(t *testing.T) {
	for name, want := range map[string]int{"thalassemia": 28, "solid-tumor": 6, "bone-marrow-failure": 0} {
		b := load(t, name)
		if len(b.Benchmarks) != want {
			t.Errorf("%s has %d benchmarks, want %d", name, len(b.Benchmarks), want)
		}
		for _, x := range b.Benchmarks {
			if len(x.Source) < 20 || x.Population["en"] == "" || x.Population["vi"] == "" || x.N == 0 || x.Judges {
				t.Errorf("%s: %+v", name, x)
			}
			if e, _ := endpointOf(b.Endpoints, x.Endpoint); e.Kind == code.Survival && x.Estimate < 0.2 {
				t.Errorf("%s: survival of %v looks like a mortality", x.ID, x.Estimate)
			}
			if name == "thalassemia" && x.Origin != transplantOrigin {
				t.Errorf("%s runs from %s", x.ID, x.Origin)
			}
		}
	}
}

func TestGoodEndpointsOfPresets(t *testing.T) {
	recoveries := []string{"transfusion-independence", "transfusion-independence-90", "ti12", "neutrophil-engraftment",
		"platelet-engraftment-20",
		"platelet-engraftment-50", "reticulocyte-recovery", "donor-red-cells", "abo-conversion"}
	for name := range presetDefinitions {
		for _, e := range load(t, name).Endpoints {
			if want := slices.Contains(recoveries, e.ID); e.Good != want {
				t.Errorf("%s, %s: good %v, want %v", name, e.ID, e.Good, want)
			}
		}
	}
	p := decode(t, endpointWith("kind: incidence, event: [remission], competing: [death], good: true")+"milestones: {remission: {day: r}}\n")
	if !p.Endpoints[0].Good {
		t.Error("a study's own good event is not")
	}
}

func TestStudyReplacesWhatThePresetMonitors(t *testing.T) {
	p := decode(t, `
data: {cases: c.csv}
cohorts: [{id: a, preset: thalassemia}, {id: b, preset: thalassemia}]
monitor:
  indicators: [{cohort: a, endpoint: os, time: 730}]
  benchmarks:
    - {cohort: a, use: ebmt-2016-os}
    - {id: ours, cohort: a, endpoint: os, time: 365, estimate: 0.92, n: 250, source: Ours 2024}
    - {id: trial, cohort: a, endpoint: os, time: 365, estimate: 0.92, n: 250, source: Trial 2024, origin: diagnosis}
  sequential:
    - {cohort: a, endpoint: os, time: 730, benchmark: ebmt-2016-os}
    - {cohort: a, endpoint: trm, time: 730, benchmark: china-2026-sibling-trm, source: Chosen in 2025}
`)
	a, b := p.Cohorts[0], p.Cohorts[1]
	if want := []Indicator{{"a", "os", 730}}; !reflect.DeepEqual(a.Indicators, want) || len(b.Indicators) != 7 {
		t.Errorf("indicators %v and %v", a.Indicators, b.Indicators)
	}
	var judges []string
	for _, x := range a.Benchmarks {
		if x.Judges {
			judges = append(judges, x.ID)
		}
	}
	if want := []string{"ours", "ebmt-2016-os"}; !reflect.DeepEqual(judges, want) || len(a.Benchmarks) != 30 ||
		len(b.Benchmarks) != 28 {
		t.Errorf("judged by %v of %d benchmarks, want %v; b has %d", judges, len(a.Benchmarks), want, len(b.Benchmarks))
	}
	survival, mortality := a.Sequential[0], a.Sequential[1]
	if got := survival.Expected; got < 0.1199999 || got > 0.1200001 || survival.Source != b.Benchmarks[0].Source ||
		survival.AfterSignal != "reset" {
		t.Errorf("%+v, want one minus the survival of 0.88", survival)
	}
	if mortality.Expected != 0.025 || mortality.Source != "Chosen in 2025" {
		t.Errorf("%+v, want the incidence as it is", mortality)
	}
	if len(b.Sequential) != 1 || b.Sequential[0].Expected != 0.05 {
		t.Errorf("b has charts %+v, want its preset's", b.Sequential)
	}
}

// What a preset says of an outcome holds for that outcome only.
func TestPresetFiguresHoldForItsOwnEndpoints(t *testing.T) {
	of := func(endpoints string) Cohort {
		return decode(t, "data: {cases: c.csv}\ncohorts: [{id: a, preset: thalassemia, endpoints: [os, trm]}]\nendpoints: ["+endpoints+"]\n").Cohorts[0]
	}
	count := func(c Cohort) [3]int { return [3]int{len(c.Indicators), len(c.Benchmarks), len(c.Sequential)} }
	own := decode(t, "data: {cases: c.csv}\ncohorts: [{id: a, preset: thalassemia, endpoints: [os, trm]}]\n").Cohorts[0]
	if got := count(own); got != [3]int{2, 11, 1} {
		t.Errorf("the preset's own: %v", got)
	}
	if got := count(of("{id: os, kind: survival, event: [death], times: [50], rmst: 365}")); got != count(own) {
		t.Errorf("with other times: %v, want %v", got, count(own))
	}
	for _, other := range []string{
		"{id: os, kind: survival, event: [death], unit: years}",
		"{id: os, kind: survival, event: [death], per: transplant}",
		"{id: os, kind: survival, event: [death, relapse]}",
		"{id: os, kind: incidence, event: [death]}",
	} {
		if got := count(of(other)); got != [3]int{1, 1, 0} {
			t.Errorf("with %s: %v, want those of trm alone", other, got)
		}
	}
}

func TestMonitorOff(t *testing.T) {
	c := decode(t, "data: {cases: c.csv}\ncohorts: [{id: a, preset: thalassemia}]\nmonitor: {off: true, indicators: [{cohort: a, endpoint: os, time: 1}]}\n").Cohorts[0]
	if len(c.Indicators)+len(c.Benchmarks)+len(c.Sequential) != 0 {
		t.Errorf("monitored although off: %+v", c)
	}
}

func TestRiskTermColumn(t *testing.T) {
	for term, want := range map[string][2]string{"age_years": {"age_years", ""},
		"pesaro_class=III": {"pesaro_class", "III"}, "a==b": {"a", "=b"}} {
		column, level, category := RiskTerm{Term: term}.Column()
		if column != want[0] || level != want[1] || category != (level != "") {
			t.Errorf("%s: %q, %q, %v", term, column, level, category)
		}
	}
}

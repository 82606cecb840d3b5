package disclosure

import (
	"reflect"
	"testing"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
)

func of(id string, kind code.EndpointKind, event, competing []string, times ...float64) result.Endpoint {
	items := func(names []string) (all []result.Item) {
		for _, name := range names {
			all = append(all, result.Item{Milestone: name})
		}
		return all
	}
	return result.Endpoint{ID: id, Kind: kind, Unit: "days", Times: times,
		Definition: result.Definition{Event: items(event), Competing: items(competing)}}
}

// Overall survival and the indicators leave, not what follows from them, and at
// few times.
func TestFewEndpointsLeaveAtFewTimes(t *testing.T) {
	died, grew := []string{"death"}, []string{"relapse", "progression"}
	c := &result.Cohort{Endpoints: []result.Endpoint{
		of("efs", "survival", []string{"relapse", "progression", "second_malignancy", "death"}, nil, 365, 730),
		of("os", "survival", died, nil, 100, 180, 365, 730, 1095, 1461, 1826),
		of("mortality", "incidence", died, nil, 30, 100),
		of("relapse", "incidence", grew, died, 365, 400),
		of("trm", "incidence", died, grew, 30, 100, 365),
		of("neutrophils", "incidence", []string{"neutrophil_engraftment"}, died, 28, 42, 100),
		of("platelets", "incidence", []string{"platelet_engraftment_20"}, died, 60, 180),
	}}
	years := []float64{365, 730, 1095, 1826}
	for name, test := range map[string]struct {
		indicators []result.Indicator
		want       map[string][]float64
	}{
		"none": {nil, map[string][]float64{"os": years}},
		"as preset": {indicatorsAt("trm", 100, "neutrophils", 28, "relapse", 365),
			map[string][]float64{"os": years, "trm": {100, 365}, "neutrophils": {28}, "relapse": {365}}},
		// of relapse, death without it and event-free survival two
		"a sum at the end": {indicatorsAt("relapse", 365, "trm", 365, "efs", 365),
			map[string][]float64{"os": years, "relapse": {365}, "trm": {365}}},
		"a sum at the start": {indicatorsAt("efs", 365, "trm", 365, "relapse", 365),
			map[string][]float64{"os": years, "efs": {365, 730}, "trm": {365}}},
		// all deaths are the survival by another name
		"the same curve":  {indicatorsAt("mortality", 100), map[string][]float64{"os": {100, 365, 730, 1095, 1826}}},
		"no time of them": {indicatorsAt("platelets", 60), map[string][]float64{"os": years}},
	} {
		got := make(map[string][]float64)
		for _, e := range choose(c, test.indicators) {
			for _, at := range e.Times {
				if e.leaves(at) {
					got[e.ID] = append(got[e.ID], at)
				}
			}
		}
		if !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
	onlyRelapse := &result.Cohort{Endpoints: c.Endpoints[3:4]}
	if got := choose(onlyRelapse, nil); len(got) != 1 || got[0].ID != "relapse" {
		t.Errorf("without survival and indicators: %v", got)
	}
}

func indicatorsAt(pairs ...any) (all []result.Indicator) {
	for i := 0; i < len(pairs); i += 2 {
		at := float64(pairs[i+1].(int))
		all = append(all, result.Indicator{Cohort: "c", Endpoint: pairs[i].(string), Unit: "days", Time: at})
	}
	return all
}

func TestWholeYears(t *testing.T) {
	for _, test := range []struct {
		time float64
		unit string
		want int
	}{
		{365, "days", 1}, {366, "days", 1}, {367, "days", 0}, {1826, "days", 5}, {1825, "days", 5}, {100, "days", 0},
		{12, "months", 1}, {18, "months", 0}, {24, "months", 2}, {3, "years", 3}, {0.5, "years", 0},
	} {
		if got := wholeYears(test.time, test.unit); got != test.want {
			t.Errorf("%g %s: %d years, want %d", test.time, test.unit, got, test.want)
		}
	}
}

// The first of cohorts that may have patients in common is shown, whatever the
// data are.
func TestOneOfCohortsThatOverlap(t *testing.T) {
	in := func(column string, codes ...string) result.Condition {
		return result.Condition{Column: column, In: codes}
	}
	study := []result.StudyCohort{
		{ID: "tumours", Where: []result.Condition{in("disease_group", "solid_tumor")}},
		{ID: "blood", Where: []result.Condition{in("disease_group", "thalassemia", "bone_marrow_failure")}},
		{ID: "first", Where: []result.Condition{in("disease_group", "solid_tumor"), in("transplant_number", "1")}},
		{ID: "rest", Where: []result.Condition{{Column: "disease_group", Not: []string{"solid_tumor", "thalassemia"}}}},
		{ID: "all"},
	}
	r := &result.Results{Study: result.Study{TimeUnit: "days", Cohorts: study}}
	r.Study.Intervals.Level, r.Study.Report.SuppressBelow = 0.95, 5
	for _, c := range study {
		r.Cohorts = append(r.Cohorts, result.Cohort{ID: c.ID, Patients: 30})
	}
	want := map[string]string{"tumours": "", "blood": "", "first": "tumours", "rest": "blood", "all": "tumours"}
	for _, c := range Outside(r).Cohorts {
		if c.Shares != want[c.ID] {
			t.Errorf("%s shares patients with %q, want %q", c.ID, c.Shares, want[c.ID])
		}
		if c.Shares != "" && !reflect.DeepEqual(c, Cohort{ID: c.ID, Shares: c.Shares}) {
			t.Errorf("%+v is shown", c)
		}
	}
}

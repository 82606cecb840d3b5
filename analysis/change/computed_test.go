package change_test

import (
	"reflect"
	"slices"
	"testing"

	"graftstat/analysis/change"
	"graftstat/analysis/result"
)

// withModel is a later month as it was, with a model and an indicator.
func withModel(r *result.Results) *result.Results {
	e := &r.Cohorts[0].Endpoints[0]
	e.Models = []result.Model{{ID: "cox-os", Status: "ok", Terms: []result.Term{{Term: "age_years"}}}}
	r.Monitor = &result.Monitor{Indicators: []result.Indicator{{Cohort: "thalassemia", Endpoint: "os", Time: 100}}}
	return r
}

// notComputed takes the endpoint from a report as a missing column does.
func notComputed(r *result.Results) {
	e := &r.Cohorts[0].Endpoints[0]
	e.Reason, e.Missing, e.Groups, e.Models = "column_absent", []string{"death"}, []result.Group{}, []result.Model{}
	r.Monitor.Indicators = nil
	r.Cohorts[0].FollowUp = result.FollowUp{Median: result.Missing(), Lower: result.Missing(), Upper: result.Missing(),
		Alive: -1, Reason: "column_absent"}
}

// What only one report has computed is told with the reason of the other, once,
// either way round; nothing of it is a change of a case or a number.
func TestOnlyOneReportHasComputed(t *testing.T) {
	death, donor := []string{"death"}, []string{"abo_match"}
	column := result.ComputedChange{Cohort: "thalassemia", Reason: "column_absent"}
	of := func(what, endpoint, by, name, reason string, missing []string) result.ComputedChange {
		x := column
		x.What, x.Endpoint, x.By, x.Name, x.Reason, x.Missing = what, endpoint, by, name, reason,
			append([]string{}, missing...)
		if what == "indicator" {
			x.AskedTime = result.AskedTime{Asked: 100, Unit: "days"}
		}
		return x
	}
	for name, c := range map[string]struct {
		take    func(*result.Results)
		want    []result.ComputedChange
		signals []result.Signal
	}{
		"nothing": {func(*result.Results) {}, nil, nil},
		"the column of death": {notComputed,
			[]result.ComputedChange{of("follow_up", "", "", "", "column_absent", nil),
				of("endpoint", "os", "", "", "column_absent", death),
				of("indicator", "os", "", "", "column_absent", death)},
			[]result.Signal{{Code: "no_longer_computed", Cohort: "thalassemia",
				Args: []string{"follow_up", "", "column_absent"}},
				{Code: "no_longer_computed", Cohort: "thalassemia", Endpoint: "os",
					Args: []string{"endpoint", "", "column_absent", "death"}}}},
		"a column of the model": {func(r *result.Results) {
			r.Cohorts[0].Endpoints[0].Models[0] = result.Model{ID: "cox-os", Status: "not_answered",
				Reason: "column_absent", Missing: []string{"age_years"}}
		}, []result.ComputedChange{of("model", "os", "", "cox-os", "column_absent", []string{"age_years"})},
			[]result.Signal{{Code: "no_longer_computed", Cohort: "thalassemia", Endpoint: "os",
				Args: []string{"model", "cox-os", "column_absent", "age_years"}}}},
		"the fit of the model": {func(r *result.Results) {
			r.Cohorts[0].Endpoints[0].Models[0] = result.Model{ID: "cox-os", Status: "separation"}
		}, []result.ComputedChange{of("model", "os", "", "cox-os", "separation", nil)},
			[]result.Signal{{Code: "no_longer_computed", Cohort: "thalassemia", Endpoint: "os",
				Args: []string{"model", "cox-os", "separation"}}}},
		"the column to compare": {func(r *result.Results) {
			c := &r.Cohorts[0]
			c.Endpoints[0].Groups, c.NotCompared = c.Endpoints[0].Groups[:1],
				[]result.NotCompared{{By: "abo_match", Reason: "column_absent"}}
		}, []result.ComputedChange{of("groups", "", "abo_match", "", "column_absent", donor)},
			[]result.Signal{{Code: "no_longer_computed", Cohort: "thalassemia",
				Args: []string{"groups", "abo_match", "column_absent", "abo_match"}}}},
		"a site's table": {func(r *result.Results) { r.Cohorts[0].Endpoints[0].Without = []string{"cases.csv"} },
			[]result.ComputedChange{of("table", "os", "", "cases.csv", "not_counted", nil)},
			[]result.Signal{{Code: "no_longer_computed", Cohort: "thalassemia", Endpoint: "os",
				Args: []string{"table", "cases.csv", "not_counted"}}}},
		"a table that is new": {func(r *result.Results) {
			r.Inputs = append(r.Inputs, result.Input{File: "hue.csv", SHA256: "9c"})
			r.Cohorts[0].Endpoints[0].Without = []string{"hue.csv"}
		}, nil, nil},
		"one group": {func(r *result.Results) { r.Cohorts[0].Endpoints[0].Groups = r.Cohorts[0].Endpoints[0].Groups[:2] },
			[]result.ComputedChange{of("group", "", "abo_match", "b", "no_group", nil)}, nil},
	} {
		r := september()
		r.rows[3].group = "b"
		now, nowListing := october(r)
		withModel(now)
		c.take(now)
		if now.Cohorts[0].Endpoints[0].Reason != "" {
			nowListing = &result.Listing{}
		}
		lost := change.Between(withModel(r.results()), nil, now, nil)
		byCase := change.Between(withModel(r.results()), r.listing(), now, nowListing)
		gained := change.Between(now, nil, withModel(r.results()), nil)
		for state, found := range map[string]*result.Changes{"lost": lost, "gained": gained} {
			want := slices.Clone(c.want)
			for i := range want {
				want[i].State = state
			}
			if !reflect.DeepEqual(found.Computed, want) {
				t.Errorf("%s, %s: %+v, want %+v", name, state, found.Computed, want)
			}
		}
		if !reflect.DeepEqual(byCase.Computed, lost.Computed) || len(byCase.Cases) != 0 || len(byCase.Numbers) != 0 {
			t.Errorf("%s: by case %+v, cases %+v, numbers %+v", name, byCase.Computed, byCase.Cases, byCase.Numbers)
		}
		if got := change.Signals(lost); len(got)+len(c.signals) > 0 && !reflect.DeepEqual(got, c.signals) {
			t.Errorf("%s: signals %+v, want %+v", name, got, c.signals)
		}
		if got := change.Signals(gained); len(got) > 0 {
			t.Errorf("%s: what is gained is a signal: %+v", name, got)
		}
	}
}

// What the study no longer asks for is a definition that changed, and nothing lost.
func TestWhatIsNoLongerAskedIsNotLost(t *testing.T) {
	r := september()
	now, _ := october(r)
	now.Study.Cohorts[0].Compare = nil
	now.Cohorts[0].Endpoints[0].Groups = now.Cohorts[0].Endpoints[0].Groups[:1]
	before := withModel(r.results())
	before.Monitor = nil
	if c := change.Between(before, nil, now, nil); len(c.Computed) != 0 || len(c.Definitions) != 1 ||
		c.Definitions[0].Code != "compare" {
		t.Errorf("computed %+v, definitions %+v", c.Computed, c.Definitions)
	}
}

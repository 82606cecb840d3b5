package layout

import (
	"slices"
	"testing"

	"graftstat/analysis/result"
	"graftstat/reports/layout/page"
	"graftstat/reports/words"
)

// What is no longer computed stands on the first page of a month: no light says it.
func TestMonthWarnsOfWhatIsNoLongerComputed(t *testing.T) {
	w, err := words.New("en")
	if err != nil {
		t.Fatal(err)
	}
	r := &result.Results{Monitor: &result.Monitor{},
		Cohorts: []result.Cohort{{ID: "all", Endpoints: []result.Endpoint{{ID: "efs"}}}},
		Signals: []result.Signal{{Code: "event_set_aside", Cohort: "all", Endpoint: "efs", Args: []string{"1"}},
			{Code: "no_longer_computed", Cohort: "all", Endpoint: "efs",
				Args: []string{"endpoint", "", "column_absent", "progression"}}}}
	b := &builder{&page.Page{Results: r, Words: w}}
	want := "all: computed before, not computed now: Event-free survival (column progression absent)."
	if got := b.monthWarnings(); !slices.Equal(slices.DeleteFunc(got, func(s string) bool { return s == "" }),
		[]string{want}) {
		t.Errorf("%q", got)
	}
}

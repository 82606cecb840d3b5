package analysis

import (
	"path/filepath"
	"testing"
)

// A column that is missing is no "no": without that of deaths, graft failures or
// returns to transfusions nobody is called independent today, and without that of
// deaths nobody a survivor whose scores are compared.
func TestStandingNeedsItsColumns(t *testing.T) {
	p := numbersOnly(t, "../sample-data/study.yaml")
	p.Data.Scores = planOf(t, "../sample-data/study.yaml").Data.Scores
	scores, cases := cellsOf(t, "../sample-data/scores.csv"), cellsOf(t, "../sample-data/cases.csv")
	for _, without := range [][]string{nil, {"transfusion_dependence_date"}, {"graft_failure_date"},
		{"death_date", "death_status"}} {
		copied := *p
		copied.Dir = t.TempDir()
		writeCells(t, filepath.Join(copied.Dir, "scores.csv"), scores)
		writeCells(t, filepath.Join(copied.Dir, copied.Data.Cases.Name()), withoutColumns(cases, without))
		r, err := computeIn(&copied)
		if err != nil {
			t.Fatal(err)
		}
		if computed := len(r.Independence) > 0; computed != (without == nil) {
			t.Errorf("without %v: independence today computed: %v", without, computed)
		}
		if len(r.Results.Scores) == 0 {
			t.Fatalf("without %v: no scores", without)
		}
		for _, s := range r.Results.Scores {
			deathless := len(without) == 2
			if deathless && (s.Pairs != 0 || len(s.Missing) != 1 || s.Missing[0].Reason != "death_unknown" ||
				s.Missing[0].Patients != s.Patients) {
				t.Errorf("without deaths: %s at %s has %d pairs and %v", s.Instrument, s.FollowUp, s.Pairs, s.Missing)
			}
			if !deathless && s.FollowUp == "last" && s.Pairs == 0 {
				t.Errorf("without %v: %s has no pair", without, s.Instrument)
			}
		}
	}
}

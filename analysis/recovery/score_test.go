package recovery

import (
	"fmt"
	"slices"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

func TestScoresAreKept(t *testing.T) {
	s := newStudy(2).milestone("death", 1, 300).milestone("second_transplant", 0, 200)
	s.p.Data = plan.Data{Scores: plan.LogSource{File: plan.Files("scores.csv")}}
	r := New(s.p, s.d)
	for i, e := range []registry.LogEntry{
		{Row: 1, Day: -5, Kind: "Lansky", Value: 90},
		{Row: 1, Day: 100, Kind: "LANSKY", Value: 101},
		{Row: 1, Day: 100, Kind: "eq-5d", Value: 101}, // its range is not known
		{Row: 1, Day: 301, Kind: "lansky", Value: 50}, // after the death
		{Row: 0, Day: -1, Kind: "PedsQL", Value: 60},
		{Row: 0, Day: 50, Kind: "pedsql", Value: nan},
		{Row: 0, Day: 365, Kind: "pedsql", Value: 70}, // a second transplant ends no score
	} {
		e.Line = int32(i + 2)
		if err := r.Score(e); err != nil {
			t.Fatal(err)
		}
	}
	r.Finish()
	var got []string
	for _, e := range s.d.Scores {
		got = append(got, fmt.Sprint(e.Row, e.Day, e.Kind, e.Value))
	}
	if want := []string{"0 -1pedsql60", "0 365pedsql70", "1 -5lansky90", "1 100eq-5d101"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	s.wantIssues(t, "warning implausible_score scores.csv 3 score C2", "warning log_after_follow_up scores.csv 5  C2 1")
}

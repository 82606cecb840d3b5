package reproduce

import (
	"slices"
	"testing"

	"graftstat/analysis/result"
)

// Groups are numbered in their order, a case without one has none, and every number of
// the results is expected under a key of its own.
func TestStateTimeIsExpectedByNumberOfGroup(t *testing.T) {
	none := result.Missing()
	s := &result.StateTime{Horizon: 365, Landmark: 100, By: "abo_major", Order: []string{"alive", "dead"},
		Means: []result.StateMean{{State: "alive", Estimate: 300, StdErr: 5, Lower: 280, Upper: 320},
			{State: "alive", Group: "present", Estimate: 310, StdErr: none, Lower: none, Upper: none},
			{State: "alive", Group: "none", Estimate: 290, StdErr: 4, Lower: 270, Upper: 310}},
		Differences: []result.StateDifference{{State: "alive", A: "present", B: "none", Estimate: 20}},
		Favour:      []result.StateFavour{{A: "present", B: "none", Better: 25, Worse: 5, Estimate: 20}},
		Since:       []result.StateSince{{From: "alive", To: "dead", Patients: 7}}}
	b := newBundle(&result.Results{})
	b.addStateTime("1", s)
	if want := []string{"1", "365", "100", "0 1 2", "1-2", "alive|dead"}; !slices.Equal(b.stateTimes.rows[0], want) {
		t.Errorf("%q", b.stateTimes.rows)
	}
	expected := map[string]string{}
	for _, row := range b.values.rows {
		if _, twice := expected[row[0]]; twice {
			t.Errorf("%s stands twice", row[0])
		}
		expected[row[0]] = row[1]
	}
	for key, want := range map[string]string{"mean.alive.0.estimate": "300", "mean.alive.1.lower": "",
		"mean.alive.2.std_err": "4", "difference.alive.1-2.estimate": "20", "favour.1-2.better": "25",
		"favour.1-2.worse": "5", "favour.1-2.estimate": "20", "since.alive.dead.patients": "7"} {
		if got, ok := expected["cohort.1.state_time."+key]; !ok || got != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
	f := &frame{endpoints: []outcomes{{at: []int32{-1, 0, 1, 2}, groups: [][]result.GroupValue{
		{{By: "sex", Group: "none"}, {By: "abo_major", Group: "none"}}, {{By: "abo_major", Group: ""}},
		{{By: "abo_major", Group: "present"}}}}}}
	for n, want := range []string{"", "2", "", "1"} {
		if got := f.stateGroup(s, int32(n)); got != want {
			t.Errorf("case %d is of group %q, want %q", n, got, want)
		}
	}
}

package analysis

import (
	"slices"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// walkOf is the walk of a study's first cohort whose data have these milestones.
func walkOf(t *testing.T, source string, milestones ...string) walk {
	t.Helper()
	p, err := plan.Decode("study.yaml", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	d := &registry.Data{Milestones: map[string]*registry.Milestone{}}
	for _, name := range milestones {
		d.Milestones[name] = registry.Nobody(0)
	}
	return (&cohort{plan: &p.Cohorts[0], study: p, data: d}).newWalk()
}

// onDays are the moves of a patient by milestone and day.
func (w *walk) onDays(days map[string]float64) []moved {
	var path []moved
	for which, m := range w.moves {
		if day, ok := days[m.item.Milestone]; ok {
			path = append(path, moved{day, uint8(which)})
		}
	}
	sortMoves(path)
	return path
}

func (w *walk) state(days map[string]float64, day float64) string {
	return w.names[w.code[w.at(w.onDays(days), day)]-1]
}

const everyMilestone = `
data: {cases: cases.csv}
cohorts: [{id: all}]
endpoints:
  - {id: e, kind: survival, event: [neutrophil_engraftment, rbc_independence, transfusion_dependence, graft_failure, relapse,
    progression, death]}
`

// The states of convention are the table of moves that they replace, for every order
// of the seven milestones, each on a day of its own or all in pairs of one day.
func TestStatesOfConventionAreTheMovesThatTheyReplace(t *testing.T) {
	table := []struct{ milestone, to, from string }{
		{"neutrophil_engraftment", "engrafted", "alive"},
		{"rbc_independence", "independent", ""},
		{"transfusion_dependence", "engrafted", "independent"},
		{"graft_failure", "failed", ""},
		{"relapse", "relapsed", ""},
		{"progression", "relapsed", ""},
		{"death", "dead", ""},
	}
	var names []string
	for _, m := range table {
		names = append(names, m.milestone)
	}
	w := walkOf(t, everyMilestone, names...)
	if want := []string{"alive", "engrafted", "independent", "failed", "relapsed", "dead"}; !slices.Equal(w.names, want) {
		t.Fatalf("states %v, want %v", w.names, want)
	}
	check := func(day []float64) {
		days := map[string]float64{}
		for i, m := range table {
			days[m.milestone] = day[i]
		}
		state := "alive"
		for at := 0.0; at <= 7; at++ {
			for i, m := range table {
				final := state == "dead" || (state == "failed" || state == "relapsed") && m.to != "dead"
				if day[i] == at && !final && (m.from == "" || m.from == state) {
					state = m.to
				}
			}
			if got := w.state(days, at); got != state {
				t.Fatalf("days %v: on day %v %s, want %s", day, at, got, state)
			}
		}
	}
	var orders func(day []float64, k int)
	orders = func(day []float64, k int) {
		if k == len(day) {
			check(day)
			pairs := make([]float64, len(day))
			for i, d := range day {
				pairs[i] = float64(int(d+1) / 2)
			}
			check(pairs)
			return
		}
		for i := k; i < len(day); i++ {
			day[k], day[i] = day[i], day[k]
			orders(day, k+1)
			day[k], day[i] = day[i], day[k]
		}
	}
	orders([]float64{1, 2, 3, 4, 5, 6, 7}, 0)
}

const ranked = `
data: {cases: cases.csv}
cohorts: [{id: all}]
endpoints: [{id: os, kind: survival, event: [death]}]
states:
  - {id: alive}
  - {id: well, begins: [rbc_independence], ends: [transfusion_dependence]}
  - {id: sick, begins: [acute_gvhd], ends: [sos_vod]}
  - {id: relapsed, begins: [relapse], ends: [{milestone: second_malignancy, to: again}]}
  - {id: again, begins: [{milestone: progression, from: [sick, relapsed]}]}
  - {id: failed, begins: [graft_failure], final: true}
  - {id: dead, begins: [death], final: true}
`

// What begins beneath is seen when what holds above it ends; from, to and final by hand.
func TestARankOfStates(t *testing.T) {
	milestones := []string{"rbc_independence", "transfusion_dependence", "acute_gvhd", "sos_vod", "relapse",
		"second_malignancy", "progression", "graft_failure", "death"}
	w := walkOf(t, ranked, milestones...)
	for _, x := range []struct {
		name string
		days map[string]float64
		want []string // on days 0, 1, …
	}{
		{"well, sick, well again", map[string]float64{"rbc_independence": 1, "acute_gvhd": 2, "sos_vod": 3},
			[]string{"alive", "well", "sick", "well"}},
		{"well while sick", map[string]float64{"acute_gvhd": 1, "rbc_independence": 2, "sos_vod": 3},
			[]string{"alive", "sick", "sick", "well"}},
		{"no longer well while sick", map[string]float64{"rbc_independence": 0, "acute_gvhd": 1,
			"transfusion_dependence": 2, "sos_vod": 3}, []string{"well", "sick", "sick", "alive"}},
		{"an end before the beginning ends nothing", map[string]float64{"sos_vod": 1, "acute_gvhd": 2},
			[]string{"alive", "alive", "sick", "sick"}},
		{"beginning and end on one day", map[string]float64{"acute_gvhd": 1, "sos_vod": 1},
			[]string{"alive", "alive", "alive"}},
		{"from a state that is not the present one", map[string]float64{"progression": 1, "relapse": 2},
			[]string{"alive", "alive", "relapsed"}},
		{"from the present one", map[string]float64{"relapse": 1, "progression": 2}, []string{"alive", "relapsed", "again"}},
		{"an end that leads elsewhere", map[string]float64{"relapse": 1, "second_malignancy": 2},
			[]string{"alive", "relapsed", "again"}},
		{"nothing but death after a failure", map[string]float64{"graft_failure": 1, "relapse": 2, "acute_gvhd": 3, "death": 4},
			[]string{"alive", "failed", "failed", "failed", "dead"}},
		{"death on the day of the transplant", map[string]float64{"death": 0, "relapse": 1}, []string{"dead", "dead"}},
	} {
		for day, want := range x.want {
			if got := w.state(x.days, float64(day)); got != want {
				t.Errorf("%s: on day %d %s, want %s", x.name, day, got, want)
			}
		}
	}
}

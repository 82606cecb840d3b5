package analysis

import (
	"math"
	"slices"
	"strings"
	"testing"

	"graftstat/analysis/result"
)

// Five patients of x, five of y, two of z, each followed to day 400:
//
//	x  one fails on day 100, one dies on day 200
//	y  one fails on day 200 and dies on day 250
const statesOfGroups = `case_id,transplant_date,group,graft_failure_day,death_day,last_contact_day
X1,2020-01-01,x,100,,400
X2,2020-01-01,x,,200,200
X3,2020-01-01,x,,,400
X4,2020-01-01,x,,,400
X5,2020-01-01,x,,,400
Y1,2020-01-01,y,200,250,250
Y2,2020-01-01,y,,,400
Y3,2020-01-01,y,,,400
Y4,2020-01-01,y,,,400
Y5,2020-01-01,y,,,400
Z1,2020-01-01,z,,,400
Z2,2020-01-01,z,,,400
`

const stateTimeStudy = `study: {title: {en: Time in states}}
as_of: 2021-06-01
languages: [en]
data: {cases: cases.csv, dates: ymd, columns: {group: group}}
cohorts:
  - id: all
    compare: [COMPARE]
    endpoints: [gf]
    state_time: {STATE_TIME}
endpoints:
  - {id: gf, label: {en: Failure}, kind: incidence, event: [graft_failure], competing: [death], times: [50]}
`

func stateTimeOf(t *testing.T, compare, stateTime, cases string) *result.StateTime {
	t.Helper()
	c, _ := statesOfStudy(t, strings.NewReplacer("COMPARE", compare, "STATE_TIME", stateTime).Replace(stateTimeStudy), cases, "")
	return c.StateTime
}

const stateOrder = "order: [independent, engrafted, alive, relapsed, failed, dead], "

func TestStateTimeByHand(t *testing.T) {
	s := stateTimeOf(t, "group", stateOrder+"horizon: 300, landmark: 150", statesOfGroups)
	if s.Horizon != 300 || s.Landmark != 150 || s.By != "group" || !slices.Equal(s.Order, []string{"alive", "failed", "dead"}) {
		t.Errorf("%+v", s)
	}
	means := map[string]float64{
		"alive ": 3200. / 12, "failed ": 250. / 12, "dead ": 150. / 12,
		"alive x": 240, "failed x": 40, "dead x": 20, "alive y": 280, "failed y": 10, "dead y": 10,
		"alive z": 300, "failed z": 0, "dead z": 0,
	}
	if len(s.Means) != len(means) {
		t.Fatalf("%d means", len(s.Means))
	}
	for _, m := range s.Means {
		want, interval := means[m.State+" "+m.Group], m.Group != "z"
		if math.Abs(float64(m.Estimate)-want) > 1e-9 || m.Lower.IsMissing() == interval ||
			!interval && m.Reason != "no_event" {
			t.Errorf("%+v, want %g", m, want)
		}
	}
	differences := map[string]float64{"alive": -40, "failed": 30, "dead": 10}
	if len(s.Differences) != len(differences) {
		t.Fatalf("a group of two is compared: %+v", s.Differences)
	}
	for _, d := range s.Differences {
		if math.Abs(float64(d.Estimate)-differences[d.State]) > 1e-9 || d.A != "x" || d.B != "y" ||
			!(d.Lower < d.Estimate && d.Estimate < d.Upper) {
			t.Errorf("%+v", d)
		}
	}
	// X1 loses 100 days and wins 50 against Y1, loses 200 against each other of y; X2 loses 50
	// and 100; each other of x wins 100 against Y1
	if len(s.Favour) != 1 || math.Abs(float64(s.Favour[0].Better)-350./25) > 1e-9 ||
		math.Abs(float64(s.Favour[0].Worse)-1350./25) > 1e-9 || math.Abs(float64(s.Favour[0].Estimate)+40) > 1e-9 {
		t.Errorf("%+v", s.Favour)
	}
	since := map[string][2]float64{ // by all, by their own
		"alive alive": {9. / 11, 9. / 11}, "alive failed": {1. / 22, 0}, "alive dead": {3. / 22, 2. / 11},
		"failed alive": {0, 0}, "failed failed": {1. / 2, 1}, "failed dead": {1. / 2, 0}}
	if len(s.Since) != len(since) {
		t.Fatalf("%+v", s.Since)
	}
	for _, x := range s.Since {
		want := since[x.From+" "+x.To]
		if math.Abs(float64(x.All.Estimate)-want[0]) > 1e-9 || math.Abs(float64(x.Own.Estimate)-want[1]) > 1e-9 ||
			x.Patients != map[string]int{"alive": 11, "failed": 1}[x.From] || x.Differ {
			t.Errorf("%+v, want %v", x, want)
		}
	}
}

// What is not asked for or not there takes nothing else with it, and adds no number.
func TestStateTimeWithoutWhatItNeeds(t *testing.T) {
	whole := stateTimeOf(t, "group", "horizon: 300", statesOfGroups)
	if len(whole.Favour) != 0 || len(whole.Order) != 0 || len(whole.Differences) != 3 || whole.Landmark != 100 {
		t.Errorf("without an order: %+v", whole)
	}
	alone := stateTimeOf(t, "", "horizon: 300", statesOfGroups)
	if alone.By != "" || len(alone.Differences) != 0 || len(alone.Means) != 3 {
		t.Errorf("without a comparison: %+v", alone)
	}
	for _, m := range alone.Means {
		i := slices.IndexFunc(whole.Means, func(w result.StateMean) bool { return w.State == m.State && w.Group == "" })
		if whole.Means[i] != m {
			t.Errorf("%+v and %+v", whole.Means[i], m)
		}
	}
	usual := stateTimeOf(t, "", "landmark: 365", statesOfGroups)
	if usual.Horizon != 365 || len(usual.Since) != 0 {
		t.Errorf("a landmark at the horizon: %+v", usual)
	}
	past := stateTimeOf(t, "group", stateOrder+"horizon: 401", statesOfGroups)
	for _, m := range past.Means {
		if !m.Estimate.IsMissing() || m.Reason != "past_follow_up" {
			t.Errorf("past follow-up: %+v", m)
		}
	}
	if f := past.Favour[0]; !f.Estimate.IsMissing() || !f.Better.IsMissing() || f.Reason != "past_follow_up" {
		t.Errorf("past follow-up: %+v", f)
	}
	// nobody has an event: everyone is alive throughout, which is no interval and no difference
	calm := stateTimeOf(t, "group", stateOrder+"horizon: 300", strings.NewReplacer(",100,,", ",,,", ",,200,200", ",,,400",
		",200,250,250", ",,,400").Replace(statesOfGroups))
	for _, m := range calm.Means {
		if m.Reason != "no_event" || !m.Lower.IsMissing() || !m.StdErr.IsMissing() {
			t.Errorf("without an event: %+v", m)
		}
	}
	if f := calm.Favour[0]; f.Estimate != 0 || f.Reason != "no_event" || !f.Upper.IsMissing() {
		t.Errorf("without an event: %+v", f)
	}
}

// In another order of the rows, every number is the same.
func TestStateTimeOfOtherOrder(t *testing.T) {
	lines := strings.SplitAfter(strings.TrimSuffix(statesOfGroups, "\n"), "\n")
	lines[len(lines)-1] += "\n"
	slices.Reverse(lines[1:])
	a := stateTimeOf(t, "group", stateOrder+"horizon: 300", statesOfGroups)
	b := stateTimeOf(t, "group", stateOrder+"horizon: 300", strings.Join(lines, ""))
	for i := range a.Means {
		if a.Means[i].State != b.Means[i].State || math.Abs(float64(a.Means[i].Estimate-b.Means[i].Estimate)) > 1e-9 {
			t.Errorf("%+v and %+v", a.Means[i], b.Means[i])
		}
	}
	if math.Abs(float64(a.Favour[0].Upper-b.Favour[0].Upper)) > 1e-9 {
		t.Errorf("%+v and %+v", a.Favour, b.Favour)
	}
}

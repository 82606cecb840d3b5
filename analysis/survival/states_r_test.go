package survival_test

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"graftstat/analysis/survival"
)

// statesTolerance is relative: R's 15 digits and sums of a thousand influences.
const statesTolerance = 1e-8

// A stateSet is a data set of testdata/states-data.csv, all of it and by group, made by
// testdata/states.R (R 4.2.2, survival 3.5-3).
type stateSet struct {
	states int
	of     [3]survival.Transitions // 0: both groups
	ranks  []int
}

func stateSets(t *testing.T) map[string]*stateSet {
	t.Helper()
	sets := map[string]*stateSet{"protime": {states: 3, ranks: []int{1, 2, 3}}, "dnase": {states: 2, ranks: []int{1, 2}},
		"myeloid": {states: 6, ranks: []int{3, 3, 2, 1, 4, 5}}, "centre": {states: 5, ranks: []int{3, 1, 2, 4, 5}},
		"two": {states: 2, ranks: []int{1, 2}}}
	for _, r := range readColumns(t, "states-data.csv") {
		for _, g := range []int{0, int(number(t, r[2]))} {
			x := &sets[r[0]].of[g]
			x.Case = append(x.Case, int32(number(t, r[1])))
			x.From, x.To = append(x.From, uint8(number(t, r[3]))), append(x.To, uint8(number(t, r[4])))
			x.Start, x.Stop = append(x.Start, number(t, r[5])), append(x.Stop, number(t, r[6]))
		}
	}
	return sets
}

// occupations are those of both groups together and of each.
func (s *stateSet) occupations(t *testing.T) (found [3]*survival.Occupation) {
	t.Helper()
	for g := range found {
		found[g] = occupation(t, s.of[g], s.states)
	}
	return found
}

func occupation(t *testing.T, x survival.Transitions, states int) *survival.Occupation {
	t.Helper()
	o, err := survival.StateOccupation(x, states, survival.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// stateValues hands each line of testdata/states.csv of the analyses with this start
// to what computes it, and compares.
func stateValues(t *testing.T, start string, compute func(set string, v stateValue) float64) {
	t.Helper()
	compared := map[string]int{}
	largest := 0.0
	for _, r := range readColumns(t, "states.csv") {
		if !strings.HasPrefix(r[1], start) {
			continue
		}
		v := stateValue{analysis: r[1], quantity: r[4], at: number(t, r[5]), want: number(t, r[6])}
		v.group, _ = strconv.Atoi(r[2])
		v.state, _ = strconv.Atoi(r[3])
		got := compute(r[0], v)
		difference := math.Abs(got-v.want) / math.Max(1, math.Abs(v.want))
		if !(difference <= statesTolerance) {
			t.Errorf("%s %+v: %.15g", r[0], v, got)
		}
		largest = math.Max(largest, difference)
		compared[r[0]]++
	}
	if len(compared) != 5 {
		t.Fatalf("compared %v", compared)
	}
	t.Logf("%v, greatest difference %.2g", compared, largest)
}

type stateValue struct {
	analysis     string
	group, state int
	quantity     string
	at, want     float64
}

func of(p survival.Point, quantity string) float64 {
	return map[string]float64{"pstate": p.Estimate, "std.err": p.StdErr, "n.risk": float64(p.AtRisk)}[quantity]
}

func TestOccupationOfReversibleDataEqualsR(t *testing.T) {
	made := map[string][3]*survival.Occupation{}
	for name, s := range stateSets(t) {
		made[name] = s.occupations(t)
	}
	stateValues(t, "occupation", func(set string, v stateValue) float64 {
		return of(made[set][v.group].States[v.state-1].At(v.at), v.quantity)
	})
}

func TestMeanTimeEqualsR(t *testing.T) {
	sets := stateSets(t)
	made := map[string][3]*survival.Occupation{}
	for name, s := range sets {
		made[name] = s.occupations(t)
	}
	stateValues(t, "mean", func(set string, v stateValue) float64 {
		o := made[set]
		if v.analysis == "mean" {
			m := o[v.group].MeanTime(v.state, v.at)
			return map[string]float64{"rmean": m.Estimate, "se": m.StdErr}[v.quantity]
		}
		d := survival.DifferenceOfMeanTimes(o[1], o[2], v.state, v.at)
		return map[string]float64{"estimate": d.Estimate, "se": d.StdErr}[v.quantity]
	})
	stateValues(t, "win", func(set string, v stateValue) float64 {
		w, err := survival.CompareStates(made[set][1], made[set][2], sets[set].ranks, v.at)
		if err != nil {
			t.Fatal(err)
		}
		return map[string]float64{"estimate": w.Estimate, "se": w.StdErr, "win": w.Win, "loss": w.Loss}[v.quantity]
	})
}

func TestOccupationFromLandmarkEqualsR(t *testing.T) {
	sets := stateSets(t)
	made := map[string]*survival.LandmarkOccupation{}
	of := func(set string, v stateValue, landmarked bool) float64 {
		name, _ := strings.CutPrefix(strings.TrimPrefix(v.analysis, "landmark"), "from")
		landmark, state := number(t, name), v.group
		key := fmt.Sprint(set, landmark, state)
		if made[key] == nil {
			s := sets[set]
			l, err := survival.OccupationFrom(s.of[0], s.states, state, landmark, survival.Settings{})
			if err != nil {
				t.Fatal(err)
			}
			made[key] = l
		}
		if v.quantity == "cases" {
			return float64(made[key].Cases)
		}
		o := made[key].AalenJohansen
		if landmarked {
			o = made[key].Landmarked
		}
		return of(o.States[v.state-1].At(v.at), v.quantity)
	}
	stateValues(t, "from", func(set string, v stateValue) float64 { return of(set, v, false) })
	stateValues(t, "landmark", func(set string, v stateValue) float64 { return of(set, v, true) })
}

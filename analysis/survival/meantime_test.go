package survival_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"graftstat/analysis/survival"
)

// The four cases of TestStateOccupationByHand: to day 8 they wait 2+3, 4, 3 and 8 days, are
// independent 3, 4, 0, 0 days and dead 0, 0, 5, 0. Nobody is censored, so that the
// mean time is that of the cases and its error that of a mean.
func TestMeanTimeByHand(t *testing.T) {
	x := survival.Transitions{
		Case:  []int32{1, 1, 1, 2, 2, 3, 4},
		From:  []uint8{1, 2, 1, 1, 2, 1, 1},
		To:    []uint8{2, 1, 0, 2, 0, 3, 0},
		Start: []float64{0, 2, 5, 0, 4, 0, 0},
		Stop:  []float64{2, 5, 8, 4, 8, 3, 8},
	}
	o := occupation(t, x, 3)
	for h, days := range [][]float64{{5, 4, 3, 8}, {3, 4, 0, 0}, {0, 0, 5, 0}} {
		mean, square := 0.0, 0.0
		for _, d := range days {
			mean += d / 4
		}
		for _, d := range days {
			square += (d - mean) * (d - mean) / 16
		}
		m := o.MeanTime(h+1, 8)
		near(t, "mean time", m.Estimate, mean)
		near(t, "its error", m.StdErr, math.Sqrt(square))
		if !(0 <= m.Lower && m.Lower < mean && mean < m.Upper && m.Upper <= 8) ||
			m.Method != survival.BetaInfluence {
			t.Errorf("state %d: %+v", h+1, m)
		}
	}
	if m := o.MeanTime(1, 8.5); m.Reason != survival.ReasonPastFollowUp || !math.IsNaN(m.Estimate) {
		t.Errorf("a day past follow-up: %+v", m)
	}
	for _, tau := range []float64{0, -1, math.Inf(1), math.NaN()} {
		if m := o.MeanTime(1, tau); m.Reason != survival.ReasonNotDefined || !math.IsNaN(m.Estimate) {
			t.Errorf("horizon %g: %+v", tau, m)
		}
	}
	if m := o.MeanTime(2, 2); m.Estimate != 0 || m.Reason != survival.ReasonNoEvent || !math.IsNaN(m.Upper) {
		t.Errorf("nobody in state 2 before day 2: %+v", m)
	}
	if m := o.MeanTime(1, 2); m.Estimate != 2 || m.Reason != survival.ReasonNoEvent || !math.IsNaN(m.Lower) {
		t.Errorf("all in state 1 until day 2: %+v", m)
	}
	if m := o.MeanTime(2, 2.5); m.Estimate != .125 || m.Reason != "" || !(m.Upper < 2.5) {
		t.Errorf("one in state 2 for half a day: %+v", m)
	}
}

// Of ten one is lost while the last in state 2, and its tenth stands still there: up to
// day 10 for 2 of 10 days, a fiftieth of the time; up to day 20 for more than a twentieth.
func TestMeanTimeOfEmptiedRiskSet(t *testing.T) {
	x := survival.Transitions{Case: []int32{0}, From: []uint8{1}, To: []uint8{2}, Start: []float64{0},
		Stop: []float64{3}}
	x.Case, x.From, x.To = append(x.Case, 0), append(x.From, 2), append(x.To, 0)
	x.Start, x.Stop = append(x.Start, 3), append(x.Stop, 8)
	for id := int32(1); id < 10; id++ {
		x.Case, x.From, x.To = append(x.Case, id), append(x.From, 1), append(x.To, 3*uint8(id%2))
		x.Start, x.Stop = append(x.Start, 0), append(x.Stop, 30)
	}
	o := occupation(t, x, 3)
	if m := o.MeanTime(2, 10); math.Abs(m.Estimate-.7) > 1e-12 || m.Reason != "" {
		t.Errorf("to day 10: %+v", m)
	}
	if m := o.MeanTime(1, 16); m.Reason != "" { // .1 · 8 of 16
		t.Errorf("to day 16: %+v", m)
	}
	if m := o.MeanTime(1, 16.1); m.Reason != survival.ReasonRiskSetEmptied || !math.IsNaN(m.Estimate) {
		t.Errorf("to day 16.1: %+v", m)
	}
}

// Two states, of which one is only left: estimate and error are those of the
// restricted mean, and without censoring and under 60 cases the interval too.
func TestMeanTimeOfTwoStatesIsRestrictedMean(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for k := range 60 {
		n, censored := 2+r.IntN(90), k%2 == 0
		var means [2]survival.RestrictedMean
		var free [2]*survival.Curve
		var made [2]*survival.Occupation
		tau := 15.5
		for g := range 2 {
			var o survival.Observations
			var x survival.Transitions
			for i := range n {
				time, cause := float64(1+r.IntN(20)), uint8(1)
				if censored && r.IntN(3) == 0 {
					cause = 0
				}
				o.Time, o.Cause = append(o.Time, time), append(o.Cause, cause)
				x.Case, x.From, x.To = append(x.Case, int32(i)), append(x.From, 1), append(x.To, 2*cause)
				x.Start, x.Stop = append(x.Start, 0), append(x.Stop, time)
			}
			free[g] = curve(t)(survival.KaplanMeier(newTable(t, o, 1, 1), 0, survival.Settings{}))
			means[g], made[g] = free[g].RestrictedMean(tau), occupation(t, x, 2)
			m := made[g].MeanTime(1, tau)
			agree(t, "estimate", m.Estimate, means[g].Estimate)
			agree(t, "error", m.StdErr, means[g].StdErr)
			if !censored && n < 60 {
				agree(t, "lower", m.Lower, means[g].Lower)
				agree(t, "upper", m.Upper, means[g].Upper)
			}
			if m.Reason != means[g].Reason {
				t.Fatalf("%+v and %+v", m, means[g])
			}
		}
		w, err := survival.CompareStates(made[0], made[1], []int{1, 2}, tau)
		if err != nil {
			t.Fatal(err)
		}
		d, other := survival.DifferenceOfMeans(free[0], free[1], tau),
			survival.DifferenceOfMeanTimes(made[0], made[1], 1, tau)
		agree(t, "win time", w.Estimate, d.Estimate)
		agree(t, "difference", other.Estimate, d.Estimate)
		if d.Reason == "" {
			agree(t, "its error", w.StdErr, d.StdErr)
			agree(t, "error of the difference", other.StdErr, d.StdErr)
		}
		if w.Reason != d.Reason || other.Reason != d.Reason {
			t.Fatalf("%+v, %+v and %+v", w, other, d)
		}
	}
}

func agree(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.IsNaN(got) != math.IsNaN(want) || math.Abs(got-want) > 1e-10 {
		t.Fatalf("%s: %.15g, want %.15g", what, got, want)
	}
}

// Times in all states sum to the horizon, the error is that of each case's influence
// written out over all times, and neither the order of the cases nor the names of the
// states matter.
func TestMeanTimeProperties(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	found := 0
	for range 60 {
		x := wander(r, 20+r.IntN(60), true)
		o := occupation(t, x, 4)
		const tau = 9.0
		if o.MeanTime(1, tau).Reason == survival.ReasonPastFollowUp {
			continue
		}
		sum := 0.0
		y := occupation(t, mirrored(x), 4)
		for h := 1; h <= 4; h++ {
			m, n := o.MeanTime(h, tau), y.MeanTime(5-h, tau)
			sum += m.Estimate
			agree(t, "mirrored", n.Estimate, m.Estimate)
			agree(t, "mirrored error", n.StdErr, m.StdErr)
			agree(t, "mirrored upper", n.Upper, m.Upper)
			area, from := 0.0, 0.0
			for _, p := range o.States[h-1].Points {
				if p.Time < tau {
					area, from = area+(p.Time-from)*o.States[h-1].At(from).Estimate, p.Time
				}
			}
			if m.Reason != survival.ReasonRiskSetEmptied {
				agree(t, "area", m.Estimate, area+(tau-from)*o.States[h-1].At(from).Estimate)
				found++
			}
		}
		if !math.IsNaN(sum) {
			agree(t, "sum", sum, tau)
		}
	}
	if found < 60 {
		t.Fatalf("%d areas compared", found)
	}
}

// mirrored has the cases in the other order and state 1 called 4, 2 called 3.
func mirrored(x survival.Transitions) survival.Transitions {
	var y survival.Transitions
	last := x.Case[len(x.Case)-1]
	for id := last; id >= 0; id-- {
		for i := range x.Case {
			if x.Case[i] != id {
				continue
			}
			to := x.To[i]
			if to > 0 {
				to = 5 - to
			}
			y.Case, y.From, y.To = append(y.Case, last-id), append(y.From, 5-x.From[i]), append(y.To, to)
			y.Start, y.Stop = append(y.Start, x.Start[i]), append(y.Stop, x.Stop[i])
		}
	}
	return y
}

// Two of a are in state 1 for 2 and 6 of 6 days, then in 2 and 1; two of b in 1 for 3 and
// 0 days, then in 3. Of the four pairs, day by day: a wins where its state is lower.
func TestCompareStatesByHand(t *testing.T) {
	a := occupation(t, survival.Transitions{Case: []int32{0, 0, 1}, From: []uint8{1, 2, 1}, To: []uint8{2, 0, 0},
		Start: []float64{0, 2, 0}, Stop: []float64{2, 6, 6}}, 3)
	b := occupation(t, survival.Transitions{Case: []int32{0, 1}, From: []uint8{1, 1}, To: []uint8{3, 3},
		Start: []float64{0, 0}, Stop: []float64{3, 1}}, 3)
	w, err := survival.CompareStates(a, b, []int{1, 2, 3}, 6)
	if err != nil {
		t.Fatal(err)
	}
	// case 0 of a against 0 of b: day 2 loses, days 3-5 wins; against 1: days 1-5 wins.
	// case 1 of a against 0 of b: days 3-5 wins; against 1: days 1-5 wins.
	near(t, "win", w.Win, (3+5+3+5)/4.)
	near(t, "loss", w.Loss, 1/4.)
	near(t, "win time", w.Estimate, 15/4.)
	// influences: a 7/2, 8/2 of mean 15/4; b -(5/2), -(10/2) of mean -15/4; each /2
	near(t, "error", w.StdErr, math.Sqrt((.25*.25+.25*.25+1.25*1.25+1.25*1.25)/4))
	v, err := survival.CompareStates(b, a, []int{1, 2, 3}, 6)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "the other way", v.Estimate, -15/4.)
	agree(t, "lower", v.Lower, -w.Upper)
	agree(t, "upper", v.Upper, -w.Lower)
	agree(t, "p", v.P, w.P)
	if !(-6 <= w.Lower && w.Lower < w.Estimate && w.Estimate < w.Upper && w.Upper <= 6) {
		t.Errorf("%+v", w)
	}
	equal, err := survival.CompareStates(a, b, []int{1, 1, 1}, 6)
	if err != nil || equal.Estimate != 0 || equal.Reason != survival.ReasonNoEvent || !math.IsNaN(equal.Lower) {
		t.Errorf("all states alike: %+v, %v", equal, err)
	}
	if w, err := survival.CompareStates(a, b, []int{1, 2, 3}, 7); err != nil || w.Reason != survival.ReasonPastFollowUp ||
		!math.IsNaN(w.Win) || !math.IsNaN(w.Estimate) {
		t.Errorf("past follow-up: %+v, %v", w, err)
	}
	if _, err := survival.CompareStates(a, b, []int{1, 2}, 6); !errors.Is(err, survival.ErrRanks) {
		t.Errorf("two ranks of three states: %v", err)
	}
}

// Cases 0 to 5 are in state 2 on day 5, and case 3 came from state 3: after day 5 all who
// came from 1 stay and the one that came from 3 leaves. Cases 6 to 11 are in 1.
func TestOccupationFromByHand(t *testing.T) {
	var x survival.Transitions
	add := func(id int32, from, to uint8, start, stop float64) {
		x.Case, x.From, x.To = append(x.Case, id), append(x.From, from), append(x.To, to)
		x.Start, x.Stop = append(x.Start, start), append(x.Stop, stop)
	}
	for id := range int32(6) {
		add(id, 1, 2, 0, 5)
		if id == 3 {
			add(id, 2, 3, 5, 7)
		} else {
			add(id, 2, 0, 5, 10)
		}
	}
	for id := int32(6); id < 12; id++ {
		add(id, 1, 2, 0, 6)
		add(id, 2, 3, 6, 8)
	}
	l, err := survival.OccupationFrom(x, 3, 2, 5, survival.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	if l.Cases != 6 {
		t.Fatalf("%d cases", l.Cases)
	}
	for day, want := range map[float64][2]float64{5: {1, 1}, 6: {1, 1}, 7: {11. / 12, 5. / 6}, 8: {5. / 12, 5. / 6},
		10: {5. / 12, 5. / 6}} {
		a, b := l.At(2, day)
		near(t, "Aalen-Johansen", a.Estimate, want[0])
		near(t, "landmark", b.Estimate, want[1])
	}
	near2 := math.Sqrt(5. / 6 * (1. / 6) / 6)
	if _, b := l.At(3, 8); math.Abs(b.StdErr-near2) > 1e-12 || b.Interval != survival.ClopperPearson {
		t.Errorf("error of a share of six: %+v", b)
	}
	if !l.Differ(2, 8, 6) || l.Differ(2, 8, 7) || l.Differ(2, 6, 6) {
		t.Error("the estimators differ on day 8, by six cases")
	}
	for day, reason := range map[float64]survival.Reason{4: survival.ReasonNotDefined,
		11: survival.ReasonPastFollowUp} {
		a, b := l.At(2, day)
		if a.Reason != reason || b.Reason != reason || !math.IsNaN(a.Estimate) || !math.IsNaN(b.Estimate) {
			t.Errorf("day %g: %+v and %+v", day, a, b)
		}
	}
	none, err := survival.OccupationFrom(x, 3, 3, 5, survival.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	if a, b := none.At(1, 8); none.Cases != 0 || a.Reason != survival.ReasonNoCase || b.Reason != survival.ReasonNoCase ||
		none.Differ(1, 8, 0) {
		t.Errorf("nobody in state 3: %+v and %+v", a, b)
	}
	for _, bad := range []struct {
		state int
		day   float64
	}{{0, 5}, {4, 5}, {1, -1}, {1, math.NaN()}, {1, math.Inf(1)}} {
		if _, err := survival.OccupationFrom(x, 3, bad.state, bad.day, survival.Settings{}); !errors.Is(err,
			survival.ErrLandmark) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}

// Where the whole sample is in one state at the landmark, both estimators are the
// occupation itself, of which the stays before are cut off.
func TestOccupationFromOneState(t *testing.T) {
	x := readTransitions(t)
	keep := slices.Clone(x.Case[:0])
	var y survival.Transitions
	for i := range x.Case {
		if i == 0 || x.Case[i] != x.Case[i-1] {
			if x.From[i] != 1 {
				keep = append(keep, x.Case[i])
			}
		}
		if !slices.Contains(keep, x.Case[i]) {
			y.Case, y.From, y.To = append(y.Case, x.Case[i]), append(y.From, x.From[i]), append(y.To, x.To[i])
			y.Start, y.Stop = append(y.Start, x.Start[i]), append(y.Stop, x.Stop[i])
		}
	}
	o := occupation(t, y, 4)
	l, err := survival.OccupationFrom(y, 4, 1, 0, survival.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	for h := 1; h <= 4; h++ {
		for _, day := range []float64{0, 3, 9, 20} {
			want := o.States[h-1].At(day)
			for _, got := range []survival.Point{l.AalenJohansen.States[h-1].At(day), l.Landmarked.States[h-1].At(day)} {
				agree(t, "estimate", got.Estimate, want.Estimate)
				agree(t, "error", got.StdErr, want.StdErr)
				agree(t, "upper", got.Upper, want.Upper)
			}
		}
	}
}

package survival_test

import (
	"math"
	"testing"

	"graftstat/analysis/survival"
)

// Every number below was worked by hand.

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.IsNaN(want) != math.IsNaN(got) || math.Abs(got-want) > 1e-12*math.Max(1, math.Abs(want)) {
		t.Errorf("%s: %.15g, want %.15g", what, got, want)
	}
}

func newTable(t *testing.T, o survival.Observations, groups, causes int) *survival.Table {
	t.Helper()
	table, err := survival.NewTable(o, groups, causes)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// Day 3 has an event and a censoring, day 6 only a censoring, the last case fails.
var five = survival.Observations{Time: []float64{8, 3, 4, 3, 6}, Cause: []uint8{1, 0, 1, 1, 0}}

func TestKaplanMeierByHand(t *testing.T) {
	km := curve(t)(survival.KaplanMeier(newTable(t, five, 1, 1), 0, survival.Settings{Interval: survival.LogLog}))
	want := []survival.Point{
		{Time: 3, AtRisk: 5, Events: 1, Censored: 1, Estimate: 4. / 5, StdErr: 4. / 5 * math.Sqrt(1./20)},
		{Time: 4, AtRisk: 3, Events: 1, Estimate: 8. / 15, StdErr: 8. / 15 * math.Sqrt(1./20+1./6)},
		{Time: 6, AtRisk: 2, Censored: 1, Estimate: 8. / 15, StdErr: 8. / 15 * math.Sqrt(1./20+1./6)},
		{Time: 8, AtRisk: 1, Events: 1, Estimate: 0, StdErr: math.NaN()},
	}
	if km.Cases != 5 || km.Events != 3 || len(km.Points) != len(want) {
		t.Fatalf("%d cases, %d events, %d points", km.Cases, km.Events, len(km.Points))
	}
	for i, w := range want {
		p := km.Points[i]
		if p.Time != w.Time || p.AtRisk != w.AtRisk || p.Events != w.Events || p.Censored != w.Censored {
			t.Errorf("point %d: %+v, want %+v", i, p, w)
		}
		near(t, "S", p.Estimate, w.Estimate)
		near(t, "SE", p.StdErr, w.StdErr)
	}
	if p := km.Points[3]; p.Reason != survival.ReasonAllHadEvent || p.Interval != survival.BetaProduct {
		t.Errorf("S = 0: %+v", p)
	}
}

// Counts at a day: at risk just before it, all else up to and including it.
func TestAtCountsByHand(t *testing.T) {
	km := curve(t)(survival.KaplanMeier(newTable(t, five, 1, 1), 0, survival.Settings{}))
	for _, w := range []struct {
		day                      float64
		atRisk, events, censored int
	}{{0, 5, 0, 0}, {3, 5, 1, 1}, {3.5, 3, 1, 1}, {4, 3, 2, 1}, {5, 2, 2, 1}, {6, 2, 2, 2}, {8, 1, 3, 2},
		{9, 0, 3, 2}} {
		p := km.At(w.day)
		if p.Time != w.day || p.AtRisk != w.atRisk || p.Events != w.events || p.Censored != w.censored {
			t.Errorf("day %g: %+v, want %+v", w.day, p, w)
		}
	}
	if p := km.At(9); p.Estimate != 0 || p.Reason != survival.ReasonAllHadEvent {
		t.Errorf("after all failed: %+v", p)
	}
}

// Day 2 has one event of each cause.
var six = survival.Observations{Time: []float64{5, 2, 1, 3, 2, 4}, Cause: []uint8{2, 1, 1, 0, 2, 1}}

func TestCumulativeIncidenceByHand(t *testing.T) {
	table := newTable(t, six, 1, 2)
	want := map[int][]float64{1: {1. / 6, 1. / 3, 1. / 3, 7. / 12, 7. / 12}, 2: {0, 1. / 6, 1. / 6, 1. / 6, 5. / 12}}
	for cause, estimates := range want {
		c := curve(t)(survival.CumulativeIncidence(table, 0, cause, survival.Settings{}))
		for i, f := range estimates {
			near(t, "F", c.Points[i].Estimate, f)
		}
	}
	c := curve(t)(survival.CumulativeIncidence(table, 0, 1, survival.Settings{}))
	near(t, "Aalen variance", square(c.At(4).StdErr), 1./12)
	d := curve(t)(survival.CumulativeIncidence(table, 0, 1, survival.Settings{Variance: survival.Delta}))
	near(t, "delta variance, nobody censored yet", square(d.At(2).StdErr), 1./27)
	near(t, "delta variance", square(d.At(4).StdErr), 11./216)
	if p := c.At(2); p.AtRisk != 5 || p.Events != 2 || p.Competing != 1 || p.Censored != 0 {
		t.Errorf("counts: %+v", p)
	}
}

func square(x float64) float64 { return x * x }

func TestRestrictedMeanByHand(t *testing.T) {
	km := curve(t)(survival.KaplanMeier(newTable(t, five, 1, 1), 0, survival.Settings{}))
	m := km.RestrictedMean(8)
	near(t, "area", m.Estimate, 89./15)
	near(t, "SE", m.StdErr, math.Sqrt(square(44./15)/20+square(32./15)/6))
	near(t, "a horizon after all failed", km.RestrictedMean(100).Estimate, 89./15)
	near(t, "before any event", km.RestrictedMean(2).Estimate, 2)
	if m := km.RestrictedMean(2); m.Reason != survival.ReasonNoEvent || !math.IsNaN(m.Lower) || !math.IsNaN(m.StdErr) {
		t.Errorf("before any event: %+v", m)
	}
	table := newTable(t, six, 1, 2)
	lost := 0.0
	for cause := 1; cause <= 2; cause++ {
		lost += curve(t)(survival.CumulativeIncidence(table, 0, cause, survival.Settings{})).RestrictedMean(5).Estimate
	}
	near(t, "times lost and the time free make up the horizon", lost,
		5-curve(t)(survival.KaplanMeier(table, 0, survival.Settings{})).RestrictedMean(5).Estimate)
	// F1 is 1/6 on [1, 2), 1/3 on [2, 4), 7/12 on [4, 5)
	c := curve(t)(survival.CumulativeIncidence(table, 0, 1, survival.Settings{}))
	near(t, "time lost", c.RestrictedMean(5).Estimate, 1./6+2./3+7./12)
	// with 4, 3, 1 days left at the events and B = (3/4)/(5/6), (1/4)/(1/2), 0 later:
	// 1/36·(4 − 9/10)² + 1/36·((3 − 1/2)² + (1/2)²) + 1/16·1²
	near(t, "its Aalen variance", square(c.RestrictedMean(5).StdErr), (3.1*3.1+2.5*2.5+0.5*0.5)/36+1./16)
}

func TestNelsonAalenByHand(t *testing.T) {
	na := curve(t)(survival.NelsonAalen(newTable(t, five, 1, 1), 0, survival.Settings{}))
	near(t, "H", na.At(8).Estimate, 1./5+1./3+1)
	near(t, "SE", na.At(8).StdErr, math.Sqrt(1./25+1./9+1))
	if p := na.At(2); p.Lower != 0 || p.Interval != survival.BetaProduct {
		t.Errorf("no event yet: %+v", p)
	}
	near(t, "upper limit without an event", na.At(2).Upper, math.Log(40)/5)
	if p := na.At(8.5); p.Reason != survival.ReasonPastFollowUp {
		t.Errorf("past follow-up: %+v", p)
	}
	plain := curve(t)(survival.NelsonAalen(newTable(t, five, 1, 1), 0, survival.Settings{Interval: survival.Plain}))
	near(t, "plain lower limit", plain.At(3).Lower, 0)
	near(t, "plain upper limit", plain.At(3).Upper, 1./5+1.959963984540054/5)
}

// Without censoring the beta product is the exact binomial interval.
func TestBetaProductByHand(t *testing.T) {
	uncensored := survival.Observations{Time: []float64{1, 2, 3, 3}, Cause: []uint8{1, 1, 1, 1}}
	km := curve(t)(survival.KaplanMeier(newTable(t, uncensored, 1, 1), 0,
		survival.Settings{Interval: survival.BetaProduct}))
	root4 := func(p float64) float64 { return math.Pow(p, 1./4) }
	near(t, "4 of 4, lower", km.At(0).Lower, root4(.025))
	near(t, "4 of 4, upper", km.At(0).Upper, 1)
	near(t, "3 of 4, upper", km.At(1).Upper, root4(.975))
	near(t, "1 of 4, lower", km.At(2.5).Lower, lower(t, 2, 4))
	near(t, "0 of 4, lower", km.At(3).Lower, 0)
	near(t, "0 of 4, upper", km.At(3).Upper, 1-root4(.025))
}

// lower is the Clopper-Pearson lower limit of 2 of 4 by its own polynomial,
// P(X >= 2) = 6p²(1−p)² + 4p³(1−p) + p⁴ = 0.025, by bisection.
func lower(t *testing.T, k, n int) float64 {
	t.Helper()
	if k != 2 || n != 4 {
		t.Fatal("only 2 of 4")
	}
	low, high := 0.0, 1.0
	for range 100 {
		p := (low + high) / 2
		if 6*p*p*(1-p)*(1-p)+4*p*p*p*(1-p)+p*p*p*p < 0.025 {
			low = p
		} else {
			high = p
		}
	}
	return low
}

func TestReverseKaplanMeierByHand(t *testing.T) {
	r := curve(t)(survival.ReverseKaplanMeier(newTable(t, five, 1, 1), 0, survival.Settings{}))
	near(t, "G(3)", r.At(3).Estimate, 3./4)
	near(t, "G(6)", r.At(6).Estimate, 3./8)
	if r.Events != 2 || r.At(6).Events != 2 || r.Points[0].AtRisk != 4 {
		t.Errorf("%d censorings, %+v", r.Events, r.Points[0])
	}
	if q := r.Quantile(.5); q.Time != 6 {
		t.Errorf("median follow-up %g", q.Time)
	}
}

// Of five and five, five and one are alive: without censoring the melded p is
// the doubled one-sided Fisher p, 2·C(5,5)·C(5,1)/C(10,6) = 1/21.
func TestMeldedDifferenceByHand(t *testing.T) {
	o := survival.Observations{
		Time:  []float64{9, 9, 9, 9, 9, 1, 2, 3, 4, 9},
		Cause: []uint8{0, 0, 0, 0, 0, 1, 1, 1, 1, 0},
		Group: []int32{0, 0, 0, 0, 0, 1, 1, 1, 1, 1},
	}
	table := newTable(t, o, 2, 1)
	a := curve(t)(survival.KaplanMeier(table, 0, survival.Settings{}))
	b := curve(t)(survival.KaplanMeier(table, 1, survival.Settings{}))
	d := survival.DifferenceAt(a, b, 5)
	near(t, "difference", d.Estimate, 4./5)
	if math.Abs(d.P-1./21) > 1e-10 || d.Method != survival.MeldedBetaProduct {
		t.Errorf("p %.12f by %s, want %.12f", d.P, d.Method, 1./21)
	}
	if !(d.Lower > 0 && d.Lower < .8 && d.Upper > .8 && d.Upper <= 1) {
		t.Errorf("interval %g to %g", d.Lower, d.Upper)
	}
	e := survival.DifferenceAt(b, a, 5)
	if math.Abs(e.Lower+d.Upper) > 1e-10 || math.Abs(e.Upper+d.Lower) > 1e-10 || math.Abs(e.P-d.P) > 1e-12 {
		t.Errorf("groups changed over: %+v and %+v", d, e)
	}
}

// Case 1 becomes independent on day 2 and loses it on day 5, case 2 becomes so on
// day 4, case 3 dies on day 3, case 4 goes on waiting. Nobody is censored before
// day 8, so the estimate is the share of cases in each state and its error that
// of a share.
func TestStateOccupationByHand(t *testing.T) {
	x := survival.Transitions{
		Case:  []int32{1, 1, 1, 2, 2, 3, 4},
		From:  []uint8{1, 2, 1, 1, 2, 1, 1},
		To:    []uint8{2, 1, 0, 2, 0, 3, 0},
		Start: []float64{0, 2, 5, 0, 4, 0, 0},
		Stop:  []float64{2, 5, 8, 4, 8, 3, 8},
	}
	o, err := survival.StateOccupation(x, 3, survival.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	want := map[float64][3]float64{0: {1, 0, 0}, 2: {3. / 4, 1. / 4, 0}, 3: {1. / 2, 1. / 4, 1. / 4},
		4: {1. / 4, 1. / 2, 1. / 4}, 5: {1. / 2, 1. / 4, 1. / 4}, 8: {1. / 2, 1. / 4, 1. / 4}}
	for day, shares := range want {
		for h, share := range shares {
			p := o.States[h].At(day)
			near(t, "share", p.Estimate, share)
			near(t, "its SE", p.StdErr, math.Sqrt(share*(1-share)/4))
		}
	}
	if p := o.States[1].Points[3]; p.Time != 5 || p.AtRisk != 2 || p.Competing != 1 {
		t.Errorf("state 2 on day 5: %+v", p)
	}
	if p := o.States[0].At(8.5); p.Reason != survival.ReasonPastFollowUp {
		t.Errorf("past follow-up: %+v", p)
	}
	if p := o.States[1].At(1); p.Estimate != 0 || !(p.Upper > 0 && p.Upper < 1) ||
		p.Interval != survival.ClopperPearson {
		t.Errorf("nobody independent yet: %+v", p)
	}
}

// F is 1/4 from day 2, 1/2 from day 4, with a competing event on day 6, a censoring on day 9.
func TestIncidenceQuantileByHand(t *testing.T) {
	o := survival.Observations{Time: []float64{2, 4, 6, 9}, Cause: []uint8{1, 1, 2, 0}}
	c := curve(t)(survival.CumulativeIncidence(newTable(t, o, 1, 2), 0, 1, survival.Settings{}))
	half := c.Quantile(.5)
	if half.Time != 4 || half.AtRisk != 3 {
		t.Errorf("time to half: %+v", half)
	}
	// before day 2 the upper limit of 0 of 4 is 1 − 0.025^(1/4) = 0.60, so half by day 0 is not excluded
	if half.Lower != 0 || !math.IsNaN(half.Upper) || half.Reason != survival.ReasonNotReached {
		t.Errorf("its limits: %+v", half)
	}
	if q := c.Quantile(.75); !math.IsNaN(q.Time) || q.AtRisk != 1 || q.Lower != 2 ||
		q.Reason != survival.ReasonNotReached {
		t.Errorf("time to three quarters: %+v", q)
	}
	if q := c.Quantile(.25); q.Time != 2 || q.AtRisk != 4 {
		t.Errorf("time to a quarter: %+v", q)
	}
}

// A restricted mean whose error is unknown has no interval, nor has a difference with it.
func TestRestrictedMeanWithoutErrorByHand(t *testing.T) {
	o := survival.Observations{
		Time:  []float64{5, 5, 9, 9, 3, 4, 9},
		Cause: []uint8{1, 1, 0, 0, 1, 0, 0},
		Group: []int32{0, 0, 1, 1, 2, 2, 2},
	}
	table := newTable(t, o, 3, 1)
	km := func(g int) *survival.Curve { return curve(t)(survival.KaplanMeier(table, g, survival.Settings{})) }
	if m := km(0).RestrictedMean(8); m.Estimate != 5 || m.Reason != survival.ReasonAllHadEvent ||
		!math.IsNaN(m.StdErr) || !(m.Upper < 8) {
		t.Errorf("all failed on one day: %+v", m)
	}
	if m := km(1).RestrictedMean(8); m.Estimate != 8 || m.Reason != survival.ReasonNoEvent || !math.IsNaN(m.Upper) {
		t.Errorf("nobody failed: %+v", m)
	}
	d := survival.DifferenceOfMeans(km(1), km(2), 8)
	near(t, "difference", d.Estimate, 8-(3+5*2./3))
	if d.Reason != survival.ReasonNoEvent || !math.IsNaN(d.P) || !math.IsNaN(d.Upper) {
		t.Errorf("with a group where nobody failed: %+v", d)
	}
	if d := survival.DifferenceOfMeans(km(2), km(2), 8); d.Estimate != 0 || d.P != 1 || !(d.Lower < 0) ||
		math.Abs(d.Upper+d.Lower) > 1e-9 {
		t.Errorf("with itself: %+v", d)
	}
}

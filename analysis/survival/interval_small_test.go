package survival_test

import (
	"math"
	"testing"

	"graftstat/analysis/survival"
)

// engrafted has k of n with the event, one a day, and the others followed to day 100.
func engrafted(k, n int) survival.Observations {
	var o survival.Observations
	for i := range n {
		time, cause := float64(10+i), uint8(1)
		if i >= k {
			time, cause = 100, 0
		}
		o.Time, o.Cause = append(o.Time, time), append(o.Cause, cause)
	}
	return o
}

// Few with the event or few without it: the exact interval of the proportion.
// The limits are those of R binom.test; log-log has 84-99.8 % for 49 of 50.
func TestAutoCountsThoseWithoutTheEvent(t *testing.T) {
	for _, w := range []struct {
		k, n         int
		lower, upper float64
	}{
		{49, 50, .893530454, .999493772},
		{9, 10, .5549839, .9974714},
		{1, 50, .0005062280, .1064695457},
		{41, 50, .6856306, .9142379},
	} {
		f := curve(t)(survival.CumulativeIncidence(newTable(t, engrafted(w.k, w.n), 1, 1), 0, 1, survival.Settings{})).
			At(90)
		if f.Interval != survival.ClopperPearson || math.Abs(f.Lower-w.lower) > 1e-6 ||
			math.Abs(f.Upper-w.upper) > 1e-6 {
			t.Errorf("F of %d of %d: %.7f to %.7f by %s", w.k, w.n, f.Lower, f.Upper, f.Interval)
		}
		s := curve(t)(survival.KaplanMeier(newTable(t, engrafted(w.k, w.n), 1, 1), 0, survival.Settings{})).At(90)
		if s.Interval != survival.BetaProduct || math.Abs(s.Lower-(1-w.upper)) > 1e-6 ||
			math.Abs(s.Upper-(1-w.lower)) > 1e-6 {
			t.Errorf("S of %d of %d: %.7f to %.7f by %s", w.k, w.n, s.Lower, s.Upper, s.Interval)
		}
	}
	for _, k := range []int{10, 40} { // ten of either are enough
		f := curve(t)(survival.CumulativeIncidence(newTable(t, engrafted(k, 50), 1, 1), 0, 1, survival.Settings{}))
		s := curve(t)(survival.KaplanMeier(newTable(t, engrafted(k, 50), 1, 1), 0, survival.Settings{}))
		if f.Interval != survival.LogLog || s.Interval != survival.LogLog {
			t.Errorf("%d of 50: %s and %s", k, f.Interval, s.Interval)
		}
	}
}

// Nobody of ten had the event, eight left on day 5: only two outcomes are known
// by day 30, and the upper limit is 1 − 0.025^(1/2) = 84.2 %, not that of 0 of 10, 30.8 %.
func TestNoEventRestsOnWhoIsKnown(t *testing.T) {
	o := survival.Observations{Time: []float64{5, 5, 5, 5, 5, 5, 5, 5, 40, 40}, Cause: make([]uint8, 10)}
	f := curve(t)(survival.CumulativeIncidence(newTable(t, o, 1, 1), 0, 1, survival.Settings{}))
	if p := f.At(30); p.Estimate != 0 || p.Lower != 0 || math.Abs(p.Upper-.8418861) > 1e-7 {
		t.Errorf("0 of 10 with two followed: %+v", p)
	}
	if p := f.At(4); math.Abs(p.Upper-.3084971) > 1e-7 {
		t.Errorf("0 of 10 all followed: %+v", p)
	}
}

// Four at risk on day 1, one fails; two leave on day 2; the last fails on day 3:
// F = 1. W₊ of S is Beta(4, 1) times Beta(1, 1), of mean 2/5 and variance
// 2/3·1/3 − 4/25 = 14/225, of matched size (2/5·3/5)/(14/225) − 1 = 20/7: Beta(8/7, 12/7).
// The lower limit of F is 1 less its 97.5 % quantile, by R qbeta.
const certainLower = .104919903235

func TestCertainIncidenceHasTheBetaProductLimit(t *testing.T) {
	o := survival.Observations{Time: []float64{1, 2, 2, 3}, Cause: []uint8{1, 0, 0, 1}}
	table := newTable(t, o, 1, 1)
	for _, m := range []survival.IntervalMethod{survival.Auto, survival.LogLog, survival.ClopperPearson} {
		p := curve(t)(survival.CumulativeIncidence(table, 0, 1, survival.Settings{Interval: m})).At(9)
		if p.Estimate != 1 || p.Upper != 1 || p.Interval != survival.BetaProduct ||
			math.Abs(p.Lower-certainLower) > 1e-7 {
			t.Errorf("%s: %+v", m, p)
		}
	}
	km := curve(t)(survival.KaplanMeier(table, 0, survival.Settings{})).At(9)
	near(t, "1 less the limit of S", 1-km.Upper, certainLower)
}

// A standard error that is 0 by its formula is 0, not the root of what the sums left over.
func TestStandardErrorOfCertaintyIsZero(t *testing.T) {
	var o survival.Observations
	for i := range 601 { // 600 fail one by one or in threes, the last ones together
		o.Time = append(o.Time, math.Floor(math.Sqrt(float64(min(i, 590))))+1)
		o.Cause = append(o.Cause, 1)
	}
	for _, v := range []survival.Variance{survival.Aalen, survival.Delta} {
		f := curve(t)(survival.CumulativeIncidence(newTable(t, o, 1, 1), 0, 1, survival.Settings{Variance: v}))
		if p := f.Points[len(f.Points)-1]; p.Estimate != 1 || p.StdErr != 0 {
			t.Errorf("%s: F = %g, SE = %g", v, p.Estimate, p.StdErr)
		}
	}
	// Aalen's error is not 0 where one case is left: S(t−)·1, here 1/3.
	f := curve(t)(survival.CumulativeIncidence(newTable(t, survival.Observations{Time: []float64{1, 2, 3},
		Cause: []uint8{1, 1, 1}}, 1, 1), 0, 1, survival.Settings{}))
	near(t, "SE where one is left", f.Points[2].StdErr, 1./3)
}

// One of ten has the event on day 1, eight leave on day 2: F = 1/10 with the
// variance 9/1000, as of ten cases, but only two outcomes are known by day 30.
// The exact interval is that of 0.2 of 2, by R qbeta, not of 1 of 10 (0.25-44.5 %).
func TestEffectiveCasesAreAtMostThoseKnown(t *testing.T) {
	o := survival.Observations{Time: []float64{1, 2, 2, 2, 2, 2, 2, 2, 2, 40},
		Cause: []uint8{1, 0, 0, 0, 0, 0, 0, 0, 0, 0}}
	f := curve(t)(survival.CumulativeIncidence(newTable(t, o, 1, 1), 0, 1, survival.Settings{}))
	if p := f.At(30); math.Abs(p.Estimate-.1) > 1e-12 || math.Abs(p.Lower-3e-9) > 1e-7 ||
		math.Abs(p.Upper-.887687087) > 1e-7 {
		t.Errorf("two known: %+v", p)
	}
}

package regress_test

import (
	"math"
	"testing"

	"graftstat/analysis/regress"
)

// fitOf is a fit with so many coefficients and a log likelihood.
func fitOf(coefficients int, logLikelihood float64) *regress.Fit {
	return &regress.Fit{Status: regress.StatusOK, Coefficients: make([]regress.Coefficient, coefficients),
		LogLikelihood: [2]float64{-9, logLikelihood}}
}

// A gain of 2 for two coefficients more: chi-squared 4, of which the upper tail
// is exp(-2).
func TestCompareNestedByHand(t *testing.T) {
	test, status := regress.CompareNested(fitOf(1, -5), fitOf(3, -3))
	if status != regress.StatusOK || test.DF != 2 {
		t.Errorf("%+v, %s", test, status)
	}
	equal(t, "statistic", test.Statistic, 4, handTolerance)
	equal(t, "p", test.P, math.Exp(-2), handTolerance)
	test, _ = regress.CompareNested(fitOf(1, -3), fitOf(2, math.Nextafter(-3, -4)))
	if test.Statistic != 0 || test.P != 1 {
		t.Errorf("a gain below 0: %+v", test)
	}
	separated := &regress.Fit{Status: regress.StatusSeparation}
	for _, c := range []struct {
		nested, full *regress.Fit
		want         regress.Status
	}{
		{fitOf(2, -3), fitOf(2, -3), regress.StatusAliased},
		{separated, fitOf(2, -3), regress.StatusSeparation},
		{fitOf(1, -3), separated, regress.StatusSeparation},
	} {
		test, status := regress.CompareNested(c.nested, c.full)
		if status != c.want || !math.IsNaN(test.Statistic) || !math.IsNaN(test.P) {
			t.Errorf("%+v, %s, want %s", test, status, c.want)
		}
	}
}

func TestEventsPerCoefficient(t *testing.T) {
	f := fitOf(2, -3)
	f.Events = 19
	equal(t, "19 events of two", f.EventsPerCoefficient(), 9.5, 0)
	if ratio := fitOf(0, -3).EventsPerCoefficient(); !math.IsNaN(ratio) {
		t.Errorf("no coefficient: %g", ratio)
	}
}

func TestIsTooWide(t *testing.T) {
	for _, c := range []struct {
		coef, lower, upper float64
		want               bool
	}{
		{0, .125, 125, false}, // a thousand times
		{0, .125, 125.125, true},
		{0, .1, math.NaN(), true},
		{math.NaN(), math.NaN(), math.NaN(), false}, // there is no coefficient
	} {
		b := regress.Coefficient{Coef: c.coef, Lower: c.lower, Upper: c.upper}
		if b.IsTooWide() != c.want {
			t.Errorf("%g to %g: %t", c.lower, c.upper, !c.want)
		}
	}
}

package monitor

import (
	"math"

	"graftstat/analysis/survival"

	"gonum.org/v1/gonum/mathext"
)

// An ObservedExpected is the ratio of observed to expected events.
type ObservedExpected struct {
	Observed     int
	Expected     float64
	Ratio        float64
	Lower, Upper float64 // of Ratio
	Reason       Reason  // why the ratio is NaN; empty where it is not
}

// PoissonRatio is O/E with the exact limits of a Poisson count O and E taken as
// known. With G(p; a) the quantile of the gamma distribution of shape a and
// α = 1 - level,
//
//	lower = G(α/2; O)/E, 0 where O = 0;  upper = G(1-α/2; O+1)/E
//
// No event observed gives a ratio of 0 with an upper limit of -ln(α/2)/E.
// E = 0 has the reason no_expected; a negative number, or a level outside
// (0, 1), out_of_domain.
//
// Source: Garwood, Biometrika 28 (1936) 437-442. Equals R poisson.test.
func PoissonRatio(observed int, expected, level float64) ObservedExpected {
	r := ObservedExpected{Observed: observed, Expected: expected, Ratio: math.NaN(), Lower: math.NaN(),
		Upper: math.NaN()}
	switch {
	case observed < 0 || !(expected >= 0) || math.IsInf(expected, 1) || !isLevel(level):
		r.Reason = ReasonOutOfDomain
		return r
	case expected == 0:
		r.Reason = ReasonNoExpected
		return r
	}
	tail := (1 - level) / 2
	r.Ratio = float64(observed) / expected
	if r.Lower = 0; observed > 0 {
		r.Lower = gammaQuantile(float64(observed), tail) / expected
	}
	r.Upper = -math.Log(tail) / expected
	if observed > 0 {
		r.Upper = gammaQuantile(float64(observed+1), 1-tail) / expected
	}
	return r
}

// gammaQuantile is the quantile of the gamma distribution of a shape, rate 1.
func gammaQuantile(shape, p float64) float64 { return mathext.GammaIncRegInv(shape, p) }

// ExpectedEvents are the events that a benchmark expects of each case while it
// was followed, m_i H(min(T_i, horizon)), with the hazard ratio m_i of its case
// mix (multiplier nil: 1 for all).
//
// Errors: survival.ErrColumns; ErrHazard for no hazard; a *survival.CaseError for a time or a multiplier
// that is negative or not finite.
//
// Source: Berry, Biometrics 39 (1983) 173-184.
func ExpectedEvents(time, multiplier []float64, h *CumulativeHazard) ([]float64, error) {
	switch {
	case multiplier != nil && len(multiplier) != len(time):
		return nil, survival.ErrColumns
	case !h.isMade():
		return nil, ErrHazard
	}
	expected := make([]float64, len(time))
	for i, t := range time {
		if !(t >= 0) || math.IsInf(t, 1) {
			return nil, &survival.CaseError{Case: i, Reason: "time is negative or not finite"}
		}
		m, err := multiplierOf(multiplier, i)
		if err != nil {
			return nil, err
		}
		expected[i] = m * h.At(t)
	}
	return expected, nil
}

func multiplierOf(multiplier []float64, i int) (float64, error) {
	if multiplier == nil {
		return 1, nil
	}
	if m := multiplier[i]; m >= 0 && !math.IsInf(m, 1) {
		return m, nil
	}
	return 0, &survival.CaseError{Case: i, Reason: "multiplier is negative or not finite"}
}

// ObservedOverExpected is O/E by the horizon of h: O the deaths at or before
// it, E the sum of ExpectedEvents, the limits those of PoissonRatio.
//
// It judges time at risk, so cases followed for less than the horizon count
// with what they were followed. No case has the reason no_case.
func ObservedOverExpected(time []float64, died []bool, multiplier []float64, h *CumulativeHazard,
	level float64) (ObservedExpected, error) {
	if len(died) != len(time) {
		return ObservedExpected{}, survival.ErrColumns
	}
	if !isLevel(level) {
		return ObservedExpected{}, survival.ErrLevel
	}
	expected, err := ExpectedEvents(time, multiplier, h)
	if err != nil {
		return ObservedExpected{}, err
	}
	var sum compensated
	observed := 0
	for i, e := range expected {
		if sum.add(e); died[i] && time[i] <= h.Horizon() {
			observed++
		}
	}
	r := PoissonRatio(observed, sum.value(), level)
	if len(time) == 0 {
		r.Reason = ReasonNoCase
	}
	return r, nil
}

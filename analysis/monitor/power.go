package monitor

import "math"

// A Power says what an alarm at a number of events can see.
type Power struct {
	N      int
	Alarm  int     // the smallest number of events that alarms; N+1 if none does
	Size   float64 // probability of an alarm at the benchmark: the true size of the test
	Ratio  float64 // of the probability to be seen to the benchmark's
	Power  float64 // probability of an alarm at Ratio times the benchmark
	Reason Reason  // why Power, or every number, is NaN; empty where it is not
}

// PowerToSee gives the alarm of the one-sided exact binomial test among n cases
// at the benchmark's probability p,
//
//	the smallest k with P(X >= k | p) <= alpha
//
// its true size, which is mostly well under alpha, and its power when events are
// ratio times as probable, 2 for a doubling.
//
// Reasons: no_case, out_of_domain, over_one where ratio·p is over 1,
// expected_at_edge where p is 0, which no ratio changes.
func PowerToSee(n int, benchmark, ratio, alpha float64) Power {
	if n < 0 || !isProbability(benchmark) || !isPositive(ratio) || !isLevel(alpha) {
		return Power{N: n, Ratio: ratio, Size: math.NaN(), Power: math.NaN(), Reason: ReasonOutOfDomain}
	}
	if n == 0 {
		return Power{Ratio: ratio, Size: math.NaN(), Power: math.NaN(), Reason: ReasonNoCase}
	}
	_, most := binomial(n, benchmark).limits(alpha)
	return powerOf(most+1, n, benchmark, ratio)
}

// powerOf is the power of an alarm that is already chosen.
func powerOf(alarm, n int, benchmark, ratio float64) Power {
	p := Power{N: n, Alarm: alarm, Ratio: ratio, Size: binomial(n, benchmark).atLeast(alarm), Power: math.NaN()}
	switch {
	case benchmark == 0:
		p.Reason = ReasonExpectedAtEdge
	case ratio*benchmark > 1:
		p.Reason = ReasonOverOne
	default:
		p.Power = binomial(n, ratio*benchmark).atLeast(alarm)
	}
	return p
}

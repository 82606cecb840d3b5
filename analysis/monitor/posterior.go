package monitor

import (
	"math"
	"sort"

	"gonum.org/v1/gonum/mathext"
)

// The prior of O/E, a gamma distribution of this shape and rate: mean 1,
// standard deviation 0.71, as of two events where two were expected.
const priorShape, priorRate = 2, 2

// A centre is flagged where its posterior puts more than so much on a ratio
// over these two values.
const (
	raised, raisedChance   = 1.2, 0.75
	doubled, doubledChance = 2.5, 0.10
	// fewestFlagged are the events under which nobody is flagged: one death where
	// a tenth was expected would be enough otherwise.
	fewestFlagged = 3
)

// A Posterior is what observed and expected events say of the ratio of the
// centre's hazard to the benchmark's.
type Posterior struct {
	Mean         float64
	Lower, Upper float64 // equal tails
	OverRaised   float64 // P(ratio > 1.2)
	OverDoubled  float64 // P(ratio > 2.5)
	Reason       Reason  // why the numbers are NaN; empty where they are not
}

// PosteriorRatio is the posterior of the ratio under a Gamma(2, 2) prior and a
// Poisson count: Gamma(O + 2, E + 2). Its mean (O + 2)/(E + 2) lies between the
// ratio O/E and 1, nearer to 1 the less is expected, and exists for O = 0 and E = 0.
// A negative number, or a level outside (0, 1), has the reason out_of_domain.
//
// Source: Salkowski, Snyder, Zaun, Leighton, Israni and Kasiske, Am J Transplant
// 14 (2014) 1310-1317. O = 2, E = 0.3 gives 1.73913 (0.47385 to 3.81186), 0.70082 and 0.17495.
func PosteriorRatio(observed int, expected, level float64) Posterior {
	none := math.NaN()
	r := Posterior{Mean: none, Lower: none, Upper: none, OverRaised: none, OverDoubled: none}
	if observed < 0 || !(expected >= 0) || math.IsInf(expected, 1) || !isLevel(level) {
		r.Reason = ReasonOutOfDomain
		return r
	}
	shape, rate := float64(observed+priorShape), expected+priorRate
	over := func(ratio float64) float64 { return mathext.GammaIncRegComp(shape, ratio*rate) }
	tail := (1 - level) / 2
	r.Mean = shape / rate
	r.Lower, r.Upper = gammaQuantile(shape, tail)/rate, gammaQuantile(shape, 1-tail)/rate
	r.OverRaised, r.OverDoubled = over(raised), over(doubled)
	return r
}

// isFlagged reports whether the posterior of O events where E were expected is
// over one of the two chances.
func isFlagged(observed int, expected float64) bool {
	if observed < fewestFlagged {
		return false
	}
	p := PosteriorRatio(observed, expected, 0.95)
	return p.OverRaised > raisedChance || p.OverDoubled > doubledChance
}

// A Flag says whether more events were observed than the benchmark allows.
type Flag struct {
	Flagged bool
	// Fewest events that would be flagged at this expectation.
	Fewest int
	// FalseChance is the probability of a flag though the centre is as good as the benchmark.
	FalseChance float64
	Reason      Reason // too_few where fewer than three events were observed
}

// JudgeRatio flags O events where least ≤ E ≤ most were expected, the
// expectations at the two ends of the benchmark's interval (both E where it has
// none). A flag needs P(ratio > 1.2) > 0.75 or P(ratio > 2.5) > 0.10 at both ends, and three events: at one
// event where 0.1 was expected the rule alone would fire, and so every tenth year
// for a centre without fault. As the posterior falls with E, the end most decides.
//
//	FalseChance = P(N ≥ Fewest), N Poisson with mean E
//
// It is meant for one look a year at a stated date: a look a month would
// multiply the false flags. An expectation that is negative, not finite or not
// in order has the reason out_of_domain.
func JudgeRatio(observed int, expected, least, most float64) Flag {
	if observed < 0 || !(least >= 0 && least <= expected && expected <= most) || math.IsInf(most, 1) {
		return Flag{FalseChance: math.NaN(), Reason: ReasonOutOfDomain}
	}
	ceiling := int(2*raised*(most+priorRate)) + 2*fewestFlagged
	r := Flag{Fewest: sort.Search(ceiling, func(n int) bool { return isFlagged(n, least) && isFlagged(n, most) })}
	if expected > 0 {
		r.FalseChance = mathext.GammaIncReg(float64(r.Fewest), expected)
	}
	r.Flagged = observed >= r.Fewest
	if observed < fewestFlagged {
		r.Reason = ReasonTooFew
	}
	return r
}

// MoreThanBefore is the chance of as many events as in a second stretch or more,
// of all the events of both, had the rate stayed the same: with p the share
// of the second in the patient-years,
//
//	P(X ≥ second), X binomial of first + second and p
//
// No event in either gives 1. Patient-years that are negative or 0 in both, or
// events without any, give NaN.
//
// Source: Przyborowski and Wilenski, Biometrika 31 (1940) 313-323. Equals the
// one-sided R poisson.test(c(second, first), c(secondYears, firstYears)).
func MoreThanBefore(first, second int, firstYears, secondYears float64) float64 {
	all := firstYears + secondYears
	switch {
	case first < 0 || second < 0 || !(firstYears >= 0 && secondYears >= 0) || !(all > 0) || math.IsInf(all, 1),
		first > 0 && firstYears == 0, second > 0 && secondYears == 0:
		return math.NaN()
	case second == 0:
		return 1
	}
	return binomial(first+second, secondYears/all).atLeast(second)
}

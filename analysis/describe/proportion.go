package describe

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// A Proportion is K of N with its exact interval.
type Proportion struct {
	K, N         int
	Estimate     float64 // K / N
	Lower, Upper float64
	Reason       Reason // why the numbers are NaN; empty where they are not
}

// ExactProportion gives k of n with the Clopper-Pearson interval of a level
// such as 0.95. With B(p; a, b) the quantile of the beta distribution and
// α = 1 - level,
//
//	lower = B(α/2; k, n-k+1), 0 where k = 0
//	upper = B(1-α/2; k+1, n-k), 1 where k = n
//
// It never covers less than its level, and 0 of n does not give 0 to 0: the
// upper limit is then 1 - (α/2)^(1/n). 0 of 0 has the reason no_case.
//
// Source: Clopper and Pearson, Biometrika 26 (1934) 404-413. Equals R binom.test.
func ExactProportion(k, n int, level float64) Proportion {
	p := Proportion{K: k, N: n, Estimate: math.NaN(), Lower: math.NaN(), Upper: math.NaN()}
	switch {
	case k < 0 || n < 0 || k > n || !(level > 0 && level < 1):
		p.Reason = ReasonOutOfDomain
		return p
	case n == 0:
		p.Reason = ReasonNoCase
		return p
	}
	tail := (1 - level) / 2
	p.Estimate = float64(k) / float64(n)
	p.Lower = lowerLimit(k, n, tail)
	p.Upper = 1 - lowerLimit(n-k, n, tail)
	return p
}

// lowerLimit is the proportion under which k or more of n has the probability tail.
func lowerLimit(k, n int, tail float64) float64 {
	switch k {
	case 0:
		return 0
	case n:
		return math.Pow(tail, 1/float64(n))
	}
	return distuv.Beta{Alpha: float64(k), Beta: float64(n - k + 1)}.Quantile(tail)
}

package describe

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// A Mean is the mean of N numbers with its interval, in their unit.
type Mean struct {
	N            int
	Estimate     float64
	StdErr       float64
	Lower, Upper float64
	Reason       Reason // why there is no interval or, where Estimate is NaN too, no mean; empty where both are
}

// MeanWithInterval gives the mean m of n numbers with Student's interval of a
// level such as 0.95,
//
//	m ± t s/√n,  t the quantile 1 - (1-level)/2 of Student's distribution with n-1 degrees of freedom
//
// and s the standard deviation with the divisor n-1. One number has a mean and no
// interval (one_value), nor have equal ones (all_equal): that they do not vary
// among a few says nothing of the others. Reasons without a mean: no_case,
// not_finite, out_of_domain for a level outside (0, 1).
//
// Source: Student, Biometrika 6 (1908) 1-25. Equals R t.test.
func MeanWithInterval(x []float64, level float64) Mean {
	nan := math.NaN()
	m := Mean{N: len(x), Estimate: nan, StdErr: nan, Lower: nan, Upper: nan}
	switch {
	case !(level > 0 && level < 1):
		m.Reason = ReasonOutOfDomain
		return m
	case len(x) == 0:
		m.Reason = ReasonNoCase
		return m
	case !finite(x):
		m.Reason = ReasonNotFinite
		return m
	}
	n := float64(len(x))
	m.Estimate = stat.Mean(x, nil)
	switch {
	case len(x) == 1:
		m.Reason = ReasonOneValue
		return m
	case slices.Min(x) == slices.Max(x):
		m.Reason = ReasonAllEqual
		return m
	}
	m.StdErr = stat.StdDev(x, nil) / math.Sqrt(n)
	half := m.StdErr * distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 1}.Quantile(1-(1-level)/2)
	m.Lower, m.Upper = m.Estimate-half, m.Estimate+half
	return m
}

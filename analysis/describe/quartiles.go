package describe

import (
	"math"
	"slices"
)

// A QuartileType is one of the rules by which a quantile of n sorted values
// x_1 … x_n is taken, by its number in R.
type QuartileType int

// With p the probability and j + g a position whose whole part is j:
const (
	Type7 QuartileType = 7 // position 1 + (n-1)p, between x_j and x_j+1 by g; the default, as R's
	Type2 QuartileType = 2 // position np, x_j+1, or where g = 0 the mean of x_j and x_j+1; SAS PCTLDEF=5
	Type6 QuartileType = 6 // position (n+1)p, between x_j and x_j+1 by g; SPSS, Minitab
)

// A Summary describes numbers by their order.
type Summary struct {
	N                        int
	Min, Q1, Median, Q3, Max float64
	Reason                   Reason // why the numbers are NaN; empty where they are not
}

// Quartiles gives the smallest and largest value and the quartiles by one of
// the rules; 0 is Type7. x is in any order and not changed. Reasons: no_case,
// not_finite, out_of_domain for another rule.
//
// Source: Hyndman and Fan, Am Stat 50 (1996) 361-365. Equals R quantile.
func Quartiles(x []float64, rule QuartileType) Summary {
	nan := math.NaN()
	s := Summary{N: len(x), Min: nan, Q1: nan, Median: nan, Q3: nan, Max: nan}
	if rule == 0 {
		rule = Type7
	}
	switch {
	case len(x) == 0:
		s.Reason = ReasonNoCase
		return s
	case !finite(x):
		s.Reason = ReasonNotFinite
		return s
	case rule != Type7 && rule != Type2 && rule != Type6:
		s.Reason = ReasonOutOfDomain
		return s
	}
	sorted := slices.Clone(x)
	slices.Sort(sorted)
	s.Min, s.Max = sorted[0], sorted[len(sorted)-1]
	s.Q1, s.Median, s.Q3 = rule.quantile(sorted, .25), rule.quantile(sorted, .5), rule.quantile(sorted, .75)
	return s
}

func (rule QuartileType) quantile(sorted []float64, p float64) float64 {
	n := float64(len(sorted))
	at := func(j float64) float64 { return sorted[int(max(1, min(n, j)))-1] }
	position := 1 + (n-1)*p
	switch rule {
	case Type2:
		position = n * p
	case Type6:
		position = (n + 1) * p
	}
	j := math.Floor(position)
	g := position - j
	low, high := at(j), at(j+1)
	switch {
	case rule == Type2 && g > 0:
		return high
	case rule == Type2:
		return low + (high-low)/2
	}
	return low + g*(high-low)
}

func finite(x []float64) bool {
	for _, v := range x {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}

package survival

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// A beta is a beta distribution, with two limits of it that have no
// parameters: all mass at 0 (a = 0) or at 1 (b = 0).
type beta struct{ a, b float64 }

func (d beta) cdf(x float64) float64 {
	switch {
	case x >= 1:
		return 1
	case x < 0:
		return 0
	case d.a == 0:
		return 1
	case d.b == 0, x == 0:
		return 0
	}
	return mathext.RegIncBeta(d.a, d.b, x)
}

func (d beta) variance() float64 {
	n := d.a + d.b
	return d.a * d.b / (n * n * (n + 1))
}

// density is that of a distribution with parameters, for x in (0, 1).
func (d beta) density(x float64) float64 {
	return math.Exp((d.a-1)*math.Log(x) + (d.b-1)*math.Log1p(-x) - mathext.Lbeta(d.a, d.b))
}

// quantile is the smallest x with cdf(x) >= p, for p in (0, 1).
func (d beta) quantile(p float64) float64 {
	switch {
	case d.a == 0:
		return 0
	case d.b == 0:
		return 1
	case d.b == 1:
		return math.Pow(p, 1/d.a)
	case d.a == 1:
		return -math.Expm1(math.Log1p(-p) / d.b)
	}
	return mathext.InvRegIncBeta(d.a, d.b, p)
}

// clopperPearson is the exact interval of a proportion, share of n, for any
// n >= 0 that need not be whole, with probability tail left on each side.
//
// Source: Clopper and Pearson, Biometrika 26 (1934) 404-413.
func clopperPearson(share, n, tail float64) (lower, upper float64) {
	k := share * n
	if share == 1 {
		k = n
	}
	return beta{k, n - k + 1}.quantile(tail), beta{k + 1, n - k}.quantile(1 - tail)
}

package describe_test

import (
	"math"
	"testing"

	"graftstat/analysis/describe"
)

func TestMannWhitneyEqualsR(t *testing.T) {
	two := func(input string) describe.Comparison {
		x := numbers(t, input)
		return describe.MannWhitney(x[0], x[1])
	}
	comparisonEquals(t, "mann-whitney-exact", describe.MannWhitneyExact, two)
	comparisonEquals(t, "mann-whitney", describe.MannWhitneyNormal, two)
}

func TestKruskalWallisEqualsR(t *testing.T) {
	all := func(input string) describe.Comparison { return describe.KruskalWallis(numbers(t, input)...) }
	comparisonEquals(t, "kruskal-wallis-exact", describe.KruskalWallisExact, all)
	comparisonEquals(t, "kruskal-wallis", describe.KruskalWallisChi, all)
}

// 1, 2 against 3, 4, 5: W = 0, one of ten splits on either side. With a tie,
// 1, 2 against 2, 3: rank sums 3.5, 3.5, 5, 5, 6.5, 6.5 of the six splits, the
// mean 5, so 4 of 6 are as far as 3.5.
func TestMannWhitneyByHand(t *testing.T) {
	c := describe.MannWhitney([]float64{2, 1}, []float64{5, 3, 4})
	near(t, "statistic", c.Statistic, 0)
	near(t, "p", c.P, 2./10)
	near(t, "p with a tie", describe.MannWhitney([]float64{1, 2}, []float64{2, 3}).P, 4./6)
}

// Two groups: the exact Kruskal-Wallis test is the exact Mann-Whitney test.
func TestKruskalWallisOfTwoGroups(t *testing.T) {
	a, b := []float64{0, 0, 1, 3, 3}, []float64{0, 2, 2, 3, 7, 7}
	near(t, "p", describe.KruskalWallis(a, nil, b).P, describe.MannWhitney(a, b).P)
}

// Which group comes first, and any rising change of the values, changes no p.
func TestRankInvariants(t *testing.T) {
	a, b, c := []float64{5, 3, 8, 8}, []float64{7, 9, 2, 2, 14}, []float64{1, 8, 20}
	exp := func(x []float64) []float64 {
		y := make([]float64, len(x))
		for i := range x {
			y[i] = math.Exp(x[i])
		}
		return y
	}
	near(t, "Mann-Whitney turned round", describe.MannWhitney(b, a).P, describe.MannWhitney(a, b).P)
	near(t, "Mann-Whitney rescaled", describe.MannWhitney(exp(a), exp(b)).P, describe.MannWhitney(a, b).P)
	near(t, "Kruskal-Wallis turned round", describe.KruskalWallis(c, a, b).P, describe.KruskalWallis(a, b, c).P)
	near(t, "Kruskal-Wallis rescaled", describe.KruskalWallis(exp(a), exp(b), exp(c)).P,
		describe.KruskalWallis(a, b, c).P)
}

func TestRankReasons(t *testing.T) {
	for what, c := range map[string]struct {
		a, b []float64
		want describe.Reason
	}{
		"nobody":       {nil, nil, describe.ReasonNoCase},
		"one group":    {[]float64{1, 2}, nil, describe.ReasonOneGroup},
		"all equal":    {[]float64{3, 3}, []float64{3}, describe.ReasonAllEqual},
		"not a number": {[]float64{3, math.NaN()}, []float64{3}, describe.ReasonNotFinite},
		"not finite":   {[]float64{3}, []float64{math.Inf(-1)}, describe.ReasonNotFinite},
	} {
		missing(t, what, describe.MannWhitney(c.a, c.b), c.want)
		missing(t, what, describe.KruskalWallis(c.a, c.b), c.want)
		missing(t, what, describe.CompareNumbers(c.a, c.b), c.want)
	}
}

func TestCompareNumbersChooses(t *testing.T) {
	a, b, c := []float64{1, 2}, []float64{3, 4}, []float64{5, 6}
	if r := describe.CompareNumbers(a, nil, b); r.Method != describe.MannWhitneyExact {
		t.Errorf("two groups: %+v", r)
	}
	if r := describe.CompareNumbers(a, b, c); r.Method != describe.KruskalWallisExact {
		t.Errorf("three groups: %+v", r)
	}
}

// The largest that are exact.
func BenchmarkMannWhitneyExact(b *testing.B) {
	x, y := make([]float64, 49), make([]float64, 49)
	for i := range x {
		x[i], y[i] = float64(i), float64(i)+.5
	}
	for b.Loop() {
		describe.MannWhitney(x, y)
	}
}

func BenchmarkKruskalWallisExact(b *testing.B) {
	x, y, z := []float64{1, 5, 9, 2}, []float64{3, 3, 8, 12}, []float64{7, 11, 4, 20}
	for b.Loop() {
		describe.KruskalWallis(x, y, z)
	}
}

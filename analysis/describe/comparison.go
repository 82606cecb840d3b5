package describe

import "math"

// A Method names how a p-value was found. An exact one enumerated the whole
// distribution; a Monte Carlo one drew from it with a fixed seed.
type Method string

const (
	ChiSquaredTest     Method = "chi-squared"
	FisherExact        Method = "fisher-exact"
	FisherMonteCarlo   Method = "fisher-monte-carlo"
	MannWhitneyExact   Method = "mann-whitney-exact"
	MannWhitneyNormal  Method = "mann-whitney"
	KruskalWallisExact Method = "kruskal-wallis-exact"
	KruskalWallisChi   Method = "kruskal-wallis"
)

// A Comparison is the test of a difference between groups. What a test does
// not give is NaN or 0.
type Comparison struct {
	Method    Method
	Statistic float64 // chi-squared, Mann-Whitney's W or Kruskal-Wallis' H
	DF        float64
	P         float64 // two-sided
	Samples   int     // tables drawn, of a Monte Carlo
	Reason    Reason  // why P is NaN; empty where it is not
}

func newComparison(m Method) Comparison {
	return Comparison{Method: m, Statistic: math.NaN(), DF: math.NaN(), P: math.NaN()}
}

// CompareCounts compares the levels of a category, a row of counts for each
// group: by the chi-squared test where each count expected is 5 or more, else
// by Fisher's.
//
// Source of the rule: Cochran, Biometrics 10 (1954) 417-451.
func CompareCounts(counts [][]int) Comparison {
	c := ChiSquared(counts)
	if c.Reason == "" && smallestExpected(counts) < 5 {
		return Fisher(counts)
	}
	return c
}

// CompareNumbers compares the values of a number: two groups by Mann-Whitney,
// more by Kruskal-Wallis. Groups without a value are left out.
func CompareNumbers(groups ...[]float64) Comparison {
	var filled [][]float64
	for _, g := range groups {
		if len(g) > 0 {
			filled = append(filled, g)
		}
	}
	if len(filled) == 2 {
		return MannWhitney(filled[0], filled[1])
	}
	return KruskalWallis(filled...)
}

package survival

import (
	"cmp"
	"math"
	"slices"
)

// Holm adjusts p-values of one family for their number. Of m of them, the one
// of rank i (from 0) becomes the largest of (m-j) p_j over the ranks j <= i,
// at most 1. A NaN stays NaN and does not count. p is not changed.
//
// Source: Holm, Scand J Stat 6 (1979) 65-70. Equals R p.adjust.
func Holm(p []float64) []float64 {
	adjusted := make([]float64, len(p))
	var order []int
	for i, x := range p {
		adjusted[i] = math.NaN()
		if !math.IsNaN(x) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p[a], p[b]) })
	largest := 0.0
	for rank, i := range order {
		largest = max(largest, min(1, float64(len(order)-rank)*p[i]))
		adjusted[i] = largest
	}
	return adjusted
}

// AdjustHolm sets PAdjusted of the results, one family, from their P. A result
// without a P is not of the family: adjust again after withholding one.
func AdjustHolm(results []TestResult) {
	p := make([]float64, len(results))
	for i, r := range results {
		p[i] = r.P
	}
	for i, adjusted := range Holm(p) {
		results[i].PAdjusted = adjusted
	}
}

// PairwiseLogRank is LogRank of every two groups that have a case, in the
// order of the groups, with Holm's adjustment. Each pair is tested on its own
// cases only.
func PairwiseLogRank(strata []*Table, rho float64) []TestResult {
	return pairwise(strata, func(pair []int) TestResult { return logRank(strata, pair, rho) })
}

// PairwiseGray is Gray of every two groups that have a case, in the order of
// the groups, with Holm's adjustment. Each pair is tested on its own cases only.
func PairwiseGray(strata []*Table, cause int, rho float64) []TestResult {
	return pairwise(strata, func(pair []int) TestResult { return gray(strata, pair, cause, rho) })
}

func pairwise(strata []*Table, test func(pair []int) TestResult) []TestResult {
	var results []TestResult
	groups := groupsWithCases(strata)
	for i, a := range groups {
		for _, b := range groups[i+1:] {
			results = append(results, test([]int{a, b}))
		}
	}
	AdjustHolm(results)
	return results
}

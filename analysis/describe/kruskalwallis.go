package describe

import (
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// exactSplits is how many splits the exact Kruskal-Wallis test may enumerate.
const exactSplits = 200_000

// KruskalWallis compares the values of two or more groups by their ranks, tied
// values having the mean of their ranks. With R_k the rank sum of the n_k
// values of group k, N of all, and values that occur t times,
//
//	H = (12/(N(N+1)) Σ R_k²/n_k - 3(N+1)) / (1 - Σ(t³-t)/(N³-N))
//
// Where these ranks can be split among the groups in up to 200,000 ways P is
// exact, the share of those with an H as large or larger; else it is the upper
// tail of chi-squared on one degree of freedom less than groups, and DF says
// so. Groups without a value are left out. Reasons: no_case, one_group,
// all_equal, not_finite.
//
// Source: Kruskal and Wallis, J Am Stat Assoc 47 (1952) 583-621. H equals R
// kruskal.test, and P where it is not exact.
func KruskalWallis(groups ...[]float64) Comparison {
	c := newComparison(KruskalWallisChi)
	if c.Reason = checkNumbers(groups...); c.Reason != "" {
		return c
	}
	groups = slices.DeleteFunc(slices.Clone(groups), func(g []float64) bool { return len(g) == 0 })
	r := rank(groups...)
	if r.equal {
		c.Reason = ReasonAllEqual
		return c
	}
	sizes := make([]int, len(groups))
	var member []int // group of each value
	for k, g := range groups {
		sizes[k] = len(g)
		for range g {
			member = append(member, k)
		}
	}
	n := float64(len(member))
	squares := r.meanSquares(member, sizes, make([]int, len(sizes)))
	c.Statistic = (12/(n*(n+1))*squares - 3*(n+1)) / (1 - r.ties/(n*n*n-n))
	if splits(sizes, exactSplits) <= exactSplits {
		c.Method = KruskalWallisExact
		c.P = r.exactSquares(member, sizes, squares)
		return c
	}
	c.DF = float64(len(groups) - 1)
	c.P = distuv.ChiSquared{K: c.DF}.Survival(c.Statistic)
	return c
}

// meanSquares is Σ R_k²/n_k. sums is room for a number for each group.
func (r ranked) meanSquares(member, sizes, sums []int) float64 {
	clear(sums)
	for i, k := range member {
		sums[k] += r.twice[i]
	}
	total := 0.0
	for k, twice := range sums {
		total += float64(twice) * float64(twice) / float64(4*sizes[k])
	}
	return total
}

func (r ranked) exactSquares(member, sizes []int, observed float64) float64 {
	member = slices.Sorted(slices.Values(member))
	sums := make([]int, len(sizes))
	large, all := 0, 0
	for more := true; more; more = nextOrder(member) {
		all++
		if r.meanSquares(member, sizes, sums) >= observed*(1-1e-12) {
			large++
		}
	}
	return float64(large) / float64(all)
}

// splits is the number of ways to share out groups of these sizes, or limit+1
// if it is more.
func splits(sizes []int, limit int) int {
	ways, n := 1.0, 0
	for _, size := range sizes {
		for i := 1; i <= size; i++ { // a binomial coefficient, exact at each step
			n++
			if ways = ways * float64(n) / float64(i); ways > float64(limit) {
				return limit + 1
			}
		}
	}
	return int(ways)
}

// nextOrder turns x into the next order of its values; after the last it is
// false and x is in its first order again.
func nextOrder(x []int) bool {
	i := len(x) - 2
	for i >= 0 && x[i] >= x[i+1] {
		i--
	}
	if i < 0 {
		slices.Reverse(x)
		return false
	}
	j := len(x) - 1
	for x[j] <= x[i] {
		j--
	}
	x[i], x[j] = x[j], x[i]
	slices.Reverse(x[i+1:])
	return true
}

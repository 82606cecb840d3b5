package describe

import "math"

// exactRanks is how large a group may be for the exact Mann-Whitney test, as in R.
const exactRanks = 50

// MannWhitney compares the values of two groups by their ranks, tied values
// having the mean of their ranks. With n_a and n_b values, N of both,
//
//	W = rank sum of a - n_a(n_a+1)/2, with the mean n_a n_b/2
//
// Where both groups have under 50 values P is exact, with ties too: the share
// of the splits of these ranks with W as far from its mean, or farther. Else
// it is the normal one with continuity correction,
//
//	z = (|W - n_a n_b/2| - 1/2) / √(n_a n_b/12 (N+1 - Σ(t³-t)/(N(N-1))))
//
// over the values that occur t times. Reasons: no_case, one_group, all_equal,
// not_finite.
//
// Source: Mann and Whitney, Ann Math Stat 18 (1947) 50-60. Equals R
// wilcox.test but with ties among few values, where R leaves the exact test.
func MannWhitney(a, b []float64) Comparison {
	c := newComparison(MannWhitneyNormal)
	if len(a) < exactRanks && len(b) < exactRanks {
		c.Method = MannWhitneyExact
	}
	if c.Reason = checkNumbers(a, b); c.Reason != "" {
		return c
	}
	r := rank(a, b)
	if r.equal {
		c.Reason = ReasonAllEqual
		return c
	}
	twice := sum(r.twice[:len(a)])
	na, nb := float64(len(a)), float64(len(b))
	c.Statistic = float64(twice)/2 - na*(na+1)/2
	if c.Method == MannWhitneyExact {
		c.P = r.exactRankSum(len(a), twice)
		return c
	}
	n := na + nb
	deviation := math.Abs(c.Statistic-na*nb/2) - .5
	sigma := math.Sqrt(na * nb / 12 * (n + 1 - r.ties/(n*(n-1))))
	c.P = math.Erfc(max(0, deviation) / sigma / math.Sqrt2)
	return c
}

// exactRankSum is the share of the choices of size ranks whose doubled sum is
// as far from its mean as observed, or farther.
func (r ranked) exactRankSum(size, observed int) float64 {
	all := sum(r.twice)
	if size > len(r.twice)-size { // the other group, which is smaller
		size, observed = len(r.twice)-size, all-observed
	}
	// ways[k*width+s] is the number of choices of k ranks with the doubled sum s.
	width := all + 1
	ways := make([]float64, (size+1)*width)
	ways[0] = 1
	reach := 0
	for i, rank := range r.twice {
		reach += rank
		for k := min(i+1, size); k > 0; k-- {
			from, to := ways[(k-1)*width:k*width], ways[k*width:(k+1)*width]
			for s := rank; s <= reach; s++ {
				to[s] += from[s-rank]
			}
		}
	}
	mean := size * (len(r.twice) + 1)
	distance := max(observed-mean, mean-observed)
	far, total := 0.0, 0.0
	for s, n := range ways[size*width:] {
		total += n
		if s-mean >= distance || mean-s >= distance {
			far += n
		}
	}
	return far / total
}

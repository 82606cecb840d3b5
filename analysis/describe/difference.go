package describe

import (
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
)

// A StandardisedDifference is the distance between two groups in units of their
// spread, so that it does not grow with the number of cases. Over 0.1 is often
// read as an imbalance.
type StandardisedDifference struct {
	Estimate float64
	Reason   Reason // why Estimate is NaN; empty where it is not
}

// DifferenceOfNumbers is, with means m and variances s² on n-1,
//
//	(m_a - m_b) / √((s_a² + s_b²)/2)
//
// positive where a is larger. Each group needs two values. Reasons: no_case,
// not_finite, no_variance.
//
// Source: Austin, Stat Med 28 (2009) 3083-3107.
func DifferenceOfNumbers(a, b []float64) StandardisedDifference {
	missing := func(r Reason) StandardisedDifference { return StandardisedDifference{math.NaN(), r} }
	switch {
	case len(a) < 2 || len(b) < 2:
		return missing(ReasonNoCase)
	case !finite(a) || !finite(b):
		return missing(ReasonNotFinite)
	}
	meanA, varA := stat.MeanVariance(a, nil)
	meanB, varB := stat.MeanVariance(b, nil)
	if varA+varB == 0 {
		return missing(ReasonNoVariance)
	}
	return StandardisedDifference{Estimate: (meanA - meanB) / math.Sqrt((varA+varB)/2)}
}

// LargestDifferenceOfNumbers is the largest DifferenceOfNumbers between any two
// of the groups, without its sign. Pairs without a difference are passed over; where
// none has one, the reason is that of the last pair. Fewer than two groups have
// the reason one_group.
func LargestDifferenceOfNumbers(groups [][]float64) StandardisedDifference {
	return largest(len(groups),
		func(a, b int) StandardisedDifference { return DifferenceOfNumbers(groups[a], groups[b]) })
}

// LargestDifferenceOfCounts is that of DifferenceOfCounts, by the same rules.
func LargestDifferenceOfCounts(groups [][]int) StandardisedDifference {
	return largest(len(groups),
		func(a, b int) StandardisedDifference { return DifferenceOfCounts(groups[a], groups[b]) })
}

func largest(groups int, between func(a, b int) StandardisedDifference) StandardisedDifference {
	found := StandardisedDifference{math.NaN(), ReasonOneGroup}
	for b := range groups {
		for a := range b {
			d := between(a, b)
			size := math.Abs(d.Estimate)
			switch {
			case d.Reason == "" && !(size <= found.Estimate):
				found = StandardisedDifference{Estimate: size}
			case math.IsNaN(found.Estimate):
				found.Reason = d.Reason
			}
		}
	}
	return found
}

// DifferenceOfCounts is the distance between two groups whose cases are
// counted by the same levels. With p and q the shares of every level but one,
// and S the mean of the two multinomial covariance matrices,
//
//	√((p-q)' S⁻¹ (p-q)),  S_ii = (p_i(1-p_i) + q_i(1-q_i))/2,  S_ij = -(p_i p_j + q_i q_j)/2
//
// It is never negative; which level is left out does not matter, nor do levels
// that nobody has. For two levels it is |p-q| / √((p(1-p) + q(1-q))/2).
// Reasons: no_case, out_of_domain, and no_variance where the groups share too
// few levels.
//
// Source: Yang and Dalton, SAS Global Forum 2012, paper 335.
func DifferenceOfCounts(a, b []int) StandardisedDifference {
	missing := func(r Reason) StandardisedDifference { return StandardisedDifference{math.NaN(), r} }
	if len(a) != len(b) || negative(a) || negative(b) {
		return missing(ReasonOutOfDomain)
	}
	totalA, totalB := float64(sum(a)), float64(sum(b))
	if totalA == 0 || totalB == 0 {
		return missing(ReasonNoCase)
	}
	var p, q []float64
	for i := range a {
		if a[i]+b[i] > 0 {
			p, q = append(p, float64(a[i])/totalA), append(q, float64(b[i])/totalB)
		}
	}
	k := len(p) - 1
	if k == 0 {
		return StandardisedDifference{Estimate: 0} // one level, which all have
	}
	difference, spread := mat.NewVecDense(k, nil), mat.NewSymDense(k, nil)
	for i := range k {
		difference.SetVec(i, p[i]-q[i])
		spread.SetSym(i, i, (p[i]*(1-p[i])+q[i]*(1-q[i]))/2)
		for j := range i {
			spread.SetSym(i, j, -(p[i]*p[j]+q[i]*q[j])/2)
		}
	}
	var factor mat.Cholesky
	if !factor.Factorize(spread) || factor.Cond() > 1e12 {
		return missing(ReasonNoVariance)
	}
	var solved mat.VecDense
	if err := factor.SolveVecTo(&solved, difference); err != nil {
		return missing(ReasonNoVariance)
	}
	return StandardisedDifference{Estimate: math.Sqrt(mat.Dot(difference, &solved))}
}

func negative(counts []int) bool {
	for _, n := range counts {
		if n < 0 {
			return true
		}
	}
	return false
}

func sum(counts []int) int {
	total := 0
	for _, n := range counts {
		total += n
	}
	return total
}

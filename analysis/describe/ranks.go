package describe

import (
	"cmp"
	"slices"
)

// ranked holds the values of all groups in one order.
type ranked struct {
	twice []int   // twice the rank of each value, the mean of tied ranks, groups one after the other
	ties  float64 // Σ (t³ - t) over the values that occur t times
	equal bool    // all values are the same
}

func rank(groups ...[]float64) ranked {
	values := slices.Concat(groups...)
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(values[a], values[b]) })
	r := ranked{twice: make([]int, len(values))}
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && values[order[to]] == values[order[from]] {
			to++
		}
		for _, i := range order[from:to] {
			r.twice[i] = from + to + 1
		}
		t := float64(to - from)
		r.ties += t*t*t - t
		r.equal = to-from == len(order)
		from = to
	}
	return r
}

// checkNumbers is the reason why groups of numbers cannot be compared.
func checkNumbers(groups ...[]float64) Reason {
	n := 0
	for _, g := range groups {
		if !finite(g) {
			return ReasonNotFinite
		}
		if len(g) > 0 {
			n++
		}
	}
	switch n {
	case 0:
		return ReasonNoCase
	case 1:
		return ReasonOneGroup
	}
	return ""
}

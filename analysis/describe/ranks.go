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
	type placed struct {
		value float64
		place int
	}
	var order []placed // values side by side sort faster than their places alone
	for _, g := range groups {
		order = slices.Grow(order, len(g))
		for _, value := range g {
			order = append(order, placed{value, len(order)})
		}
	}
	slices.SortFunc(order, func(a, b placed) int { return cmp.Compare(a.value, b.value) })
	r := ranked{twice: make([]int, len(order))}
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && order[to].value == order[from].value {
			to++
		}
		for _, p := range order[from:to] {
			r.twice[p.place] = from + to + 1
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

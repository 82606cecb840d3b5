package registry

import "math"

// A Bound is what a cell such as <0.05, ≤5 or >1000 says of a value that was not
// measured further. It is no number: it stands in no sum, mean, quantile or model, and
// answers a comparison only where every value within it gives the same answer.
type Bound struct {
	Limit     float64
	Above     bool // the value is above the limit, else below it
	Inclusive bool // or it is the limit
}

// Low is the lowest value that the bound admits, -Inf where it has none.
func (b Bound) Low() float64 {
	switch {
	case !b.Above:
		return math.Inf(-1)
	case b.Inclusive:
		return b.Limit
	}
	return math.Nextafter(b.Limit, math.Inf(1))
}

// High is the highest value that the bound admits, +Inf where it has none.
func (b Bound) High() float64 {
	switch {
	case b.Above:
		return math.Inf(1)
	case b.Inclusive:
		return b.Limit
	}
	return math.Nextafter(b.Limit, math.Inf(-1))
}

// SetBound says of a row without a number what bounds it.
func (n *Number) SetBound(row int, b Bound) {
	if n.Bound == nil {
		n.Bound = map[int32]Bound{}
	}
	n.Bound[int32(row)] = b
}

// Range is the lowest and the highest value that a row may have: twice its number, or
// what its bound admits; false where nothing is known of it.
func (n *Number) Range(row int) (low, high float64, ok bool) {
	if b, bounded := n.Bound[int32(row)]; bounded {
		return b.Low(), b.High(), true
	}
	x := n.Value[row]
	return x, x, !math.IsNaN(x)
}

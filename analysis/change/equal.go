package change

import (
	"math"

	"graftstat/analysis/result"
)

// tolerance is the relative difference under which two numbers differ by
// rounding only. Interval limits are found to some 1e-12; nothing that a case
// does to a number is as small.
const tolerance = 1e-9

// same reports whether two numbers are equal within tolerance. Two missing
// numbers are the same; an infinite one is like itself alone.
func same(a, b float64) bool {
	switch {
	case math.IsNaN(a) || math.IsNaN(b):
		return math.IsNaN(a) && math.IsNaN(b)
	case math.IsInf(a, 0) || math.IsInf(b, 0):
		return a == b
	}
	return a == b || math.Abs(a-b) <= tolerance*math.Max(math.Abs(a), math.Abs(b))
}

// identical is same without a tolerance.
func identical(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }

// compared says of a quantity what moved. Events are compared where they are
// part of the number.
type compared struct {
	estimate, limits bool // moved
	rounded          bool // not moved, but not the same bits
}

func compare(before, after result.Quantity) compared {
	near := func(a, b result.Number) bool { return same(float64(a), float64(b)) }
	exact := func(a, b result.Number) bool { return identical(float64(a), float64(b)) }
	c := compared{
		estimate: !near(before.Estimate, after.Estimate) || before.Events != after.Events,
		limits:   !near(before.Lower, after.Lower) || !near(before.Upper, after.Upper),
	}
	c.rounded = !c.estimate && !c.limits &&
		!(exact(before.Estimate, after.Estimate) && exact(before.Lower, after.Lower) &&
			exact(before.Upper, after.Upper))
	return c
}

package plan

import "math"

// MatchText reports whether a cell that reads so meets the condition: listed
// in In, not in Not, and a number within the bounds if there are any. A blank
// cell meets none, not even Not.
func (c Condition) MatchText(cell string) bool {
	if cell == "" {
		return false
	}
	if len(c.In) > 0 && !matchAny(c.In, cell) || matchAny(c.Not, cell) {
		return false
	}
	if c.LT == nil && c.LE == nil && c.GT == nil && c.GE == nil {
		return true
	}
	x, ok := Scalar(cell).Number()
	return ok && c.within(x)
}

// MatchNumber reports whether a number meets the condition. NaN, a missing
// number, meets none.
func (c Condition) MatchNumber(x float64) bool {
	if math.IsNaN(x) {
		return false
	}
	if len(c.In) > 0 && !equalsAny(c.In, x) || equalsAny(c.Not, x) {
		return false
	}
	return c.within(x)
}

// MatchRange reports whether every number from low to high, which may be infinite,
// meets the condition; known is false where some do and some do not.
func (c Condition) MatchRange(low, high float64) (met, known bool) {
	if low == high {
		return c.MatchNumber(low), true
	}
	if !(low < high) {
		return false, false
	}
	listed := func(values []string) bool {
		for _, v := range values {
			if x, ok := Scalar(v).Number(); ok && low <= x && x <= high {
				return true
			}
		}
		return false
	}
	outside := c.LT != nil && low >= *c.LT || c.LE != nil && low > *c.LE || c.GT != nil && high <= *c.GT ||
		c.GE != nil && high < *c.GE
	switch {
	case outside || len(c.In) > 0 && !listed(c.In):
		return false, true
	case len(c.In) > 0 || listed(c.Not) || !c.within(low) || !c.within(high):
		return false, false
	}
	return true, true
}

func (c Condition) within(x float64) bool {
	return (c.LT == nil || x < *c.LT) && (c.LE == nil || x <= *c.LE) &&
		(c.GT == nil || x > *c.GT) && (c.GE == nil || x >= *c.GE)
}

func matchAny(values []string, cell string) bool {
	for _, v := range values {
		if Scalar(v).Match(cell) {
			return true
		}
	}
	return false
}

func equalsAny(values []string, x float64) bool {
	for _, v := range values {
		if y, ok := Scalar(v).Number(); ok && x == y {
			return true
		}
	}
	return false
}

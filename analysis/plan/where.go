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

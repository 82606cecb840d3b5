package criteria

// A Value of a test on a day. Low and High are the value itself, or the lowest and the
// highest that it may be where it is only bounded.
type Value struct {
	Day, Low, High float64
}

// Number is a value that was measured.
func Number(day, x float64) Value { return Value{Day: day, Low: x, High: x} }

// An Answer to a criterion.
type Answer uint8

const (
	No Answer = iota
	Yes
	Open // a bound, or what is missing, leaves it open
)

// AtLeast reports whether a value is at or over a threshold.
func (v Value) AtLeast(threshold float64) Answer {
	switch {
	case v.Low >= threshold:
		return Yes
	case v.High < threshold:
		return No
	}
	return Open
}

// Under reports whether a value is under a threshold.
func (v Value) Under(threshold float64) Answer {
	switch v.AtLeast(threshold) {
	case Yes:
		return No
	case No:
		return Yes
	}
	return Open
}

// LowestOfDay leaves of each day the lowest value. Values are in order of day.
func LowestOfDay(values []Value) []Value {
	var days []Value
	for _, v := range values {
		if n := len(days); n > 0 && days[n-1].Day == v.Day {
			last := &days[n-1]
			last.Low, last.High = min(last.Low, v.Low), min(last.High, v.High)
			continue
		}
		days = append(days, v)
	}
	return days
}

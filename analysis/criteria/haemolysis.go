package criteria

import "math"

// An Extreme is the highest or the lowest value of a window of days, beside the last
// value before something that may have moved it.
type Extreme struct {
	Values int // in the window
	// At and Before are the values, as indices of the course; -1: there is none, or,
	// with Bounded, a bound leaves open which it is.
	At, Before int
	Bounded    bool
	// Multiple is the extreme over the value before, Change the difference; NaN where
	// either is missing, only bounded or, for Multiple, the value before is 0 or less.
	Multiple, Change float64
}

// Peak is the highest value in the days from..to, each included, with the last value
// on a day before the day of reference. Of equal values the first counts.
//
// A bound is the peak where no other value may be higher: >2000 beside 900 is, <500
// beside 900 is not. Values are in order of day.
//
// Haemolysis after transplants across an ABO barrier: LDH (488 ± 110 U/L on day 0 after
// donor-type red cells, 191 ± 30 after plasma exchange: Nussbaumer, Transfusion
// 1995;35:592), bilirubin, haemoglobin and haptoglobin; passenger lymphocytes of a minor
// mismatch act from about day 5 to 15.
func Peak(values []Value, from, to, reference float64) Extreme {
	return extreme(values, from, to, reference, func(v Value) Value { return v })
}

// Trough is the lowest value, else as Peak.
func Trough(values []Value, from, to, reference float64) Extreme {
	return extreme(values, from, to, reference, func(v Value) Value {
		return Value{Day: v.Day, Low: -v.High, High: -v.Low}
	})
}

// extreme is the highest of the values as they are turned.
func extreme(values []Value, from, to, reference float64, turn func(Value) Value) Extreme {
	e := Extreme{At: -1, Before: -1, Multiple: math.NaN(), Change: math.NaN()}
	highest := math.Inf(-1) // that any of them may be
	for i, v := range values {
		if v.Day < reference {
			e.Before = i
		}
		if v.Day < from || v.Day > to {
			continue
		}
		e.Values++
		highest = max(highest, turn(v).High)
		if e.At < 0 || turn(v).Low > turn(values[e.At]).Low {
			e.At = i
		}
	}
	if e.At < 0 {
		return e
	}
	if turn(values[e.At]).High < highest {
		e.At, e.Bounded = -1, true
		return e
	}
	if e.Before < 0 {
		return e
	}
	at, before := values[e.At], values[e.Before]
	if at.Low != at.High || before.Low != before.High {
		return e
	}
	e.Change = at.Low - before.Low
	if before.Low > 0 {
		e.Multiple = at.Low / before.Low
	}
	return e
}

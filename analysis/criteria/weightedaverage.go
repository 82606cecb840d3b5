package criteria

import "math"

// A WeightedAverage is the rule of independence by the weighted average of the
// haemoglobin (TI12): red cells are not given, and the haemoglobin holds without them.
//
// With g the last counted red cells (day 0 if there are none), s is the first
// haemoglobin of at least AtLeast on a day >= g + After, and e the first on a day >=
// s + Days with no counted red cells in (g, e]. The criterion is met on e if
//
//	1/(e - s) Σ (h[i] + h[i+1])/2 · (d[i+1] - d[i])  >=  AtLeast
//
// over the values h on days d of [s, e], the trapezoid rule; else the next s is tried.
// Of several values a day the lowest counts. The average needs at least Values values
// and neighbours at most Gap days apart.
//
// Source: Locatelli et al., N Engl J Med 2022;386:415, who ask for an average of at
// least 9 g/dL without red cells for 12 months or more. That 60 days lie before it, that
// the first value is as high, the number of values and their distance are conventions.
type WeightedAverage struct {
	After   float64 // days from the last counted red cells to the first value
	AtLeast float64 // g/dL
	Days    float64 // from the first value to the last
	Values  int
	Gap     float64
}

// rounding is by how much an average may miss the threshold that its decimals meet.
const rounding = 1e-9

// A Sustained haemoglobin is what a course shows of a WeightedAverage. Days are NaN where
// there is none.
type Sustained struct {
	Met     Answer
	Opened  float64 // g of a criterion that is met
	Start   float64 // s of it
	Day     float64 // e of it; Open: of the first value of the average that a bound leaves open
	Average float64
	KnownTo float64 // No: to when; the last value, or the last before what is sparse
	Sparse  bool    // No: too few values, or too far apart, to tell from KnownTo on
}

// Judge follows a course. Both slices are in order of day; redCells are the counted
// ones from day 0 on. Nothing after the day end is used; without a value from day 0 to
// it the answer is Open and Day is NaN.
func (r WeightedAverage) Judge(redCells []float64, values []Value, end float64) Sustained {
	nan := math.NaN()
	found := Sustained{Opened: nan, Start: nan, Day: nan, Average: nan, KnownTo: nan}
	values = LowestOfDay(within(values, end))
	if len(values) == 0 {
		found.Met = Open
		return found
	}
	found.KnownTo = values[len(values)-1].Day
	opened := 0.
	for i := 0; i <= len(redCells); i++ {
		next := math.Inf(1)
		if i < len(redCells) && redCells[i] <= end {
			next = redCells[i]
		}
		for k, v := range values {
			if v.Day < opened+r.After || v.Day >= next || v.AtLeast(r.AtLeast) == No {
				continue
			}
			if r.from(&found, values[k:], next) {
				found.Opened = opened
				return found
			}
		}
		if math.IsInf(next, 1) {
			break
		}
		opened = next
	}
	return found
}

// from tries the first of the values as s, and reports whether that answers; next is
// the day of the next red cells.
func (r WeightedAverage) from(found *Sustained, values []Value, next float64) bool {
	s := values[0]
	last := 0 // of [s, e]
	for last < len(values)-1 && values[last].Day < s.Day+r.Days {
		last++
	}
	isOpen := values[last].Day < s.Day+r.Days
	if !isOpen && values[last].Day >= next || isOpen && !math.IsInf(next, 1) {
		return false
	}
	if to, sparse := r.sparse(values[:last+1], isOpen); sparse {
		found.Sparse, found.KnownTo = true, to
		return true
	}
	if isOpen {
		return false
	}
	low, high := average(values[:last+1])
	switch {
	case high < r.AtLeast-rounding:
		return false
	case low < r.AtLeast-rounding || s.AtLeast(r.AtLeast) == Open:
		found.Met, found.Day, found.KnownTo = Open, firstBounded(values[:last+1]), math.NaN()
	default:
		found.Met, found.Start, found.Day, found.Average = Yes, s.Day, values[last].Day, low
	}
	return true
}

// sparse reports whether values are too few or too far apart for an average, and the
// last day before it shows. While the last value is to come their number says nothing.
func (r WeightedAverage) sparse(values []Value, isOpen bool) (float64, bool) {
	for i := range values[1:] {
		if values[i+1].Day-values[i].Day > r.Gap {
			return values[i].Day, true
		}
	}
	return values[max(0, len(values)-2)].Day, !isOpen && len(values) < r.Values
}

// average is that of the lowest and that of the highest values that may be, by the
// trapezoid rule; a haemoglobin is never under 0.
func average(values []Value) (low, high float64) {
	for i := range values[1:] {
		a, b := values[i], values[i+1]
		low += (max(0, a.Low) + max(0, b.Low)) / 2 * (b.Day - a.Day)
		high += (a.High + b.High) / 2 * (b.Day - a.Day)
	}
	days := values[len(values)-1].Day - values[0].Day
	return low / days, high / days
}

func firstBounded(values []Value) float64 {
	for _, v := range values {
		if v.Low != v.High {
			return v.Day
		}
	}
	return math.NaN()
}

// within are the values from day 0 to a day.
func within(values []Value, end float64) []Value {
	var found []Value
	for _, v := range values {
		if v.Day >= 0 && v.Day <= end {
			found = append(found, v)
		}
	}
	return found
}

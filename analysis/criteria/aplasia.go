package criteria

import "math"

// An AplasiaRule has the criteria of pure red-cell aplasia by a course without the
// marrow. Days are of the transplant, all inclusive.
type AplasiaRule struct {
	Below       float64 // every value of the window is under it; % or 10^9/L
	From, To    float64 // the window of the values
	Apart       float64 // the first and the last value lie at least so many days apart
	RedCellDays float64 // red cells were given in so many days before
	NotBefore   float64
}

// A Milestone is when something happened, if it did.
type Milestone struct {
	State Answer
	Day   float64 // of Yes
}

// by reports whether it had happened by a day.
func (m Milestone) by(day float64) Answer {
	if m.State == Yes && m.Day > day {
		return No
	}
	return m.State
}

// An AplasiaCourse is what the criteria are read from.
type AplasiaCourse struct {
	Values     []Value   // reticulocytes of one test, in order of day
	RedCells   []float64 // days on which red cells were given
	RedCellsTo float64   // the last day to which that is known; NaN: it is not
	// Recovery of each; what never fell had recovered on day 0.
	Reticulocytes, Neutrophils, Platelets Milestone
	Failure                               Milestone
	End                                   float64 // last day followed: to death, a second transplant, last contact
}

// A Lack is what leaves the criteria open.
type Lack uint8

const (
	LacksNothing Lack = iota
	LacksValues
	LacksBounds // a value is only bounded
	LacksRedCells
	LacksNeutrophils
	LacksPlatelets
	LacksFailure
	LacksReticulocytes // when they recovered is not known
)

// An Aplasia is whether and when the criteria were met: Recovered means met on Day, and
// Undecided that Lack leaves it open.
type Aplasia struct {
	Recovery
	Lack Lack
}

// RedCellAplasia finds the first day on which all of these hold, not before NotBefore:
//
//   - at least two values on days From to To so far, the first and the last of them at
//     least Apart days apart, and all of them under Below;
//   - the last of them, and red cells given, in the RedCellDays days before;
//   - neutrophils and platelets recovered, reticulocytes not;
//   - no graft failure.
//
// Only what is known on a day counts on it: a value over the threshold on a later day
// ends aplasia, and does not undo it. So the criteria are met on the day on which the
// last of them holds. They may be met after To, for RedCellDays days.
//
// Without enough values they are not met, and not denied: Undecided, LacksValues, where
// the course was followed to NotBefore, with no value at or over Below and without a
// recovery of reticulocytes or a failure by then. Undecided too it holds that they were
// not met before NotBefore: to KnownTo.
//
// No paper in the field gives cut-offs: anaemia with reticulocytes under 1 % beyond day
// 60 and a marrow without red-cell precursors is the diagnosis (Bone Marrow Transplant
// 2020, doi:10.1038/s41409-020-01124-6). The days are this program's.
func (r AplasiaRule) RedCellAplasia(c AplasiaCourse) Aplasia {
	days := LowestOfDay(c.Values)
	last := min(c.End, r.To+r.RedCellDays)
	for day := r.NotBefore; day <= last; day++ {
		switch answer, lack := r.on(day, days, &c); answer {
		case Yes:
			return Aplasia{Recovery: Recovery{Outcome: Recovered, Day: day}}
		case Open:
			return Aplasia{Recovery{Outcome: Undecided, KnownTo: r.NotBefore - 1}, lack}
		}
	}
	if c.End >= r.NotBefore && !r.isJudged(days, &c) {
		return Aplasia{Recovery{Outcome: Undecided, KnownTo: r.NotBefore - 1}, LacksValues}
	}
	if c.End >= r.To {
		return Aplasia{Recovery: Recovery{Outcome: NotYet, KnownTo: math.Inf(1)}}
	}
	return Aplasia{Recovery: Recovery{Outcome: NotYet, KnownTo: c.End}}
}

// on reports whether the criteria are met on a day; Open with what is lacking.
func (r AplasiaRule) on(day float64, values []Value, c *AplasiaCourse) (Answer, Lack) {
	answer, lack := Yes, LacksNothing
	for _, condition := range []struct {
		is   Answer
		lack Lack
	}{
		{r.valuesBy(day, values), LacksBounds},
		{r.transfusedBy(day, c), LacksRedCells},
		{c.Neutrophils.by(day), LacksNeutrophils},
		{c.Platelets.by(day), LacksPlatelets},
		{not(c.Failure.by(day)), LacksFailure},
		{not(c.Reticulocytes.by(day)), LacksReticulocytes},
	} {
		switch {
		case condition.is == No:
			return No, LacksNothing
		case condition.is == Open && answer == Yes:
			answer, lack = Open, condition.lack
		}
	}
	return answer, lack
}

func not(a Answer) Answer {
	switch a {
	case Yes:
		return No
	case No:
		return Yes
	}
	return Open
}

// valuesBy reports whether the values of the window up to a day are enough and under
// the threshold.
func (r AplasiaRule) valuesBy(day float64, values []Value) Answer {
	first, last, answer := math.NaN(), math.NaN(), Yes
	for _, v := range values {
		if v.Day < r.From || v.Day > min(r.To, day) {
			continue
		}
		switch v.Under(r.Below) {
		case No:
			return No
		case Open:
			answer = Open
		}
		if math.IsNaN(first) {
			first = v.Day
		}
		last = v.Day
	}
	if last-first >= r.Apart && day-last <= r.RedCellDays {
		return answer
	}
	return No
}

// transfusedBy reports whether red cells were given in the days before a day, or on it.
func (r AplasiaRule) transfusedBy(day float64, c *AplasiaCourse) Answer {
	for _, given := range c.RedCells {
		if given <= day && day-given <= r.RedCellDays {
			return Yes
		}
	}
	if day <= c.RedCellsTo {
		return No
	}
	return Open
}

// isJudged reports whether a course that never met the criteria is known not to have.
func (r AplasiaRule) isJudged(values []Value, c *AplasiaCourse) bool {
	if c.Failure.by(r.NotBefore) == Yes || c.Reticulocytes.by(r.NotBefore) == Yes {
		return true
	}
	first, last := math.NaN(), math.NaN()
	for _, v := range values {
		if v.Day < r.From || v.Day > r.To {
			continue
		}
		if v.Under(r.Below) == No {
			return true
		}
		if math.IsNaN(first) {
			first = v.Day
		}
		last = v.Day
	}
	return last-first >= r.Apart
}

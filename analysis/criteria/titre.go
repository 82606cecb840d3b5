package criteria

import "math"

const (
	gone    = 2 // a titre under 1:2 has disappeared
	rebound = 4 // two two-fold steps
)

// A Titre of one antibody and class. Values are reciprocals, 128 for 1:128; a negative
// titre counts as 1:1, which is 1.
type Titre struct {
	Value
	Series int // which antibody and class of the patient it is, from 0
}

// A TitreSample is the highest titre of a day.
type TitreSample struct {
	Value
	Series int // whose titre it is; of equal ones the first
	// Whole says that each antibody and class of the patient was measured on the day.
	// Else the highest may be one of those that were not, and High is +Inf.
	Whole bool
}

// HighestTitres leaves of each day the highest titre over all series. Titres are in
// order of day. Of bounds that overlap the highest lies between the highest Low and the
// highest High, and is said to be of the series of that Low.
func HighestTitres(titres []Titre, series int) []TitreSample {
	var days []TitreSample
	measured := map[int]bool{}
	for i, t := range titres {
		if n := len(days); n == 0 || days[n-1].Day != t.Day {
			days = append(days, TitreSample{Value: t.Value, Series: t.Series})
			clear(measured)
		}
		today := &days[len(days)-1]
		if t.Low > today.Low || t.Low == today.Low && t.Series < today.Series {
			today.Series = t.Series
		}
		today.Low, today.High = max(today.Low, t.Low), max(today.High, t.High)
		measured[t.Series] = true
		if last := i+1 == len(titres) || titres[i+1].Day != t.Day; !last {
			continue
		}
		if today.Whole = len(measured) == series; !today.Whole {
			today.High = math.Inf(1)
		}
	}
	return days
}

// A TitreCourse is what the samples of one patient show, in order.
type TitreCourse struct {
	// First and AtTransplant are the first and the last whole sample up to day 0, as
	// indices of the samples; -1: there is none.
	First, AtTransplant int
	// Steps is log2 of First over AtTransplant, negative where it rose; NaN where
	// either is only bounded. A bound under 1:2 is no bound here: all below it is 1:1.
	Steps float64
	// Below is the first day under the threshold.
	Below Found
	// Disappeared is the first of two consecutive samples under 1:2, from day 0 on.
	Disappeared Found
	// Rebound is the first sample that lies two steps or more (a factor of 4) over the
	// lowest titre between day 0 and it, of which the next sample says the same. Where
	// no next sample does, Unconfirmed is true and the day that of the first such rise.
	Rebound     Found
	Unconfirmed bool
}

// Found is the day of what was found, or what is known instead. The Answer is Open
// where a bound, or a day on which not all was measured, leaves the day or the whole
// open.
type Found struct {
	Answer Answer
	Day    float64
}

// CourseOfTitres reads the course of an antibody titre, or of the highest of several.
// below is the reciprocal of the threshold; a titre at it is not under it.
//
// A sample that is not whole answers where what was measured on the day does: it can
// be too high, it is never low enough, and it confirms a rise that it shows. Elsewhere
// it is passed over as if none had been taken; where nothing whole follows, "never"
// becomes Open.
//
// One step is within the error of the method (College of American Pathologists surveys
// 2014-2018: 63 % of results within one step of the target), so a course is described,
// never tested. Isohaemagglutinins that disappear: Zhu et al., 2007 (day 60 after major
// mismatch, day 150 with pure red-cell aplasia).
func CourseOfTitres(samples []TitreSample, below float64) TitreCourse {
	c := TitreCourse{First: -1, AtTransplant: -1, Steps: math.NaN()}
	after := len(samples)
	for i, s := range samples {
		if s.Day >= 0 {
			after = min(after, i)
		}
		if s.Day > 0 || !s.Whole {
			continue
		}
		if c.First < 0 {
			c.First = i
		}
		c.AtTransplant = i
	}
	if c.First >= 0 {
		c.Steps = steps(samples[c.First].Value) - steps(samples[c.AtTransplant].Value)
	}
	c.Below = firstUnder(samples, below, 1)
	c.Disappeared = firstUnder(samples[after:], gone, 2)
	c.Rebound, c.Unconfirmed = reboundOf(samples[after:])
	return c
}

// steps are those over 1:1; NaN where a bound leaves them open.
func steps(v Value) float64 {
	switch {
	case v.High < gone:
		return 0
	case v.Low == v.High:
		return math.Log2(v.Low)
	}
	return math.NaN()
}

// firstUnder is the first of so many consecutive samples under a threshold.
func firstUnder(samples []TitreSample, threshold float64, consecutive int) Found {
	var days []float64
	var answers []Answer
	passed := false
	for _, s := range samples {
		a := s.Under(threshold)
		if passed = a == Open && !s.Whole; passed {
			continue
		}
		days, answers = append(days, s.Day), append(answers, a)
	}
	for i := 0; i+consecutive <= len(answers); i++ {
		switch allOf(answers[i : i+consecutive]) {
		case Yes:
			return Found{Yes, days[i]}
		case Open:
			return Found{Answer: Open}
		}
	}
	if passed {
		return Found{Answer: Open}
	}
	return Found{Answer: No}
}

// allOf is Yes where all are, and No where one is No.
func allOf(answers []Answer) Answer {
	all := Yes
	for _, a := range answers {
		switch {
		case a == No:
			return No
		case a == Open:
			all = Open
		}
	}
	return all
}

// reboundOf looks for a rise of two steps over the lowest titre before it.
func reboundOf(samples []TitreSample) (found Found, unconfirmed bool) {
	nadir := Value{Low: math.Inf(1), High: math.Inf(1)}
	open, passed := false, false
	for i, s := range samples {
		risen := rise(s.Value, nadir)
		if passed = !s.Whole && risen != Yes; passed {
			continue
		}
		if risen != No {
			switch next := confirmation(samples[i+1:], nadir); {
			case risen == Open || next == Open:
				open = true
			case next == Yes && !open:
				return Found{Yes, s.Day}, false
			case next == No && !unconfirmed:
				found, unconfirmed = Found{Yes, s.Day}, true
			}
		}
		if s.Whole {
			nadir.Low, nadir.High = min(nadir.Low, max(s.Low, 1)), min(nadir.High, atMost(s.Value))
		}
	}
	if open || passed && !unconfirmed {
		return Found{Answer: Open}, false
	}
	return found, unconfirmed
}

// confirmation is what the next sample that answers says of a rise over the nadir; No
// where there is none.
func confirmation(later []TitreSample, nadir Value) Answer {
	for _, s := range later {
		if risen := rise(s.Value, nadir); s.Whole || risen == Yes {
			return risen
		}
	}
	return No
}

func rise(v, nadir Value) Answer {
	switch {
	case math.IsInf(nadir.Low, 1): // no sample before it
		return No
	case v.Low >= rebound*nadir.High:
		return Yes
	case v.High < rebound*nadir.Low:
		return No
	}
	return Open
}

// atMost is the highest that a titre may be, 1 for all under 1:2.
func atMost(v Value) float64 {
	if v.High < gone {
		return 1
	}
	return v.High
}

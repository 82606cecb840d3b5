package criteria

import (
	"math"
	"slices"
)

// GraftFunctionRule has the limits of poor graft function. No consensus has numbers:
// Sureda et al., Bone Marrow Transplant 2024, ask for frequent dependence on
// transfusions or growth factor without other cause. Counts and their three
// consecutive days from day 28 with full donor chimerism are those of a review; the
// rest is ours.
type GraftFunctionRule struct {
	FromDay          float64
	NeutrophilsBelow float64 // 10^9/L
	PlateletsBelow   float64 // 10^9/L
	HaemoglobinBelow float64 // g/dL
	Consecutive      int     // values on different days
	Lineages         int     // of the three
	// SupportedDays are the days from a transfusion or growth factor on, its own the
	// first, in which a value that is not low is not the graft's.
	SupportedDays float64
	GapDays       float64 // between two values that follow each other, at most

	DonorAbove  float64 // percent
	DonorWithin float64 // days from the nearest sample of chimerism, at most
}

// A SupportedCount is a count with what supports it: growth factor for neutrophils,
// platelets for platelets, red cells for haemoglobin. Both are in order of day.
type SupportedCount struct {
	Values    []Value
	Supported []float64 // days
}

// A Span of days, the first inclusive, the last not.
type Span struct{ From, To float64 }

func (s Span) has(day float64) bool { return s.From <= day && day < s.To }

// A SevereGVHD is a time in which acute GVHD III-IV is active, or may be.
type SevereGVHD struct {
	Span
	Sure bool
}

// A GraftCourse is what is known of one patient to the day Until.
type GraftCourse struct {
	Neutrophils, Platelets, Haemoglobin SupportedCount
	Donor                               DonorSamples
	Severe                              []SevereGVHD
	Relapse                             float64 // day; +Inf: none
	Until                               float64
}

// GraftFunction is what a course says of poor graft function.
type GraftFunction struct {
	Answer Answer
	// Day is that of the criteria: the first on which all hold, of Open the first on which they may.
	Day float64
	// DonorUnknown says of Open that all holds but that no sample of chimerism decides.
	DonorUnknown bool
	// BloodStandsIn says that unsplit blood stood in for a lineage.
	BloodStandsIn bool
	// KnownTo is to which day No holds, by the counts.
	KnownTo float64
}

// PoorGraftFunction reads poor graft function from a course.
//
// From FromDay on, a count is low from the last of Consecutive observations on
// different days that are low: a value under its limit, or a day of its support, which
// takes the place of a value. A value at or over the limit ends it, but one of
// the SupportedDays is passed over. More than GapDays between two observations begin
// anew, and end what was low GapDays after the last.
//
// The criteria hold on the first day on which a low count was seen and at least Lineages
// counts are low, the donor has over DonorAbove percent of the cells by the nearest
// sample within DonorWithin days (see DonorOver), no acute GVHD III-IV is active and
// no relapse was before. Nothing after that day but that sample is asked.
//
// A bound, a range of grades, and a count of which nothing is seen within GapDays
// before may leave it open. A day on which the criteria hold for sure goes before an
// earlier one on which they only may. DonorUnknown is told only where all else is
// sure. No holds to the day to which so many counts were seen that the others are too
// few.
func (r GraftFunctionRule) PoorGraftFunction(c GraftCourse) GraftFunction {
	counts := r.countsOf(c)
	sure, maybe := r.lowOf(counts, false), r.lowOf(counts, true)
	found := GraftFunction{Answer: No, Day: math.NaN(), KnownTo: r.seenTo(c, counts)}
	for _, day := range r.daysOf(counts, maybe) {
		if day > c.Until || day >= c.Relapse {
			break
		}
		answer, donorUnknown, standsIn := r.on(c, day, r.low(sure, counts, day, No), r.low(maybe, counts, day, Open))
		switch {
		case answer == Yes:
			found.Answer, found.Day, found.DonorUnknown, found.BloodStandsIn = Yes, day, false, standsIn
			return found
		case answer == Open && found.Answer == No:
			found.Answer, found.Day, found.DonorUnknown = Open, day, donorUnknown
		case answer == Open && donorUnknown && !found.DonorUnknown:
			found.Day, found.DonorUnknown = day, true
		}
	}
	return found
}

// on is the answer of one day, with the counts that are low and those that may be.
func (r GraftFunctionRule) on(c GraftCourse, day float64, low, maybe int) (a Answer, donorUnknown, standsIn bool) {
	if maybe < r.Lineages {
		return No, false, false
	}
	counts, severe := Open, severeOn(c.Severe, day)
	if low >= r.Lineages {
		counts = Yes
	}
	donor, standsIn := c.Donor.DonorOver(day, r.DonorWithin, r.DonorAbove)
	switch {
	case severe == Yes, donor == No:
		return No, false, standsIn
	case counts == Yes && severe == No && donor == Yes:
		return Yes, false, standsIn
	}
	return Open, counts == Yes && severe == No, standsIn
}

func severeOn(spans []SevereGVHD, day float64) Answer {
	found := No
	for _, s := range spans {
		if s.has(day) {
			if s.Sure {
				return Yes
			}
			found = Open
		}
	}
	return found
}

// An observation is a value or the day of a support.
type observation struct {
	day float64
	low Answer
}

// countsOf are the observations of the three counts from FromDay to the end.
func (r GraftFunctionRule) countsOf(c GraftCourse) [3][]observation {
	return [3][]observation{
		r.observations(c.Neutrophils, r.NeutrophilsBelow, c.Until),
		r.observations(c.Platelets, r.PlateletsBelow, c.Until),
		r.observations(c.Haemoglobin, r.HaemoglobinBelow, c.Until),
	}
}

func (r GraftFunctionRule) observations(s SupportedCount, below, until float64) []observation {
	var found []observation
	for _, v := range LowestOfDay(s.Values) {
		low := v.Under(below)
		if low != Yes && r.isSupported(s.Supported, v.Day) {
			continue
		}
		found = append(found, observation{v.Day, low})
	}
	for _, day := range s.Supported {
		if !slices.ContainsFunc(found, func(o observation) bool { return o.day == day }) {
			found = append(found, observation{day, Yes})
		}
	}
	found = slices.DeleteFunc(found, func(o observation) bool { return o.day < r.FromDay || o.day > until })
	slices.SortFunc(found, func(a, b observation) int { return int(a.day - b.day) })
	return found
}

func (r GraftFunctionRule) isSupported(days []float64, day float64) bool {
	return slices.ContainsFunc(days, func(from float64) bool { return from <= day && day < from+r.SupportedDays })
}

// lowOf are the spans in which each count is low; open says whether an observation
// that is open counts as low.
func (r GraftFunctionRule) lowOf(counts [3][]observation, open bool) [3][]Span {
	var spans [3][]Span
	for i, all := range counts {
		run, last := 0, math.Inf(-1)
		current := -1 // of the span that is not over
		for _, o := range all {
			if o.day-last > r.GapDays {
				run, current = 0, -1
			}
			if o.low == No || o.low == Open && !open {
				if current >= 0 {
					spans[i][current].To = o.day
				}
				run, current, last = 0, -1, o.day
				continue
			}
			run, last = run+1, o.day
			if run == r.Consecutive {
				spans[i] = append(spans[i], Span{From: o.day})
				current = len(spans[i]) - 1
			}
			if current >= 0 {
				spans[i][current].To = o.day + r.GapDays + 1
			}
		}
	}
	return spans
}

// low is how many counts are low on a day; one that is not seen then counts as low
// where unseen is Open.
func (r GraftFunctionRule) low(spans [3][]Span, counts [3][]observation, day float64, unseen Answer) int {
	n := 0
	observed := false
	for i := range spans {
		switch {
		case slices.ContainsFunc(spans[i], func(s Span) bool { return s.has(day) }):
			n, observed = n+1, true
		case unseen == Open && !r.isSeen(counts[i], day):
			n++
		}
	}
	if !observed { // nothing that was seen says so
		return 0
	}
	return n
}

func (r GraftFunctionRule) isSeen(all []observation, day float64) bool {
	return slices.ContainsFunc(all, func(o observation) bool { return o.day <= day && day-o.day <= r.GapDays })
}

// daysOf are the days on which a count that is low, or may be, was seen to be, in order.
func (r GraftFunctionRule) daysOf(counts [3][]observation, low [3][]Span) []float64 {
	var days []float64
	for i, all := range counts {
		for _, o := range all {
			if o.low != No && slices.ContainsFunc(low[i], func(s Span) bool { return s.has(o.day) }) {
				days = append(days, o.day)
			}
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// seenTo is the day to which enough counts are seen for the others to be too few: of
// three of which two must be low, the second latest last day. Before FromDay nobody
// has it.
func (r GraftFunctionRule) seenTo(c GraftCourse, counts [3][]observation) float64 {
	var last []float64
	for _, all := range counts {
		day := min(r.FromDay, c.Until)
		if n := len(all); n > 0 {
			day = max(day, all[n-1].day)
		}
		last = append(last, day)
	}
	slices.Sort(last)
	return last[min(max(r.Lineages-1, 0), len(last)-1)]
}

package criteria

import (
	"math"
	"slices"
	"strings"
)

// MixedField is the forward typing of red cells of two groups.
const MixedField = "mixed"

// A Typing is one blood sample that was typed.
type Typing struct {
	Day     float64
	Forward string // A, B, AB, O or MixedField, by the red cells; "" not typed
	// AntiA and AntiB are the antibodies of the serum: Open where it was not typed.
	AntiA, AntiB Answer
	DAT          Answer // positive, negative, or Open where it was not done
}

// typingsByDay makes the samples of a day one: what one leaves blank the other says,
// different groups by the red cells are two populations, an antibody or a positive test
// of any counts. A sample in which nothing was typed is none. Samples are in order of day.
func typingsByDay(samples []Typing) []Typing {
	var days []Typing
	for _, s := range samples {
		if s.Forward == "" && s.AntiA == Open && s.AntiB == Open && s.DAT == Open {
			continue
		}
		n := len(days)
		if n == 0 || days[n-1].Day != s.Day {
			days = append(days, s)
			continue
		}
		d := &days[n-1]
		switch {
		case d.Forward == "":
			d.Forward = s.Forward
		case s.Forward != "" && s.Forward != d.Forward:
			d.Forward = MixedField
		}
		d.AntiA, d.AntiB, d.DAT = either(d.AntiA, s.AntiA), either(d.AntiB, s.AntiB), either(d.DAT, s.DAT)
	}
	return days
}

// either is Yes where one of two findings is, else what the other says of it.
func either(a, b Answer) Answer {
	switch {
	case a == Yes || b == Yes:
		return Yes
	case a == No || b == No:
		return No
	}
	return Open
}

// Groups are the ABO groups of a transplant: A, B, AB or O.
type Groups struct{ Recipient, Donor string }

// Differ reports whether both groups are known and not the same.
func (g Groups) Differ() bool { return g.Recipient != "" && g.Donor != "" && g.Recipient != g.Donor }

// IsMajor reports whether the donor has an antigen that the recipient lacks: a major or
// bidirectional mismatch.
func (g Groups) IsMajor() bool {
	lacks := func(antigen string) bool {
		return strings.Contains(g.Donor, antigen) && !strings.Contains(g.Recipient, antigen)
	}
	return g.Differ() && (lacks("A") || lacks("B"))
}

// A ConversionRule says when the blood group has become the donor's. Before the age of
// ReverseFrom days the serum has no antibodies of its own and is not asked.
type ConversionRule struct{ ReverseFrom float64 }

// ABOConversion finds when the blood group became that of the donor: the first of two
// consecutive samples on different days whose red cells are of the donor's group without
// a mixed field, whose serum has no antibody against an antigen of the donor, and whose
// direct antiglobulin test is negative where it was done. It is known from the second.
//
// Antibody against the recipient's antigens is not asked: it almost never forms after a
// minor or bidirectional mismatch. age is that at the transplant in days, NaN where it
// is not known; the serum is then asked. A sample that may be such a one or not, as its
// serum was not typed, is passed over: what two others show stands, by the first of
// them. Where only such samples would make it one the course is Undecided. Samples up to
// day 0 are none.
//
// Source: Matteocci et al., Cells 2024 (forward and reverse on two independent samples).
func (r ConversionRule) ABOConversion(samples []Typing, g Groups, age float64) Recovery {
	days := typingsByDay(afterTransplant(samples))
	if len(days) == 0 {
		return Recovery{Outcome: Silent}
	}
	sure, may := r.conversion(days, g, age, false), r.conversion(days, g, age, true)
	if sure.Outcome != Recovered && may.Outcome == Recovered {
		return Recovery{Outcome: Undecided}
	}
	sure.KnownTo = min(sure.KnownTo, may.KnownTo)
	return sure
}

// conversion passes over samples that are open, or takes them as of the donor's group.
func (r ConversionRule) conversion(days []Typing, g Groups, age float64, open bool) Recovery {
	first := math.NaN() // day of a sample of the donor's group before
	for _, s := range days {
		switch answer := r.isDonors(s, g, age); {
		case answer == No:
			first = math.NaN()
		case answer == Open && !open:
		case !math.IsNaN(first):
			return Recovery{Outcome: Recovered, Day: first}
		default:
			first = s.Day
		}
	}
	known := days[len(days)-1].Day
	if !math.IsNaN(first) {
		known = min(known, first-1)
	}
	return Recovery{Outcome: NotYet, KnownTo: known}
}

// isDonors reports whether a sample is of the donor's group.
func (r ConversionRule) isDonors(s Typing, g Groups, age float64) Answer {
	if s.Forward != "" && s.Forward != g.Donor || s.DAT == Yes {
		return No
	}
	answer := Yes
	if s.Forward == "" {
		answer = Open
	}
	if age+s.Day < r.ReverseFrom {
		return answer
	}
	for antigen, found := range map[string]Answer{"A": s.AntiA, "B": s.AntiB} {
		switch {
		case !strings.Contains(g.Donor, antigen):
		case found == Yes:
			return No
		case found == Open:
			answer = Open
		}
	}
	return answer
}

// afterTransplant leaves the samples from day 1 on, of those in order of day.
func afterTransplant(samples []Typing) []Typing {
	first := slices.IndexFunc(samples, func(s Typing) bool { return s.Day > 0 })
	if first < 0 {
		return nil
	}
	return samples[first:]
}

// A DonorCellRule says for how many days red cells of the donor's group that were given
// may still be found.
type DonorCellRule struct{ RedCellDays float64 }

// DonorRedCells finds when red cells of the donor were first seen: the first sample after
// day 0 whose red cells are of the donor's group or of two groups.
//
// A sample within RedCellDays of red cells of the donor's group that were given, on one
// of the days given, is no proof: they may be those. Counted are the cells given up to
// its own day, that day included. It is proof all the same where an earlier sample after
// day 0 and after those cells was of the recipient's group alone.
//
// Red cells of a donor of group O show no group of their own: the caller does not ask.
// A course without a sample is Silent. Whose cells a sample that is no proof showed is
// not known: NotYet holds to the last sample that lacked them.
func (r DonorCellRule) DonorRedCells(samples []Typing, g Groups, given []float64) Recovery {
	days := typingsByDay(afterTransplant(samples))
	days = slices.DeleteFunc(days, func(s Typing) bool { return s.Forward == "" })
	if len(days) == 0 {
		return Recovery{Outcome: Silent}
	}
	lacked := 0.
	for _, s := range days {
		if s.Forward != g.Donor && s.Forward != MixedField {
			lacked = s.Day
			continue
		}
		if !slices.ContainsFunc(given, func(day float64) bool { return r.mayBe(day, s.Day, lacked) }) {
			return Recovery{Outcome: Recovered, Day: s.Day}
		}
	}
	return Recovery{Outcome: NotYet, KnownTo: lacked}
}

// mayBe reports whether cells given on a day may be those of a sample; lacked is the day
// of the last one before it without any, 0 where there is none.
func (r DonorCellRule) mayBe(given, sample, lacked float64) bool {
	return given <= sample && sample-given <= r.RedCellDays && !(lacked > 0 && lacked > given)
}

package criteria

import (
	"math"
	"slices"
	"testing"
)

// sample is one whose serum has no antibody and whose antiglobulin test was not done.
func sample(day float64, forward string) Typing {
	return Typing{Day: day, Forward: forward, AntiA: No, AntiB: No, DAT: Open}
}

func with(s Typing, change func(*Typing)) Typing {
	change(&s)
	return s
}

func halfAYear() ConversionRule { return ConversionRule{ReverseFrom: 183} }

// A recipient of group O with a donor of group A, ten years old, sample by sample.
func TestABOConversionByHand(t *testing.T) {
	a, o, mixed := sample(60, "A"), sample(30, "O"), sample(45, MixedField)
	later := func(day float64) Typing { return sample(day, "A") }
	antiA := func(s *Typing) { s.AntiA = Yes }
	for name, c := range map[string]struct {
		samples []Typing
		want    Recovery
	}{
		"no sample":                  {nil, Recovery{Outcome: Silent}},
		"only before the transplant": {[]Typing{sample(-3, "O"), sample(0, "A")}, Recovery{Outcome: Silent}},
		"two of the donor's group":   {[]Typing{o, a, later(90)}, Recovery{Outcome: Recovered, Day: 60}},
		"two on one day are one":     {[]Typing{o, a, later(60)}, Recovery{Outcome: NotYet, KnownTo: 59}},
		"a day apart":                {[]Typing{o, a, later(61)}, Recovery{Outcome: Recovered, Day: 60}},
		"one alone":                  {[]Typing{o, a}, Recovery{Outcome: NotYet, KnownTo: 59}},
		"a mixed field before":       {[]Typing{o, mixed, a, later(90)}, Recovery{Outcome: Recovered, Day: 60}},
		"a mixed field between": {[]Typing{a, sample(70, MixedField), later(90)},
			Recovery{Outcome: NotYet, KnownTo: 89}},
		"an antibody in the second": {[]Typing{a, with(later(90), antiA)},
			Recovery{Outcome: NotYet, KnownTo: 90}},
		"an antibody of no interest": {[]Typing{a, with(later(90), func(s *Typing) { s.AntiB = Yes })},
			Recovery{Outcome: Recovered, Day: 60}},
		"its serum not typed": {[]Typing{a, with(later(90), func(s *Typing) { s.AntiA = Open })},
			Recovery{Outcome: Undecided}},
		"anti-B not typed": {[]Typing{a, with(later(90), func(s *Typing) { s.AntiB = Open })},
			Recovery{Outcome: Recovered, Day: 60}},
		"not typed, and then two more": {[]Typing{with(a, func(s *Typing) { s.AntiA = Open }), later(90), later(120)},
			Recovery{Outcome: Recovered, Day: 90}},
		"not typed between two others": {[]Typing{a, with(later(90), func(s *Typing) { s.AntiA = Open }), later(120)},
			Recovery{Outcome: Recovered, Day: 60}},
		"not typed, after two groups": {[]Typing{sample(60, MixedField), with(later(90), func(s *Typing) { s.AntiA = Open })},
			Recovery{Outcome: NotYet, KnownTo: 89}},
		"a positive antiglobulin test": {[]Typing{a, with(later(90), func(s *Typing) { s.DAT = Yes })},
			Recovery{Outcome: NotYet, KnownTo: 90}},
		"a negative one": {[]Typing{a, with(later(90), func(s *Typing) { s.DAT = No })},
			Recovery{Outcome: Recovered, Day: 60}},
		"two rows of one sample": {[]Typing{a, {Day: 90, Forward: "A", AntiA: Open, AntiB: Open, DAT: Open},
			{Day: 90, AntiA: No, AntiB: Yes, DAT: Open}}, Recovery{Outcome: Recovered, Day: 60}},
		"a blank row between": {[]Typing{a, {Day: 70, AntiA: Open, AntiB: Open, DAT: Open}, later(90)},
			Recovery{Outcome: Recovered, Day: 60}},
	} {
		if got := halfAYear().ABOConversion(c.samples, Groups{"O", "A"}, 3650); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

// A serum of under half a year has the mother's antibodies. On the day it counts.
func TestReverseTypingWaitsForHalfAYear(t *testing.T) {
	antiA := func(s *Typing) { s.AntiA = Yes }
	samples := []Typing{with(sample(60, "A"), antiA), with(sample(82, "A"), antiA)}
	for age, want := range map[float64]Outcome{100: Recovered, 101: NotYet, math.NaN(): NotYet} {
		if got := halfAYear().ABOConversion(samples, Groups{"O", "A"}, age); got.Outcome != want {
			t.Errorf("%v days old at the transplant: %+v", age, got)
		}
	}
}

// After a minor mismatch there is no antigen of the donor against which one could be;
// after an AB donor there are two.
func TestConversionByMatch(t *testing.T) {
	typed := func(forward string, antiA, antiB Answer) []Typing {
		s := Typing{Day: 100, Forward: forward, AntiA: antiA, AntiB: antiB, DAT: Open}
		return []Typing{s, with(s, func(s *Typing) { s.Day = 130 })}
	}
	for name, c := range map[string]struct {
		g            Groups
		antiA, antiB Answer
		want         Outcome
	}{
		"minor, serum not typed":    {Groups{"A", "O"}, Open, Open, Recovered},
		"minor, anti-A":             {Groups{"A", "O"}, Yes, Yes, Recovered},
		"bidirectional, anti-A":     {Groups{"A", "B"}, Yes, No, Recovered},
		"bidirectional, anti-B":     {Groups{"A", "B"}, No, Yes, NotYet},
		"donor AB, none":            {Groups{"O", "AB"}, No, No, Recovered},
		"donor AB, anti-B":          {Groups{"O", "AB"}, No, Yes, NotYet},
		"donor AB, anti-B unknown":  {Groups{"O", "AB"}, No, Open, Undecided},
		"donor AB, one sure, other": {Groups{"O", "AB"}, Yes, Open, NotYet},
	} {
		if got := halfAYear().ABOConversion(typed(c.g.Donor, c.antiA, c.antiB), c.g, 3650); got.Outcome != c.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// Cells that were given are found for 120 days.
func TestDonorRedCellsByHand(t *testing.T) {
	for name, c := range map[string]struct {
		samples []Typing
		given   []float64
		want    Recovery
	}{
		"no sample": {nil, nil, Recovery{Outcome: Silent}},
		"nothing given": {[]Typing{sample(20, "O"), sample(40, MixedField)}, nil,
			Recovery{Outcome: Recovered, Day: 40}},
		"the recipient's alone": {[]Typing{sample(20, "O"), sample(40, "O")}, nil,
			Recovery{Outcome: NotYet, KnownTo: 40}},
		"on the day of the graft": {[]Typing{sample(0, "A"), sample(40, "A")}, nil,
			Recovery{Outcome: Recovered, Day: 40}},
		"120 days after": {[]Typing{sample(120, "A")}, []float64{0}, Recovery{Outcome: NotYet}},
		"121 days after": {[]Typing{sample(121, "A")}, []float64{0},
			Recovery{Outcome: Recovered, Day: 121}},
		"desensitised nine days before": {[]Typing{sample(112, MixedField)}, []float64{-9, -30},
			Recovery{Outcome: Recovered, Day: 112}},
		"an earlier sample lacked them": {[]Typing{sample(20, "O"), sample(40, "A")}, []float64{-3, 0},
			Recovery{Outcome: Recovered, Day: 40}},
		"that one before more were given": {[]Typing{sample(20, "O"), sample(40, "A")}, []float64{30},
			Recovery{Outcome: NotYet, KnownTo: 20}},
		"given after the sample": {[]Typing{sample(40, "A")}, []float64{41},
			Recovery{Outcome: Recovered, Day: 40}},
		"given on the day of the sample": {[]Typing{sample(40, "A")}, []float64{40}, Recovery{Outcome: NotYet}},
		"no proof, then proof": {[]Typing{sample(30, "A"), sample(125, "A")}, []float64{0},
			Recovery{Outcome: Recovered, Day: 125}},
		"a sample without red cells": {[]Typing{{Day: 20, AntiA: Yes, AntiB: No, DAT: Open}}, nil,
			Recovery{Outcome: Silent}},
	} {
		if got := (DonorCellRule{120}).DonorRedCells(c.samples, Groups{"O", "A"}, c.given); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

// What is asked of which match; the 16 pairs have 5 + 2 with a barrier to the donor's cells.
func TestGroups(t *testing.T) {
	major, differ := 0, 0
	for _, recipient := range []string{"O", "A", "B", "AB"} {
		for _, donor := range []string{"O", "A", "B", "AB"} {
			g := Groups{recipient, donor}
			if g.IsMajor() {
				major++
			}
			if g.Differ() {
				differ++
			}
		}
	}
	if major != 7 || differ != 12 {
		t.Errorf("%d major of %d that differ, want 7 of 12", major, differ)
	}
	if (Groups{"", "A"}).Differ() || (Groups{"A", ""}).IsMajor() {
		t.Error("an unknown group differs")
	}
}

// The rows of one day have no order.
func TestOrderWithinADayMeansNothing(t *testing.T) {
	day := []Typing{{Day: 50, Forward: "A", AntiA: Open, AntiB: Open, DAT: Open},
		{Day: 50, AntiA: No, AntiB: Yes, DAT: Open}, {Day: 50, AntiA: Open, AntiB: Open, DAT: No}}
	next := sample(60, "A")
	want := halfAYear().ABOConversion(append(slices.Clone(day), next), Groups{"O", "A"}, 3650)
	if want.Outcome != Recovered {
		t.Fatalf("%+v", want)
	}
	slices.Reverse(day)
	if got := halfAYear().ABOConversion(append(day, next), Groups{"O", "A"}, 3650); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

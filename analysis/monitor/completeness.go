package monitor

import (
	"math"

	"graftstat/analysis/describe"
	"graftstat/analysis/survival"
)

// A Completeness is Clark's C: the share of the follow-up that could have been had.
type Completeness struct {
	Cases     int
	Observed  float64 // person-time observed
	Potential float64 // person-time up to the closing date
	C         float64 // Observed / Potential
	Reason    Reason  // why C is NaN; empty where it is not
}

// ClarkC is Clark's completeness of follow-up,
//
//	C = Σ observed time / Σ potential time
//
// With T_i the time to death or last contact and P_i that to the closing date, a
// case followed alive has potential P_i, a dead one T_i: nothing is missing
// after death. horizon caps each of them, 365 for completeness at one year;
// +Inf caps nothing. Cases younger than the horizon count with their P_i.
//
// C overstates a little what is missing where some of the lost have died.
// Reasons: no_case, no_follow_up where the potential is 0. Errors:
// survival.ErrColumns, ErrHorizon, and a *survival.CaseError for a time that is
// negative, not finite or past the closing date.
//
// Source: Clark, Altman and De Stavola, Lancet 359 (2002) 1309-1310.
func ClarkC(time []float64, died []bool, potential []float64, horizon float64) (Completeness, error) {
	c := Completeness{Cases: len(time), C: math.NaN()}
	if !(horizon > 0) {
		return c, ErrHorizon
	}
	if err := checkFollowUp(time, died, potential); err != nil {
		return c, err
	}
	var observed, possible compensated
	for i, t := range time {
		end := potential[i]
		if died[i] {
			end = t
		}
		observed.add(math.Min(t, horizon))
		possible.add(math.Min(end, horizon))
	}
	c.Observed, c.Potential = observed.value(), possible.value()
	switch {
	case len(time) == 0:
		c.Reason = ReasonNoCase
	case c.Potential == 0:
		c.Reason = ReasonNoFollowUp
	default:
		c.C = c.Observed / c.Potential
	}
	return c, nil
}

// FollowedTo is the share of cases whose state at day is known, dead by day or
// last seen after it, among those with a potential follow-up of more than day,
// with its exact interval. Registries ask for 0.90 at day 365, where a patient
// last seen on day 365 itself is not yet known alive at one year.
//
// Nobody with so much potential follow-up gives describe.ReasonNoCase. Errors as
// in ClarkC, and survival.ErrLevel.
//
// Source: Logan, Nelson and Klein, Lifetime Data Anal 14 (2008) 461-475.
func FollowedTo(time []float64, died []bool, potential []float64, day, level float64) (describe.Proportion, error) {
	switch {
	case !isPositive(day):
		return describe.Proportion{}, ErrHorizon
	case !isLevel(level):
		return describe.Proportion{}, survival.ErrLevel
	}
	if err := checkFollowUp(time, died, potential); err != nil {
		return describe.Proportion{}, err
	}
	known, n := 0, 0
	for i, t := range time {
		if potential[i] <= day {
			continue
		}
		if n++; died[i] || t > day {
			known++
		}
	}
	return describe.ExactProportion(known, n, level), nil
}

func checkFollowUp(time []float64, died []bool, potential []float64) error {
	if len(died) != len(time) || len(potential) != len(time) {
		return survival.ErrColumns
	}
	for i, t := range time {
		switch {
		case !(t >= 0) || math.IsInf(potential[i], 1):
			return &survival.CaseError{Case: i, Reason: "time is negative or not finite"}
		case !(t <= potential[i]):
			return &survival.CaseError{Case: i, Reason: "time is past the closing date"}
		}
	}
	return nil
}

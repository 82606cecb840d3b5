package monitor

import "errors"

// A Reason says why a number is missing (NaN). The sentences for it are not here.
type Reason string

const (
	ReasonNoCase Reason = "no_case"
	// an expected probability is 0 or 1, where no ratio can raise or lower it
	ReasonExpectedAtEdge Reason = "expected_at_edge"
	ReasonNoExpected     Reason = "no_expected"    // no event was expected: O/E has no denominator
	ReasonNoFollowUp     Reason = "no_follow_up"   // nobody could have been followed: no potential time
	ReasonPastFollowUp   Reason = "past_follow_up" // the horizon is past the last follow-up
	ReasonOverOne        Reason = "over_one"       // the ratio times the benchmark is over 1
	// the first event alone takes longer than the run length asked for
	ReasonRunTooShort Reason = "run_length_too_short"
	ReasonTooFew      Reason = "too_few" // fewer events than any flag rests on
	// a count or a number is negative, k is over n, or a probability is outside [0, 1]
	ReasonOutOfDomain Reason = "out_of_domain"
)

var (
	// ErrRatio is returned for an odds ratio or a hazard ratio to detect that has no chart.
	ErrRatio = errors.New("ratio to detect is out of range")
	// ErrLimit is returned for a limit of a chart that is not a positive number.
	ErrLimit = errors.New("limit is not a positive number")
	// ErrReset is returned for an unknown reset policy.
	ErrReset = errors.New("no such reset policy")
	// ErrRunLength is returned for a run length, or a number of patients, that is
	// too small to mean anything or too large to compute.
	ErrRunLength = errors.New("run length is out of range")
	// ErrHazard is returned for a cumulative hazard that does not rise from 0 at time 0, or is none.
	ErrHazard = errors.New("cumulative hazard does not rise with time")
	// ErrHorizon is returned for a horizon that is not a positive number.
	ErrHorizon = errors.New("horizon is not a positive number")
)

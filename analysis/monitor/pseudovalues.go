package monitor

import (
	"math"
	"slices"

	"graftstat/analysis/survival"
)

// PseudoValues are the jackknife pseudo-values of survival at a horizon.
type PseudoValues struct {
	Survival float64   // S, Kaplan-Meier's estimate from all n cases
	Value    []float64 // of each case, n S - (n-1) S without the case
	Mean     float64
	Reason   Reason // why the numbers are NaN and Value nil; empty where they are not
}

// SurvivalPseudoValues gives the pseudo-values of S(horizon), any event of an
// observation being the event. Groups are not looked at.
//
// Without censoring before the horizon a case's value is 1 if it is event-free
// at the horizon, else 0, and their mean is S. With censoring values run below 0
// and over 1 and the mean is only near S (R's pseudo(), from the infinitesimal
// jackknife, has it equal). A value is thus no probability: the mean over cases
// of value minus expected survival checks a case-mix adjusted O/E, and no
// Poisson limits belong to it. Where leaving a case out ends the follow-up
// before the horizon the last estimate is carried.
//
// Reasons: no_case; past_follow_up where nobody was followed to the horizon and
// S > 0. Errors: ErrHorizon, those of survival.NewTable, and a
// *survival.CaseError for delayed entry. O(n log n).
//
// Source: Andersen, Klein and Rosthøj, Biometrika 90 (2003) 15-27; for centres:
// Logan, Nelson and Klein, Lifetime Data Anal 14 (2008) 461-475.
func SurvivalPseudoValues(o survival.Observations, horizon float64) (PseudoValues, error) {
	p := PseudoValues{Survival: math.NaN(), Mean: math.NaN()}
	switch {
	case !isPositive(horizon):
		return p, ErrHorizon
	case len(o.Time) == 0:
		p.Reason = ReasonNoCase
		return p, nil
	}
	if len(o.Cause) != len(o.Time) {
		return p, survival.ErrColumns
	}
	for i, entry := range o.Entry {
		if entry > 0 {
			return p, &survival.CaseError{Case: i, Reason: "delayed entry has no jackknife here"}
		}
	}
	o.Group = nil
	table, err := survival.NewTable(o, 1, int(slices.Max(o.Cause)))
	if err != nil {
		return p, err
	}
	curve := newLeaveOneOut(table, horizon)
	if p.Survival = curve.later[0]; p.Survival > 0 && table.Times[len(table.Times)-1] < horizon {
		p.Survival, p.Reason = math.NaN(), ReasonPastFollowUp
		return p, nil
	}
	n := float64(len(o.Time))
	p.Value = make([]float64, len(o.Time))
	var sum compensated
	for i, t := range o.Time {
		p.Value[i] = n*p.Survival - (n-1)*curve.without(t, o.Cause[i] > 0)
		sum.add(p.Value[i])
	}
	p.Mean = sum.value() / n
	return p, nil
}

// leaveOneOut holds what survival at a horizon is without a case, by its time.
type leaveOneOut struct {
	times   []float64
	atRisk  []float64
	events  []float64
	earlier []float64 // ∏ of 1 - d/(n-1) over the times before i: there the case was at risk
	later   []float64 // ∏ of 1 - d/n over the times from i on to the horizon: there it was not
}

func newLeaveOneOut(t *survival.Table, horizon float64) *leaveOneOut {
	count, exact := slices.BinarySearch(t.Times, horizon)
	if exact {
		count++
	}
	l := &leaveOneOut{times: t.Times[:count], atRisk: make([]float64, count), events: make([]float64, count),
		earlier: make([]float64, count+1), later: make([]float64, count+1)}
	l.earlier[0], l.later[count] = 1, 1
	for i := range count {
		l.atRisk[i], l.events[i] = float64(t.AtRisk(i, 0)), float64(t.AllEvents(i, 0))
		l.earlier[i+1] = l.earlier[i] * free(l.atRisk[i]-1, l.events[i])
	}
	for i := count - 1; i >= 0; i-- {
		l.later[i] = l.later[i+1] * free(l.atRisk[i], l.events[i])
	}
	return l
}

// free is the share of those at risk without an event; 1 where nobody is at risk.
func free(atRisk, events float64) float64 {
	if atRisk == 0 {
		return 1
	}
	return math.Max(0, (atRisk-events)/atRisk)
}

// without is survival at the horizon without one case of a time.
func (l *leaveOneOut) without(time float64, event bool) float64 {
	i, found := slices.BinarySearch(l.times, time)
	if !found { // after the horizon
		return l.earlier[len(l.times)]
	}
	events := l.events[i]
	if event {
		events--
	}
	return l.earlier[i] * free(l.atRisk[i]-1, events) * l.later[i+1]
}

package result

import "graftstat/analysis/code"

// AskedTime is a time as it was asked for: Asked in Unit (days, months, years).
// It stands beside that time in the study's time_unit. In a study that counts
// whole days 2 years are 730 days and half a year is 182: the day is rounded
// down, so a death on day 365 is within the first year.
//
// Decode fills it in for estimates of a version that did not write it.
type AskedTime struct {
	Asked float64 `json:"asked"`
	Unit  string  `json:"unit"`
}

// RiskCount is a column of the table at risk under a curve. AtRisk is just
// before Time, as in an estimate at that time. Censored, Events and Competing
// count all before Time, not at it: but for late entries, the four add up to
// the cases of the group. An estimate's own counts are up to and including its time.
type RiskCount struct {
	AskedTime
	Time      float64 `json:"time"`
	AtRisk    int     `json:"at_risk"`
	Censored  int     `json:"censored"`
	Events    int     `json:"events"`
	Competing int     `json:"competing"`
}

// Said is a length of follow-up as a reader thinks of it: in months under 24
// of them, else in years.
type Said struct {
	Value Number `json:"value"`
	Unit  string `json:"unit"`
}

// SaidFollowUp is a follow-up in months or years. The limits have the unit of
// their median; each end of the range has its own.
type SaidFollowUp struct {
	Median Said `json:"median"`
	Lower  Said `json:"lower"`
	Upper  Said `json:"upper"`
	Min    Said `json:"min"`
	Max    Said `json:"max"`
}

// Say is the follow-up in months or years; its times are in unit.
func (f FollowUp) Say(unit string) SaidFollowUp {
	of := func(x Number) string { return code.FollowUpUnit(float64(x) * code.UnitDays(unit)) }
	in := func(x Number, to string) Said {
		return Said{Value: Number(float64(x) * code.UnitDays(unit) / code.UnitDays(to)), Unit: to}
	}
	median := of(f.Median)
	return SaidFollowUp{Median: in(f.Median, median), Lower: in(f.Lower, median), Upper: in(f.Upper, median),
		Min: in(f.Min, of(f.Min)), Max: in(f.Max, of(f.Max))}
}

// Say fills in Said of a follow-up, in months or years, its difference in
// months; and of days to an event, in days. Its times are in unit.
func (n *NumberChange) Say(unit string) {
	of := func(Number) string { return code.Days }
	difference := code.Days
	switch n.Measure {
	case "follow_up":
		of, difference = func(x Number) string { return code.FollowUpUnit(float64(x) * code.UnitDays(unit)) },
			code.Months
	case "days_to_event":
	default:
		return
	}
	factor := func(to string) Number { return Number(code.UnitDays(unit) / code.UnitDays(to)) }
	for _, q := range []*Quantity{&n.Before, &n.After} {
		to := of(q.Estimate)
		q.Said = &SaidQuantity{Estimate: q.Estimate * factor(to), Lower: q.Lower * factor(to),
			Upper: q.Upper * factor(to), Unit: to}
	}
	n.Said = Said{Value: n.Difference * factor(difference), Unit: difference}
}

// MarkHeadline marks the estimate of the whole cohort that a first page shows:
// of a recovery in each infusion that at the first time asked for, else that at
// the latest time that half of the cases had the opportunity to reach and that
// has an estimate; the first time where there is none.
func (e *Endpoint) MarkHeadline() {
	if len(e.Groups) == 0 || e.Groups[0].By != "" || len(e.Groups[0].At) == 0 {
		return
	}
	at, key := e.Groups[0].At, 0
	isRecovery := e.Definition.Per == code.PerTransplant && e.Groups[0].DaysToEvent != nil
	for i := range at {
		if !isRecovery && at[i].Mature && !at[i].Estimate.IsMissing() {
			key = i
		}
	}
	at[key].Headline = true
}

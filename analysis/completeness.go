package analysis

import (
	"math"

	"graftstat/analysis/code"
	"graftstat/analysis/endpoint"
	"graftstat/analysis/monitor"
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
)

const (
	// knownAtOneYear is the day after which a patient must have been seen, or died by,
	// to be known at one year, as registries count.
	knownAtOneYear = 365
	// minComplete is the share of patients known at one year under which no
	// comparison with others is fair (CIBMTR, EBMT).
	minComplete = 0.90
	// yearly is the distance of the visits after those of the schedule, in days.
	yearly = 365
)

// completeness of the follow-up, and who has missed a visit.
func (w *watch) completeness() (result.Completeness, []result.Overdue, error) {
	r := result.Completeness{Cohort: w.plan.ID, C: result.Missing(), COneYear: result.Missing(),
		Estimate: result.Missing(), Lower: result.Missing(), Upper: result.Missing(), Patients: len(w.patients)}
	if l := w.lifeLacks(); l.reason != "" {
		r.Reason, r.EstimateReason = l.reason, l.reason
		return r, nil, nil
	}
	o := &observed{plan.Endpoint{Kind: code.Survival, Unit: w.study.TimeUnit}, w.life()}
	var times, potentials []float64
	var died []bool
	for i := range o.Row {
		potential := w.data.AsOf - w.day(o, i)
		if o.SetAside(i) || math.IsNaN(potential) {
			continue
		}
		days := min(w.days(o.Time[i]), potential)
		times, potentials, died = append(times, days), append(potentials, potential), append(died, o.Cause[i] == 1)
		if days > knownAtOneYear || o.Cause[i] == 1 {
			r.BeyondYear++
		}
	}
	overall, err := monitor.ClarkC(times, died, potentials, math.Inf(1))
	if err != nil {
		return r, nil, err
	}
	year, err := monitor.ClarkC(times, died, potentials, knownAtOneYear)
	if err != nil {
		return r, nil, err
	}
	share, err := monitor.FollowedTo(times, died, potentials, knownAtOneYear, w.study.Intervals.Level)
	if err != nil {
		return r, nil, err
	}
	if r.C, r.COneYear, r.Reason = result.Number(overall.C), result.Number(year.C),
		reasonOf(overall.Reason); r.Patients < minEstimated {
		r.C, r.COneYear, r.Reason = result.Missing(), result.Missing(), fewCases
	}
	r.Complete, r.Due = share.K, share.N
	switch {
	case share.N == 0:
		r.EstimateReason = "nobody_due"
	case share.N < minEstimated:
		r.EstimateReason = fewCases
	default:
		r.Estimate, r.Lower, r.Upper = result.Number(share.Estimate), result.Number(share.Lower),
			result.Number(share.Upper)
		r.Below = share.Estimate < minComplete
	}
	overdue := w.overdue(o)
	if r.Overdue = len(overdue); r.Overdue > maxCharted {
		overdue = nil
	}
	return r, overdue, nil
}

// overdue are the patients last known alive of whom a visit lies further back
// than the days of grace, without a contact since.
func (w *watch) overdue(o *observed) []result.Overdue {
	list := []result.Overdue{}
	for _, i := range w.inOrder(o) {
		if o.SetAside(i) && o.Decided(i) != endpoint.NoFollowUp || o.Cause[i] != 0 {
			continue
		}
		seen := 0.0 // nothing is known after the infusion
		if !o.SetAside(i) {
			seen = w.days(o.Time[i])
		}
		visit, missed := w.firstMissed(seen, w.data.AsOf-w.day(o, i))
		if !missed {
			continue
		}
		list = append(list, result.Overdue{Case: w.data.CaseID[o.Row[i]], Cohort: w.plan.ID,
			LastContact: date(w.day(o, i) + seen), Visit: visit,
			Due: date(w.day(o, i) + visit), DaysLate: w.data.AsOf - w.day(o, i) - visit})
	}
	return list
}

// firstMissed is the first visit after the last contact, if it and the days of
// grace have passed. After the last visit of the schedule one is due each year.
func (w *watch) firstMissed(seen, potential float64) (float64, bool) {
	visits := w.study.Monitor.Visits
	due := math.Inf(1)
	for _, v := range visits {
		if v > seen {
			due = v
			break
		}
	}
	if n := len(visits); math.IsInf(due, 1) && n > 0 {
		due = visits[n-1] + yearly*(math.Floor((seen-visits[n-1])/yearly)+1)
	}
	return due, due+w.study.Monitor.GraceDays < potential
}

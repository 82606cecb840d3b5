package analysis

import (
	"math"

	"graftstat/analysis/code"
	"graftstat/analysis/monitor"
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
)

// sequential charts a bad outcome in the order of the infusions. Into the
// CUSUM and the VLAD comes a case once its horizon has passed; into the
// time-to-event CUSUM everyone with what is known.
func (w *watch) sequential(s plan.Sequential, o *observed) (result.Sequential, error) {
	r := result.Sequential{Cohort: w.plan.ID, Endpoint: o.ID, Unit: string(o.Unit), Time: s.Time,
		Expected: result.Number(s.Expected), Benchmark: s.Benchmark,
		Source: s.Source, OddsRatio: s.OddsRatio, HazardRatio: s.OddsRatio, RunLength: s.RunLength,
		AfterSignal: s.AfterSignal, RiskSource: w.riskSource(o.ID), Limit: result.Missing(),
		TimeLimit: result.Missing(),
		Points:    []result.SequentialPoint{}, TimePoints: []result.TimePoint{}, Pending: []result.PendingCase{}}
	if o.Len() > maxCharted {
		r.Reason = "too_many_cases"
		return r, nil
	}
	cases := w.sequentialCases(s, o, &r)
	if err := w.bernoulli(s, cases, &r); err != nil {
		return r, err
	}
	return r, w.timeToEvent(s, o, &r)
}

// sequentialCases are those of the Bernoulli charts in their order.
type sequentialCases struct {
	expected []float64
	died     []bool
}

func (w *watch) sequentialCases(s plan.Sequential, o *observed, r *result.Sequential) sequentialCases {
	var cases sequentialCases
	horizon := w.horizon(o, s.Time)
	for _, i := range w.inOrder(o) {
		state := w.outcome(o, i, horizon)
		id := w.data.CaseID[o.Row[i]]
		switch state {
		case aside:
			continue
		case pending:
			r.Pending = append(r.Pending, result.PendingCase{Case: id, Due: date(w.day(o, i) + horizon),
				Event: o.Cause[i] == 1})
			if o.Cause[i] == 1 {
				r.PendingEvents++
			}
			continue
		case lost:
			r.Lost++
			continue
		}
		multiplier, adjusted := w.multiplier(o.ID, o.Row[i])
		r.Adjusted = adjusted
		if math.IsNaN(multiplier) {
			r.MissingRisk++
			continue
		}
		p := monitor.AtOdds(s.Expected, multiplier)
		cases.expected, cases.died = append(cases.expected, p), append(cases.died, state == with)
		r.Points = append(r.Points, result.SequentialPoint{Case: id, Date: date(w.day(o, i) + horizon),
			Event: state == with, Expected: result.Number(p),
			CUSUM: result.Missing(), VLAD: result.Missing(), Lower: result.Missing(), Upper: result.Missing()})
	}
	return cases
}

// bernoulli fills the CUSUM, its limit and the VLAD.
func (w *watch) bernoulli(s plan.Sequential, cases sequentialCases, r *result.Sequential) error {
	like := cases.expected
	if len(like) == 0 {
		like = []float64{s.Expected}
	}
	limit, err := monitor.CUSUMLimit(like, s.OddsRatio, s.RunLength)
	if err != nil {
		return err
	}
	if limit.Reason != "" {
		r.Reason = reasonOf(limit.Reason)
		return nil
	}
	r.Limit = result.Number(limit.Limit)
	chart, err := monitor.BernoulliCUSUM(cases.expected, cases.died,
		monitor.CUSUMSettings{OddsRatio: s.OddsRatio, Limit: limit.Limit, Reset: resetPolicy(s)})
	if err != nil {
		return err
	}
	vlad, err := monitor.VLAD(cases.expected, cases.died, describeLevel)
	if err != nil {
		return err
	}
	for i := range chart.Path {
		r.Points[i].CUSUM, r.Points[i].VLAD = result.Number(chart.Path[i]), result.Number(vlad[i].Difference)
		r.Points[i].Lower, r.Points[i].Upper = result.Number(vlad[i].Lower), result.Number(vlad[i].Upper)
	}
	for _, i := range chart.Signals {
		r.Points[i].Signal = true
	}
	return nil
}

func resetPolicy(s plan.Sequential) monitor.ResetPolicy {
	if s.AfterSignal == code.Keep {
		return monitor.ResetNever
	}
	return monitor.ResetToZero
}

// timeToEvent fills the chart in calendar time. Its run length is that number
// of expected events which so many transplants bring.
func (w *watch) timeToEvent(s plan.Sequential, o *observed, r *result.Sequential) error {
	horizon := w.horizon(o, s.Time)
	hazard, err := monitor.HazardFromSurvival([]float64{horizon}, []float64{1 - s.Expected})
	if err != nil {
		return nil // expected at an edge: r.Reason says so
	}
	var f monitor.FollowUp
	for _, i := range w.inOrder(o) {
		multiplier, _ := w.multiplier(o.ID, o.Row[i])
		if o.SetAside(i) || math.IsNaN(multiplier) {
			continue
		}
		f.Entry, f.Exit = append(f.Entry, w.day(o, i)), append(f.Exit, w.day(o, i)+w.days(o.Time[i]))
		f.Died, f.Multiplier = append(f.Died, o.Cause[i] == 1), append(f.Multiplier, multiplier)
	}
	limit, err := monitor.HazardCUSUMLimit(s.OddsRatio, s.RunLength*hazard.At(horizon))
	if err != nil || limit.Reason != "" {
		return err
	}
	r.TimeLimit = result.Number(limit.Limit)
	chart, err := monitor.TimeToEventCUSUM(f, hazard, monitor.HazardCUSUMSettings{HazardRatio: s.OddsRatio,
		Limit: limit.Limit, Reset: resetPolicy(s)})
	if err != nil {
		return err
	}
	observed := 0
	for _, p := range chart.Points {
		r.TimePoints = append(r.TimePoints, result.TimePoint{Date: date(p.Time), Event: p.Observed > observed,
			Before: result.Number(p.Before), CUSUM: result.Number(p.After), Signal: p.Signal})
		observed = p.Observed
	}
	return nil
}

package analysis

import (
	"cmp"
	"math"
	"slices"

	"graftstat/analysis/monitor"
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
	"graftstat/analysis/survival"
)

// smallestAlarm is the chance of a false alarm under which a count alarms.
const smallestAlarm = 0.025

// benchmark sets a published figure beside the centre's own. Only one that
// judges has a verdict.
func (w *watch) benchmark(b plan.Benchmark, o *observed) (result.Benchmark, error) {
	r := result.Benchmark{ID: b.ID, Cohort: w.plan.ID, Endpoint: o.ID, Kind: o.Kind, Good: o.isGood(),
		Unit: string(o.Unit), Time: b.Time,
		Expected: result.Number(b.Estimate), Lower: result.Missing(), Upper: result.Missing(), N: b.N, Source: b.Source,
		Population: result.Text(b.Population),
		Era:        b.Era, DonorType: b.DonorType, Origin: b.Origin, Judges: b.Judges,
		Prediction: []result.Prediction{}}
	if len(b.Interval) == 2 {
		r.Lower, r.Upper = result.Number(b.Interval[0]), result.Number(b.Interval[1])
	}
	horizon := w.horizon(o, b.Time)
	var err error
	if r.Observed, err = w.estimate(o, w.time(b.Time, o.Unit), "all",
		w.bounds(result.Window{ID: "all"}, horizon)); err != nil || !b.Judges {
		return r, err
	}
	for i := range o.Row {
		switch w.outcome(o, i, horizon) {
		case with:
			r.K++
			r.Known++
		case without:
			r.Known++
		case lost:
			r.Lost++
		}
	}
	w.judge(&r, b)
	if !o.Good {
		r.Ratio, err = w.observedToExpected(b, o, horizon)
	}
	return r, err
}

// judge compares the count of the bad outcome with what the benchmark
// foretells for so many cases, at 95 % for the verdict and at 99.8 % for the signal.
func (w *watch) judge(r *result.Benchmark, b plan.Benchmark) {
	bad, expected := r.K, b.Estimate
	if r.Good {
		expected = 1 - b.Estimate
		if r.Kind.HasCompeting() {
			bad = r.Known - r.K
		}
	}
	from := monitor.Benchmark{Proportion: expected, Cases: effectiveCases(b)}
	for _, level := range []float64{describeLevel, actLevel} {
		p := monitor.Predict(bad, r.Known, from, level, 0)
		if p.Verdict == "" {
			r.Reason = reasonOf(p.Reason)
			return
		}
		lower, upper, verdict := p.Proportions()
		if r.Good {
			lower, upper, verdict = p.ProportionsWithout()
		}
		r.Prediction = append(r.Prediction, result.Prediction{Level: level, Lower: result.Number(lower),
			Upper: result.Number(upper)})
		if level == describeLevel {
			r.Verdict = string(verdict)
		} else {
			r.Signal = p.Verdict == monitor.Above
		}
	}
	power := monitor.PowerToSee(r.Known, expected, 2, smallestAlarm)
	r.Power = &result.Power{N: r.Known, Expected: result.Number(expected), Alarm: power.Alarm,
		Size: result.Number(power.Size), Doubling: result.Number(power.Power)}
}

// effectiveCases are those behind a benchmark: as stated, or those that its
// interval of 95 % implies.
func effectiveCases(b plan.Benchmark) float64 {
	if b.N > 0 {
		return float64(b.N)
	}
	if len(b.Interval) != 2 {
		return 0
	}
	return monitor.EffectiveCases(b.Estimate, b.Interval[0], b.Interval[1], describeLevel)
}

// observedToExpected compares the bad outcomes by the horizon with those that
// the benchmark's hazard expects of the time at risk. The hazard is constant
// between the times at which the same source, or another that judges, gives
// the endpoint.
func (w *watch) observedToExpected(b plan.Benchmark, o *observed, horizon float64) (*result.ObservedToExpected, error) {
	r := &result.ObservedToExpected{Horizon: b.Time, RiskSource: w.riskSource(o.ID), Expected: result.Missing(),
		Ratio: result.Missing(), Lower: result.Missing(), Upper: result.Missing(), Pseudo: result.Missing()}
	hazard, err := w.hazard(b, o, horizon)
	if err != nil {
		r.Reason, r.PseudoReason = benchmarkHazard, benchmarkHazard
		return r, nil
	}
	var times, multipliers []float64
	var died []bool
	analysed := survival.Observations{}
	for i := range o.Row {
		if o.SetAside(i) {
			continue
		}
		analysed.Time, analysed.Cause, analysed.Group = append(analysed.Time, o.Time[i]),
			append(analysed.Cause, min(o.Cause[i], 1)), append(analysed.Group, 0)
		multiplier, adjusted := w.multiplier(o.ID, o.Row[i])
		r.Adjusted = adjusted
		if math.IsNaN(multiplier) {
			r.Missing++
			continue
		}
		times, died, multipliers = append(times, w.days(o.Time[i])), append(died, o.Cause[i] == 1),
			append(multipliers, multiplier)
	}
	found, err := monitor.ObservedOverExpected(times, died, multipliers, hazard, describeLevel)
	if err != nil {
		return nil, err
	}
	r.Observed, r.Expected, r.Reason = found.Observed, result.Number(found.Expected), reasonOf(found.Reason)
	r.Ratio, r.Lower, r.Upper = result.Number(found.Ratio), result.Number(found.Lower), result.Number(found.Upper)
	switch {
	case !o.Kind.IsFreeOfEvent(): // it would need the competing events
		r.PseudoReason = "competing_events"
	case o.Observations.Entry != nil:
		r.PseudoReason = "delayed_entry"
	case len(analysed.Time) == 0:
		r.PseudoReason = string(monitor.ReasonNoCase)
	}
	if r.PseudoReason != "" {
		return r, nil
	}
	pseudo, err := monitor.SurvivalPseudoValues(analysed, w.time(b.Time, o.Unit))
	if err != nil {
		return nil, err
	}
	r.Pseudo, r.PseudoReason = result.Number(1-pseudo.Mean), reasonOf(pseudo.Reason)
	return r, nil
}

// hazard is the cumulative hazard of the bad outcome through the benchmark's
// points up to the horizon, in days.
func (w *watch) hazard(b plan.Benchmark, o *observed, horizon float64) (*monitor.CumulativeHazard, error) {
	type mark struct{ day, survival float64 }
	event := func(x plan.Benchmark) float64 {
		if o.Kind.IsFreeOfEvent() {
			return x.Estimate
		}
		return 1 - x.Estimate
	}
	marks := []mark{{horizon, event(b)}}
	for _, other := range w.plan.Benchmarks {
		day := w.horizon(o, other.Time)
		if other.Endpoint == b.Endpoint && other.Source == b.Source && day < horizon && event(other) >= event(b) &&
			!slices.ContainsFunc(marks, func(m mark) bool { return m.day == day }) {
			marks = append(marks, mark{day, event(other)})
		}
	}
	slices.SortFunc(marks, func(a, b mark) int { return cmp.Compare(a.day, b.day) })
	var days, values []float64
	for _, m := range marks {
		days, values = append(days, m.day), append(values, m.survival)
	}
	return monitor.HazardFromSurvival(days, values)
}

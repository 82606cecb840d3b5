package analysis

import (
	"slices"

	"graftstat/analysis/monitor"
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
)

// Verdicts on a unit of a funnel plot.
const (
	withinFunnel = "within"
	outside95    = "outside_95"
	outside998   = "outside_998"
)

// maxLimits is the number of points by which the limits of a funnel are drawn.
const maxLimits = 200

// funnel sets years or units side by side at a time: the share with the event
// among those of whom it is known.
func (w *watch) funnel(f plan.Funnel, o *observed) result.Funnel {
	r := result.Funnel{Cohort: w.plan.ID, Endpoint: o.ID, Good: o.Good, Unit: string(o.Unit), Time: f.Time, By: f.By,
		Target: result.Missing(),
		Units:  []result.FunnelUnit{}, Limits: []result.FunnelLimit{}}
	horizon := w.horizon(o, f.Time)
	name := w.unitOf(f.By)
	k, n := 0, 0
	for _, i := range w.inOrder(o) {
		unit := name(o.Row[i])
		state := w.outcome(o, i, horizon)
		if unit == "" || state == aside || state == pending {
			continue
		}
		at := slices.IndexFunc(r.Units, func(u result.FunnelUnit) bool { return u.Unit == unit })
		if at < 0 {
			at, r.Units = len(r.Units), append(r.Units, result.FunnelUnit{Unit: unit, Estimate: result.Missing()})
		}
		switch u := &r.Units[at]; state {
		case lost:
			u.Lost++
		case with:
			u.K, u.N, k, n = u.K+1, u.N+1, k+1, n+1
		default:
			u.N, n = u.N+1, n+1
		}
	}
	if n == 0 {
		r.Reason = string(monitor.ReasonNoCase)
		return r
	}
	r.Target, r.Source = result.Number(float64(k)/float64(n)), "overall"
	if b, ok := w.target(f); ok {
		r.Target, r.Source = result.Number(b.Estimate), b.ID
		if o.Kind.IsFreeOfEvent() {
			r.Target = result.Number(1 - b.Estimate)
		}
	}
	w.judgeUnits(&r)
	return r
}

// unitOf names the unit of a row: its year of transplant, or its level.
func (w *watch) unitOf(by string) func(row int32) string {
	if by == plan.TransplantYear {
		return func(row int32) string { return transplantYear(w.data.TransplantDate[row]) }
	}
	return w.groupingOf(by).name
}

// target is the benchmark by which the endpoint is judged at that time.
func (w *watch) target(f plan.Funnel) (plan.Benchmark, bool) {
	i := slices.IndexFunc(w.plan.Benchmarks, func(b plan.Benchmark) bool {
		return b.Judges &&
			b.Endpoint == f.Endpoint && b.Time == f.Time
	})
	if i < 0 {
		return plan.Benchmark{}, false
	}
	return w.plan.Benchmarks[i], true
}

func (w *watch) judgeUnits(r *result.Funnel) {
	target, largest := float64(r.Target), 0
	for i := range r.Units {
		u := &r.Units[i]
		largest = max(largest, u.N)
		if u.N == 0 {
			continue
		}
		u.Estimate, u.Verdict = result.Number(float64(u.K)/float64(u.N)), withinFunnel
		describe := monitor.Funnel(target, u.N, describeLevel).Judge(u.K)
		act := monitor.Funnel(target, u.N, actLevel).Judge(u.K)
		switch {
		case act != monitor.Within:
			u.Verdict = outside998
		case describe != monitor.Within:
			u.Verdict = outside95
		}
		u.Worse = describe == monitor.Above && !r.Good || describe == monitor.Below && r.Good
	}
	most := largest + largest/10 + 1
	step := max(1, most/maxLimits)
	for n := 1; n <= most; n += step {
		at95, at998 := monitor.Funnel(target, n, describeLevel), monitor.Funnel(target, n, actLevel)
		r.Limits = append(r.Limits, result.FunnelLimit{N: n, Lower95: result.Number(at95.Lower),
			Upper95: result.Number(at95.Upper), Lower998: result.Number(at998.Lower),
			Upper998: result.Number(at998.Upper)})
	}
}

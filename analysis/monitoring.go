package analysis

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"graftstat/analysis/endpoint"
	"graftstat/analysis/message"
	"graftstat/analysis/monitor"
	"graftstat/analysis/parallel"
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
)

// maxCharted is the number of cases up to which single cases are charted and
// listed: a registry of more judges its units, not its next patient.
const maxCharted = 20_000

// newMonitor is what the quality office follows, before the first cohort; nil
// where it is switched off or the study has no dates.
func newMonitor(p *plan.Plan, asOf float64) *result.Monitor {
	if len(p.Cohorts) == 0 || p.Monitor.Off || !p.AsOf.Set || math.IsNaN(asOf) {
		return nil
	}
	return &result.Monitor{Windows: windows(p), Indicators: []result.Indicator{}, Benchmarks: []result.Benchmark{},
		Sequential: []result.Sequential{}, Funnels: []result.Funnel{},
		Completeness: []result.Completeness{}, Overdue: []result.Overdue{}, GraceDays: p.Monitor.GraceDays,
		Visits: p.Monitor.Visits,
		Deaths: []result.Deaths{}, Exposures: []result.Exposure{}, JudgedOn: judgedDay(p).String(),
		Lights: []result.Light{}, Tasks: result.Tasks{List: []result.Task{}, Counts: []result.TaskCount{}}}
}

// monitor adds a cohort to what the quality office follows. Its observations
// are then let go: the next cohort has its own.
func (c *cohort) monitor(r *result.Monitor) error {
	if r == nil {
		return nil
	}
	defer func() { c.monitored = nil }()
	// Each piece is done for itself: the charts' limits take the most of the time.
	pieces := (&watch{c}).pieces()
	do := func(i int) (result.Monitor, error) {
		var found result.Monitor
		return found, pieces[i](&found)
	}
	return parallel.InOrder(len(pieces), do, func(_ int, f result.Monitor) {
		r.Indicators = append(r.Indicators, f.Indicators...)
		r.Benchmarks = append(r.Benchmarks, f.Benchmarks...)
		r.Sequential = append(r.Sequential, f.Sequential...)
		r.Funnels = append(r.Funnels, f.Funnels...)
		r.Completeness = append(r.Completeness, f.Completeness...)
		r.Overdue = append(r.Overdue, f.Overdue...)
		r.Deaths = append(r.Deaths, f.Deaths...)
		r.Exposures = append(r.Exposures, f.Exposures...)
	})
}

// isMonitored reports whether the quality office follows an endpoint of a cohort.
func isMonitored(c *cohort, id string) bool {
	return !c.study.Monitor.Off &&
		(slices.ContainsFunc(c.plan.Indicators, func(i plan.Indicator) bool { return i.Endpoint == id }) ||
			slices.ContainsFunc(c.plan.Benchmarks, func(b plan.Benchmark) bool { return b.Endpoint == id }) ||
			slices.ContainsFunc(c.plan.Sequential, func(s plan.Sequential) bool { return s.Endpoint == id }) ||
			slices.ContainsFunc(c.plan.Funnels, func(f plan.Funnel) bool { return f.Endpoint == id }))
}

// windows are this month, those of the study and all.
func windows(p *plan.Plan) []result.Window {
	list := []result.Window{{ID: "month", Months: 1}}
	for _, months := range p.Monitor.Windows {
		list = append(list, result.Window{ID: fmt.Sprintf("months-%d", months), Months: months})
	}
	return append(list, result.Window{ID: "all"})
}

// A watch is a cohort as it is followed.
type watch struct{ *cohort }

// observed is an endpoint of a cohort with its observations.
type observed struct {
	plan.Endpoint
	*endpoint.Observations
}

func (w *watch) endpointOf(id string) *observed {
	i := slices.IndexFunc(w.plan.Resolved, func(e plan.Endpoint) bool { return e.ID == id })
	if i < 0 || w.monitored[id] == nil { // not computed: nothing of it is followed
		return nil
	}
	return &observed{w.plan.Resolved[i], w.monitored[id]}
}

// isGood reports whether a high estimate is what one hopes for.
func (o *observed) isGood() bool { return o.Kind.IsFreeOfEvent() || o.Good }

// pieces add to a result what is followed of the cohort, each for itself.
func (w *watch) pieces() []func(*result.Monitor) error {
	var pieces []func(*result.Monitor) error
	for _, i := range w.plan.Indicators {
		if o := w.endpointOf(i.Endpoint); o != nil {
			pieces = append(pieces, func(r *result.Monitor) error {
				found, err := w.indicator(i, o)
				r.Indicators = append(r.Indicators, found)
				return w.failed("indicator "+i.Endpoint, err)
			})
		}
	}
	for _, b := range w.plan.Benchmarks {
		if o := w.endpointOf(b.Endpoint); o != nil {
			pieces = append(pieces, func(r *result.Monitor) error {
				found, err := w.benchmark(b, o)
				r.Benchmarks = append(r.Benchmarks, found)
				return w.failed("benchmark "+b.ID, err)
			})
			if b.Judges && !o.Good {
				pieces = append(pieces, func(r *result.Monitor) error {
					found, err := w.exposure(b, o)
					r.Exposures = append(r.Exposures, found)
					return w.failed("exposure of "+b.ID, err)
				})
			}
		}
	}
	for _, s := range w.plan.Sequential {
		if o := w.endpointOf(s.Endpoint); o != nil {
			pieces = append(pieces, func(r *result.Monitor) error {
				found, err := w.sequential(s, o)
				r.Sequential = append(r.Sequential, found)
				return w.failed("CUSUM of "+s.Endpoint, err)
			})
		}
	}
	for _, f := range w.plan.Funnels {
		if o := w.endpointOf(f.Endpoint); o != nil {
			pieces = append(pieces, func(r *result.Monitor) error {
				r.Funnels = append(r.Funnels, w.funnel(f, o))
				return nil
			})
		}
	}
	pieces = append(pieces, func(r *result.Monitor) error {
		found, err := w.deaths()
		r.Deaths = append(r.Deaths, found)
		return w.failed("deaths", err)
	})
	return append(pieces, func(r *result.Monitor) error {
		found, overdue, err := w.completeness()
		r.Completeness, r.Overdue = append(r.Completeness, found), overdue
		return w.failed("completeness", err)
	})
}

// failed names the piece and its cohort in an error.
func (w *watch) failed(piece string, err error) error {
	if err == nil {
		return nil
	}
	return message.Errorf("cohort %s: %s: %w", w.plan.ID, piece, err)
}

// outcome of a unit at a horizon in days.
type outcome int

const (
	without outcome = iota // followed to the horizon, or ended by a competing event before it
	with                   // the event, on the horizon or before
	pending                // the horizon is not reached yet on the closing date
	lost                   // the horizon has passed, and nothing is known of it
	aside                  // not analysed
)

// outcome says what is known of a unit at the horizon. A unit is pending
// whatever has happened to it: deaths counted at once, while survivors wait,
// make a programme look worse than it is.
func (w *watch) outcome(o *observed, unit int, horizon float64) outcome {
	switch {
	case o.SetAside(unit):
		return aside
	case w.day(o, unit)+horizon > w.data.AsOf:
		return pending
	case o.Cause[unit] == 1 && w.days(o.Time[unit]) <= horizon:
		return with
	case o.Cause[unit] > 1 && w.days(o.Time[unit]) <= horizon, w.days(o.Time[unit]) >= horizon:
		return without
	}
	return lost
}

// day of a unit's infusion, since 1970-01-01.
func (w *watch) day(o *observed, unit int) float64 { return w.data.TransplantDate[o.Row[unit]] }

// days are a time of the study in days.
func (w *watch) days(time float64) float64 { return time * w.study.TimeUnit.Days() }

// horizon is an asked time of an endpoint in days, on the clock on which it is observed.
func (w *watch) horizon(o *observed, asked float64) float64 {
	return w.days(w.seenAt(o.Endpoint, asked))
}

// inOrder are the units by day of infusion, then by identifier.
func (w *watch) inOrder(o *observed) []int {
	units := make([]int, 0, o.Len())
	for i := range o.Row {
		if !math.IsNaN(w.day(o, i)) {
			units = append(units, i)
		}
	}
	slices.SortStableFunc(units, func(a, b int) int {
		return cmp.Or(cmp.Compare(w.day(o, a), w.day(o, b)),
			cmp.Compare(w.data.CaseID[o.Row[a]], w.data.CaseID[o.Row[b]]))
	})
	return units
}

// riskSource is the citation of the study's risk model of an endpoint; empty
// where there is none.
func (w *watch) riskSource(endpoint string) string {
	for _, r := range w.plan.Risk {
		if r.Endpoint == endpoint {
			return r.Source
		}
	}
	return ""
}

// multiplier is that of the study's risk model of an endpoint, NaN where a
// value is missing; 1 and false without a model.
func (w *watch) multiplier(endpoint string, row int32) (float64, bool) {
	i := slices.IndexFunc(w.plan.Risk, func(r plan.Risk) bool { return r.Endpoint == endpoint })
	if i < 0 {
		return 1, false
	}
	var terms []monitor.RiskTerm
	for _, t := range w.plan.Risk[i].Terms {
		terms = append(terms, monitor.RiskTerm{Coef: t.Coef, Value: w.riskValue(t, row), Centre: t.Centre})
	}
	return monitor.RiskMultiplier(terms), true
}

// riskValue is a row's value of a term, of a level 1 or 0; NaN where it is missing.
func (w *watch) riskValue(t plan.RiskTerm, row int32) float64 {
	column, level, isCategory := t.Column()
	switch category, number := w.data.Categories[column], w.data.Numbers[column]; {
	case isCategory && category != nil && category.Code[row] >= 0:
		if category.Level(int(row)) == level {
			return 1
		}
		return 0
	case !isCategory && number != nil:
		return number.Value[row]
	}
	return math.NaN()
}

// date of a day since 1970-01-01.
func date(day float64) string { return plan.Date{Set: true, Days: int(math.Floor(day))}.String() }

// Signals that call for action.
const (
	belowBenchmark = "below_benchmark"
	cusumSignal    = "cusum_signal"
	funnelOutside  = "funnel_outside"
	ratioFlagged   = "ratio_flagged"
)

// monitorSignals are what someone must look at now.
func monitorSignals(m *result.Monitor, asOf plan.Date) []result.Signal {
	if m == nil {
		return nil
	}
	number := func(x result.Number) string { return fmt.Sprintf("%g", float64(x)) }
	var found []result.Signal
	for _, b := range m.Benchmarks {
		if b.Signal {
			found = append(found, result.Signal{Code: belowBenchmark, Cohort: b.Cohort, Endpoint: b.Endpoint,
				Args: []string{b.ID, number(b.Observed.Estimate), number(b.Expected)}})
		}
	}
	year := asOf.AddMonths(-12).String()
	for _, s := range m.Sequential {
		last := ""
		for _, p := range s.Points {
			if p.Signal {
				last = max(last, p.Date)
			}
		}
		for _, p := range s.TimePoints {
			if p.Signal {
				last = max(last, p.Date)
			}
		}
		if last > year {
			found = append(found, result.Signal{Code: cusumSignal, Cohort: s.Cohort, Endpoint: s.Endpoint,
				Args: []string{last}})
		}
	}
	for _, x := range m.Exposures {
		if x.Flag.Flagged {
			found = append(found, result.Signal{Code: ratioFlagged, Cohort: x.Cohort, Endpoint: x.Endpoint,
				Args: []string{x.Benchmark, m.JudgedOn}})
		}
	}
	for _, f := range m.Funnels {
		for _, u := range f.Units {
			if u.Worse && u.Verdict == outside998 {
				found = append(found, result.Signal{Code: funnelOutside, Cohort: f.Cohort, Endpoint: f.Endpoint,
					Args: []string{u.Unit}})
			}
		}
	}
	for _, c := range m.Completeness {
		if c.Below {
			found = append(found, result.Signal{Code: "completeness_below", Cohort: c.Cohort,
				Args: []string{number(c.Estimate)}})
		}
	}
	return found
}

// Limits of the quality office: 95 % to describe, 99.8 % to act (Spiegelhalter,
// Stat Med 2005). A monthly look at 95 % would raise a false alarm within years.
const (
	describeLevel = 0.95
	actLevel      = 0.998
)

// reasonOf is the code of a reason of the monitor.
func reasonOf(r monitor.Reason) string { return string(r) }

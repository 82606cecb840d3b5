package analysis

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"graftstat/analysis/endpoint"
	"graftstat/analysis/monitor"
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
)

// mostCharted is the number of cases up to which single cases are charted and
// listed: a registry of more judges its units, not its next patient.
const mostCharted = 20_000

// monitoring is what the quality office follows; nil where it is switched off
// or the study has no dates.
func monitoring(p *plan.Plan, cohorts []*cohort) (*result.Monitor, error) {
	if p.Monitor.Off || !p.AsOf.Set || len(cohorts) == 0 || math.IsNaN(cohorts[0].data.AsOf) {
		return nil, nil
	}
	r := &result.Monitor{Windows: windows(p), Indicators: []result.Indicator{}, Benchmarks: []result.Benchmark{}, Sequential: []result.Sequential{}, Funnels: []result.Funnel{},
		Completeness: []result.Completeness{}, Overdue: []result.Overdue{}, GraceDays: p.Monitor.GraceDays, Visits: p.Monitor.Visits}
	var watches []*watch
	for _, c := range cohorts {
		watches = append(watches, newWatch(c))
	}
	// Each piece is done for itself: the charts' limits take the most of the time.
	found := make([]result.Monitor, len(watches))
	do := func(i int) (struct{}, error) { return struct{}{}, watches[i].follow(&found[i]) }
	if err := inOrder(len(watches), do, func(int, struct{}) {}); err != nil {
		return nil, err
	}
	for _, f := range found {
		r.Indicators = append(r.Indicators, f.Indicators...)
		r.Benchmarks = append(r.Benchmarks, f.Benchmarks...)
		r.Sequential = append(r.Sequential, f.Sequential...)
		r.Funnels = append(r.Funnels, f.Funnels...)
		r.Completeness = append(r.Completeness, f.Completeness...)
		r.Overdue = append(r.Overdue, f.Overdue...)
	}
	return r, nil
}

// windows are this month, those of the study and all.
func windows(p *plan.Plan) []result.Window {
	list := []result.Window{{ID: "month", Months: 1}}
	for _, months := range p.Monitor.Windows {
		list = append(list, result.Window{ID: fmt.Sprintf("months-%d", months), Months: months})
	}
	return append(list, result.Window{ID: "all"})
}

// A watch is a cohort as it is followed, with the observations of its
// endpoints as they are needed.
type watch struct {
	*cohort
	derived map[string]*observed
}

// observed is an endpoint of a cohort with its observations.
type observed struct {
	plan.Endpoint
	*endpoint.Observations
}

func newWatch(c *cohort) *watch { return &watch{cohort: c, derived: make(map[string]*observed)} }

func (w *watch) endpointOf(id string) *observed {
	if o := w.derived[id]; o != nil {
		return o
	}
	e, o, ok := w.resolved(id)
	if !ok {
		return nil
	}
	w.derived[id] = &observed{e, o}
	return w.derived[id]
}

// isGood reports whether a high estimate is what one hopes for.
func (o *observed) isGood() bool { return o.Kind == plan.Survival || o.Good }

func (w *watch) follow(r *result.Monitor) error {
	for _, i := range w.plan.Indicators {
		if o := w.endpointOf(i.Endpoint); o != nil {
			found, err := w.indicator(i, o)
			if err != nil {
				return fmt.Errorf("cohort %s: indicator %s: %w", w.plan.ID, i.Endpoint, err)
			}
			r.Indicators = append(r.Indicators, found)
		}
	}
	for _, b := range w.plan.Benchmarks {
		if o := w.endpointOf(b.Endpoint); o != nil {
			found, err := w.benchmark(b, o)
			if err != nil {
				return fmt.Errorf("cohort %s: benchmark %s: %w", w.plan.ID, b.ID, err)
			}
			r.Benchmarks = append(r.Benchmarks, found)
		}
	}
	for _, s := range w.plan.Sequential {
		if o := w.endpointOf(s.Endpoint); o != nil {
			found, err := w.sequential(s, o)
			if err != nil {
				return fmt.Errorf("cohort %s: CUSUM of %s: %w", w.plan.ID, s.Endpoint, err)
			}
			r.Sequential = append(r.Sequential, found)
		}
	}
	for _, f := range w.plan.Funnels {
		if o := w.endpointOf(f.Endpoint); o != nil {
			r.Funnels = append(r.Funnels, w.funnel(f, o))
		}
	}
	completeness, overdue, err := w.completeness()
	if err != nil {
		return fmt.Errorf("cohort %s: completeness: %w", w.plan.ID, err)
	}
	r.Completeness, r.Overdue = append(r.Completeness, completeness), overdue
	return nil
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

// horizon is an asked time of an endpoint in days.
func (w *watch) horizon(o *observed, asked float64) float64 { return w.days(w.time(asked, o.Unit)) }

// inOrder are the units by day of infusion, then by identifier.
func (w *watch) inOrder(o *observed) []int {
	units := make([]int, 0, o.Len())
	for i := range o.Row {
		if !math.IsNaN(w.day(o, i)) {
			units = append(units, i)
		}
	}
	slices.SortStableFunc(units, func(a, b int) int {
		return cmp.Or(cmp.Compare(w.day(o, a), w.day(o, b)), cmp.Compare(w.data.CaseID[o.Row[a]], w.data.CaseID[o.Row[b]]))
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

// multiplier is exp(Σ coef·(value - centre)) of the study's risk model of an
// endpoint, NaN where a value is missing; 1 and false without a model.
func (w *watch) multiplier(endpoint string, row int32) (float64, bool) {
	i := slices.IndexFunc(w.plan.Risk, func(r plan.Risk) bool { return r.Endpoint == endpoint })
	if i < 0 {
		return 1, false
	}
	sum := 0.0
	for _, t := range w.plan.Risk[i].Terms {
		column, level, isCategory := t.Column()
		x := math.NaN()
		switch category, number := w.data.Categories[column], w.data.Numbers[column]; {
		case isCategory && category != nil && category.Code[row] >= 0:
			x = 0
			if category.Level(int(row)) == level {
				x = 1
			}
		case !isCategory && number != nil:
			x = number.Value[row]
		}
		sum += t.Coef * (x - t.Centre)
	}
	return math.Exp(sum), true
}

// date of a day since 1970-01-01.
func date(day float64) string { return plan.Date{Set: true, Days: int(math.Floor(day))}.String() }

// monitorSignals are what someone must look at now.
func monitorSignals(m *result.Monitor, asOf plan.Date) []result.Signal {
	if m == nil {
		return nil
	}
	number := func(x result.Number) string { return fmt.Sprintf("%g", float64(x)) }
	var found []result.Signal
	for _, b := range m.Benchmarks {
		if b.Signal {
			found = append(found, result.Signal{Code: "below_benchmark", Cohort: b.Cohort, Endpoint: b.Endpoint, Args: []string{b.ID, number(b.Observed.Estimate), number(b.Expected)}})
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
			found = append(found, result.Signal{Code: "cusum_signal", Cohort: s.Cohort, Endpoint: s.Endpoint, Args: []string{last}})
		}
	}
	for _, f := range m.Funnels {
		for _, u := range f.Units {
			if u.Worse && u.Verdict == outside998 {
				found = append(found, result.Signal{Code: "funnel_outside", Cohort: f.Cohort, Endpoint: f.Endpoint, Args: []string{u.Unit}})
			}
		}
	}
	for _, c := range m.Completeness {
		if c.Below {
			found = append(found, result.Signal{Code: "completeness_below", Cohort: c.Cohort, Args: []string{number(c.Estimate)}})
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

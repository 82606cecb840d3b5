package analysis

import (
	"errors"
	"math"

	"graftstat/analysis/message"
	"graftstat/analysis/monitor"
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
)

// Stretches in which O and E are counted.
const (
	lastTwelve   = "last-12"
	beforeTwelve = "before-12"
	yearlyLook   = "yearly"
)

// exposure sets the bad outcomes of a benchmark that judges beside those that
// it expects of the same days.
func (w *watch) exposure(b plan.Benchmark, o *observed) (result.Exposure, error) {
	horizon := w.horizon(o, b.Time)
	r := result.Exposure{Cohort: w.plan.ID, Endpoint: o.ID, Benchmark: b.ID, Unit: string(o.Unit), Time: b.Time,
		Periods: []result.ExposurePeriod{}, Flag: result.Flag{False: result.Missing()}}
	hazard, err := w.hazard(b, o, horizon)
	if err != nil {
		r.Reason = benchmarkHazard
		return r, nil
	}
	x := w.exposed(&r, o)
	periods := []period{lastMonths(w.study.AsOf, 0, monthsBeside), lastMonths(w.study.AsOf, monthsBeside, monthsBeside),
		w.yearly()}
	for i, id := range []string{lastTwelve, beforeTwelve, yearlyLook} {
		found, err := x.in(hazard, periods[i])
		if err != nil {
			return r, err
		}
		r.Periods = append(r.Periods, w.exposurePeriod(id, periods[i], found))
	}
	r.Flag, err = w.flag(b, o, x, hazard)
	return r, err
}

const benchmarkHazard = "benchmark_hazard"

// exposedCases are the cases of an endpoint on the calendar, with the risk of each.
type exposedCases struct {
	entry, days, multiplier []float64
	died                    []bool
}

func (x *exposedCases) in(h *monitor.CumulativeHazard, p period) (monitor.Exposed, error) {
	return monitor.Exposure(x.entry, x.days, x.died, x.multiplier, h, p.stretch())
}

// exposed are the cases whose outcome and risk are known; r tells how many are left out.
func (w *watch) exposed(r *result.Exposure, o *observed) *exposedCases {
	x := &exposedCases{multiplier: []float64{}}
	for i := range o.Row {
		if o.SetAside(i) || math.IsNaN(w.day(o, i)) {
			continue
		}
		multiplier, adjusted := w.multiplier(o.ID, o.Row[i])
		r.Adjusted = adjusted
		if math.IsNaN(multiplier) {
			r.Missing++
			continue
		}
		x.entry, x.days = append(x.entry, w.day(o, i)), append(x.days, w.days(o.Time[i]))
		x.died, x.multiplier = append(x.died, o.Cause[i] == 1), append(x.multiplier, multiplier)
	}
	return x
}

func (w *watch) exposurePeriod(id string, p period, found monitor.Exposed) result.ExposurePeriod {
	posterior := monitor.PosteriorRatio(found.Observed, found.Expected, describeLevel)
	return result.ExposurePeriod{ID: id, From: p.from.String(), To: p.to.String(),
		PatientYears: result.Number(found.PatientYears),
		Observed:     found.Observed, Later: found.Later, Expected: result.Number(found.Expected),
		Ratio: result.Number(posterior.Mean), Lower: result.Number(posterior.Lower),
		Upper:      result.Number(posterior.Upper),
		OverRaised: result.Number(posterior.OverRaised), OverDoubled: result.Number(posterior.OverDoubled)}
}

// yearly is the stretch of the yearly look: the longest window of the study up
// to the last stated day of the year that has passed.
func (w *watch) yearly() period {
	months := monthsBeside
	if n := len(w.study.Monitor.Windows); n > 0 {
		months = w.study.Monitor.Windows[n-1]
	}
	return lastMonths(judgedDay(w.study), 0, months)
}

// judgedDay is the latest day of the yearly look that is not after the closing date.
func judgedDay(p *plan.Plan) plan.Date {
	year, _ := plan.ParseDate(p.AsOf.String()[:4] + "-" + p.Monitor.JudgedOn)
	if year.Days > p.AsOf.Days {
		return year.AddMonths(-12)
	}
	return year
}

// flag is the yearly look, at the expectation of the benchmark and of both ends of its interval.
func (w *watch) flag(b plan.Benchmark, o *observed, x *exposedCases, h *monitor.CumulativeHazard) (result.Flag, error) {
	none := result.Flag{False: result.Missing(), Reason: benchmarkHazard}
	period := w.yearly()
	at, err := x.in(h, period)
	if err != nil {
		return none, err
	}
	least, most := at.Expected, at.Expected
	for _, end := range b.Interval {
		free := end
		if o.Kind.HasCompeting() {
			free = 1 - end
		}
		through, err := h.Through(free)
		if errors.Is(err, monitor.ErrHazard) {
			return none, nil
		}
		if err != nil {
			return none, message.Errorf("benchmark %s: %w", b.ID, err)
		}
		found, err := x.in(through, period)
		if err != nil {
			return none, err
		}
		least, most = min(least, found.Expected), max(most, found.Expected)
	}
	f := monitor.JudgeRatio(at.Observed, at.Expected, least, most)
	return result.Flag{Flagged: f.Flagged, Fewest: f.Fewest, False: result.Number(f.FalseChance),
		Reason: reasonOf(f.Reason)}, nil
}

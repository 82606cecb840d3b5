package analysis

import (
	"cmp"
	"slices"

	"graftstat/analysis/plan"
	"graftstat/analysis/result"
)

// indicator estimates an endpoint at a time in each window and year.
func (w *watch) indicator(i plan.Indicator, o *observed) (result.Indicator, error) {
	r := result.Indicator{Cohort: w.plan.ID, Endpoint: o.ID, Kind: o.Kind, Good: o.isGood(), Unit: string(o.Unit),
		Time:    i.Time,
		Windows: []result.WindowEstimate{}, Years: []result.WindowEstimate{}}
	for _, window := range windows(w.study) {
		if window.ID == "month" {
			r.Windows = append(r.Windows, w.thisMonth(o, w.horizon(o, i.Time)))
			continue
		}
		found, err := w.estimate(o, w.time(i.Time, o.Unit), window.ID, w.bounds(window, w.horizon(o, i.Time)))
		if err != nil {
			return r, err
		}
		r.Windows = append(r.Windows, found)
	}
	for _, year := range w.years(o) {
		found, err := w.estimate(o, w.time(i.Time, o.Unit), year.id, year)
		if err != nil {
			return r, err
		}
		r.Years = append(r.Years, found)
	}
	return r, nil
}

// period of infusions, both days included.
type period struct {
	id       string
	from, to plan.Date // from may be unset: no bound
}

// holds reports whether a day since 1970-01-01 is in the period; NaN is in none.
func (p period) holds(day float64) bool {
	return day <= float64(p.to.Days) && (!p.from.Set || day >= float64(p.from.Days))
}

// bounds of a window for a horizon in days: (as_of - h - L, as_of - h].
func (w *watch) bounds(window result.Window, horizon float64) period {
	to := plan.Date{Set: true, Days: int(w.data.AsOf - horizon)}
	if window.Months == 0 {
		return period{id: window.ID, to: to}
	}
	from := to.AddMonths(-window.Months)
	from.Days++
	return period{id: window.ID, from: from, to: to}
}

// years are the calendar years of the endpoint's infusions.
func (w *watch) years(o *observed) []period {
	var list []period
	for i := range o.Row {
		id := transplantYear(w.day(o, i))
		if id == "" || slices.ContainsFunc(list, func(p period) bool { return p.id == id }) {
			continue
		}
		from, _ := plan.ParseDate(id + "-01-01")
		to, _ := plan.ParseDate(id + "-12-31")
		if to.Days > int(w.data.AsOf) {
			to.Days = int(w.data.AsOf)
		}
		list = append(list, period{id: id, from: from, to: to})
	}
	slices.SortFunc(list, func(a, b period) int { return cmp.Compare(a.id, b.id) })
	return list
}

// thisMonth counts the infusions of the last month, and the events within the
// horizon that happened in it, whenever the infusion was.
func (w *watch) thisMonth(o *observed, horizon float64) result.WindowEstimate {
	month := w.bounds(result.Window{ID: "month", Months: 1}, 0)
	r := result.WindowEstimate{Window: month.id, From: month.from.String(), To: month.to.String(),
		Estimate: result.Missing(), StdErr: result.Missing(),
		Lower: result.Missing(), Upper: result.Missing(), Reason: "counts_only"}
	for i := range o.Row {
		if o.SetAside(i) {
			continue
		}
		if month.holds(w.day(o, i)) {
			r.Cases++
		}
		if days := w.days(o.Time[i]); o.Cause[i] == 1 && days <= horizon && month.holds(w.day(o, i)+days) {
			r.Events++
		}
	}
	return r
}

// minEstimated is the number of cases under which a period, or what is set
// beside a benchmark, has counts and no estimate: 0 % of one patient says nothing.
const minEstimated = 5

// fewCases is why a number of fewer cases is missing.
const fewCases = "few_cases"

// estimate is the endpoint at a time among those infused in a period.
func (w *watch) estimate(o *observed, time float64, id string, p period) (result.WindowEstimate, error) {
	r := result.WindowEstimate{Window: id, From: p.from.String(), To: p.to.String(), Estimate: result.Missing(),
		StdErr: result.Missing(), Lower: result.Missing(), Upper: result.Missing()}
	var units []int
	for i := range o.Row {
		if p.holds(w.day(o, i)) {
			units = append(units, i)
		}
	}
	t := unitTally(o.Observations, grouping{levels: []string{id}}, [][]int{units})
	t.reached = w.reachedOf(o.Observations, units, time)
	k, err := w.comparison(o.Endpoint, t)
	if err != nil {
		return r, err
	}
	if k.table == nil {
		r.Reason = "no_case"
		return r, nil
	}
	curve, err := k.curve(k.table, 0, w.settings(o.Endpoint))
	if err != nil {
		return r, err
	}
	at := curve.At(time + w.shift(o.Endpoint))
	r.Cases, r.Events, r.AtRisk, r.Interval, r.Reason = curve.Cases, at.Events, at.AtRisk, string(at.Interval),
		string(at.Reason)
	r.Estimate, r.StdErr, r.Lower, r.Upper = result.Number(at.Estimate), result.Number(at.StdErr),
		result.Number(at.Lower), result.Number(at.Upper)
	r.Mature = k.mature(0)(time)
	if r.Cases < minEstimated {
		none := result.Missing()
		r.Estimate, r.StdErr, r.Lower, r.Upper, r.Interval, r.Reason = none, none, none, none, "", fewCases
	}
	return r, nil
}

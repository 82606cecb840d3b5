package analysis

import (
	"math"
	"slices"

	"graftstat/analysis/describe"
	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
	"graftstat/analysis/survival"
)

// A source is where the tallies of an endpoint come from: its cases, or a file.
type source struct {
	// tally is that of a grouping. landmark is the day after which those who had
	// the opportunity to be followed are told apart; NaN: none.
	tally func(g grouping, landmark float64) *tally
	cases *endpoint.Observations // nil where only their tally is known
}

// endpoint estimates one endpoint: the whole cohort first, then split by each
// column to compare.
func (c *cohort) endpoint(e plan.Endpoint, from source) (*result.Endpoint, error) {
	r := c.newEndpoint(e)
	var tallies []*tally // by grouping; nil for one by a milestone
	for _, g := range c.groupings {
		if g.milestone != nil {
			groups, tests, err := c.timeDependent(e, from.cases, g)
			if err != nil {
				return nil, err
			}
			r.Groups, r.Tests = append(r.Groups, groups...), append(r.Tests, tests...)
			tallies = append(tallies, nil)
			continue
		}
		t := from.tally(g, c.landmarkDay(e))
		tallies = append(tallies, t)
		if err := c.estimate(r, e, t); err != nil {
			return nil, err
		}
	}
	c.countAtRisk(e, r.Groups)
	r.MarkHeadline()
	var err error
	if r.Landmarks, err = c.landmarks(e, from, tallies); err != nil {
		return nil, err
	}
	if r.Models, err = c.models(e, from.cases); err != nil {
		return nil, err
	}
	return r, nil
}

// estimate adds the estimates and tests of a grouping.
func (c *cohort) estimate(r *result.Endpoint, e plan.Endpoint, t *tally) error {
	k, err := c.comparison(e, t)
	if err != nil {
		return err
	}
	groups, err := c.groups(k)
	if err != nil {
		return err
	}
	r.Groups = append(r.Groups, ofAnybody(e, groups)...)
	if t.by == "" && e.Kind.HasCompeting() {
		if r.Causes, err = c.causes(k); err != nil {
			return err
		}
	}
	r.Tests = append(r.Tests, c.tests(k)...)
	if k.judged != nil {
		r.Comparisons = append(r.Comparisons, k.judgement())
	}
	r.Differences = append(r.Differences, c.differences(k)...)
	return nil
}

// ofAnybody leaves out the groups that the endpoint's own patients (among) rule out:
// those without a case, counted or set aside. All stay where none has one, and for any
// other endpoint: a group without a case is one that the cohort has.
func ofAnybody(e plan.Endpoint, groups []result.Group) []result.Group {
	var found []result.Group
	for i := range groups {
		if g := &groups[i]; g.By == "" || g.Cases > 0 || len(g.Excluded) > 0 {
			found = append(found, *g)
		}
	}
	if len(e.Among) == 0 || len(found) == 0 {
		return groups
	}
	return found
}

// newEndpoint is an endpoint before anything of it is estimated.
func (c *cohort) newEndpoint(e plan.Endpoint) *result.Endpoint {
	r := &result.Endpoint{ID: e.ID, Base: e.Base, Shift: c.shift(e), Label: result.Text(e.Label), Kind: e.Kind,
		Definition: definition(e),
		Method:     "kaplan-meier", Variance: "greenwood", Unit: string(e.Unit), Times: e.Times,
		Groups: []result.Group{},
		Causes: []result.Cause{},
		Tests:  []result.Test{}, Comparisons: []result.Comparison{}, Differences: []result.Difference{},
		Landmarks: []result.Landmark{}}
	if e.Kind.HasCompeting() {
		r.Method, r.Variance = "aalen-johansen", e.Variance
	}
	r.Definition.None = c.declaredNone(e)
	return r
}

func (c *cohort) groups(k *comparison) ([]result.Group, error) {
	if k.table == nil {
		return nil, nil
	}
	worst, err := k.worstCase(c.study.TimeUnit)
	if err != nil {
		return nil, err
	}
	groups := make([]result.Group, len(k.tally.groups))
	for g := range groups {
		curve, err := k.curve(k.table, g, c.settings(k.endpoint))
		if err != nil {
			return nil, err
		}
		groups[g] = c.group(k, g, curve)
		if worst == nil {
			continue
		}
		worstCurve, err := k.curve(worst, g, c.settings(k.endpoint))
		if err != nil {
			return nil, err
		}
		if worstCurve.Cases > curve.Cases {
			for i := range groups[g].At {
				if estimate := result.Number(worstCurve.At(c.seenAt(k.endpoint, k.endpoint.Times[i])).
					Estimate); !estimate.IsMissing() {
					groups[g].At[i].EstimateWorst = &estimate
				}
			}
		}
	}
	return groups, nil
}

func (c *cohort) group(k *comparison, g int, curve *survival.Curve) result.Group {
	t := k.tally
	r := result.Group{By: t.by, Group: t.groups[g], Cases: curve.Cases, Events: curve.Events,
		CompetingEvents: curve.Competing,
		Missing:         cases(t.of(len(t.groups))), Excluded: k.excluded(g), Interval: string(curve.Interval),
		LastFollowUp: result.Missing(), Curve: []result.Point{}, Risk: []result.RiskCount{},
		At: []result.Estimate{}}
	for _, p := range curve.Points {
		r.Curve = append(r.Curve, point(p))
	}
	if n := len(curve.Points); n > 0 {
		r.LastFollowUp = result.Number(curve.Points[n-1].Time)
		start := point(curve.At(beforeStart))
		start.Time = 0
		r.Start = &start
	}
	mature := k.mature(g)
	for _, asked := range k.endpoint.Times {
		time := c.seenAt(k.endpoint, asked)
		r.At = append(r.At, result.Estimate{Point: point(curve.At(time)), AskedTime: k.asked(asked),
			Mature: mature(time)})
	}
	for _, p := range []float64{0.25, 0.5, 0.75} {
		q := curve.Quantile(p)
		r.Quantiles = append(r.Quantiles, result.Quantile{P: p, Time: result.Number(q.Time),
			Lower: result.Number(q.Lower), Upper: result.Number(q.Upper), AtRisk: q.AtRisk, Reason: string(q.Reason)})
	}
	r.CumulativeHazard = c.cumulativeHazard(k, g)
	if k.endpoint.DaysToEvent {
		days := quartilesBefore(*k.daysToEvent(g), c.shift(k.endpoint))
		r.DaysToEvent = inDays(&days, c.study.TimeUnit)
	}
	r.Proportion = c.proportion(k, g)
	r.RMST = c.restrictedMean(k, curve)
	r.IndependenceDays = c.windowDays(k, g)
	reported(&r, c.shift(k.endpoint), curve)
	return r
}

// cumulativeHazard is the Nelson-Aalen estimate at the times asked for.
func (c *cohort) cumulativeHazard(k *comparison, g int) []result.Point {
	found := []result.Point{}
	if k.endpoint.Kind.HasCompeting() {
		return found
	}
	curve, err := survival.NelsonAalen(k.table, g, survival.Settings{Level: c.study.Intervals.Level})
	if err != nil {
		return found // the group's own curve was made of the same table
	}
	for _, asked := range k.endpoint.Times {
		found = append(found, point(curve.At(c.seenAt(k.endpoint, asked))))
	}
	return found
}

// time is a time of an endpoint's unit in the study's. On whole days it is
// floored, so that a year is 365 days and a death on day 365 is in it.
func (c *cohort) time(asked float64, unit plan.TimeUnit) float64 {
	time := c.study.ToTimeUnit(asked, unit)
	if c.study.TimeUnit == plan.Days {
		return math.Floor(time)
	}
	return time
}

// asked is a time as the endpoint has it.
func (k *comparison) asked(time float64) result.AskedTime {
	return result.AskedTime{Asked: time, Unit: string(k.endpoint.Unit)}
}

// beforeStart is before any time: what a curve is there holds up to its first point.
const beforeStart = -1

func point(p survival.Point) result.Point {
	return result.Point{Time: p.Time, AtRisk: p.AtRisk, Events: p.Events, Competing: p.Competing, Censored: p.Censored,
		Estimate: result.Number(p.Estimate), StdErr: result.Number(p.StdErr), Lower: result.Number(p.Lower),
		Upper:    result.Number(p.Upper),
		Interval: string(p.Interval), Reason: string(p.Reason)}
}

// mature reports of times of a group whether half of its cases had the
// opportunity to reach them, whatever became of them; without dates, whether the
// reverse Kaplan-Meier estimate of follow-up is at least one half there.
func (k *comparison) mature(g int) func(time float64) bool {
	switch {
	case k.tally.isSplit: // the opportunity to reach a time is that of cases, not of their parts
		return func(float64) bool { return false }
	case k.tally.reached != nil:
		return func(time float64) bool { return k.tally.wasReached(g, time) }
	}
	reverse, err := survival.ReverseKaplanMeier(k.table, g, survival.Settings{Interval: survival.LogLog})
	return func(time float64) bool { return err == nil && reverse.At(time).Estimate >= 0.5 }
}

// excluded counts the cases of a group that are set aside, by reason.
func (k *comparison) excluded(g int) []result.Excluded {
	found := []result.Excluded{}
	cells := k.tally.of(g)
	for i := range cells {
		x := &cells[i]
		if !x.isSetAside() {
			continue
		}
		code := k.tally.code(x)
		at := slices.IndexFunc(found, func(x result.Excluded) bool { return x.Code == code })
		if at < 0 {
			at = len(found)
			found = append(found, result.Excluded{Code: code})
		}
		found[at].Cases += int(x.n)
		if x.isEventKnown() {
			found[at].EventsKnown += int(x.n)
		}
	}
	slices.SortFunc(found, func(a, b result.Excluded) int {
		if a.Code < b.Code {
			return -1
		}
		return 1
	})
	return found
}

// worstCase counts the cases set aside though their event is known as failing
// on the day after they were last known event-free; nil where there is none.
func (k *comparison) worstCase(unit plan.TimeUnit) (*survival.Table, error) {
	t := k.tally
	if t.hasEntry {
		return nil, nil // when such a case would have entered is not known either
	}
	aside := func(x tallyCell) bool { return x.isEventKnown() && int(x.group) < len(t.groups) }
	if !slices.ContainsFunc(t.cells, aside) {
		return nil, nil
	}
	all := slices.Clone(t.cells)
	for i, x := range all {
		if aside(x) {
			all[i].status, all[i].time = 1, x.time+1/unit.Days()
		}
	}
	return t.table(all, k.causes)
}

// daysToEvent are the quartiles of the times among those with the event, by R type 7.
func (k *comparison) daysToEvent(g int) *result.Quartiles {
	cells := k.tally.of(g)
	total := 0
	for i := range cells {
		if k.tally.isDayToEvent(&cells[i]) {
			total += int(cells[i].n)
		}
	}
	times := make([]float64, 0, total)
	for i := range cells {
		for n := cells[i].n; n > 0 && k.tally.isDayToEvent(&cells[i]); n-- {
			times = append(times, cells[i].time)
		}
	}
	q := describe.Quartiles(times, describe.Type7)
	return &result.Quartiles{N: q.N, Min: result.Number(q.Min), Q1: result.Number(q.Q1),
		Median: result.Number(q.Median), Q3: result.Number(q.Q3), Max: result.Number(q.Max)}
}

// inDays adds quartiles in days where the study counts otherwise.
func inDays(q *result.Quartiles, unit plan.TimeUnit) *result.DaysToEvent {
	both := &result.DaysToEvent{Quartiles: *q}
	if unit != plan.Days {
		day := func(x result.Number) result.Number { return result.Number(float64(x) * unit.Days()) }
		both.InDays = &result.Quartiles{N: q.N, Min: day(q.Min), Q1: day(q.Q1), Median: day(q.Median), Q3: day(q.Q3),
			Max: day(q.Max)}
	}
	return both
}

// proportion is that with the event by the latest time asked for to which no
// case of the group is censored: there it needs no estimator. nil where there is no such time.
func (c *cohort) proportion(k *comparison, g int) *result.Proportion {
	if k.tally.hasEntry {
		return nil
	}
	var found *result.Proportion
	cells := k.tally.of(g)
	for _, asked := range k.endpoint.Times {
		time := c.seenAt(k.endpoint, asked)
		events, n := 0, 0
		for i := range cells {
			x := &cells[i]
			if x.isSetAside() {
				continue
			}
			if x.status == 0 && x.time < time {
				return found
			}
			n += int(x.n)
			if x.status == 1 && x.time <= time {
				events += int(x.n)
			}
		}
		p := describe.ExactProportion(events, n, c.study.Intervals.Level)
		found = &result.Proportion{AskedTime: k.asked(asked), Time: time, K: events, N: n,
			Lower: result.Number(p.Lower), Upper: result.Number(p.Upper)}
	}
	return found
}

// causes are the incidences of every cause among all cases: with the
// event-free share they add up to 1 at each time.
func (c *cohort) causes(k *comparison) ([]result.Cause, error) {
	all := []result.Cause{}
	if k.table == nil {
		return all, nil
	}
	for cause := 1; cause <= k.causes; cause++ {
		curve, err := survival.CumulativeIncidence(k.table, 0, cause, c.settings(k.endpoint))
		if err != nil {
			return nil, err
		}
		event := "event"
		if cause > 1 {
			event = k.endpoint.Competing[cause-2].Milestone
		}
		points := make([]result.Point, len(curve.Points))
		for i, p := range curve.Points {
			points[i] = point(p)
		}
		if shift := c.shift(k.endpoint); shift > 0 {
			start := point(curve.At(math.Nextafter(shift, 0)))
			start.Time = 0
			if points = later(points, shift); len(points) == 0 || points[0].Time > 0 {
				points = append([]result.Point{start}, points...)
			}
		}
		all = append(all, result.Cause{Group: "all", Event: event, Curve: points})
	}
	return all, nil
}

func definition(e plan.Endpoint) result.Definition {
	items := func(list []plan.Item) []result.Item {
		all := make([]result.Item, len(list))
		for i, it := range list {
			all[i] = result.Item{Milestone: it.Milestone, Where: where(it.Where)}
		}
		return all
	}
	var among []result.Condition
	if len(e.Among) > 0 {
		among = where(e.Among)
	}
	return result.Definition{Among: among, From: e.From, Event: items(e.Event), Competing: items(e.Competing), Censor: e.Censor,
		SameDay: e.SameDay,
		Per:     e.Per, CauseSpecific: e.CauseSpecific, Replaces: e.Replaces, NotCollected: e.Without}
}

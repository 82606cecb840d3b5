package analysis

import (
	"cmp"
	"math"
	"slices"

	"graftstat/analysis/code"
	"graftstat/analysis/describe"
	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
	"graftstat/analysis/survival"
)

// threeWays fills in independence by each of its definitions side by side: the window of
// the rule, the further windows and the weighted average haemoglobin. All are judged by
// the cohort's endpoint of transfusion independence with its event in their place, so that
// the same competes with each, and on the first graft, as the incidences are.
func (c *cohort) threeWays(r *result.Independence) {
	r.Criteria, r.Iron, r.Treated = []result.Criterion{}, c.iron(), c.treated()
	r.Cases = c.independentCases()
	r.Spared = c.spared(r.Cases)
	asked, ok := c.independenceEndpoint()
	if !ok {
		return
	}
	rules := c.study.Rules
	list := []string{plan.Independence}
	for _, days := range rules.TransfusionIndependence.AlsoWindows {
		if days != rules.TransfusionIndependence.WindowDays {
			list = append(list, plan.IndependenceMilestone(days))
		}
	}
	for _, milestone := range append(list, plan.TI12) {
		r.Criteria = append(r.Criteria, c.criterion(asked, milestone, r.Cases))
	}
}

// independenceEndpoint is the endpoint of transfusion independence that has something
// competing with it.
func (c *cohort) independenceEndpoint() (plan.Endpoint, bool) {
	i := slices.IndexFunc(c.plan.Resolved, func(e plan.Endpoint) bool {
		return e.Kind.HasCompeting() && e.From == plan.Transplant && len(e.Event) == 1 &&
			e.Event[0].Milestone == plan.Independence && len(e.Event[0].Where) == 0
	})
	if i < 0 {
		return plan.Endpoint{}, false
	}
	return c.plan.Resolved[i], true
}

// criterion judges every patient by one definition.
func (c *cohort) criterion(asked plan.Endpoint, milestone string, cases []result.IndependentCase) result.Criterion {
	rules, nan := c.study.Rules, math.NaN()
	e := asked
	e.Per, e.Entry, e.Event = code.PerPatient, "", []plan.Item{{Milestone: milestone}}
	found := result.Criterion{Milestone: milestone, Days: rules.TI12.Days, EvaluableDays: rules.TI12.EvaluableDays,
		NotEvaluable: []result.Count{}, Estimate: result.Missing(), Lower: result.Missing(), Upper: result.Missing(),
		Horizon:   result.Missing(),
		Incidence: point(survival.Point{Estimate: nan, StdErr: nan, Lower: nan, Upper: nan}),
		WindowEnd: quartiles(nil), LastTransfusion: quartiles(nil), SoFar: quartiles(nil)}
	if window, ok := rules.TransfusionIndependence.WindowOf(milestone); ok {
		found.Days, found.EvaluableDays = window, window
	}
	if l := c.lacks(e); l.reason != "" {
		found.Reason = l.reason
		return found
	}
	o := endpoint.Derive(c.study, c.histories, e, c.patients)
	var ends, lasts, sofar []float64
	for i := range o.Len() {
		k := c.independent(e, o, i)
		outcome := c.outcome(milestone, &k)
		cases[i].Criteria = append(cases[i].Criteria, outcome)
		c.count(&found, &k, o.Row[i])
		if !k.hasReached() {
			continue
		}
		ends = append(ends, float64(outcome.Day))
		if !outcome.LastTransfusion.IsMissing() {
			lasts = append(lasts, float64(outcome.LastTransfusion))
		}
		if days := c.day(k.known - k.opened); k.state == "independent" && !math.IsNaN(days) {
			sofar = append(sofar, days)
		}
	}
	found.WindowEnd, found.LastTransfusion, found.SoFar = quartiles(ends), quartiles(lasts), quartiles(sofar)
	p := describe.ExactProportion(found.Reached, found.Evaluable, c.study.Intervals.Level)
	found.Estimate, found.Lower, found.Upper = result.Number(p.Estimate), result.Number(p.Lower), result.Number(p.Upper)
	c.incidenceOf(&found, e, o)
	return found
}

// incidenceOf estimates the incidence at the last time that the endpoint reports.
func (c *cohort) incidenceOf(found *result.Criterion, e plan.Endpoint, o *endpoint.Observations) {
	if len(e.Times) == 0 {
		return
	}
	k, err := c.comparison(e, c.casesOf(e, o).tally(everyone(), math.NaN()))
	if err != nil || k.table == nil {
		return // nobody can be analysed, which the counts say
	}
	curve, err := k.curve(k.table, 0, c.settings(e))
	if err != nil {
		return
	}
	asked := slices.Max(e.Times)
	found.Horizon = result.Number(c.day(c.time(asked, e.Unit)))
	found.Patients = curve.Cases
	found.Incidence = point(curve.At(c.seenAt(e, asked)))
}

// An independence is what became of one patient by one definition. Times are on the clock
// of the first infusion, NaN where there is none.
type independence struct {
	state         string
	event, opened float64
	lost, known   float64
	average       float64
}

func (k *independence) hasReached() bool {
	return slices.Contains([]string{"independent", "lost", "died_since", "unclear"}, k.state)
}

func (c *cohort) outcome(milestone string, k *independence) result.CriterionOutcome {
	day := func(time float64) result.Number { return result.Number(c.day(time)) }
	o := result.CriterionOutcome{Milestone: milestone, State: k.state, Day: day(k.event), LastTransfusion: day(k.opened),
		Lost: day(k.lost), Average: result.Number(k.average)}
	if !k.hasReached() {
		o.Day = day(k.known)
	}
	return o
}

// independent follows patient i of the observations.
func (c *cohort) independent(e plan.Endpoint, o *endpoint.Observations, i int) independence {
	nan, row := math.NaN(), o.Row[i]
	k := independence{event: nan, opened: nan, lost: nan, known: o.Time[i], average: nan}
	milestone := e.Event[0].Milestone
	switch {
	case o.SetAside(i):
		k.state = c.notKnown(milestone, row, o.Decided(i))
	case o.Cause[i] > 1 && e.Competing[o.Cause[i]-2].Milestone == "death":
		k.state = "died"
	case o.Cause[i] > 1:
		k.state = "failed"
	case o.Cause[i] == 0:
		k.state = c.notReached(milestone, row, o.Time[i])
	default:
		k.event, k.known = o.Time[i], c.transfusedTo(row)
		c.sinceReached(&k, milestone, row)
	}
	return k
}

// notKnown is why nothing is known of a patient.
func (c *cohort) notKnown(milestone string, row int32, reason string) string {
	if t := c.data.Transfusions; t != nil && t.Silent[row] != "" {
		return t.Silent[row]
	}
	if milestone == plan.TI12 && reason == endpoint.UnknownStatus && len(c.data.CourseOf("hb", int(row))) == 0 {
		return "hb_missing"
	}
	return reason
}

// notReached is whether a patient without the event is known not to have it: of ti12 a
// haemoglobin that is too sparse, or that ends longer before the transfusions do than
// two values may lie apart, does not tell.
func (c *cohort) notReached(milestone string, row int32, time float64) string {
	switch {
	case milestone != plan.TI12:
		return "not_yet"
	case len(c.data.CourseOf("hb", int(row))) == 0:
		return "hb_missing"
	case c.data.Sparse[int(row)]:
		return "hb_sparse"
	case c.day(c.transfusedTo(row)-time) > c.study.Rules.TI12.GapDays:
		return "hb_ended"
	}
	return "not_yet"
}

// transfusedTo is to when the transfusions of a first graft are known: the first of death,
// last contact, closing date, next infusion and their declared end; NaN where none is.
func (c *cohort) transfusedTo(row int32) float64 {
	known, why := c.transfusionsKnown([]int32{row})
	to := min(c.timeOf("death", row), c.timeOf("last_contact", row))
	if why != "" || math.IsInf(to, 1) {
		return math.NaN()
	}
	return min(to, known, c.histories.Potential(row), c.nextInfusion(row))
}

// timeOf is the latest time of a milestone among the rows of a first infusion's patient,
// on its clock; +Inf where there is none.
func (c *cohort) timeOf(milestone string, row int32) float64 {
	m, time := c.data.Milestones[milestone], math.Inf(-1)
	for _, r := range c.histories.Of(int(c.data.Patient[row])) {
		if m != nil {
			if t := c.histories.Offset(row, r) + m.Time[r]; !math.IsNaN(t) {
				time = max(time, t)
			}
		}
	}
	if math.IsInf(time, -1) {
		return math.Inf(1)
	}
	return time
}

// nextInfusion is the time of the patient's next, +Inf where there is none.
func (c *cohort) nextInfusion(row int32) float64 {
	next := math.Inf(1)
	for _, r := range c.histories.Of(int(c.data.Patient[row])) {
		if offset := c.histories.Offset(row, r); r != row && offset > 0 {
			next = min(next, offset)
		}
	}
	return next
}

// sinceReached says what became of an independence that was reached. The last red cells
// before it are those of the log; where the row states it, the window's length before it.
func (c *cohort) sinceReached(k *independence, milestone string, row int32) {
	rules := c.study.Rules.TransfusionIndependence
	window, hasWindow := rules.WindowOf(milestone)
	w, byLog := c.data.Windows[milestone][int(row)]
	switch {
	case byLog:
		k.opened = w.Opened
		if w.Average > 0 {
			k.average = w.Average
		}
	case hasWindow && rules.Haemoglobin.AtLeast == 0:
		k.opened = max(0, k.event-window/c.study.TimeUnit.Days())
	}
	take := func(time float64) {
		if time > k.event && !(time >= k.lost) && !(time > c.histories.Potential(row)) && !math.IsInf(time, 1) {
			k.lost = time
		}
	}
	if byLog {
		take(w.Returned)
	}
	take(c.nextInfusion(row))
	doubt := byLog && w.Unclear > k.event && c.mayReturn(row)
	for _, name := range []string{"transfusion_dependence", "graft_failure", "second_transplant"} {
		if m := c.data.Milestones[name]; m != nil {
			take(m.Time[row])
			doubt = doubt || m.IsUndated(int(row))
		}
	}
	switch {
	case !math.IsNaN(k.lost):
		k.state = "lost"
	case doubt:
		k.state = "unclear"
	case c.hasDied(row):
		k.state = "died_since"
	default:
		k.state = "independent"
	}
}

// hasDied reports whether a patient died by the closing date, on a known day or not.
func (c *cohort) hasDied(row int32) bool {
	return slices.ContainsFunc(c.histories.Of(int(c.data.Patient[row])), func(r int32) bool {
		return c.state("death", int(r)) == happened
	})
}

// mayReturn reports whether red cells without an indication may be a return to dependence:
// not where the row says that there was none.
func (c *cohort) mayReturn(row int32) bool {
	m := c.data.Milestones["transfusion_dependence"]
	return m == nil || m.Status[row] != registry.No
}

// count adds a patient to the counts of a definition. Whoever was transplanted too late to
// be evaluable is not in the share, whatever became of them. In a study without dates that
// is whoever has had nothing and is followed for less.
func (c *cohort) count(found *result.Criterion, k *independence, row int32) {
	switch k.state {
	case "independent":
		found.Independent++
	case "lost":
		found.Lost++
	case "died_since":
		found.DiedSince++
	case "unclear":
		found.Unclear++
	}
	potential := c.histories.Potential(row)
	if math.IsInf(potential, 1) && k.state == "not_yet" {
		potential = k.known
	}
	switch {
	case c.day(potential) < found.EvaluableDays:
		addCount(&found.NotEvaluable, "too_early")
		return
	case k.hasReached():
		found.Reached++
	case k.state == "not_yet":
		found.NotYet++
	case k.state == "died":
		found.Died++
	case k.state == "failed":
		found.Failed++
	default:
		addCount(&found.NotEvaluable, k.state)
		return
	}
	found.Evaluable++
}

// addCount counts one more case of a code. Codes are in order.
func addCount(list *[]result.Count, code string) {
	i, found := slices.BinarySearchFunc(*list, code,
		func(x result.Count, code string) int { return cmp.Compare(x.Code, code) })
	if !found {
		*list = slices.Insert(*list, i, result.Count{Code: code})
	}
	(*list)[i].Cases++
}

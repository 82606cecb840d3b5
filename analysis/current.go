package analysis

import (
	"math"
	"slices"

	"graftstat/analysis/code"
	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
	"graftstat/analysis/survival"
)

// States of the current form of an endpoint.
const (
	freeStill     uint8 = iota + 1 // no failure and no GVHD that counts, ever
	activeGVHD                     // now in it
	freeAgain                      // no longer
	failedOnce                     // any other event: nobody comes back
	currentStates = int(failedOnce)
)

// resolvedBy is the milestone that ends the GVHD of an event; "" of one that ends nothing.
func resolvedBy(event string) string {
	return map[string]string{"acute_gvhd_3": "acute_gvhd_resolved", "chronic_gvhd": "chronic_gvhd_resolved"}[event]
}

// hasCurrentForm reports whether an endpoint is GVHD-free survival: of each patient from
// the transplant on, acute GVHD III-IV among its events and no GVHD that has no end here.
func hasCurrentForm(e plan.Endpoint) bool {
	has := false
	for _, it := range e.Event {
		has = has || it.Milestone == "acute_gvhd_3"
		if slices.Contains([]string{"acute_gvhd", "acute_gvhd_2"}, it.Milestone) {
			return false
		}
	}
	return has && e.Kind == code.Survival && e.Per != code.PerTransplant && e.From == plan.Transplant && e.Entry == ""
}

// current estimates the current form of GVHD-free survival: the probability of being
// alive without any other event and not now in the GVHD that counts. GVHD is left when it
// has resolved; every other event is for good. An event on the day of GVHD goes before it.
//
// Who never had an event and who is free of GVHD again are two states, and their
// probabilities are added (survival.OccupationOfAny): the first is the classical
// form, so that the current one never lies below it and is it where nothing resolved.
// Patients are the classical form's, and each is followed as there; after GVHD to the
// first other event, or as far as that and the stages of GVHD are known.
func (c *cohort) current(e plan.Endpoint, o *endpoint.Observations, r *result.Endpoint) (*result.Current, error) {
	if !hasCurrentForm(e) || len(r.Groups) == 0 {
		return nil, nil
	}
	x, found := c.currentCourses(e, o)
	classical := r.Groups[0]
	if found.Resolved == 0 || len(x.Case) == 0 {
		found.At = slices.Clone(classical.At)
		for i := range found.At {
			found.At[i].Headline, found.At[i].EstimateWorst = false, nil
		}
		return found, nil
	}
	curve, err := survival.OccupationOfAny(x, currentStates, []uint8{freeStill, freeAgain},
		survival.Settings{Level: c.study.Intervals.Level})
	if err != nil {
		return nil, err
	}
	for i, asked := range e.Times {
		at := classical.At[i]
		at.Point, at.EstimateWorst = point(curve.At(c.seenAt(e, asked))), nil
		at.Headline = false
		found.At = append(found.At, at)
	}
	return found, nil
}

// currentCourses are the stays of the patients of an endpoint in the states of its
// current form.
func (c *cohort) currentCourses(e plan.Endpoint, o *endpoint.Observations) (survival.Transitions, *result.Current) {
	var x survival.Transitions
	found := &result.Current{At: []result.Estimate{}}
	left := e
	left.Event = slices.DeleteFunc(slices.Clone(e.Event), func(it plan.Item) bool { return resolvedBy(it.Milestone) != "" })
	others := endpoint.DeriveWithoutCells(c.study, c.histories, left, c.patients)
	add := func(i int, from, to uint8, start, stop float64) {
		x.Case, x.From, x.To = append(x.Case, int32(i)), append(x.From, from), append(x.To, to)
		x.Start, x.Stop = append(x.Start, start), append(x.Stop, stop)
	}
	ended := map[string]bool{} // milestones of a resolution: whether one of them is recorded, of those that might be
	for i := range o.Len() {
		switch {
		case o.SetAside(i):
		case o.Cause[i] == 0:
			add(i, freeStill, 0, 0, o.Time[i])
		case resolvedBy(o.Decided(i)) == "":
			add(i, freeStill, failedOnce, 0, o.Time[i])
		default:
			found.AfterGVHD++
			rows := c.histories.Of(int(c.data.Patient[o.Row[i]]))
			k := gvhdCourse{from: o.Time[i], end: math.NaN()}
			for _, it := range e.Event {
				for _, s := range c.gvhdSpans(it, rows) {
					k.active = append(k.active, s)
					ended[resolvedBy(it.Milestone)] = ended[resolvedBy(it.Milestone)] || !math.IsInf(s.end, 1)
				}
			}
			if !others.SetAside(i) {
				k.end, k.failed = others.Time[i], others.Cause[i] == 1
			}
			if known := c.gvhdKnownTo(rows); known < k.end {
				k.end, k.failed = known, false
			}
			if k.stays(func(from, to uint8, start, stop float64) { add(i, from, to, start, stop) }) {
				found.Resolved++
			}
		}
	}
	for _, it := range e.Event {
		name := resolvedBy(it.Milestone)
		if recorded, had := ended[name]; had && !recorded && !slices.Contains(found.Unrecorded, name) {
			found.Unrecorded = append(found.Unrecorded, name)
		}
	}
	return x, found
}

// gvhdCourse is a patient from the day of the first GVHD that counts: when it was active, and
// the day of the first other event or to which is known that there was none; NaN: not known.
type gvhdCourse struct {
	from, end float64
	failed    bool
	active    []span
}

// stays adds the stays of a course, and reports whether it was free of GVHD again.
func (k *gvhdCourse) stays(add func(from, to uint8, start, stop float64)) (again bool) {
	state := func(time float64) uint8 {
		switch {
		case k.failed && time >= k.end:
			return failedOnce
		case slices.ContainsFunc(k.active, func(s span) bool { return s.start <= time && time < s.end }):
			return activeGVHD
		}
		return freeAgain
	}
	now, at := state(k.from), k.from
	add(freeStill, now, 0, at)
	again = now == freeAgain
	var changes []float64
	for _, s := range k.active {
		changes = append(changes, s.start, s.end)
	}
	changes = append(changes, k.end)
	slices.Sort(changes)
	for _, time := range changes {
		if !(time > at && time <= k.end) || now == failedOnce {
			continue
		}
		if to := state(time); to != now {
			add(now, to, at, time)
			now, at = to, time
			again = again || to == freeAgain
		}
	}
	if now != failedOnce && k.end > at {
		add(now, 0, at, k.end)
	}
	return again
}

// gvhdSpans are the times in which a patient was in the GVHD of an event: by the stages
// from the first III until below II; where only the case row tells of it, from its
// milestone to the day of the resolution, and without one for good.
func (c *cohort) gvhdSpans(it plan.Item, rows []int32) []span {
	if resolvedBy(it.Milestone) == "" {
		return nil
	}
	if spans, told := c.episodesOf(c.data.Episodes[it.Milestone], it, rows); told {
		return spans
	}
	var list []span
	for _, row := range rows {
		offset := c.histories.Offset(rows[0], row)
		start := timeOf(c.data.Milestones[it.Milestone], row) + offset
		if math.IsNaN(start) || !endpoint.Matches(c.data, it.Where, int(row)) {
			continue
		}
		s := span{start, math.Inf(1)}
		if end := timeOf(c.data.Milestones[resolvedBy(it.Milestone)], row) + offset; end >= start {
			s.end = end
		}
		list = append(list, s)
	}
	return list
}

// timeOf is when a milestone happened in a row, NaN if it did not or nobody knows when.
func timeOf(m *registry.Milestone, row int32) float64 {
	if m == nil || !m.Happened(int(row)) {
		return math.NaN()
	}
	return m.Time[row]
}

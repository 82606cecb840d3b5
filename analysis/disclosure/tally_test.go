package disclosure

import (
	"graftstat/analysis/code"
	"slices"
)

// The auditor counts and draws curves by itself, thousands of times a second;
// what is told of them is decided by the rules under audit.

const mostTimes = 3

// tally of a group: cases, and by endpoint the events and the status at each time.
type tally struct {
	cases  int
	events [len(endpoints)]int
	at     [len(endpoints)][mostTimes]status
}

// tallies of a cohort at a closing date: everybody, and the five levels.
type tallies struct {
	groups   [6]tally
	followUp int
}

// counter keeps its memory from one history to the next.
type counter struct {
	group [6][]int
	days  []int
}

// tally of the groups that pick gives as bits.
func (c *counter) tally(h *history, cohort, date int, pick func(of *tallies) int) tallies {
	var all tallies
	c.days = c.days[:0]
	for i := range h.patients {
		p := &h.patients[i]
		if p.transplanted <= h.closing[date] && h.in(p, cohort) {
			all.groups[0].cases++
			all.groups[1+p.level[cohort]].cases++
			c.days = append(c.days, min(h.closing[date]-p.transplanted, p.lost))
		}
	}
	if slices.Sort(c.days); len(c.days) > 0 {
		all.followUp = c.days[len(c.days)/2]
	}
	groups := pick(&all) | 1
	for e := range endpoints {
		c.observe(h, e, cohort, date)
		for g := range c.group {
			if groups&(1<<g) == 0 {
				continue
			}
			slices.Sort(c.group[g])
			t := &all.groups[g]
			t.events[e], t.at[e] = statuses(c.group[g], endpoints[e].kind, h.times)
		}
	}
	return all
}

// observe makes of each observation the number 4 time + cause, where a censored
// one comes after the events of its day.
func (c *counter) observe(h *history, endpoint, cohort, date int) {
	for g := range c.group {
		c.group[g] = c.group[g][:0]
	}
	all := c.group[0]
	for i := range h.patients {
		p := &h.patients[i]
		if !h.in(p, cohort) {
			continue
		}
		if time, cause, ok := p.observed(endpoint, h.closing[date]); ok {
			if cause == 0 {
				cause = 3
			}
			key := 4*time + cause
			all = append(all, key)
			c.group[1+p.level[cohort]] = append(c.group[1+p.level[cohort]], key)
		}
	}
	c.group[0] = all
}

// statuses of observations in order. One after the other, events of one day
// give the same curve as together.
func statuses(keys []int, kind code.EndpointKind, times []float64) (events int, at [mostTimes]status) {
	survival, incidence, next := 1.0, 0.0, 0
	now := status{atRisk: len(keys)}
	note := func(before float64) { // the times before this one are over
		for ; next < len(times) && times[next] < before; next++ {
			now.estimate = survival
			if kind == "incidence" {
				now.estimate = incidence
			}
			at[next] = now
			at[next].known += now.atRisk
		}
	}
	for i, key := range keys {
		day, cause, left := float64(key/4), key%4, float64(len(keys)-i)
		if cause == 3 {
			note(day + 0.5) // who is censored on the day of a time is still at risk then
			now.atRisk--
			continue
		}
		note(day)
		now.atRisk--
		now.known++
		if cause == 1 {
			now.events++
			events++
			incidence += survival / left
		}
		survival *= 1 - 1/left
	}
	note(never)
	return events, at
}

// counts that a reader could look for: in each cohort, in each of its levels,
// and in the first cohort without the second, how many patients there are, had
// an event by a time, had it between two times or after the last, had it not,
// and are still at risk; at each closing date, and of those that can only grow
// how many came between the two.
type place struct{ date, set, endpoint, kind int }

const between = 2 // in place of a closing date

// places of all counts. Set 0 to 5 is the first cohort and its levels, 6 to 11
// the second, 12 the first without the second.
func (h *history) places() []place {
	var all []place
	times := len(h.times)
	for date := range 3 {
		for set := range 13 {
			all = append(all, place{date, set, 0, -1})
			for e := range endpoints {
				kinds := 4*times + 3
				if date == between {
					kinds = 2*times + 1
				}
				for kind := range kinds {
					all = append(all, place{date, set, e, kind})
				}
			}
		}
	}
	return all
}

func (p place) count(h *history, of *[4]tallies) int {
	if p.date == between {
		first, second := p, p
		first.date, second.date = 0, 1
		return second.count(h, of) - first.count(h, of)
	}
	if p.set == 12 {
		whole, part := p, p
		whole.set, part.set = 0, 6
		return whole.count(h, of) - part.count(h, of)
	}
	t := &of[2*(p.set/6)+p.date].groups[p.set%6]
	return t.count(p.endpoint, p.kind, len(h.times))
}

// count of a kind: -1 the cases; 0 the events, then those by each time, those
// from each time to the next, those without it at each time, in all, and those
// at risk.
func (t *tally) count(e, kind, times int) int {
	by := func(i int) int {
		if i == times {
			return t.events[e]
		}
		return t.at[e][i].events
	}
	switch {
	case kind < 0:
		return t.cases
	case kind <= times:
		return by(kind)
	case kind <= 2*times:
		return by(kind-times) - by(kind-times-1)
	case kind <= 3*times+1:
		return t.cases - by(kind-2*times-1)
	case kind <= 4*times+1:
		return t.at[e][kind-3*times-2].atRisk
	}
	return t.cases - t.at[e][times-1].known
}

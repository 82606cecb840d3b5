package disclosure

import (
	"graftstat/analysis/code"
	"slices"
)

// The auditor counts and draws curves by itself, thousands of times a second;
// what is told of them is decided by the rules under audit.

const (
	levels       = 6
	maxTimes     = 5
	maxEndpoints = 6
)

// tally of a group: by endpoint the cases, the events and the status at each time.
type tally struct {
	cases, events [maxEndpoints]int
	at            [maxEndpoints][maxTimes]status
}

// tallies at a closing date: everybody, and the levels.
type tallies struct {
	sizes    sizes
	groups   [1 + levels]tally
	followUp int
}

// counter keeps its memory from one history to the next.
type counter struct {
	group [1 + levels][]int
	days  []int
}

// tally of the groups that pick gives as bits.
func (c *counter) tally(all *tallies, h *history, date int, pick func(of *tallies) int) {
	all.sizes = sizes{}
	c.days = c.days[:0]
	for i := range h.patients {
		p := &h.patients[i]
		if p.transplanted > h.closing[date] {
			continue
		}
		all.sizes[1][0]++
		all.sizes[1][1+p.level]++
		if !p.second {
			all.sizes[0][0]++
			all.sizes[0][1+p.level]++
			c.days = append(c.days, min(h.closing[date]-p.transplanted, p.lost))
		}
	}
	all.followUp = 0
	if slices.Sort(c.days); len(c.days) > 0 {
		all.followUp = c.days[len(c.days)/2]
	}
	groups := pick(all) | 1
	for i := range h.endpoints {
		e := &h.endpoints[i]
		c.observe(h, e, date)
		for g := range c.group {
			t := &all.groups[g]
			t.cases[i] = len(c.group[g])
			if groups&(1<<g) != 0 {
				slices.Sort(c.group[g])
				t.events[i], t.at[i] = statuses(c.group[g], e.kind, e.times)
			}
		}
	}
}

// observe makes of each observation the number 4 time + cause, where a censored
// one comes after the events of its day.
func (c *counter) observe(h *history, e *endpoint, date int) {
	for g := range c.group {
		c.group[g] = c.group[g][:0]
	}
	for i := range h.patients {
		p := &h.patients[i]
		if time, cause, ok := e.observed(p, h.closing[date]); ok {
			if cause == 0 {
				cause = 3
			}
			key := 4*time + cause
			c.group[0] = append(c.group[0], key)
			c.group[1+p.level] = append(c.group[1+p.level], key)
		}
	}
}

// statuses of observations in order. One after the other, events of one day
// give the same curve as together.
func statuses(keys []int, kind code.EndpointKind, times []float64) (events int, at [maxTimes]status) {
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

// place of a count that a reader could look for: in the cohort and in each of
// its levels, how many there are, had an event by a time, had it between two
// times or after the last, had it not, and are still at risk; at each closing
// date, and of those that can only grow how many came between the two.
type place struct{ date, group, endpoint, kind int }

const (
	between = 2  // in place of a closing date
	seconds = -2 // the second transplants, in place of a kind
)

func (h *history) places() []place {
	var all []place
	for date := range 3 {
		for group := range 1 + levels {
			all = append(all, place{date, group, 0, seconds})
			for e := range h.endpoints {
				times := len(h.endpoints[e].times)
				kinds := 4*times + 3
				if date == between {
					kinds = 2*times + 1
				}
				for kind := -1; kind < kinds; kind++ {
					all = append(all, place{date, group, e, kind})
				}
			}
		}
	}
	return all
}

func (p place) count(h *history, of *[2]tallies) int {
	if p.date == between {
		before, after := p, p
		before.date, after.date = 0, 1
		return after.count(h, of) - before.count(h, of)
	}
	if p.kind == seconds {
		return of[p.date].sizes[1][p.group] - of[p.date].sizes[0][p.group]
	}
	return of[p.date].groups[p.group].count(p.endpoint, p.kind, len(h.endpoints[p.endpoint].times))
}

// count of a kind: -1 the cases; then the events by each time and in all, those
// from each time to the next and after the last, those without it at each time
// and in all, those at risk at each time, and those lost before the last.
func (t *tally) count(e, kind, times int) int {
	by := func(i int) int {
		if i == times {
			return t.events[e]
		}
		return t.at[e][i].events
	}
	switch {
	case kind < 0:
		return t.cases[e]
	case kind <= times:
		return by(kind)
	case kind <= 2*times:
		return by(kind-times) - by(kind-times-1)
	case kind <= 3*times+1:
		return t.cases[e] - by(kind-2*times-1)
	case kind <= 4*times+1:
		return t.at[e][kind-3*times-2].atRisk
	}
	return t.cases[e] - t.at[e][times-1].known
}

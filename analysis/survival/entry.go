package survival

import "slices"

// minCounted is the number of events under which a test with delayed entry has no result.
const minCounted = 5

// countedEvents are strata for a test of these groups by one cause (0: any).
// Where a case enters late, every event at a time at which one of the groups has
// fewer than MinAtRisk at risk, over all strata together, becomes a censoring;
// leftOut counts those of the cause. The reason is ReasonFewAtRisk where fewer
// than minCounted remain. Without late entry the strata are what they were.
func countedEvents(strata []*Table, groups []int, cause int) (counted []*Table, leftOut int, reason Reason) {
	minimum := strata[0].MinAtRisk
	if minimum == 0 || !slices.ContainsFunc(strata, (*Table).hasLateEntry) {
		return strata, 0, ""
	}
	kept := 0
	for _, t := range strata {
		c := t.clone()
		for i, time := range t.Times {
			events := t.eventsOf(i, groups, cause)
			if enoughAtRisk(strata, groups, time, minimum) {
				kept += events
				continue
			}
			leftOut += events
			c.censorAt(i)
		}
		counted = append(counted, c)
	}
	if kept < minCounted {
		return nil, leftOut, ReasonFewAtRisk
	}
	return counted, leftOut, ""
}

// enoughAtRisk says whether each group has at least minimum at risk just before a time.
func enoughAtRisk(strata []*Table, groups []int, time float64, minimum int) bool {
	return !slices.ContainsFunc(groups, func(g int) bool {
		n := 0
		for _, t := range strata {
			if i, _ := slices.BinarySearch(t.Times, time); i < len(t.Times) {
				n += t.AtRisk(i, g)
			}
		}
		return n < minimum
	})
}

func (t *Table) eventsOf(i int, groups []int, cause int) int {
	n := 0
	for _, g := range groups {
		if cause == 0 {
			n += t.AllEvents(i, g)
		} else {
			n += t.Events(i, g, cause)
		}
	}
	return n
}

func (t *Table) clone() *Table {
	c := *t
	c.censored, c.events = slices.Clone(t.censored), slices.Clone(t.events)
	return &c
}

// censorAt takes the events of Times[i] as censorings.
func (t *Table) censorAt(i int) {
	for at := i * t.Groups; at < (i+1)*t.Groups; at++ {
		for k := at * t.Causes; k < (at+1)*t.Causes; k++ {
			t.censored[at] += t.events[k]
			t.events[k] = 0
		}
	}
}

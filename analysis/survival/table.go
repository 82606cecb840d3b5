package survival

import (
	"errors"
	"fmt"
	"slices"
)

// Observations are the cases of one endpoint as columns of equal length.
// Times are compared by ==, so a caller with fractions of a day decides ties
// before it comes here.
type Observations struct {
	Time  []float64 // time of the event or of censoring, >= 0
	Cause []uint8   // 0 censored, 1..causes the event that ended the time at risk
	Group []int32   // 0..groups-1; nil: all in group 0
	Entry []float64 // start of the time at risk; nil or <= 0: from the origin on, time 0 included
}

// Table holds the counts of every distinct time, by group: all that the
// nonparametric estimators and tests of this package need.
//
// A case is at risk on (entry, time]. AtRisk at a time is counted just before
// it: the events and the censorings of that time are still in, the entries of
// that time are not. Events leave before censorings of the same time.
// For each group, AtRisk(i+1) = AtRisk(i) - AllEvents(i) - Censored(i) + Entered(i).
//
// It takes 4 bytes for each distinct time, group and count.
type Table struct {
	Times  []float64 // ascending, distinct; those at which a case enters, fails or is censored
	Groups int
	Causes int
	// MinAtRisk says, where cases enter late, how many of a group must be at risk
	// for an event to count: see KaplanMeier and LogRank. 0: one is enough.
	MinAtRisk int

	entered  []int32 // [time*Groups + group]
	atRisk   []int32
	censored []int32
	events   []int32 // [(time*Groups + group)*Causes + cause-1]
	cases    []int   // by group
}

var (
	// ErrNoCase is returned where a table would hold no case at all.
	ErrNoCase = errors.New("no case")
	// ErrColumns is returned where columns that belong together differ in length.
	ErrColumns = errors.New("columns differ in length")
)

// A CaseError names the first case, or row of counts, that cannot be counted.
type CaseError struct {
	Case   int // index into the columns
	Reason string
}

func (e *CaseError) Error() string { return fmt.Sprintf("case %d: %s", e.Case, e.Reason) }

// Cases is the number of cases of a group.
func (t *Table) Cases(group int) int { return t.cases[group] }

// AtRisk is the number of cases of a group at risk just before Times[i].
func (t *Table) AtRisk(i, group int) int { return int(t.atRisk[i*t.Groups+group]) }

// Censored is the number of cases of a group censored on Times[i].
func (t *Table) Censored(i, group int) int { return int(t.censored[i*t.Groups+group]) }

// Entered is the number of cases of a group whose time at risk starts just after Times[i].
func (t *Table) Entered(i, group int) int { return int(t.entered[i*t.Groups+group]) }

// Events is the number of events of one cause (1..Causes) of a group on Times[i].
func (t *Table) Events(i, group, cause int) int {
	return int(t.events[(i*t.Groups+group)*t.Causes+cause-1])
}

// AllEvents is the number of events of any cause of a group on Times[i].
func (t *Table) AllEvents(i, group int) int {
	at := (i*t.Groups + group) * t.Causes
	n := int32(0)
	for _, events := range t.events[at : at+t.Causes] {
		n += events
	}
	return int(n)
}

// totalEvents is the number of events of one cause of a group at any time.
func (t *Table) totalEvents(group, cause int) int {
	n := 0
	for i := range t.Times {
		n += t.Events(i, group, cause)
	}
	return n
}

// EventTimes is the number of times with an event of one cause (1..Causes) in any group.
func (t *Table) EventTimes(cause int) int {
	times := 0
	for i := range t.Times {
		for g := range t.Groups {
			if t.Events(i, g, cause) > 0 {
				times++
				break
			}
		}
	}
	return times
}

// hasLateEntry says whether a case of any group is at risk only from a time
// after the origin.
func (t *Table) hasLateEntry() bool {
	return slices.ContainsFunc(t.entered, func(n int32) bool { return n > 0 })
}

// lastEntry is the last time at which a case of a group enters; −1 if none enters late.
func (t *Table) lastEntry(group int) float64 {
	for i := len(t.Times) - 1; i >= 0; i-- {
		if t.Entered(i, group) > 0 {
			return t.Times[i]
		}
	}
	return -1
}

// OneCause is the same table with the events of one cause kept and those of
// every other cause counted as censored: the cause-specific view.
func (t *Table) OneCause(cause int) *Table {
	one := newTable(t.Times, t.Groups, 1)
	one.MinAtRisk = t.MinAtRisk
	copy(one.cases, t.cases)
	copy(one.entered, t.entered)
	copy(one.atRisk, t.atRisk)
	for at := range t.censored {
		one.censored[at] = t.censored[at]
		for k := range t.Causes {
			if n := t.events[at*t.Causes+k]; k == cause-1 {
				one.events[at] = n
			} else {
				one.censored[at] += n
			}
		}
	}
	return one
}

func newTable(times []float64, groups, causes int) *Table {
	rows := len(times) * groups
	return &Table{Times: times, Groups: groups, Causes: causes,
		entered: make([]int32, rows), atRisk: make([]int32, rows), censored: make([]int32, rows),
		events: make([]int32, rows*causes), cases: make([]int, groups)}
}

func (t *Table) countAtRisk(start []int) {
	for g := range t.Groups {
		n := int32(start[g])
		for at := g; at < len(t.atRisk); at += t.Groups {
			t.atRisk[at] = n
			n += t.entered[at] - t.censored[at]
			for _, events := range t.events[at*t.Causes : (at+1)*t.Causes] {
				n -= events
			}
		}
	}
}

// GroupSizes is the number of cases of every group.
func (t *Table) GroupSizes() []int { return slices.Clone(t.cases) }

// GroupsWithCases are the groups that have a case.
func (t *Table) GroupsWithCases() []int { return groupsWithCases([]*Table{t}) }

package criteria

import (
	"math"
	"slices"
)

// A ReticulocyteRule says when reticulocytes have recovered: at the first of Consecutive
// values on different days of at least AtLeast, neighbours at most WithinDays apart,
// after the first value under it. A course without a value under it up to the day
// NeverBelowBy never fell.
type ReticulocyteRule struct {
	AtLeast      float64 // % or 10^9/L, inclusive
	Consecutive  int
	WithinDays   float64
	NeverBelowBy float64
}

// An Outcome is what a course shows of a recovery.
type Outcome uint8

const (
	Silent     Outcome = iota // no value
	NotYet                    // none up to Recovery.KnownTo
	Recovered                 // on Recovery.Day
	NeverBelow                // nothing to recover from
	// Undated: values over the threshold, but the course begins after a fall may have
	// been, or has a gap in which it may have been: when is not known.
	Undated
	Undecided // a bound leaves open which of these
)

// A Recovery is an outcome with its day.
type Recovery struct {
	Outcome Outcome
	Day     float64 // Recovered: of the first value of the run
	KnownTo float64 // NotYet: the last value, or the day before a run that is not over
}

// ReticulocyteRecovery finds the recovery of reticulocytes in the values of one test, in
// order of day.
//
// Values before day 0 are none. Of several on a day the lowest counts: a day is at the
// threshold only if all of it is. A value under it, or a gap of more than WithinDays,
// begins the run anew. A run counts that starts on or before the day complete, to which
// the course is known; later values may confirm it.
//
// A course never fell if no value up to NeverBelowBy is under the threshold and, from
// day 0 to that day, no two neighbours lie more than WithinDays apart. What falls later
// is another fall. With such a gap, and a run that no fall was seen before, the day of
// recovery is not known.
//
// A bounded value that may lie on either side is taken both ways; where that gives two
// outcomes the course is Undecided.
//
// Source: reticulocytes of 1 % or 30 x 10^9/L as red-cell engraftment are the field's
// convention (as in Bolan et al., Blood 2001;98:1687); the run of two, the 14 days and
// day 30 are this program's.
func (r ReticulocyteRule) ReticulocyteRecovery(values []Value, complete float64) Recovery {
	days := LowestOfDay(slices.DeleteFunc(slices.Clone(values), func(v Value) bool { return v.Day < 0 }))
	if len(days) == 0 {
		return Recovery{Outcome: Silent}
	}
	tracks := map[reticulocyteTrack]bool{{fell: math.Inf(1), start: -1, early: -1, recovered: -1}: true}
	for i, v := range days {
		next := map[reticulocyteTrack]bool{}
		for t := range tracks {
			if answer := v.AtLeast(r.AtLeast); answer != Open {
				next[t.take(r, days, i, answer == Yes, complete)] = true
			} else {
				next[t.take(r, days, i, true, complete)], next[t.take(r, days, i, false, complete)] = true, true
			}
		}
		tracks = next
	}
	return r.together(tracks, days, complete)
}

// together is the outcome of all tracks, Undecided where they differ.
func (r ReticulocyteRule) together(tracks map[reticulocyteTrack]bool, days []Value, complete float64) Recovery {
	var found *Recovery
	for t := range tracks {
		one := t.outcome(r, days, complete)
		switch {
		case found == nil:
			found = &one
		case found.Outcome != one.Outcome || found.Day != one.Day:
			return Recovery{Outcome: Undecided}
		default:
			found.KnownTo = min(found.KnownTo, one.KnownTo)
		}
	}
	return *found
}

// A reticulocyteTrack is one way in which a course may have run. Places count days with
// a value; -1 is none.
type reticulocyteTrack struct {
	fell      float64 // day of the first value under the threshold; +Inf: none
	start     int     // of the run at hand
	length    int     // of it
	early     int     // start of the first run that is long enough though no fall was seen
	recovered int     // start of the run that is the recovery
}

// take takes the value at a place, which is over the threshold or under it.
func (t reticulocyteTrack) take(r ReticulocyteRule, days []Value, i int, over bool,
	complete float64) reticulocyteTrack {
	switch {
	case t.recovered >= 0:
		return t
	case !over:
		t.fell, t.start, t.length = min(t.fell, days[i].Day), -1, 0
		return t
	case t.length > 0 && days[i].Day-days[i-1].Day <= r.WithinDays:
		t.length++
	default:
		t.start, t.length = i, 1
	}
	if t.length < r.Consecutive || days[t.start].Day > complete {
		return t
	}
	switch {
	case !math.IsInf(t.fell, 1):
		t.recovered = t.start
	case t.early < 0:
		t.early = t.start
	}
	return t
}

func (t reticulocyteTrack) outcome(r ReticulocyteRule, days []Value, complete float64) Recovery {
	last := min(days[len(days)-1].Day, complete)
	isCovered := r.covers(days)
	switch {
	case t.fell > r.NeverBelowBy && last >= r.NeverBelowBy && isCovered:
		return Recovery{Outcome: NeverBelow}
	case t.fell > r.NeverBelowBy && t.early >= 0 && !isCovered:
		return Recovery{Outcome: Undated}
	case t.recovered >= 0:
		return Recovery{Outcome: Recovered, Day: days[t.recovered].Day}
	case t.length > 0 && (!math.IsInf(t.fell, 1) || !isCovered):
		last = min(last, days[t.start].Day-1)
	}
	return Recovery{Outcome: NotYet, KnownTo: last}
}

// covers reports whether no fall can have gone unseen from day 0 to NeverBelowBy, or to
// the last value before it.
func (r ReticulocyteRule) covers(days []Value) bool {
	before := 0.
	for _, v := range days {
		if before < r.NeverBelowBy && v.Day-before > r.WithinDays {
			return false
		}
		before = v.Day
	}
	return true
}

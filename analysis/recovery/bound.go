package recovery

import (
	"math"
	"slices"

	"graftstat/analysis/registry"
)

// noteBound takes a bound for the first time: from here on what is sure and what may
// be are two searches. The sure one takes a bound for its lowest value on the way up
// and for its highest on the way down, the other the reverse. What both find is so
// whatever the values are that the bounds stand for; where they differ, nothing is.
func (s *series) noteBound(r *rule, v value) {
	if s.maybe == nil {
		s.maybe = &track{decline: s.decline, runs: slices.Clone(s.runs)}
		s.bound = v.line
	}
	if s.open {
		return
	}
	open := slices.ContainsFunc(r.thresholds, func(t float64) bool { return v.x < t && t <= v.high })
	if open || v.x < r.declineBelow && r.declineBelow <= v.high {
		s.bound, s.open = v.line, true
	}
}

// valueOf is an entry of the log of counts as a value.
func (r *Deriver) valueOf(e registry.LogEntry) value {
	v := value{time: e.Day, day: r.day(e.Day), x: e.Value, high: e.Value, line: e.Line}
	if e.Bound != nil {
		v.x, v.high = e.Bound.Low(), e.Bound.High()
	}
	return v
}

// leaveBounded leaves open a milestone that a bound does not decide, unless the case
// row says what happened.
func (r *Deriver) leaveBounded(name string, row int, line int32) bool {
	if !r.blank(name, row) {
		return false
	}
	r.set(name, row, math.NaN(), registry.Blank, r.cell(&r.counts, line, countColumn))
	r.data.Milestones[name].Doubt(row)
	return true
}

// tellBounded tells of a bound that leaves a milestone open; args: the test.
func (r *Deriver) tellBounded(row int, line int32, test string) {
	r.report(registry.Error, boundUndecided, r.cell(&r.counts, line, countColumn), row, test)
}

// tellLeftOut tells of a bound where a number is needed.
func (r *Deriver) tellLeftOut(l *log, e registry.LogEntry, column string) {
	r.report(registry.Warning, boundLeftOut, r.cell(l, e.Line, column), int(e.Row))
}

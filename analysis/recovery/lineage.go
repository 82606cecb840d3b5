package recovery

import (
	"math"

	"graftstat/analysis/registry"
)

// A lineage is one blood count of all cases on its way to recovery.
type lineage struct {
	rule
	test       string   // in the log
	milestones []string // one a threshold
	// highest is a value that no patient has: a higher one was written in another unit.
	highest    float64
	series     []series // by row
	transfused []transfused
	freeDays   int
}

func newLineage(rows int, l lineage) *lineage {
	l.consecutive = max(l.consecutive, 1)
	runs := make([]run, rows*len(l.thresholds))
	l.series = make([]series, rows)
	for row := range l.series {
		l.series[row].runs = runs[row*len(l.thresholds):][:len(l.thresholds):len(l.thresholds)]
	}
	return &l
}

// of are the platelet transfusions of a row, nil for another lineage.
func (l *lineage) of(row int32) *transfused {
	if l.transfused == nil {
		return nil
	}
	return &l.transfused[row]
}

// take adds a value. Of several values on a day the lowest is kept, of equal
// ones the first: a day is at the threshold only if all of it is.
func (r *Deriver) take(l *lineage, row int32, v value) {
	s := &l.series[row]
	if v.x < 0 || v.x > l.highest {
		if s.suspect == 0 {
			s.suspect = v.line
		}
		return
	}
	if s.today.line != 0 && s.today.day == v.day {
		if v.x < s.today.x {
			s.today = v
		}
		return
	}
	s.closeDay(l.rule, r.nadirWithin(int(row)), l.of(row))
	s.today = v
}

// cordNadirWithin are the days in which the nadir after cord blood lies: it
// engrafts about a week later.
const cordNadirWithin = 21

// nadirWithin is the last day on which the nadir of a row may lie.
func (r *Deriver) nadirWithin(row int) float64 {
	within := r.plan.Rules.NeutrophilEngraftment.NadirWithin
	if r.cordBlood(row) {
		within = max(within, cordNadirWithin)
	}
	return within
}

// finishLineage settles the milestones of one lineage in every row.
func (r *Deriver) finishLineage(l *lineage) {
	for row := range l.series {
		s := &l.series[row]
		s.closeDay(l.rule, r.nadirWithin(row), l.of(int32(row)))
		s.today = value{}
	}
	for i, name := range l.milestones {
		inCases := r.data.Milestones[name] != nil
		var unknown []int
		for row := range l.series {
			switch {
			case !r.active(row):
			case l.series[row].suspect != 0:
				r.settleSuspect(l, name, row)
			default:
				a := l.series[row].answer(l.rule, i, r.nadirWithin(row), r.countsCompleteTo(row), l.of(int32(row)))
				if a.verdict == silent {
					unknown = append(unknown, row)
				}
				r.settleCount(l, name, row, a)
			}
		}
		if !inCases && r.data.Milestones[name] != nil {
			r.leaveUnknown(l, name, unknown)
		}
	}
}

// countsCompleteTo is the last day on which a recovery counts.
func (r *Deriver) countsCompleteTo(row int) float64 {
	complete := r.end[row].until()
	if t := r.time("counts_complete_to", row); !math.IsNaN(t) {
		complete = min(complete, t)
	}
	return r.day(complete)
}

// settleCount puts an answer beside the case row.
func (r *Deriver) settleCount(l *lineage, name string, row int, a answer) {
	at := r.cell(&r.counts, a.line, countColumn)
	if a.verdict == undated {
		if r.blank(name, row) {
			r.set(name, row, math.NaN(), registry.Unreadable, at)
			r.tell(registry.Error, recoveryUndated, at, row, l.test)
		}
		return
	}
	r.settle(name, row, a, at)
}

// settleSuspect leaves open what a value of another unit makes doubtful.
func (r *Deriver) settleSuspect(l *lineage, name string, row int) {
	at := r.cell(&r.counts, l.series[row].suspect, countColumn)
	severity := registry.Warning
	if r.blank(name, row) {
		r.set(name, row, math.NaN(), registry.Blank, at)
		r.data.Milestones[name].Doubt(row)
		severity = registry.Error
	}
	r.tell(severity, implausibleCount, at, row, l.test)
}

// leaveUnknown says of rows without a value that nothing is known of a
// milestone that the cases file does not state either.
func (r *Deriver) leaveUnknown(l *lineage, name string, rows []int) {
	for _, row := range rows {
		at := registry.Cell{File: r.counts.file, Column: r.cell(&r.counts, 0, countColumn).Column}
		r.set(name, row, math.NaN(), registry.Unknown, at)
		r.tell(registry.Error, countsMissing, at, row, l.test)
	}
}

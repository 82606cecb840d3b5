package recovery

import (
	"math"
	"slices"
	"strconv"

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
	spikes     []spike  // by row
	transfused []transfused
	freeDays   int
}

func newLineage(rows int, l lineage) *lineage {
	l.consecutive = max(l.consecutive, 1)
	runs := make([]run, rows*len(l.thresholds))
	l.series, l.spikes = make([]series, rows), make([]spike, rows)
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
	if v.high < 0 || v.x > l.highest {
		if s.suspect == 0 {
			s.suspect = v.line
		}
		return
	}
	r.seeSpike(l, row, v)
	if s.today.line != 0 && s.today.day == v.day {
		today := s.today
		if v.x < today.x {
			s.today = v
		}
		s.today.x, s.today.high = min(v.x, today.x), min(v.high, today.high)
		return
	}
	s.closeDay(&l.rule, r.nadirWithin(int(row)), l.of(row))
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
		s.closeDay(&l.rule, r.nadirWithin(row), l.of(int32(row)))
		s.today = value{}
	}
	if !r.anyValue(l) {
		r.withhold(logLacksTest, l.milestones...)
		return
	}
	for i, name := range l.milestones {
		if r.data.Milestones[name] == nil {
			r.add(name)
		}
		known := &registry.Known{Time: r.noEnd(), Grace: registry.CountsGrace / r.unit, Stated: countsComplete,
			Code: registry.LastValue,
			File: r.counts.file, Column: r.cell(&r.counts, 0, countColumn).Column, Line: make([]int32, len(l.series))}
		for row := range l.series {
			if r.active(row) {
				r.finishRow(l, i, row, known)
			}
		}
		r.data.Milestones[name].Known = known
	}
}

func (r *Deriver) anyValue(l *lineage) bool {
	return slices.ContainsFunc(l.series, func(s series) bool { return s.days > 0 || s.suspect != 0 })
}

// finishRow settles one milestone of a row. Without an event it is known to the
// last value of the log, or to the day before a run of values that is not over.
func (r *Deriver) finishRow(l *lineage, i, row int, known *registry.Known) {
	s, name := &l.series[row], l.milestones[i]
	if code := r.plateletsSilentOn(l, row); code != "" {
		r.setAsideFrom(name, row, registry.Cell{File: r.transfusions.file})
		return
	}
	if s.suspect != 0 {
		r.settleSuspect(l, name, row)
		return
	}
	a := s.answer(&l.rule, i, r.nadirWithin(row), r.completeTo(l, row), l.of(int32(row)))
	if a.verdict == silent {
		r.leaveUnknown(l, name, row)
		return
	}
	r.settleCount(l, name, row, a)
	if a.verdict == noEvent && r.open(name, row) {
		known.Time[row], known.Line[row] = max(a.knownTo, 0)/r.unit, a.line
		if i == 0 {
			r.tellCountsEnd(l, row, s.latest)
		}
	}
}

// plateletsSilentOn is why nothing can be said of the platelets of a row for want
// of its transfusions; the code is told with its independence.
func (r *Deriver) plateletsSilentOn(l *lineage, row int) string {
	if l.freeDays == 0 || l.transfused == nil || r.gaps == nil {
		return ""
	}
	return r.silentOn(row)
}

// tellCountsEnd tells of a case without recovery whose counts end more than a
// week before its follow-up does.
func (r *Deriver) tellCountsEnd(l *lineage, row int, last value) {
	until := r.day(r.end[row].until())
	if days := until - last.day; days > longestGap && !math.IsInf(days, 0) {
		r.report(registry.Warning, countsEndEarly, r.cell(&r.counts, last.line, countColumn), row, l.test,
			strconv.Itoa(int(days)))
	}
}

// completeTo is the last day on which a recovery counts: counts are known to it,
// and the transfusions that it must be free of.
func (r *Deriver) completeTo(l *lineage, row int) float64 {
	complete := r.countsCompleteTo(row)
	if l.freeDays > 0 && l.transfused != nil && r.gaps != nil {
		complete = min(complete, r.day(r.declaredTo(row)))
	}
	return complete
}

// countsCompleteTo is the last day to which the counts of a row are known.
func (r *Deriver) countsCompleteTo(row int) float64 {
	complete := r.end[row].until()
	if t := r.time(countsComplete, row); !math.IsNaN(t) {
		complete = min(complete, t)
	}
	return r.day(complete)
}

// settleCount puts an answer beside the case row.
func (r *Deriver) settleCount(l *lineage, name string, row int, a answer) {
	at := r.cell(&r.counts, a.line, countColumn)
	if a.verdict == bounded {
		if r.leaveBounded(name, row, a.line) {
			r.tellOnce(l, row, registry.Error, boundUndecided, at)
		}
		return
	}
	if a.verdict == undated {
		if r.blank(name, row) {
			r.set(name, row, math.NaN(), registry.Unreadable, at)
			r.tellOnce(l, row, registry.Error, recoveryUndated, at)
		}
		return
	}
	r.settle(name, row, a, at)
}

// settleSuspect leaves open what a value of another unit makes doubtful.
func (r *Deriver) settleSuspect(l *lineage, name string, row int) {
	at := r.cell(&r.counts, l.series[row].suspect, countColumn)
	severity := registry.Warning
	if slices.ContainsFunc(l.milestones, func(name string) bool { return r.blank(name, row) }) {
		severity = registry.Error
	}
	r.tellOnce(l, row, severity, implausibleCount, at)
	if r.blank(name, row) {
		r.set(name, row, math.NaN(), registry.Blank, at)
		r.data.Milestones[name].Doubt(row)
	}
}

// tellOnce adds an issue of a row and a test, once for all its thresholds.
func (r *Deriver) tellOnce(l *lineage, row int, severity registry.Severity, code string, at registry.Cell) {
	if s := &l.series[row]; !s.told {
		s.told = true
		r.report(severity, code, at, row, l.test)
	}
}

// leaveUnknown says of a row without a value that nothing is known of a milestone
// that it does not state either.
func (r *Deriver) leaveUnknown(l *lineage, name string, row int) {
	at := registry.Cell{File: r.counts.file, Column: r.cell(&r.counts, 0, countColumn).Column}
	if r.setAsideFrom(name, row, at) {
		r.tellOnce(l, row, registry.Error, countsMissing, at)
	}
}

const countsComplete = registry.CountsCompleteTo

package recovery

import (
	"math"
	"slices"
	"strconv"

	"graftstat/analysis/criteria"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

const (
	reticulocyteMilestone = "reticulocyte_recovery"
	reticulocytes         = "reticulocytes"     // %
	reticulocytesAbs      = "reticulocytes_abs" // 10^9/L
)

// finishReticulocytes dates the recovery of reticulocytes of each transplant that is not
// autologous by criteria.ReticulocyteRecovery, from the log of counts.
//
// The absolute count decides where a case has it on as many days as a run needs, else
// the percentage. A value over what the test can give was written in another unit and
// leaves the case open. A case is known to its last value; a case without any is not
// known, unless its row states the milestone.
func (r *Deriver) finishReticulocytes() {
	if !r.counts.begun {
		return
	}
	d := r.data
	if len(d.Measured[reticulocytes])+len(d.Measured[reticulocytesAbs]) == 0 {
		r.withhold(logLacksTest, reticulocyteMilestone)
		return
	}
	if d.Milestones[reticulocyteMilestone] == nil {
		r.add(reticulocyteMilestone)
	}
	known := &registry.Known{Time: r.noEnd(), Grace: registry.CountsGrace / r.unit,
		Stated: countsComplete, Code: registry.LastValue, File: r.counts.file,
		Column: r.cell(&r.counts, 0, countColumn).Column, Line: make([]int32, d.Rows())}
	lacking, all := 0, 0
	for row := range d.Rows() {
		if !r.active(row) || r.isAutologous(int32(row)) {
			continue
		}
		all++
		if !r.settleReticulocytes(row, known) {
			lacking++
		}
	}
	d.Milestones[reticulocyteMilestone].Known = known
	if lacking > 0 {
		r.tellLog(reticulocytesMissing, &r.counts, strconv.Itoa(lacking), strconv.Itoa(all))
	}
}

// reticulocyteTest is the test that decides in a row.
func (r *Deriver) reticulocyteTest(row int) string {
	days := 0
	for _, v := range criteria.LowestOfDay(r.courseOf(reticulocytesAbs, row)) {
		if v.Day >= 0 {
			days++
		}
	}
	if days >= r.plan.Rules.ReticulocyteRecovery.Consecutive {
		return reticulocytesAbs
	}
	return reticulocytes
}

// reticulocyteRule is the rule of recovery with the threshold of a test.
func (r *Deriver) reticulocyteRule(test string) criteria.ReticulocyteRule {
	rule := r.plan.Rules.ReticulocyteRecovery
	found := criteria.ReticulocyteRule{AtLeast: rule.AtLeast, Consecutive: rule.Consecutive,
		WithinDays: rule.WithinDays, NeverBelowBy: rule.NeverBelowBy}
	if test == reticulocytesAbs {
		found.AtLeast = rule.AtLeastAbs
	}
	return found
}

// settleReticulocytes settles one row; false where the log has no value of it and the
// row does not state the milestone.
func (r *Deriver) settleReticulocytes(row int, known *registry.Known) bool {
	test := r.reticulocyteTest(row)
	course := r.data.CourseOf(test, row)
	if line := unlikely(test, course); line != 0 {
		r.leaveReticulocytes(row, line, implausibleCount, test)
		return true
	}
	found := r.reticulocyteRule(test).ReticulocyteRecovery(ValuesOf(course, r.unit), r.countsCompleteTo(row))
	a := answer{line: lastLine(course)}
	switch found.Outcome {
	case criteria.Silent:
		r.data.Note(row).Why[reticulocyteMilestone] = reticulocytesMissing
		return !r.setAsideFrom(reticulocyteMilestone, row, registry.Cell{File: r.counts.file, Column: known.Column})
	case criteria.Undecided:
		r.leaveReticulocytes(row, boundLine(course, a.line), boundUndecided, test)
		return true
	case criteria.Undated:
		r.leaveReticulocytes(row, a.line, recoveryUndated, test)
		return true
	case criteria.NeverBelow:
		a.verdict = neverBelow
	case criteria.Recovered:
		first := r.on(course, found.Day)
		a.verdict, a.time, a.line = happened, first.Time, first.Line
	case criteria.NotYet:
		a.verdict, a.knownTo = noEvent, found.KnownTo
	}
	r.settle(reticulocyteMilestone, row, a, r.cell(&r.counts, a.line, countColumn))
	if a.verdict == noEvent && r.open(reticulocyteMilestone, row) {
		known.Time[row], known.Line[row] = max(a.knownTo, 0)/r.unit, a.line
	}
	return true
}

// leaveReticulocytes leaves a row open, unless it states the milestone.
func (r *Deriver) leaveReticulocytes(row int, line int32, issue, test string) {
	if r.leaveBounded(reticulocyteMilestone, row, line) {
		r.report(registry.Error, issue, r.cell(&r.counts, line, countColumn), row, test)
		r.data.Note(row).Why[reticulocyteMilestone] = issue
	}
}

// unlikely is the line of the first value that no patient has, as one in another unit;
// 0 where there is none.
func unlikely(test string, course []registry.Measurement) int32 {
	quantity, known := plan.QuantityOf(test)
	for _, m := range course {
		if known && (m.Value > quantity.Most || m.Value < quantity.Least) {
			return m.Line
		}
	}
	return 0
}

func lastLine(course []registry.Measurement) int32 {
	if len(course) == 0 {
		return 0
	}
	return course[len(course)-1].Line
}

// boundLine is the line of the first value that is only bounded.
func boundLine(course []registry.Measurement, other int32) int32 {
	if i := slices.IndexFunc(course, func(m registry.Measurement) bool { return m.Bound != nil }); i >= 0 {
		return course[i].Line
	}
	return other
}

// on is the lowest value of a day.
func (r *Deriver) on(course []registry.Measurement, day float64) registry.Measurement {
	lowest := registry.Measurement{Time: day / r.unit, Value: math.NaN()}
	for _, m := range course {
		if r.day(m.Time) == day && !(m.Value >= lowest.Value) {
			lowest = m
		}
	}
	return lowest
}

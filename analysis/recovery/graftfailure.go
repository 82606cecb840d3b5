package recovery

import (
	"math"
	"strconv"

	"graftstat/analysis/registry"
)

const failureMilestone = "graft_failure"

// ruleDay are the neutrophil values about the day of primary graft failure.
type ruleDay struct {
	before value   // the last on or before that day
	after  float64 // day of the first later one; 0: none
}

func (d *ruleDay) add(v value, day float64) {
	switch {
	case v.day <= day:
		d.before = v
	case d.after == 0:
		d.after = v.day
	}
}

// failureDay is the day by which neutrophils must have recovered.
func (r *Deriver) failureDay(row int) float64 {
	if r.cordBlood(row) {
		return r.plan.Rules.GraftFailure.DayCord
	}
	return r.plan.Rules.GraftFailure.Day
}

// finishGraftFailure dates primary graft failure on the rule's day
// (rules.graft_failure.day, 30; day_cord, 42, after cord blood) in those who
// were then alive and followed, without a further infusion, whose neutrophils
// had not recovered, and whose counts are known up to that day: the case row
// says so (counts_complete_to), or the log has values before and after that day
// not more than a week apart. The recovery is that of the data, after
// rules.prefer. Counts that never fell are no failure here: see finishRejection.
//
// A case row that states graft failure in any way, its absence too, stands: the
// definition asks for pancytopenia as well, which a count alone does not show.
// Neutrophils that recover after the failure are a warning, and both count.
//
// Source: Sureda et al., Bone Marrow Transplant 2024 (day 28 is the older form).
func (r *Deriver) finishGraftFailure() {
	for row := range r.ruleDays {
		day := r.failureDay(row)
		if r.mayHaveFailed(row, day) {
			r.leaveBounded(failureMilestone, row, r.neutrophils.series[row].bound)
			continue
		}
		if !r.active(row) || day <= 0 || !r.blank(failureMilestone, row) || !r.failed(row, day) {
			continue
		}
		at := r.cell(&r.counts, r.ruleDays[row].before.line, countColumn)
		r.set(failureMilestone, row, min(day/r.unit, r.end[row].until()), registry.Yes, at)
		if !math.IsNaN(r.time(neutrophilMilestone, row)) {
			r.report(registry.Warning, recoveryAfterGraftFailure, r.data.Cell(neutrophilMilestone, row), row,
				strconv.FormatFloat(day, 'f', -1, 64))
		}
	}
}

func (r *Deriver) failed(row int, day float64) bool {
	s := &r.neutrophils.series[row]
	if s.suspect != 0 || !s.runs[0].fell || r.openRun(row, day) || r.recoveredBy(row, day) {
		return false
	}
	return r.watchedOn(row, day)
}

// mayHaveFailed reports whether a bound leaves open if neutrophils had recovered by
// the rule's day, which the issue of the recovery tells.
func (r *Deriver) mayHaveFailed(row int, day float64) bool {
	s, m := &r.neutrophils.series[row], r.data.Milestones[neutrophilMilestone]
	if s.maybe == nil || s.suspect != 0 || day <= 0 || !r.active(row) || m == nil ||
		m.Status[row] != registry.Unreadable {
		return false
	}
	recovered := s.runs[0].length == r.neutrophils.consecutive &&
		s.runs[0].start.day <= min(day, r.completeTo(r.neutrophils, row))
	return !recovered && s.maybe.runs[0].fell && r.blank(failureMilestone, row) && r.watchedOn(row, day)
}

// watchedOn reports whether a row was alive and followed on the rule's day, and its
// counts are known up to it.
func (r *Deriver) watchedOn(row int, day float64) bool {
	death, end, d := r.time("death", row), r.end[row], r.ruleDays[row]
	alive := !(r.day(death) <= day) && r.day(end.last) >= day && r.day(end.next) > day
	complete := r.day(r.time(countsComplete, row)) >= day
	if !complete {
		complete = d.after > 0 && d.after-d.before.day <= longestGap
	}
	return alive && complete && d.before.line != 0
}

// openRun reports whether a run of values that began by the day is not over.
func (r *Deriver) openRun(row int, day float64) bool {
	run := r.neutrophils.series[row].runs[0]
	return run.length > 0 && run.length < r.neutrophils.consecutive && run.start.day <= day
}

package recovery

import (
	"math"
	"slices"
	"strconv"

	"graftstat/analysis/criteria"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// DonorCellsLost is the first day of two samples in a row under
// rules.chimerism.lost_below after the recovery of the neutrophils, at any time, and
// the day of the second. Where their recovery has no day, it is after the first sample
// that was not under it: donor cells that never came are not lost.
func DonorCellsLost(p *plan.Plan, d *registry.Data, row int, samples []criteria.Value) (day, known float64, ok bool) {
	rule := criteria.ChimerismRule{LostBelow: p.Rules.Chimerism.LostBelow}
	after := math.NaN()
	if m := d.Milestones[neutrophilMilestone]; m != nil {
		after = calendarDay(m.Time[row], p.TimeUnit.Days())
	}
	if math.IsNaN(after) {
		present := slices.IndexFunc(samples, func(v criteria.Value) bool { return v.AtLeast(rule.LostBelow) == criteria.Yes })
		if present < 0 {
			return math.NaN(), math.NaN(), false
		}
		after = samples[present].Day
	}
	return rule.LostAfter(samples, after)
}

// tellDonorCellsLost tells of allografts whose donor cells were lost, in unsplit blood
// or myeloid cells, and of which no graft failure is recorded.
func (r *Deriver) tellDonorCellsLost() {
	for row := range r.data.Rows() {
		failed := r.data.Milestones[failureMilestone]
		if !r.active(row) || failed != nil && failed.Happened(row) {
			continue
		}
		donor := DonorSamples(r.data, row, r.unit)
		for _, typed := range []struct {
			test    string
			samples []criteria.Value
		}{{"chimerism", donor.Blood}, {"chimerism_myeloid", donor.Myeloid}} {
			if day, known, ok := DonorCellsLost(r.plan, r.data, row, typed.samples); ok {
				at := r.cell(&r.counts, r.lineOfTest(typed.test, row, known), countColumn)
				r.report(registry.Warning, donorCellsLost, at, row, strconv.FormatFloat(day, 'f', -1, 64))
				break
			}
		}
	}
}

func (r *Deriver) lineOfTest(test string, row int, day float64) int32 {
	for _, m := range r.data.CourseOf(test, row) {
		if r.day(m.Time) == day {
			return m.Line
		}
	}
	return 0
}

package recovery

import (
	"strconv"

	"graftstat/analysis/registry"
)

const supportive = "supportive"

// noteSupportive keeps the first transfusion of a case that is called supportive, of
// the recovery from the transplant, and is later than checks.late_supportive.days:
// a convention of ours.
func (r *Deriver) noteSupportive(e registry.LogEntry) {
	late := r.day(e.Day) > r.plan.Checks.LateSupportive.Days
	first(&r.gaps[e.Row].supportive, entry{e.Day, e.Line}, e.Class == supportive && late)
}

// tellLateSupportive tells of them, but of a case whose graft failed or whose disease
// came back before: it is supported anew.
func (r *Deriver) tellLateSupportive() {
	if !r.plan.Checks.On(lateSupportive) {
		return
	}
	for row := range r.gaps {
		if at := r.gaps[row].supportive; at.line != 0 && !r.isTreatedAnew(row, at.time) {
			r.report(registry.Warning, lateSupportive, r.transfusionCell(at, indicationColumn), row,
				strconv.FormatFloat(r.plan.Checks.LateSupportive.Days, 'f', -1, 64))
		}
	}
}

func (r *Deriver) isTreatedAnew(row int, by float64) bool {
	for _, name := range []string{"relapse", "progression", "graft_failure", "rejection", "second_malignancy"} {
		if m := r.data.Milestones[name]; m != nil && m.Happened(row) && !(m.Time[row] > by) {
			return true
		}
	}
	return false
}

package recovery

import (
	"math"

	"graftstat/analysis/registry"
)

// A stretch is the time in which the last known donor chimerism was below
// rules.graft_failure.chimerism_below.
type stretch struct {
	from entry   // the first such value
	to   float64 // time of the next value that was not; +Inf: none
}

// takeChimerism takes the donor's share, in percent.
func (r *Deriver) takeChimerism(row int32, v value) {
	all := &r.lowChimerism[row]
	limit := r.plan.Rules.GraftFailure.ChimerismBelow
	if v.x < limit && limit <= v.high {
		if _, is := r.chimerism[row]; !is {
			r.chimerism[row] = v.line
		}
		return
	}
	low, open := v.x < limit, len(*all) > 0 && math.IsInf((*all)[len(*all)-1].to, 1)
	switch {
	case low && !open:
		*all = append(*all, stretch{from: entry{v.time, v.line}, to: math.Inf(1)})
	case !low && open:
		(*all)[len(*all)-1].to = v.time
	}
}

// finishSecondaryFailure dates secondary graft failure on the first of
// rules.graft_failure.secondary_consecutive values (3) on different days below
// secondary_below (0.5 x 10^9/L), after the recovery that the log shows. A death,
// a relapse or progression, or the next infusion explains the fall, if it came
// before or comes within explained_days (30) after that day.
//
// A case row that states graft failure in any way stands, as it does for primary
// failure: infections and drugs lower neutrophils too.
//
// Source: PubMed Central PMC4548938. The definition of Sureda et al., Bone
// Marrow Transplant 2024, which asks for a decline of any lineage that needs
// blood products or growth factor, cannot be read from counts alone.
func (r *Deriver) finishSecondaryFailure() {
	if r.neutrophils == nil {
		return
	}
	for row := range r.neutrophils.series {
		s := &r.neutrophils.series[row]
		fell := s.decline.length > 0 && s.decline.length == r.neutrophils.declineConsecutive
		if s.maybe != nil && s.suspect == 0 && s.decline != s.maybe.decline && r.active(row) {
			r.leaveDecline(row, s)
			continue
		}
		if !r.active(row) || !fell || s.suspect != 0 || !r.blank(failureMilestone, row) ||
			r.explained(row, s.decline.start.day) {
			continue
		}
		r.set(failureMilestone, row, s.decline.start.time, registry.Yes,
			r.cell(&r.counts, s.decline.start.line, countColumn))
	}
}

// leaveDecline leaves the failure open where bounds do not decide whether or when the
// neutrophils fell for good.
func (r *Deriver) leaveDecline(row int, s *series) {
	d := s.maybe.decline
	if d.length < r.neutrophils.declineConsecutive || r.explained(row, d.start.day) {
		return
	}
	if r.leaveBounded(failureMilestone, row, s.bound) {
		r.tellBounded(row, s.bound, "anc")
	}
}

// explained reports whether something else than the graft brought the fall of a day.
func (r *Deriver) explained(row int, day float64) bool {
	until := day + r.plan.Rules.GraftFailure.ExplainedDays
	for _, name := range []string{"death", "relapse", "progression"} {
		if r.day(r.time(name, row)) <= until {
			return true
		}
	}
	return r.day(r.end[row].next) <= until
}

// finishRejection dates rejection with autologous recovery in thalassaemia,
// where neutrophils need not fall: the first day on which the patient has
// returned to transfusions and the last known donor chimerism is below
// rules.graft_failure.chimerism_below (5 %), so the later of the two. Mixed
// chimerism without that return is none, nor is a low value that rose again
// before it. A failure that the case row dates earlier stands; else
// rules.prefer decides.
//
// The return is that of the data, after *rules.prefer, so that a patient who was
// never independent has no rejection by this rule: the case row states it.
//
// Source for 5 %: PubMed Central PMC4548938.
func (r *Deriver) finishRejection() {
	for row, low := range r.lowChimerism {
		returned := r.time(dependence, row)
		if !r.active(row) || !r.mayBeThalassemia(row) || math.IsNaN(returned) {
			continue
		}
		if line, open := r.chimerism[int32(row)]; open {
			if r.leaveBounded(failureMilestone, row, line) {
				r.tellBounded(row, line, "chimerism")
			}
			continue
		}
		for _, s := range low {
			if s.to <= returned {
				continue
			}
			at := r.data.Cell(dependence, row)
			if s.from.time >= returned {
				at = r.cell(&r.counts, s.from.line, countColumn)
			}
			time := max(s.from.time, returned)
			if !(r.time(failureMilestone, row) < time) {
				r.settle(failureMilestone, row, answer{verdict: happened, time: time}, at)
			}
			break
		}
	}
}

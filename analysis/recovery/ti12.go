package recovery

import (
	"math"

	"graftstat/analysis/criteria"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// finishTI12 derives independence by the weighted average haemoglobin from the counted
// red cells and the haemoglobin (criteria.WeightedAverage; rules.ti12).
//
// C is that of finishIndependence, or the last haemoglobin before it, if that is earlier:
// the event is a value, and none is later. What else happens counts on its own day up to
// gap_days after C, the days between two values for which the rule takes the one before
// to hold, and before after_days + days, when nobody can have reached it; censoring the
// dying at their last value would call them as likely to reach it as the living. Where
// values are too few or too far apart the case is known to the last before that, with an
// issue.
//
// A case without a haemoglobin that is known for longer than that, and one on which the
// log of transfusions is silent, is not known, unless its row states it. Nor is an
// autograft, whose haemoglobin is not kept. One that is known for less is known to day 0,
// and its death counts.
func (r *Deriver) finishTI12() {
	if r.gaps == nil || !r.counts.begun {
		return
	}
	if len(r.data.Measured["hb"]) == 0 {
		r.withhold(logLacksTest, plan.TI12)
		return
	}
	m := r.data.Milestones[plan.TI12]
	if m == nil {
		m = r.add(plan.TI12)
	}
	m.Known = &registry.Known{Time: r.noEnd(), Seen: r.noEnd(), Code: registry.LastValue, File: r.counts.file,
		Column: r.cell(&r.counts, 0, countColumn).Column, Line: make([]int32, r.data.Rows())}
	for row := range r.data.Rows() {
		if !r.active(row) {
			continue
		}
		if to := r.data.Transfusions.Time[row]; !math.IsNaN(to) {
			m.Known.Seen[row] = to
		}
		r.settleTI12(m, row)
	}
}

// settleTI12 settles the milestone of a row.
func (r *Deriver) settleTI12(m *registry.Milestone, row int) {
	at := registry.Cell{File: r.counts.file, Column: m.Known.Column}
	known, _ := r.transfusionsKnownTo(row)
	values := r.courseOf("hb", row)
	switch {
	case r.silentOn(row) != "", r.isAutologous(int32(row)):
		r.setAsideFrom(plan.TI12, row, at)
		return
	case math.IsNaN(known):
		return
	}
	if len(values) == 0 && r.day(known) < r.soonestTI12() {
		r.withoutHaemoglobin(m, row, at)
		return
	}
	days, returned := r.redCellDays(row)
	found := r.weightedAverage().Judge(days, values, r.day(known))
	switch {
	case found.Met == criteria.Open && math.IsNaN(found.Day):
		if r.setAsideFrom(plan.TI12, row, at) && r.mayBeThalassemia(row) {
			r.report(registry.Error, countsMissing, at, row, "hb")
		}
	case found.Met == criteria.Open:
		_, line := r.haemoglobinOn(row, found.Day)
		if r.leaveBounded(plan.TI12, row, line) {
			r.tellBounded(row, line, "hb")
		}
	case found.Met == criteria.Yes:
		time, line := r.haemoglobinOn(row, found.Day)
		r.settle(plan.TI12, row, answer{verdict: happened, time: time}, r.cell(&r.counts, line, countColumn))
		w := registry.Window{Opened: found.Opened / r.unit, Average: found.Average}
		w.Returned, w.Unclear = returned(time)
		r.keepWindow(plan.TI12, row, w)
	default:
		r.settleNotTI12(m, row, found)
	}
}

// withoutHaemoglobin leaves a case that nobody can have seen reach it known to day 0, and
// what else happened in that time seen.
func (r *Deriver) withoutHaemoglobin(m *registry.Milestone, row int, at registry.Cell) {
	if !r.open(plan.TI12, row) {
		return
	}
	m.Known.Time[row], m.Known.Seen[row] = 0, min(m.Known.Seen[row], r.soonestTI12()/r.unit)
	if r.mayBeThalassemia(row) {
		r.report(registry.Warning, countsMissing, at, row, "hb")
	}
}

// settleNotTI12 says to when a row is known not to have reached it.
func (r *Deriver) settleNotTI12(m *registry.Milestone, row int, found criteria.Sustained) {
	time, line := r.haemoglobinOn(row, found.KnownTo)
	cell := r.cell(&r.counts, line, countColumn)
	r.settle(plan.TI12, row, answer{verdict: noEvent, knownTo: found.KnownTo}, cell)
	if !r.open(plan.TI12, row) {
		return
	}
	m.Known.Time[row], m.Known.Line[row] = max(time, 0), line
	seen := max(found.KnownTo+r.plan.Rules.TI12.GapDays, r.soonestTI12()) / r.unit
	m.Known.Seen[row] = min(m.Known.Seen[row], seen)
	if found.Sparse {
		if r.data.Sparse == nil {
			r.data.Sparse = make(map[int]bool)
		}
		r.data.Sparse[row] = true
		if r.mayBeThalassemia(row) {
			r.report(registry.Warning, haemoglobinSparse, cell, row)
		}
	}
}

// soonestTI12 is the first day on which anybody can reach it.
func (r *Deriver) soonestTI12() float64 { return r.plan.Rules.TI12.AfterDays + r.plan.Rules.TI12.Days }

func (r *Deriver) weightedAverage() criteria.WeightedAverage {
	rule := r.plan.Rules.TI12
	return criteria.WeightedAverage{After: rule.AfterDays, AtLeast: rule.AtLeast, Days: rule.Days, Values: rule.Values,
		Gap: rule.GapDays}
}

// haemoglobinOn is the lowest value of a day: its time and its line.
func (r *Deriver) haemoglobinOn(row int, day float64) (float64, int32) {
	time, line, lowest := math.NaN(), int32(0), math.Inf(1)
	for _, m := range r.data.CourseOf("hb", row) {
		x := m.Value
		if m.Bound != nil {
			x = m.Bound.Low()
		}
		if r.day(m.Time) == day && (line == 0 || x < lowest) {
			time, line, lowest = m.Time, m.Line, x
		}
	}
	return time, line
}

// redCellDays are the days of a row's counted red cells from day 0 on, and the first for
// thalassaemia and the first without an indication after a time; NaN: none.
func (r *Deriver) redCellDays(row int) (days []float64, after func(time float64) (returned, unclear float64)) {
	var counted []registry.LogEntry
	for _, e := range registry.EntriesOf(r.data.RedCells, row) {
		if r.day(e.Day) >= 0 && r.counted(e) {
			counted, days = append(counted, e), append(days, r.day(e.Day))
		}
	}
	return days, func(time float64) (returned, unclear float64) {
		returned, unclear = math.NaN(), math.NaN()
		for _, e := range counted {
			switch {
			case r.day(e.Day) <= r.day(time):
			case e.Class == thalassemia && math.IsNaN(returned):
				returned = e.Day
			case e.Class == "" && math.IsNaN(unclear):
				unclear = e.Day
			}
		}
		return returned, unclear
	}
}

package recovery

import (
	"math"
	"strconv"

	"graftstat/analysis/criteria"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

const (
	aplasiaMilestone = "red_cell_aplasia"
	diagnosis        = "prca"
)

// lackCodes are the reasons for which the criteria of aplasia are open.
func lackCodes() map[criteria.Lack]string {
	return map[criteria.Lack]string{criteria.LacksValues: aplasiaOpen, criteria.LacksBounds: boundUndecided,
		criteria.LacksRedCells: "transfusions_unknown", criteria.LacksNeutrophils: "neutrophils_unknown",
		criteria.LacksPlatelets: "platelets_unknown", criteria.LacksFailure: "failure_unknown",
		criteria.LacksReticulocytes: "reticulocytes_unknown"}
}

// finishAplasia dates the day on which the criteria of pure red-cell aplasia were met
// without the marrow, by criteria.RedCellAplasia, after a major or bidirectional
// mismatch. In other transplants the same course is a delayed recovery, which is no
// milestone. The values are those of the test by which reticulocytes recover.
//
// The row's own diagnosis (prca) is another milestone, and stands. Where it and the
// criteria contradict each other that is told.
func (r *Deriver) finishAplasia() {
	if !r.counts.begun {
		return
	}
	if m := r.data.Milestones[reticulocyteMilestone]; m == nil || m.Known == nil {
		r.withhold(logLacksTest, aplasiaMilestone)
		return
	}
	if r.data.Milestones[aplasiaMilestone] == nil {
		r.add(aplasiaMilestone)
	}
	known := &registry.Known{Time: r.noEnd(), Grace: registry.CountsGrace / r.unit, Stated: countsComplete,
		Code: registry.LastValue, File: r.counts.file, Column: r.cell(&r.counts, 0, countColumn).Column,
		Line: make([]int32, r.data.Rows())}
	r.data.Milestones[aplasiaMilestone].Known = known
	for row := range r.data.Rows() {
		if !r.active(row) || r.isAutologous(int32(row)) {
			continue
		}
		test := r.reticulocyteTest(row)
		found := r.aplasiaRule(test).RedCellAplasia(r.aplasiaCourse(row, test))
		if r.groupsOf(row).IsMajor() {
			r.settleAplasia(row, test, found, known)
			r.compareDiagnosis(row, found)
			continue
		}
		switch found.Outcome {
		case criteria.Recovered:
			note := r.data.Note(row)
			note.Delayed, note.DelayedTime = true, found.Day/r.unit
		case criteria.Undecided:
			r.data.Note(row).Why[registry.DelayedRecovery] = lackCodes()[found.Lack]
		}
	}
}

func (r *Deriver) aplasiaRule(test string) criteria.AplasiaRule {
	rule := r.plan.Rules.RedCellAplasia
	found := criteria.AplasiaRule{Below: rule.Below, From: rule.FromDay, To: rule.ToDay, Apart: rule.ApartDays,
		RedCellDays: rule.RedCellDays, NotBefore: rule.NotBefore}
	if test == reticulocytesAbs {
		found.Below = rule.BelowAbs
	}
	return found
}

// aplasiaCourse gathers what the criteria are read from.
func (r *Deriver) aplasiaCourse(row int, test string) criteria.AplasiaCourse {
	c := criteria.AplasiaCourse{Values: r.courseOf(test, row), RedCellsTo: math.NaN(),
		Reticulocytes: r.when(reticulocyteMilestone, row), Neutrophils: r.when(neutrophilMilestone, row),
		Platelets: r.when(plan.PlateletMilestone(20), row), Failure: r.when(failureMilestone, row),
		End: r.day(r.end[row].until())}
	for _, e := range registry.EntriesOf(r.data.RedCells, row) {
		c.RedCells = append(c.RedCells, r.day(e.Day))
	}
	if r.gaps != nil && r.silentOn(row) == "" {
		known, _ := r.transfusionsKnownTo(row)
		c.RedCellsTo = r.day(known)
	}
	return c
}

// when is what is known of a milestone of a row: that it did not happen only to the
// day to which its log is known.
func (r *Deriver) when(name string, row int) criteria.Milestone {
	m := r.data.Milestones[name]
	switch {
	case m == nil, m.Status[row] == registry.Unknown, m.Status[row] == registry.Unreadable:
		return criteria.Milestone{State: criteria.Open}
	case m.Status[row] == registry.NeverBelow:
		return criteria.Milestone{State: criteria.Yes}
	case !m.Happened(row):
		if m.Known != nil && r.day(m.Known.Time[row]) < r.plan.Rules.RedCellAplasia.NotBefore {
			return criteria.Milestone{State: criteria.Open}
		}
		return criteria.Milestone{}
	case math.IsNaN(m.Time[row]):
		return criteria.Milestone{State: criteria.Open}
	}
	return criteria.Milestone{State: criteria.Yes, Day: r.day(m.Time[row])}
}

// settleAplasia settles the milestone of one row.
func (r *Deriver) settleAplasia(row int, test string, found criteria.Aplasia, known *registry.Known) {
	line := int32(0)
	for _, m := range r.data.CourseOf(test, row) {
		if day := r.day(m.Time); line == 0 || day <= found.Day || found.Outcome != criteria.Recovered {
			line = m.Line
		}
	}
	at := r.cell(&r.counts, line, countColumn)
	switch found.Outcome {
	case criteria.Recovered:
		r.settle(aplasiaMilestone, row, answer{verdict: happened, time: found.Day / r.unit}, at)
	case criteria.Undecided:
		r.leaveAplasia(row, at, found, known)
	default:
		r.settle(aplasiaMilestone, row, answer{verdict: noEvent, knownTo: found.KnownTo}, at)
		if r.open(aplasiaMilestone, row) && !math.IsInf(found.KnownTo, 1) {
			known.Time[row], known.Line[row] = max(found.KnownTo, 0)/r.unit, line
		}
	}
}

// leaveAplasia leaves a row open from the first day on which the criteria can be met: it
// is known to the day before, whatever became of it later. To set it aside would lose
// those who lived and keep those who died before that day.
func (r *Deriver) leaveAplasia(row int, at registry.Cell, found criteria.Aplasia, known *registry.Known) {
	if !r.blank(aplasiaMilestone, row) {
		return
	}
	known.Time[row], known.Line[row] = max(found.KnownTo, 0)/r.unit, int32(at.Line)
	r.data.Note(row).Why[aplasiaMilestone] = lackCodes()[found.Lack]
	if found.Lack == criteria.LacksValues {
		rule := r.plan.Rules.RedCellAplasia
		r.report(registry.Warning, aplasiaOpen, registry.Cell{File: r.counts.file}, row, number(rule.FromDay),
			number(rule.ToDay))
	}
}

func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// compareDiagnosis tells of a row that states the diagnosis though the criteria were not
// met, or denies it though they were.
func (r *Deriver) compareDiagnosis(row int, found criteria.Aplasia) {
	m := r.data.Milestones[diagnosis]
	if m == nil {
		return
	}
	denied := found.Outcome == criteria.NotYet && math.IsInf(found.KnownTo, 1)
	if denied && m.Happened(row) || found.Outcome == criteria.Recovered && m.Status[row] == registry.No {
		r.differs(aplasiaDiffers, diagnosis, row)
	}
}

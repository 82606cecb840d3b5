package recovery

import (
	"math"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// highestPlatelets, in 10^9/L, is above any count after a transplant.
const highestPlatelets = 5000

// newPlatelets prepares platelet engraftment, a milestone for each threshold
// of rules.platelet_engraftment.at_least.
//
// The rule is that of neutrophils, with the same nadir, and asks moreover that
// each value of the run has no platelet transfusion on its day or on the
// transfusion_free_days - 1 days (6) before: the first day that can count is the
// day of the last transfusion + 7. A patient who was transfused has been below
// the threshold, whatever the values; one who was neither below it nor
// transfused up to day 100 is NeverBelow. What follows once a higher threshold
// is reached is no part of the recovery of a lower one, so that platelets never
// reach 50 before 20.
//
// Without a log of transfusions, and of a case to which no day is declared (see
// judgeCoverage), nothing is derived unless transfusion_free_days is 0: then counts
// alone decide, and the definition that is printed says so.
//
// Source: CIBMTR forms manual, form 2100, "Initial Platelet Recovery", whose two
// worked examples are tests.
func (r *Deriver) newPlatelets() *lineage {
	rules := r.plan.Rules.PlateletEngraftment
	l := newLineage(r.data.Rows(), lineage{
		rule: rule{thresholds: rules.AtLeast, consecutive: int32(rules.Consecutive)},
		test: "platelets", highest: highestPlatelets, freeDays: rules.TransfusionFreeDays,
	})
	for _, threshold := range rules.AtLeast {
		l.milestones = append(l.milestones, plan.PlateletMilestone(threshold))
	}
	l.transfused = make([]transfused, r.data.Rows())
	for row := range l.transfused {
		l.transfused[row].from = math.Inf(1)
	}
	return l
}

func (r *Deriver) finishPlatelets() {
	switch {
	case r.platelets != nil:
		r.finishLineage(r.platelets)
	case r.counts.begun && r.transfusions.file == "":
		r.withhold(plateletsUnderivable, r.plateletMilestones()...)
		r.data.Issues = append(r.data.Issues, registry.Issue{
			Severity: registry.Warning, Code: plateletsUnderivable, File: r.counts.file,
		})
	}
}

package recovery

import "graftstat/analysis/registry"

const neutrophilMilestone = "neutrophil_engraftment"

// highestNeutrophils, in 10^9/L, is above any count after a transplant. Where a
// value lies above it the log counts cells per microlitre.
const highestNeutrophils = 200

// newNeutrophils prepares neutrophil engraftment.
//
// It is dated on the first of rules.neutrophil_engraftment.consecutive values
// (3) on different days of at least at_least (0.5 x 10^9/L, inclusive), after
// the nadir. Values on different days need not be a day apart: days without a
// value do not break a run. The nadir is the last day of the lowest value in
// days 0 to nadir_within (14; 21 after cord blood), so that counts which have not
// fallen yet are no recovery; a first fall after those days, up to day 100,
// puts the search off likewise. Of several values on a day the lowest counts.
//
// A count that was never below the threshold up to day 100, in a record without
// a gap of more than a week up to the end of the nadir's days, is NeverBelow. If
// the record has such a gap, or begins after the fall may have been, the day of
// recovery is unknown: Unreadable, with an error, unless the case row says.
//
// Sources: CIBMTR forms manual, form 2100, "Initial ANC Recovery"; Sureda et
// al., Bone Marrow Transplant 2024. The limits of a week and of 100 days (the
// CIBMTR's first reporting period) are this package's reading of them.
func (r *Deriver) newNeutrophils() *lineage {
	rules, failure := r.plan.Rules.NeutrophilEngraftment, r.plan.Rules.GraftFailure
	return newLineage(r.data.Rows(), lineage{
		rule: rule{thresholds: []float64{rules.AtLeast}, consecutive: int32(rules.Consecutive),
			declineBelow: failure.SecondaryBelow, declineConsecutive: int32(failure.SecondaryConsecutive)},
		test: "anc", milestones: []string{neutrophilMilestone}, highest: highestNeutrophils,
	})
}

func (r *Deriver) finishNeutrophils() {
	if r.neutrophils != nil {
		r.finishLineage(r.neutrophils)
	}
}

// recoveredBy reports whether neutrophils had recovered by a day, or whether
// that is not known.
func (r *Deriver) recoveredBy(row int, day float64) bool {
	m := r.data.Milestones[neutrophilMilestone]
	if m == nil {
		return false
	}
	switch m.Status[row] {
	case registry.NeverBelow, registry.Unknown, registry.Unreadable:
		return true
	case registry.No:
		return false
	}
	return m.Happened(row) && !(r.day(m.Time[row]) > day)
}

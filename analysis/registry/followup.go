package registry

import "slices"

// The milestones that say to which day a record of a case is complete: nothing
// later is in it.
const (
	CountsCompleteTo       = "counts_complete_to"
	TransfusionsCompleteTo = "transfusions_complete_to"
)

// IsCompleteTo reports whether a milestone is the end of a record.
func IsCompleteTo(milestone string) bool {
	return milestone == CountsCompleteTo || milestone == TransfusionsCompleteTo
}

// IsFollowUp reports whether a milestone says how far a case was followed, not
// what happened to it.
func IsFollowUp(milestone string) bool {
	return IsCompleteTo(milestone) || slices.Contains([]string{"last_contact", "last_disease_assessment"}, milestone)
}

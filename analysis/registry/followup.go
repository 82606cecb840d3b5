package registry

// IsFollowUp reports whether a milestone says how far a case was followed, not
// what happened to it.
func IsFollowUp(milestone string) bool {
	switch milestone {
	case "last_contact", "last_disease_assessment", "counts_complete_to", "transfusions_complete_to":
		return true
	}
	return false
}

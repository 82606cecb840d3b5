package describe

// A Reason says why a number is missing (NaN). The sentences for it are not here.
type Reason string

const (
	ReasonNoCase     Reason = "no_case"
	ReasonOneValue   Reason = "one_value"   // a single number, which does not vary
	ReasonOneGroup   Reason = "one_group"   // fewer than two groups, or levels, have a case
	ReasonAllEqual   Reason = "all_equal"   // every value is the same: nothing to test
	ReasonNoVariance Reason = "no_variance" // no spread within the groups to measure a difference by
	ReasonNotFinite  Reason = "not_finite"  // a value is NaN or infinite
	// a count is negative, k is over n, rows differ in length, or a setting is none of its choices
	ReasonOutOfDomain Reason = "out_of_domain"
)

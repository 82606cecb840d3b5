package regress

// A Status says whether there is a fit and, if not, why. A fit with a status
// other than StatusOK has no coefficient, no test and no likelihood (NaN).
type Status string

const (
	StatusOK Status = "ok"

	// The data.
	StatusNoCase       Status = "no_case"        // no row has every value
	StatusNoEvent      Status = "no_event"       //
	StatusTooFewEvents Status = "too_few_events" // more columns than events
	StatusEmptyLevel   Status = "empty_level"    // a category has no case on its reference, or on all levels but one
	StatusAliased      Status = "aliased_column" // a column is constant, or a sum of others, wherever there is an event

	// The likelihood has no maximum, or none was found.
	StatusSeparation   Status = "separation"    // a level without an event, or a coefficient that grows for ever
	StatusNotConverged Status = "not_converged" //

	// The variance from the rows or clusters themselves does not exist: too few
	// clusters for the columns, or events that leave nothing to compare.
	StatusDegenerateVariance Status = "degenerate_variance"

	// The method does not do this.
	StatusExactTies    Status = "exact_ties"    // too many tied events for exact ties: see ExactTiesLimit
	StatusDelayedEntry Status = "delayed_entry" // Fine-Gray takes no delayed entry
	StatusStrata       Status = "strata"        // Fine-Gray takes no strata
	StatusCluster      Status = "cluster"       // Firth, Fine-Gray and exact ties have no robust variance
)

// FirthAdvised says that Firth's penalised fit is the way out.
func (s Status) FirthAdvised() bool { return s == StatusSeparation || s == StatusNotConverged }

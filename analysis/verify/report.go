package verify

// A Report says which of the reference values our estimators give again.
type Report struct {
	Tool Tool  // with which the reference values were made
	Sets []Set // by data set, in the order of their files
}

// A Tool is a program by name and version.
type Tool struct{ Name, Version string }

// Holds says whether every value holds. A report without a value does not.
func (r *Report) Holds() bool {
	values := 0
	for _, s := range r.Sets {
		if s.Values != s.Held+s.Convention {
			return false
		}
		values += s.Values
	}
	return values > 0
}

// A Set is the reference values of one method for one data set:
// Values = Held + Convention + len(Short).
type Set struct {
	Dataset     string
	Analysis    string // km, na, cif, logrank, gray, cox, zph, finegray, proportion
	Method      string
	Source      Source
	Tolerance   Tolerance
	Values      int     // in the file
	Held        int     // within the tolerance, or missing in both
	Convention  int     // differing on purpose, as expected
	Conventions []Count // Convention by its kind
	Largest     float64 // largest difference, in the measure of the tolerance
	Short       []Short // the values that do not hold
}

// A Source is what made the values of a set. The package is R's.
type Source struct{ Package, Version, Call string }

// A Count is the number of values that differ by a convention.
type Count struct {
	Convention Convention
	Values     int
}

// A Convention names why our number differs from R's on purpose.
type Convention string

const (
	// PastFollowUp: R carries the last estimate past the last follow-up. Ours is null.
	PastFollowUp Convention = "past_follow_up"
	// ExactAtEdge: where S is 1 or 0, R's interval is NA or has no width. Ours is the beta-product one.
	ExactAtEdge Convention = "exact_at_edge"
	// NoEvent: R's error of a mean is 0 where nobody had an event. Ours is null.
	NoEvent Convention = "no_event"
	// NobodyFollowed: R has no estimate after the last time. Ours stays 0, where it has come to 0.
	NobodyFollowed Convention = "nobody_followed"
)

// A Short is a value that does not hold.
type Short struct {
	Value      Value
	Ours       float64 // NaN if null
	Difference float64 // in the measure of the tolerance; NaN if either number is missing
	Reason     ShortReason
}

// A ShortReason says how a value falls short.
type ShortReason string

const (
	Differs       ShortReason = "differs"        // from R's number, or from what its convention makes of ours
	NotRecomputed ShortReason = "not_recomputed" // nothing here recomputes it
)

package result

// Listing says of every case and endpoint who counted as what, and why. It is
// for the centre only.
type Listing struct {
	Rows []ListingRow
}

// ListingRow is one case in one endpoint.
type ListingRow struct {
	Case     string
	Patient  string
	Cohort   string
	Endpoint string
	Groups   []GroupValue // of the cohort's compare columns, in their order
	Time     float64      // in the study's time unit; NaN where set aside
	Status   int          // 0 censored, 1 event, 2 competing; -1 set aside
	Code     string       // what decided: the milestone, closing_date, or why it was set aside
	Decided  Place
}

// GroupValue is the group of a case by one column, "" where missing.
type GroupValue struct {
	By    string
	Group string
}

// Place is a cell of an input.
type Place struct {
	File   string
	Line   int
	Column string
}

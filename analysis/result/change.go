package result

// Changes say which numbers moved since an earlier report of the same study,
// and why. They name cases: they are for the centre only.
type Changes struct {
	// Reason why nothing was compared: no_earlier_report, other_schema,
	// other_study, other_time_unit; empty where the two were compared.
	Reason    string `json:"reason,omitempty"`
	AsOf      string `json:"as_of"`      // closing date of the earlier report
	Version   string `json:"version"`    // of the program that made it
	BackDated bool   `json:"back_dated"` // this closing date is the earlier one

	// ByCase: the two listings were compared case by case. If not, Counts, Cases
	// and causes by case are empty, and NotByCase says why: no_listing, or
	// listing_differs where a listing does not belong to its results.
	ByCase    bool   `json:"by_case"`
	NotByCase string `json:"not_by_case,omitempty"`

	Cohorts     []CohortCount      `json:"cohorts"`
	Counts      ChangeCounts       `json:"counts"`
	Numbers     []NumberChange     `json:"numbers"`   // those that moved
	Unchanged   int                `json:"unchanged"` // numbers that were compared and did not move
	Rounding    int                `json:"rounding"`  // of Unchanged, those that differ in their last digits only
	Groups      []GroupCount       `json:"groups"`    // groups whose counts changed
	Cases       []CaseChange       `json:"cases"`
	Computed    []ComputedChange   `json:"computed,omitempty"` // what only one of the reports has computed
	Definitions []DefinitionChange `json:"definitions"`
	Inputs      []InputChange      `json:"inputs"` // every file of either report
	Issues      IssueChanges       `json:"issues"`
}

// CohortCount is the size of a cohort that both reports have.
type CohortCount struct {
	Cohort         string `json:"cohort"`
	CasesBefore    int    `json:"cases_before"`
	CasesAfter     int    `json:"cases_after"`
	PatientsBefore int    `json:"patients_before"`
	PatientsAfter  int    `json:"patients_after"`
}

// ChangeCounts count each patient, event or case once, in however many
// endpoints and cohorts it stands.
type ChangeCounts struct {
	NewPatients    int `json:"new_patients"`
	NewDeaths      int `json:"new_deaths"` // patients
	NewEvents      int `json:"new_events"` // other milestones of a patient
	NewCases       int `json:"new_cases"`  // as are all that follow, by the kind of a CaseChange
	LeftCases      int `json:"left_cases"`
	Moved          int `json:"moved"` // to another cohort
	FollowedLonger int `json:"followed_longer"`
	LateEvents     int `json:"late_events"`
	Corrected      int `json:"corrected"`
	Regrouped      int `json:"regrouped"`
	SetAside       int `json:"set_aside"`
	CountedAgain   int `json:"counted_again"`
	BackDated      int `json:"back_dated"`
	Redefined      int `json:"redefined"`
	Reread         int `json:"reread"`
}

// NumberChange is one number of a whole cohort that moved.
type NumberChange struct {
	Cohort   string `json:"cohort"`
	Endpoint string `json:"endpoint"` // empty for the follow-up
	// Measure is estimate, at Time; follow_up, the median by reverse
	// Kaplan-Meier; or days_to_event, the median with its quartiles.
	Measure string  `json:"measure"`
	Time    float64 `json:"time"`
	AskedTime
	// AsAbove: all but the time is the same as of the number before this one,
	// which is of the same endpoint: nothing happened between the two times.
	AsAbove    bool     `json:"as_above"`
	Before     Quantity `json:"before"`
	After      Quantity `json:"after"`
	Difference Number   `json:"difference"` // After less Before
	// Notable: an estimate moved by a percentage point or more, appeared or went, or nothing explains it.
	Notable bool `json:"notable"`
	// the difference of a follow-up in months, of days_to_event in days; no unit for an estimate
	Said   Said          `json:"said"`
	Causes []ChangeCause `json:"causes"`
}

// Quantity is a number of a report with what stands beside it.
type Quantity struct {
	Cases    int    `json:"cases"`
	Events   int    `json:"events"` // of an estimate, those up to its time
	Estimate Number `json:"estimate"`
	Lower    Number `json:"lower"` // of days_to_event the first quartile
	Upper    Number `json:"upper"` // of days_to_event the third
	Interval string `json:"interval"`
	Reason   string `json:"reason,omitempty"`
	// Said has the estimate and its limits of a follow-up in months or years,
	// those of days_to_event in days; null for an estimate.
	Said *SaidQuantity `json:"said,omitempty"`
}

// SaidQuantity is a time with its limits in Unit.
type SaidQuantity struct {
	Estimate Number `json:"estimate"`
	Lower    Number `json:"lower"`
	Upper    Number `json:"upper"`
	Unit     string `json:"unit"`
}

// ChangeCause is why a number moved: the kind of a CaseChange with the number
// of cases; or, with no cases, the code of a DefinitionChange, closing_date,
// version, or file (its content changed in what the listing does not show).
// Without listings, fewer_events is one more. unexplained stands alone: none of
// these holds, which is an error of the program.
type ChangeCause struct {
	Code  string `json:"code"`
	Cases int    `json:"cases"`
}

// GroupCount is a group whose cases or events changed.
type GroupCount struct {
	Cohort       string `json:"cohort"`
	Endpoint     string `json:"endpoint"`
	By           string `json:"by"`
	Group        string `json:"group"`
	CasesBefore  int    `json:"cases_before"`
	CasesAfter   int    `json:"cases_after"`
	EventsBefore int    `json:"events_before"`
	EventsAfter  int    `json:"events_after"`
}

// CaseChange is one case of a cohort that changed in one way. Kind is
//
//	new              in no cohort of the earlier report
//	left             in no cohort of this one
//	moved_in         in another cohort before
//	moved_out        in another cohort now
//	new_event        event-free before; the event is on or after the end of that follow-up
//	late_event       event-free before; the event lies within that follow-up
//	followed_longer  censored later
//	corrected        another time, status or entry than follow-up explains
//	regrouped        another group of the column By
//	set_aside        counted before
//	counted_again    set aside before
//	back_dated       censored earlier, or left, by the earlier closing date
//	redefined        counted otherwise by a rule or definition that changed
//	reread           counted otherwise though no file, rule or definition changed:
//	                 the study file's mapping of the data did, or the program
type CaseChange struct {
	Case   string `json:"case"`
	Cohort string `json:"cohort"`
	Kind   string `json:"kind"`
	By     string `json:"by"` // of a case in another group, as are From and To
	From   string `json:"from"`
	To     string `json:"to"`
	// none where the case is new, gone or in another group; of one followed longer only the first
	Endpoints []EndpointChange `json:"endpoints"`
}

// EndpointChange is how a case stood in an endpoint; null where it did not stand there.
type EndpointChange struct {
	Endpoint string    `json:"endpoint"`
	Before   *Standing `json:"before"`
	After    *Standing `json:"after"`
}

// Standing is a row of the listing, with the cell that decided it.
type Standing struct {
	Entry  Number `json:"entry"` // 0 from the start
	Time   Number `json:"time"`  // null where set aside
	Status int    `json:"status"`
	Code   string `json:"code"`
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column string `json:"column"`
}

// ComputedChange is what one report has computed and the other has not, though both
// were asked for it. State is lost (computed before, not now) or gained (computed
// now, not before). What is
//
//	endpoint   with its indicators after it
//	indicator  of an Endpoint, at the time asked
//	model      Name, of an Endpoint
//	table      Name of a tally, of an Endpoint
//	groups     all by the column By; where the column is there, no case has a value
//	group      Name by the column By: no case has it in the other report
//	follow_up  of the cohort
//
// Reason and Missing are those of the report that has not computed it: of an
// endpoint's, a model's or column's (column_absent with the milestones and columns, or
// a model's status); no_group where no case has the group.
type ComputedChange struct {
	State    string `json:"state"`
	What     string `json:"what"`
	Cohort   string `json:"cohort"`
	Endpoint string `json:"endpoint"`
	By       string `json:"by"`
	Name     string `json:"name"`
	AskedTime
	Reason  string   `json:"reason"`
	Missing []string `json:"missing"`
}

// DefinitionChange is one definition that changed. Code is
//
//	rule                 Key is rule.key
//	level, survival_intervals, incidence_intervals, compatible
//	cohort_added, cohort_removed, preset, where, compare, stratify
//	endpoint_added, endpoint_removed, definition, kind, variance, times
//	interval_method      chosen by size for an endpoint and the column Key ("" the whole cohort)
//
// Before and After are codes or numbers; of where and definition they are
// empty, and the two stand whole in the fields below them.
type DefinitionChange struct {
	Code             string      `json:"code"`
	Cohort           string      `json:"cohort"`
	Endpoint         string      `json:"endpoint"`
	Key              string      `json:"key"`
	Before           string      `json:"before"`
	After            string      `json:"after"`
	WhereBefore      []Condition `json:"where_before,omitempty"`
	WhereAfter       []Condition `json:"where_after,omitempty"`
	DefinitionBefore *Definition `json:"definition_before,omitempty"`
	DefinitionAfter  *Definition `json:"definition_after,omitempty"`
}

// InputChange is one file of either report: same, changed, format (the same
// bytes, read in another way), new or gone.
type InputChange struct {
	File       string `json:"file"`
	State      string `json:"state"`
	RowsBefore int    `json:"rows_before"`
	RowsAfter  int    `json:"rows_after"`
}

// IssueChanges match the issues of the two reports by code, file, column and
// case; a line may shift. A file that only one report has is no part of the match.
type IssueChanges struct {
	Mended []Issue `json:"mended"` // no longer found, with the line of the earlier report
	New    []Issue `json:"new"`
	Open   int     `json:"open"` // found in both
}

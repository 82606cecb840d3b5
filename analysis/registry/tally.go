package registry

// Names of a tally that no endpoint of a study can have: their
// underscore is not in kebab-case.
const (
	TallyFollowUp = "follow_up" // the patients by time to death or last contact
	TallyRows     = "rows"      // rows of the cases file by step of the flow, in Code
	TallyPatients = "patients"  // patients by step of the flow
	EveryCase     = "all"       // the group of the whole cohort
)

// A Tally is cases of which only their number is known: what the files of several
// sites sum to. A row is one cell with a time.
type Tally struct {
	Cells []TallyCell
	Rows  []TallyRow
	// Levels of each column by which the cases are grouped or stratified, in the order of a cases file.
	Levels map[string][]string
	// Lacks are the endpoints, and follow-ups, that a file does not count though it has patients of the cohort.
	Lacks []TallyLack
}

// A TallyLack is an endpoint of a cohort, or TallyFollowUp, that one file does
// not count: the sum of the others is without the file's patients.
type TallyLack struct{ Cohort, Endpoint, File string }

// Without are the files that do not count an endpoint of a cohort.
func (t *Tally) Without(cohort, endpoint string) []string {
	var files []string
	for _, l := range t.Lacks {
		if l.Cohort == cohort && l.Endpoint == endpoint {
			files = append(files, l.File)
		}
	}
	return files
}

// A TallyCell is what the cases of a row have in common beside their time.
type TallyCell struct {
	Cohort, Endpoint string
	By, Group        string // By "" is the whole cohort; Group "" is no value of the column By
	Stratum          string // level of the cohort's stratify column; "" where there is none
	// 0 censored, 1 the event, 2.. the competing events in their order, TallySetAside, TallyReached
	Status int
	Code   string // of a case set aside its reason; of an event whose time is a convention, never_below
}

// Statuses of rows that no estimate counts.
const (
	// TallySetAside is that of cases that an endpoint does not count.
	TallySetAside = -1
	// TallyReached is that of cases, set aside or not, that had the opportunity to
	// be followed to the time: that much lay between their transplant and the
	// closing date. Only studies with dates have such rows, of time 0 and of the
	// times asked for; with the code TallyAtLandmark of those at risk after the
	// endpoint's landmark.
	TallyReached = -2
	// TallyAtLandmark is the code of rows of TallyReached.
	TallyAtLandmark = "landmark"
)

// A TallyRow is N cases of a cell at one time. NoTime stands where there is none.
type TallyRow struct {
	Cell  int32
	Entry float64 // start of the time at risk; 0: from the origin on
	Time  float64 // of a case set aside though its event is known: the last it was known free of it
	N     int32
}

// NoTime is the time of cases without one.
const NoTime = -1

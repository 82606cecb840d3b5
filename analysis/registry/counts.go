package registry

// Names of a table of counts that no endpoint of a study can have: their
// underscore is not in kebab-case.
const (
	CountedFollowUp = "follow_up" // the patients by time to death or last contact
	CountedRows     = "rows"      // rows of the cases file by step of the flow, in Code
	CountedPatients = "patients"  // patients by step of the flow
	EveryCase       = "all"       // the group of the whole cohort
)

// A CountTable is cases of which only their number is known: what tables of
// counts sum to. A row is one cell with a time.
type CountTable struct {
	Cells []CountCell
	Rows  []CountRow
	// Levels of each column by which the cases are grouped or stratified, in the order of a cases file.
	Levels map[string][]string
	// Lacks are the endpoints, and follow-ups, that a file does not count though it has patients of the cohort.
	Lacks []CountLack
}

// A CountLack is an endpoint of a cohort, or CountedFollowUp, that one file does
// not count: the sum of the others is without the file's patients.
type CountLack struct{ Cohort, Endpoint, File string }

// Without are the files that do not count an endpoint of a cohort.
func (t *CountTable) Without(cohort, endpoint string) []string {
	var files []string
	for _, l := range t.Lacks {
		if l.Cohort == cohort && l.Endpoint == endpoint {
			files = append(files, l.File)
		}
	}
	return files
}

// A CountCell is what the cases of a row have in common beside their time.
type CountCell struct {
	Cohort, Endpoint string
	By, Group        string // By "" is the whole cohort; Group "" is no value of the column By
	Stratum          string // level of the cohort's stratify column; "" where there is none
	// 0 censored, 1 the event, 2.. the competing events in their order, CountSetAside, CountReached
	Status int
	Code   string // of a case set aside its reason; of an event whose time is a convention, never_below
}

// Statuses of rows that no estimate counts.
const (
	// CountSetAside is that of cases that an endpoint does not count.
	CountSetAside = -1
	// CountReached is that of cases, set aside or not, that had the opportunity to
	// be followed to the time: that much lay between their transplant and the
	// closing date. Only studies with dates have such rows, of time 0 and of the
	// times asked for; with the code CountAtLandmark of those at risk after the
	// endpoint's landmark.
	CountReached = -2
	// CountAtLandmark is the code of rows of CountReached.
	CountAtLandmark = "landmark"
)

// A CountRow is N cases of a cell at one time. NoTime stands where there is none.
type CountRow struct {
	Cell  int32
	Entry float64 // start of the time at risk; 0: from the origin on
	Time  float64 // of a case set aside though its event is known: the last it was known free of it
	N     int32
}

// NoTime is the time of cases without one.
const NoTime = -1

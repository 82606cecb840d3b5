package plan

// Kind of an endpoint.
type Kind string

const (
	Survival  Kind = "survival"  // Kaplan-Meier
	Incidence Kind = "incidence" // Aalen-Johansen
)

// Endpoint is the rule that turns a case into a time and a status: from its
// origin to the first of its events, against its competing events, censored
// otherwise.
type Endpoint struct {
	ID            string    `yaml:"id"`
	Label         Text      `yaml:"label"`
	Kind          Kind      `yaml:"kind"`
	From          string    `yaml:"from"` // milestone; "transplant" by default
	Event         []Item    `yaml:"event"`
	Competing     []Item    `yaml:"competing"`
	Censor        []string  `yaml:"censor"`   // the earliest present; last_contact by default
	SameDay       string    `yaml:"same_day"` // "", event or competing
	Per           string    `yaml:"per"`      // patient (default) or transplant
	Times         []float64 `yaml:"times"`    // in Unit
	Unit          TimeUnit  `yaml:"unit"`     // of times, rmst and axes
	RMST          float64   `yaml:"rmst"`
	Landmark      float64   `yaml:"landmark"`
	Entry         string    `yaml:"entry"` // milestone or numeric column at which the time at risk starts
	Rho           float64   `yaml:"rho"`
	Variance      string    `yaml:"variance"` // aalen (default) or delta
	CauseSpecific bool      `yaml:"cause_specific"`
	DaysToEvent   bool      `yaml:"days_to_event"` // quartiles of the times among those with the event
	Good          bool      `yaml:"good"`          // the event of an incidence is wished for, as a recovery is: fewer are worse
	Replaces      bool      `yaml:"-"`             // stands in place of a preset's endpoint of the same id
	Base          string    `yaml:"-"`             // id of the endpoint that this is without some milestones; "": this is whole
	Without       []string  `yaml:"-"`             // those milestones: they were not collected
}

// Item is a milestone that ends an endpoint, on rows that Where matches.
type Item struct {
	Milestone string
	Where     Where
}

// Cohort is a set of cases that is reported together.
type Cohort struct {
	ID        string    `yaml:"id"`
	Preset    string    `yaml:"preset"`
	Label     Text      `yaml:"label"`
	Where     Where     `yaml:"where"`
	Compare   []Compare `yaml:"compare"`
	Stratify  string    `yaml:"stratify"`
	Tests     []string  `yaml:"tests"`     // empty: log-rank for a survival endpoint, gray for an incidence
	MinGroup  int       `yaml:"min_group"` // fewest cases of a group that is tested
	Endpoints []string  `yaml:"endpoints"`
	Models    []Model   `yaml:"models"`

	// Resolved are the endpoints in order, presets and the study's own merged.
	Resolved []Endpoint `yaml:"-"`

	// Optional are the milestones that the preset lets a study leave out.
	Optional []string `yaml:"-"`

	// What is monitored in the cohort: the study's, or else its preset's for the
	// endpoints that the cohort reports as the preset defines them. Nothing where
	// the monitor is off.
	Indicators []Indicator  `yaml:"-"`
	Benchmarks []Benchmark  `yaml:"-"` // the study's, then all of the preset's
	Sequential []Sequential `yaml:"-"`
	Funnels    []Funnel     `yaml:"-"`
	Risk       []Risk       `yaml:"-"`
}

// Compare is a column whose groups are set side by side.
type Compare struct {
	Column string
	Cut    []float64 // of a numeric column: groups < c1, c1 to < c2, …, >= cn
}

// Model is a regression on an endpoint.
type Model struct {
	ID            string            `yaml:"id"`
	Endpoint      string            `yaml:"endpoint"`
	Kind          string            `yaml:"kind"` // cox, cox-firth, fine-gray
	Ties          string            `yaml:"ties"`
	Terms         []string          `yaml:"terms"`
	Reference     map[string]string `yaml:"reference"`
	Strata        string            `yaml:"strata"`
	Cluster       string            `yaml:"cluster"`
	Entry         string            `yaml:"entry"`
	TimeDependent []string          `yaml:"time_dependent"`
}

// Where is a set of conditions that must all hold; a missing value never matches.
type Where []Condition

// Condition on one column: In for a category, bounds for a number, Not for
// what must not be.
type Condition struct {
	Column         string
	In             []string // as written in the study file
	Not            []string
	LT, LE, GT, GE *float64
}

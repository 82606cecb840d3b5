package plan

import "graftstat/analysis/code"

// Endpoint is the rule that turns a case into a time and a status: from its
// origin to the first of its events, against its competing events, censored
// otherwise.
type Endpoint struct {
	ID            string            `yaml:"id"`
	Label         Text              `yaml:"label"`
	Kind          code.EndpointKind `yaml:"kind" is:"needed @endpoint_kind"`
	From          string            `yaml:"from" default:"transplant"` // milestone
	Event         []Item            `yaml:"event"`
	Competing     []Item            `yaml:"competing"`
	Censor        []string          `yaml:"censor" is:"distinct"` // the earliest present; last_contact by default
	SameDay       code.SameDay      `yaml:"same_day" is:"@same_day"`
	Per           code.Per          `yaml:"per" is:"@per" default:"patient"`
	Times         []float64         `yaml:"times" is:">=0 ascending"` // in Unit
	Unit          TimeUnit          `yaml:"unit" is:"@time_unit"`     // of times, rmst and axes
	RMST          float64           `yaml:"rmst" is:">0"`
	Landmark      Landmark          `yaml:"landmark"`
	Entry         string            `yaml:"entry"` // milestone or numeric column at which the time at risk starts
	Rho           float64           `yaml:"rho"`
	Variance      string            `yaml:"variance" is:"@variance"`
	CauseSpecific bool              `yaml:"cause_specific"`
	DaysToEvent   bool              `yaml:"days_to_event"` // quartiles of the times among those with the event
	Good          bool              `yaml:"good"`
	Among         Where             `yaml:"among"` // the patients whose first infusion matches; empty: all
	// IfRecorded leaves the endpoint out, with one line, where its data are not recorded,
	// or where fewer than min_group patients are among those that it is of.
	IfRecorded bool     `yaml:"if_recorded"`
	Replaces   bool     `yaml:"-"` // stands in place of a preset's endpoint of the same id
	Base       string   `yaml:"-"` // id of the whole endpoint; "": this is whole
	Without    []string `yaml:"-"` // milestones that were not collected
}

// Landmark is the time in the endpoint's unit from which it is estimated again
// among those still at risk, or Auto: in each comparison of cases that enter late
// the first day on which every group has the cohort's min_group at risk.
type Landmark struct {
	Auto bool
	Time float64 // 0: none, or Auto
}

// Item is a milestone that ends an endpoint, on rows that Where matches.
type Item struct {
	Milestone string `yaml:"milestone"`
	Where     Where  `yaml:"where"`
}

// Cohort is a set of cases that is reported together.
type Cohort struct {
	ID        string    `yaml:"id"`
	Preset    string    `yaml:"preset"`
	Label     Text      `yaml:"label"`
	Where     Where     `yaml:"where"`
	Compare   []Compare `yaml:"compare"`
	Stratify  string    `yaml:"stratify"`
	Tests     []string  `yaml:"tests" is:"@test"`
	MinGroup  int       `yaml:"min_group" is:">=2" default:"5"` // fewest cases of a group that is tested
	Endpoints []string  `yaml:"endpoints" is:"distinct"`
	States    []string  `yaml:"states" is:"distinct"`
	StateTime StateTime `yaml:"state_time"`
	Models    []Model   `yaml:"models"`

	// Resolved are the endpoints in order, presets and the study's own merged.
	Resolved []Endpoint `yaml:"-"`

	// ResolvedStates are the states in order, presets and the study's own merged.
	// StatesAsked says that the study file chose them, so that none is left out.
	ResolvedStates []State `yaml:"-"`
	StatesAsked    bool    `yaml:"-"`

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
	Column string    `yaml:"column"`
	Cut    []float64 `yaml:"cut" is:"ascending"` // of a numeric column: groups < c1, c1 to < c2, …, >= cn
}

// Model is a regression on an endpoint.
type Model struct {
	ID            string            `yaml:"id"`
	Endpoint      string            `yaml:"endpoint"`
	Kind          code.ModelKind    `yaml:"kind" is:"needed @model_kind"`
	Ties          code.TieRule      `yaml:"ties" is:"@tie_rule"`
	Terms         []string          `yaml:"terms" is:"distinct"`
	Reference     map[string]string `yaml:"reference"`
	Strata        string            `yaml:"strata"`
	Cluster       string            `yaml:"cluster"`
	Entry         string            `yaml:"entry"`
	TimeDependent []string          `yaml:"time_dependent" is:"distinct"`
}

// Where is a set of conditions that must all hold; a missing value never matches.
type Where []Condition

// Condition on one column: In for a category, bounds for a number, Not for
// what must not be.
type Condition struct {
	Column string   `yaml:"-"`
	In     []string `yaml:"-"` // as written in the study file
	GE     *float64 `yaml:"ge"`
	GT     *float64 `yaml:"gt"`
	LE     *float64 `yaml:"le"`
	LT     *float64 `yaml:"lt"`
	Not    []string `yaml:"not"`
}

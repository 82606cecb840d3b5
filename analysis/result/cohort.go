package result

import "graftstat/analysis/code"

// Cohort is a set of cases that is reported together.
type Cohort struct {
	ID       string     `json:"id"`
	Cases    int        `json:"cases"` // infusions
	Patients int        `json:"patients"`
	Flow     []Flow     `json:"flow"`
	Baseline []Baseline `json:"baseline"`
	// Comparisons of the characteristics between the groups to compare, one for each column and By.
	Comparisons []BaselineTest `json:"comparisons"`
	FollowUp    FollowUp       `json:"followup"`
	Activity    *Activity      `json:"activity"` // by calendar year; null in a study without dates
	Endpoints   []Endpoint     `json:"endpoints"`
	// LeftOut are endpoints that are reported where their data are recorded.
	LeftOut []LeftOut `json:"left_out,omitempty"`
	// NotCompared are the columns and milestones to compare of which the data say nothing.
	NotCompared []NotCompared `json:"not_compared,omitempty"`
	// the share of the patients in each state by time; they add up to 1
	States     []State     `json:"states"`
	StateBasis *StateBasis `json:"state_basis,omitempty"` // null where the states are not asked for
	StateTime  *StateTime  `json:"state_time,omitempty"`  // null where there are no states
	// AcuteGVHD is absent where nobody has stages or a grade.
	AcuteGVHD *AcuteGVHD `json:"acute_gvhd,omitempty"`
	// Chimerism is absent where no patient has a sample.
	Chimerism *Chimerism `json:"chimerism,omitempty"`
}

// LeftOut is an endpoint that a cohort does not have: for want of Missing, with the
// Reason of an Endpoint that is not computed, or because few_cases (Cases) are of those
// whom it is of.
type LeftOut struct {
	Endpoint string   `json:"endpoint"`
	Label    Text     `json:"label,omitempty"`
	Reason   string   `json:"reason"`
	Missing  []string `json:"missing,omitempty"`
	Cases    int      `json:"cases"`
}

// NotCompared is a column or milestone to compare with the reason of an Endpoint
// that is not computed.
type NotCompared struct {
	By     string `json:"by"`
	Reason string `json:"reason"`
}

// StateBasis says on whom the states rest, how far these are followed, and why
// there are none. Patients and those Excluded add up to the cohort's.
type StateBasis struct {
	Patients int `json:"patients"`
	// Transfusions says that one of the states is transfusion independence: each
	// patient is then followed to the last day to which the transfusions are known.
	Transfusions bool `json:"transfusions"`
	// Assessments says that one is acute GVHD, of which only the stages tell: each is
	// followed to the last assessment.
	Assessments bool `json:"assessments,omitempty"`
	// Chosen says that the study file lists the states.
	Chosen bool `json:"chosen,omitempty"`
	// FollowedTo are the last days of those who were not seen to die.
	FollowedTo DaysToEvent `json:"followed_to"`
	// Uncounted were not engrafted by their last count, nor in another state, and
	// are followed to that count.
	Uncounted int `json:"uncounted"`
	// DeathsLater died after that day: in which state they were before is not known,
	// and they are no deaths among the states.
	DeathsLater int        `json:"deaths_later"`
	Excluded    []Excluded `json:"excluded"` // EventsKnown of them died
	Reason      string     `json:"reason,omitempty"`
	Missing     []string   `json:"missing,omitempty"` // milestones that the states wait for
}

// Flow is one step from the rows read to the cases analysed.
type Flow struct {
	Step     string `json:"step"` // read, not_in_cohort, after_closing_date, not_infused, set_aside, analysed
	Cases    int    `json:"cases"`
	Patients int    `json:"patients"`
	Reason   string `json:"reason"`
}

// Baseline is one characteristic of the patients at their first infusion.
type Baseline struct {
	Column  string  `json:"column"`
	Kind    string  `json:"kind"` // number or category
	N       int     `json:"n"`
	Missing int     `json:"missing"`
	Min     Number  `json:"min"`
	Q1      Number  `json:"q1"`
	Median  Number  `json:"median"`
	Q3      Number  `json:"q3"`
	Max     Number  `json:"max"`
	Levels  []Level `json:"levels"`
}

// Level is the number of patients at one level of a category.
type Level struct {
	Level string `json:"level"`
	N     int    `json:"n"`
}

// BaselineTest compares one characteristic between groups: Fisher's exact or
// the chi-squared test of a category, Mann-Whitney or Kruskal-Wallis of a number.
type BaselineTest struct {
	By        string `json:"by"`
	Column    string `json:"column"`
	Name      string `json:"name"`
	Statistic Number `json:"statistic"`
	DF        Number `json:"df"`
	P         Number `json:"p"`
	Sampled   bool   `json:"sampled"` // by Monte Carlo with a fixed seed
	Reason    string `json:"reason,omitempty"`
}

// FollowUp by the reverse Kaplan-Meier estimator.
type FollowUp struct {
	Median Number `json:"median"`
	Lower  Number `json:"lower"`
	Upper  Number `json:"upper"`
	Min    Number `json:"min"` // of those last known alive
	Max    Number `json:"max"`
	// Alive are those last known alive. Alive, Dead and Unknown add up to the
	// patients; they are -1 where nothing says who died.
	Alive   int    `json:"alive"`
	Dead    int    `json:"dead"`
	Unknown int    `json:"unknown"`
	Reason  string `json:"reason,omitempty"`
	// Said has the same in months or years.
	Said SaidFollowUp `json:"said"`
}

// Endpoint with its estimates.
type Endpoint struct {
	ID         string            `json:"id"`
	Base       string            `json:"base,omitempty"`  // the endpoint that this is without what was not collected
	Label      Text              `json:"label,omitempty"` // where the study file has one
	Kind       code.EndpointKind `json:"kind"`
	Definition Definition        `json:"definition"`
	Method     string            `json:"method"`   // kaplan-meier or aalen-johansen
	Variance   string            `json:"variance"` // greenwood, aalen or delta
	Unit       string            `json:"unit"`     // of Times and of axes
	// Shift is by how much all times of the endpoint are earlier than they were
	// observed, in the study's time unit; listing.csv has the observed ones. Numbers
	// at a time are those observed so much later.
	Shift       float64      `json:"shift,omitempty"`
	Times       []float64    `json:"times"` // asked for, in Unit
	Groups      []Group      `json:"groups"`
	Causes      []Cause      `json:"causes"`
	Tests       []Test       `json:"tests"`
	Comparisons []Comparison `json:"comparisons"` // what Tests, Differences and Models compare
	Differences []Difference `json:"differences"`
	Landmarks   []Landmark   `json:"landmarks"`
	Models      []Model      `json:"models"`
	// Reason says why the endpoint is not computed: column_absent, column_blank, or
	// why a log does not answer. Missing are the milestones and columns that it
	// waits for. Both are empty where it is computed.
	Reason  string   `json:"reason,omitempty"`
	Missing []string `json:"missing,omitempty"`
	// Without are the tallies that do not have the endpoint: its estimates
	// are without their patients.
	Without []string `json:"without,omitempty"`
	// NoneRecorded are its milestones whose column is blank in every row of the cohort.
	NoneRecorded []string `json:"none_recorded,omitempty"`
	// CountsGrace are the days after a case's last count in which a death still
	// competes, of an endpoint that counts end; DeathsAfterCounts died later than
	// that, without a recovery that was seen: they are censored at the last count.
	CountsGrace       int `json:"counts_grace_days,omitempty"`
	DeathsAfterCounts int `json:"deaths_after_counts,omitempty"`
	// SamplesGrace is the same after a case's last blood typing, of an endpoint that typings end.
	SamplesGrace int `json:"samples_grace_days,omitempty"`
	// Current is the current form of GVHD-free survival; null of any other endpoint.
	Current *Current `json:"current,omitempty"`
}

// Definition as it was applied.
type Definition struct {
	From          string       `json:"from"`
	Event         []Item       `json:"event"`
	Competing     []Item       `json:"competing"`
	Censor        []string     `json:"censor"`
	SameDay       code.SameDay `json:"same_day"`
	Per           code.Per     `json:"per"`
	CauseSpecific bool         `json:"cause_specific"`
	Replaces      bool         `json:"replaces"`        // stands in place of a preset's endpoint
	Among         []Condition  `json:"among,omitempty"` // of the first infusion of those whom it is of; empty: all
	// None are milestones that the study file says nobody had, NotCollected those
	// without which the endpoint is computed: nobody knows.
	None         []string `json:"none,omitempty"`
	NotCollected []string `json:"not_collected,omitempty"`
}

// Item is a milestone, on rows that Where matches.
type Item struct {
	Milestone string      `json:"milestone"`
	Where     []Condition `json:"where,omitempty"`
}

// Group of cases with its curve. By "" and group "all" is the whole cohort.
type Group struct {
	By              string `json:"by"`
	Group           string `json:"group"`
	Cases           int    `json:"cases"`
	Events          int    `json:"events"`
	CompetingEvents int    `json:"competing_events"`
	// left out of this By because the column is blank; the same in each of its groups
	Missing      int        `json:"missing"`
	Excluded     []Excluded `json:"excluded"`
	Interval     string     `json:"interval"` // method of the curve; a point at an edge may have its own
	LastFollowUp Number     `json:"last_follow_up"`
	// before the first point of the curve, with the interval that holds there
	Start *Point  `json:"start"`
	Curve []Point `json:"curve"`
	// at the times of the curve's axis, the same in each group of an endpoint; empty after a landmark
	Risk []RiskCount `json:"risk"`
	// at the times that the study asks for in figures of a manuscript; empty where it asks for none
	FigureRisk []RiskCount `json:"figure_risk,omitempty"`
	At         []Estimate  `json:"at"`
	// Nelson-Aalen, at the times asked for; of a survival endpoint only
	CumulativeHazard []Point      `json:"cumulative_hazard"`
	Quantiles        []Quantile   `json:"quantiles"`
	RMST             *RMST        `json:"rmst"`
	DaysToEvent      *DaysToEvent `json:"days_to_event"`
	Proportion       *Proportion  `json:"proportion"`
	// IndependenceDays are both days of those who became independent of transfusions.
	IndependenceDays *IndependenceDays `json:"independence_days,omitempty"`
}

// IndependenceDays are the days of those who became independent of transfusions:
// on which the window ended, and of their last counted transfusion before it (0
// where there was none).
type IndependenceDays struct {
	WindowEnd       DaysToEvent `json:"window_end"`
	LastTransfusion DaysToEvent `json:"last_transfusion"`
}

// Excluded counts cases that were set aside from an endpoint, by reason.
type Excluded struct {
	Code        string `json:"code"`
	Cases       int    `json:"cases"`
	EventsKnown int    `json:"events_known"` // of which an event is known to have happened
}

// Point of a curve. Counts are of that time; AtRisk is just before it. In
// Estimate, Events, Competing and Censored count all up to and including its time.
type Point struct {
	Time      float64 `json:"time"`
	AtRisk    int     `json:"at_risk"`
	Events    int     `json:"events"`
	Competing int     `json:"competing"`
	Censored  int     `json:"censored"`
	Estimate  Number  `json:"estimate"`
	StdErr    Number  `json:"std_err"`
	Lower     Number  `json:"lower"`
	Upper     Number  `json:"upper"`
	Interval  string  `json:"interval"`
	Reason    string  `json:"reason,omitempty"`
}

// Estimate at a time that was asked for: Time in time_unit, Asked as the study
// file has it. Events, Competing and Censored count up to and including Time;
// those of all times are in the Group.
type Estimate struct {
	Point
	AskedTime
	// that of the endpoint which a first page shows; one at most, of the whole cohort
	Headline bool `json:"headline"`
	Mature   bool `json:"mature"` // half the cases had the opportunity to reach this time
	// with cases set aside though an event is known, failing right after they were last known event-free
	EstimateWorst *Number `json:"estimate_worst,omitempty"`
}

// Current is the current form of GVHD-free survival: GVHD that has resolved is no failure.
type Current struct {
	// At are the estimates at the endpoint's times: the classical ones, with their
	// intervals, where Resolved is 0.
	At []Estimate `json:"at"`
	// AfterGVHD are the patients whose first event was GVHD; Resolved of them were free
	// of it again before any other event.
	AfterGVHD int `json:"after_gvhd"`
	Resolved  int `json:"resolved"`
	// Unrecorded are the milestones of a resolution that is recorded of none of them who had
	// that GVHD: it then counts as still active.
	Unrecorded []string `json:"unrecorded,omitempty"`
}

// Cause is the incidence of one cause of an endpoint among all cases.
type Cause struct {
	By    string  `json:"by"`
	Group string  `json:"group"`
	Event string  `json:"event"` // a milestone; for the event itself, "event"
	Curve []Point `json:"curve"`
}

// Quantile of the time to the event.
type Quantile struct {
	P      float64 `json:"p"`
	Time   Number  `json:"time"`
	Lower  Number  `json:"lower"`
	Upper  Number  `json:"upper"`
	AtRisk int     `json:"at_risk"` // at the last time, where not reached
	Reason string  `json:"reason,omitempty"`
}

// RMST is the restricted mean time up to Tau, in time_unit; Asked is Tau as the
// study file has it.
type RMST struct {
	AskedTime
	Tau      float64 `json:"tau"`
	Estimate Number  `json:"estimate"`
	StdErr   Number  `json:"std_err"`
	Lower    Number  `json:"lower"`
	Upper    Number  `json:"upper"`
	Method   string  `json:"method,omitempty"` // of the interval
	Reason   string  `json:"reason,omitempty"`
}

// DaysToEvent are the quartiles of the times among those with the event, in
// time_unit. InDays has them in days where that is another unit.
type DaysToEvent struct {
	Quartiles
	InDays *Quartiles `json:"in_days,omitempty"`
}

// Quartiles of some numbers.
type Quartiles struct {
	N      int    `json:"n"`
	Min    Number `json:"min"`
	Q1     Number `json:"q1"`
	Median Number `json:"median"`
	Q3     Number `json:"q3"`
	Max    Number `json:"max"`
}

// Proportion with the event by a time to which every case of the group is
// followed or had an event before, with its exact interval.
type Proportion struct {
	AskedTime
	Time  float64 `json:"time"`
	K     int     `json:"k"`
	N     int     `json:"n"`
	Lower Number  `json:"lower"`
	Upper Number  `json:"upper"`
}

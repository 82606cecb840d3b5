package result

import "graftstat/analysis/code"

// Monitor is what the quality office follows from month to month. Times of
// indicators, benchmarks and charts are in the unit of their endpoint, days in
// days. In a study without dates it is null.
type Monitor struct {
	Windows      []Window       `json:"windows"`
	Indicators   []Indicator    `json:"indicators"`
	Benchmarks   []Benchmark    `json:"benchmarks"`
	Sequential   []Sequential   `json:"sequential"`
	Funnels      []Funnel       `json:"funnels"`
	Completeness []Completeness `json:"completeness"` // one a cohort
	Overdue      []Overdue      `json:"overdue"`
	GraceDays    float64        `json:"grace_days"`
	Visits       []float64      `json:"visits"` // days, then yearly
	Deaths       []Deaths       `json:"deaths"` // one a cohort
	Exposures    []Exposure     `json:"exposures"`
	JudgedOn     string         `json:"judged_on"` // last day of the yearly look, YYYY-MM-DD
	Lights       []Light        `json:"lights"`    // one a cohort
	Tasks        Tasks          `json:"tasks"`
}

// Window is a stretch of months over which an indicator rolls.
type Window struct {
	ID     string `json:"id"`     // month, months-12, months-36, …, all
	Months int    `json:"months"` // 0: all
}

// Indicator is the estimate of an endpoint at a time, window by window. For
// the horizon h a window of length L holds the transplants in
// (closing date - h - L, closing date - h]: those with the opportunity to be
// followed to h. The window "month" has counts only.
type Indicator struct {
	Cohort   string            `json:"cohort"`
	Endpoint string            `json:"endpoint"`
	Kind     code.EndpointKind `json:"kind"` // survival or incidence
	Good     bool              `json:"good"` // the event is what one hopes for, or the estimate is a survival
	Unit     string            `json:"unit"`
	Time     float64           `json:"time"`
	Windows  []WindowEstimate  `json:"windows"`
	// Years has the same by calendar year of transplant, for the trend.
	Years []WindowEstimate `json:"years"`
}

// WindowEstimate is an indicator in one window.
type WindowEstimate struct {
	Window   string `json:"window"` // id of a window, or a year
	From     string `json:"from"`   // first day of transplant, YYYY-MM-DD; empty: no bound
	To       string `json:"to"`     // last day of transplant
	Cases    int    `json:"cases"`
	Events   int    `json:"events"` // by the time
	AtRisk   int    `json:"at_risk"`
	Estimate Number `json:"estimate"`
	StdErr   Number `json:"std_err"`
	Lower    Number `json:"lower"`
	Upper    Number `json:"upper"`
	Interval string `json:"interval"`
	Mature   bool   `json:"mature"` // half the cases had the opportunity to reach the time
	Reason   string `json:"reason,omitempty"`
}

// Benchmark is a published figure with what this centre has beside it. Verdict
// is empty for a row that only stands for reference.
type Benchmark struct {
	ID         string            `json:"id"`
	Cohort     string            `json:"cohort"`
	Endpoint   string            `json:"endpoint"`
	Kind       code.EndpointKind `json:"kind"`
	Good       bool              `json:"good"`
	Unit       string            `json:"unit"`
	Time       float64           `json:"time"`
	Expected   Number            `json:"expected"` // as published
	Lower      Number            `json:"lower"`
	Upper      Number            `json:"upper"`
	N          int               `json:"n"` // 0: not stated
	Source     string            `json:"source"`
	Population Text              `json:"population"`
	Era        string            `json:"era"`
	DonorType  string            `json:"donor_type"`
	Origin     string            `json:"origin"`
	Judges     bool              `json:"judges"`

	Observed WindowEstimate `json:"observed"` // of all whose time has come
	// K of Known had the endpoint's event by the time; Lost were censored before
	// it and are in neither.
	K          int          `json:"k"`
	Known      int          `json:"known"`
	Lost       int          `json:"lost"`
	Prediction []Prediction `json:"prediction"` // at this n, if the benchmark held: 95 % and 99.8 %
	// within, below, above, too_few; "worse" and "better" follow from Good
	Verdict string              `json:"verdict"`
	Signal  bool                `json:"signal"` // worse than the 99.8 % prediction limit: to be looked at now
	Power   *Power              `json:"power"`
	Ratio   *ObservedToExpected `json:"observed_to_expected"` // null where not computable
	Reason  string              `json:"reason,omitempty"`
}

// Prediction is where an estimate from N cases is expected if the benchmark holds.
type Prediction struct {
	Level float64 `json:"level"`
	Lower Number  `json:"lower"`
	Upper Number  `json:"upper"`
}

// Power says what N cases can show against an expected probability of the bad
// outcome: Alarm or more of them are the fewest whose chance Size is at most
// 2.5 %; Doubling is the chance of that many if the probability is twice as high.
type Power struct {
	N        int    `json:"n"`
	Expected Number `json:"expected"`
	Alarm    int    `json:"alarm"`
	Size     Number `json:"size"`
	Doubling Number `json:"doubling"`
}

// ObservedToExpected of deaths (or of the bad outcome) by the horizon, with
// exact Poisson limits; Pseudo is the check by pseudo-values, without limits.
type ObservedToExpected struct {
	Horizon  float64 `json:"horizon"`
	Observed int     `json:"observed"`
	Expected Number  `json:"expected"`
	Ratio    Number  `json:"ratio"`
	Lower    Number  `json:"lower"`
	Upper    Number  `json:"upper"`
	Adjusted bool    `json:"adjusted"` // for the study's risk model
	// RiskSource is the citation of the risk model; empty where the study has none.
	RiskSource string `json:"risk_source"`
	Missing    int    `json:"missing"` // left out, for want of a value of the risk model
	Pseudo     Number `json:"pseudo"`  // mean pseudo-value of the probability of the outcome
	Reason     string `json:"reason,omitempty"`
	// PseudoReason says why there is no pseudo-value: competing_events, delayed_entry,
	// no_case, past_follow_up or what Reason says.
	PseudoReason string `json:"pseudo_reason,omitempty"`
}

// Sequential is the monitoring of a bad outcome in the order of transplant.
type Sequential struct {
	Cohort      string            `json:"cohort"`
	Endpoint    string            `json:"endpoint"`
	Unit        string            `json:"unit"`
	Time        float64           `json:"time"` // the horizon
	Expected    Number            `json:"expected"`
	Benchmark   string            `json:"benchmark"` // id where Expected is taken from one
	Source      string            `json:"source"`
	OddsRatio   float64           `json:"odds_ratio"`
	HazardRatio float64           `json:"hazard_ratio"` // of the time-to-event CUSUM
	RunLength   float64           `json:"run_length"`   // in control, in patients
	AfterSignal code.AfterSignal  `json:"after_signal"` // reset, keep
	Adjusted    bool              `json:"adjusted"`
	RiskSource  string            `json:"risk_source"` // citation of the risk model; empty where the study has none
	Limit       Number            `json:"limit"`       // of the Bernoulli CUSUM
	TimeLimit   Number            `json:"time_limit"`  // of the time-to-event CUSUM
	Points      []SequentialPoint `json:"points"`      // cases with the whole horizon behind them
	TimePoints  []TimePoint       `json:"time_points"` // by calendar day
	Pending     []PendingCase     `json:"pending"`
	// PendingEvents of those pending have had the bad outcome already.
	PendingEvents int `json:"pending_events"`
	MissingRisk   int `json:"missing_risk"` // left out, for want of a value of the risk model
	// censored before the horizon though it has passed: in the time-to-event CUSUM only
	Lost   int    `json:"lost"`
	Reason string `json:"reason,omitempty"`
}

// SequentialPoint is one case at its place in the order of transplant.
type SequentialPoint struct {
	Case     string `json:"case"`
	Date     string `json:"date"` // of transplant + horizon
	Event    bool   `json:"event"`
	Expected Number `json:"expected"` // of this case
	CUSUM    Number `json:"cusum"`
	Signal   bool   `json:"signal"`
	VLAD     Number `json:"vlad"`  // expected - observed, cumulated
	Lower    Number `json:"lower"` // 95 % exact limits of VLAD in control
	Upper    Number `json:"upper"`
}

// TimePoint is the time-to-event CUSUM at a calendar day.
type TimePoint struct {
	Date   string `json:"date"`
	Event  bool   `json:"event"`
	Before Number `json:"before"` // the chart just before the events of that day: lower than CUSUM where there is one
	CUSUM  Number `json:"cusum"`
	Signal bool   `json:"signal"`
}

// PendingCase has not reached the horizon: it enters no Bernoulli chart yet,
// whatever its outcome.
type PendingCase struct {
	Case  string `json:"case"`
	Due   string `json:"due"`   // day on which it enters
	Event bool   `json:"event"` // the outcome has already happened
}

// Funnel sets units beside each other with exact binomial limits.
type Funnel struct {
	Cohort   string        `json:"cohort"`
	Endpoint string        `json:"endpoint"`
	Good     bool          `json:"good"`
	Unit     string        `json:"unit"`
	Time     float64       `json:"time"`
	By       string        `json:"by"`
	Target   Number        `json:"target"`
	Source   string        `json:"source"` // benchmark id, or overall
	Units    []FunnelUnit  `json:"units"`
	Limits   []FunnelLimit `json:"limits"` // for n from 1 to a little over the largest unit
	Reason   string        `json:"reason,omitempty"`
}

// FunnelUnit is one year or unit: K of N with the event by the time, among
// those followed that long or with an event before.
type FunnelUnit struct {
	Unit     string `json:"unit"`
	K        int    `json:"k"`
	N        int    `json:"n"`
	Lost     int    `json:"lost"` // not followed long enough, left out
	Estimate Number `json:"estimate"`
	Verdict  string `json:"verdict"` // within, outside_95, outside_998; with worse or better by Good and side
	Worse    bool   `json:"worse"`
}

// FunnelLimit are the limits at one n, as proportions.
type FunnelLimit struct {
	N        int    `json:"n"`
	Lower95  Number `json:"lower_95"`
	Upper95  Number `json:"upper_95"`
	Lower998 Number `json:"lower_998"`
	Upper998 Number `json:"upper_998"`
}

// Completeness of the follow-up of one cohort.
type Completeness struct {
	Cohort   string `json:"cohort"`
	C        Number `json:"c"`          // Clark's C, overall
	COneYear Number `json:"c_one_year"` // and within the first 365 days
	// Complete of Due: dead by day 365 or last seen after it, among those
	// transplanted more than 365 days before the closing date.
	Complete   int    `json:"complete"`
	Due        int    `json:"due"`
	Estimate   Number `json:"estimate"`
	Lower      Number `json:"lower"`
	Upper      Number `json:"upper"`
	BeyondYear int    `json:"beyond_year"` // followed for more than 365 days, or dead
	Patients   int    `json:"patients"`
	Below      bool   `json:"below"`   // under .90
	Overdue    int    `json:"overdue"` // patients with a visit missed; listed in Overdue unless they are too many
	Reason     string `json:"reason,omitempty"`
	// EstimateReason says why there is no Estimate: nobody_due, or what Reason says.
	EstimateReason string `json:"estimate_reason,omitempty"`
}

// Overdue is a patient, last known alive, who missed a visit.
type Overdue struct {
	Case        string  `json:"case"`
	Cohort      string  `json:"cohort"`
	LastContact string  `json:"last_contact"`
	Visit       float64 `json:"visit"` // day of the earliest visit missed
	Due         string  `json:"due"`
	DaysLate    float64 `json:"days_late"`
}

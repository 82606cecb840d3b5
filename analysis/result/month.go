package result

import "graftstat/analysis/code"

// Deaths are those of a cohort in the last twelve months beside the twelve
// before, whenever the transplant was: what has changed before any rate can show it.
type Deaths struct {
	Cohort  string        `json:"cohort"`
	Periods []DeathPeriod `json:"periods"` // the last twelve months, the twelve before; empty with a reason
	// More is the chance of as many deaths as in the last twelve months or more, of
	// those of both periods, had the rate per patient-year stayed the same.
	More Number `json:"more"`
	// Undated are deaths on an unknown day: they are in no period.
	Undated int `json:"undated"`
	// CauseReason says why no death has a cause: column_absent. Empty where the file gives causes.
	CauseReason string   `json:"cause_reason,omitempty"`
	Reason      string   `json:"reason,omitempty"`
	Missing     []string `json:"missing,omitempty"`
}

// DeathPeriod is a stretch of the calendar, both days included.
type DeathPeriod struct {
	From         string       `json:"from"`
	To           string       `json:"to"`
	PatientYears Number       `json:"patient_years"`
	Deaths       int          `json:"deaths"`
	Causes       []CauseCount `json:"causes"` // most frequent first; without a cause last
	// EarlyInfection is absent where no death has a cause.
	EarlyInfection *EarlyInfection `json:"early_infection,omitempty"`
}

// EarlyInfection is infection as the cause of death before day 100, of the patients
// whose day 100 lies in the period.
type EarlyInfection struct {
	Patients     int `json:"patients"`      // who died before day 100 or were followed to it
	Deaths       int `json:"deaths"`        // before day 100
	Infection    int `json:"infection"`     // of these, of infection
	CauseUnknown int `json:"cause_unknown"` // of these, not stated or not in the dictionary
	// Lost are not among Patients: last seen alive before day 100, or dead on an unknown day.
	Lost     int    `json:"lost"`
	Estimate Number `json:"estimate"` // Infection of Patients
	Lower    Number `json:"lower"`    // exact (Clopper-Pearson)
	Upper    Number `json:"upper"`
	Reason   string `json:"reason,omitempty"`
}

// CauseCount is deaths of one cause; an empty Cause is that of deaths without one.
type CauseCount struct {
	Cause string `json:"cause"`
	N     int    `json:"n"`
}

// Exposure sets the bad outcomes of a benchmark that judges beside those that
// it expects of the same days, in stretches of the calendar.
type Exposure struct {
	Cohort    string           `json:"cohort"`
	Endpoint  string           `json:"endpoint"`
	Benchmark string           `json:"benchmark"`
	Unit      string           `json:"unit"`
	Time      float64          `json:"time"`     // the benchmark's horizon
	Adjusted  bool             `json:"adjusted"` // for the study's risk model
	Periods   []ExposurePeriod `json:"periods"`  // the last twelve months, the twelve before, up to the yearly look
	Flag      Flag             `json:"flag"`
	Missing   int              `json:"missing_risk"` // left out, for want of a value of the risk model
	Reason    string           `json:"reason,omitempty"`
}

// ExposurePeriod is one stretch, both days included.
type ExposurePeriod struct {
	ID           string `json:"id"` // last-12, before-12, yearly
	From         string `json:"from"`
	To           string `json:"to"`
	PatientYears Number `json:"patient_years"`
	Observed     int    `json:"observed"` // within the horizon
	Later        int    `json:"later"`    // after it: nothing is expected of them
	Expected     Number `json:"expected"`
	// The posterior of the ratio of the centre's hazard to the benchmark's.
	Ratio       Number `json:"ratio"` // its mean
	Lower       Number `json:"lower"`
	Upper       Number `json:"upper"`
	OverRaised  Number `json:"over_1_2"` // P(ratio > 1.2)
	OverDoubled Number `json:"over_2_5"` // P(ratio > 2.5)
}

// Flag is the yearly look at the ratio, on the last day of the stretch called yearly.
type Flag struct {
	Flagged bool   `json:"flagged"`
	Fewest  int    `json:"fewest"`       // events that would be flagged; 0 with no number
	False   Number `json:"false_chance"` // of a flag though the centre is as good as the benchmark
	Reason  string `json:"reason,omitempty"`
}

// Light is how a cohort stands this month, in one word, and why.
type Light struct {
	Cohort string        `json:"cohort"`
	Level  code.Light    `json:"level"`
	Why    []LightReason `json:"why"` // the gravest first; empty where there is nothing to see
}

// LightReason is a code with what its sentence names: N counts patients, events
// or endpoints, and is 0 for a signal.
type LightReason struct {
	Code     string   `json:"code"`
	Endpoint string   `json:"endpoint,omitempty"`
	N        int      `json:"n,omitempty"`
	Args     []string `json:"args"`
}

// Tasks are what is to be done, by case: at most as many as a page has room for.
type Tasks struct {
	List []Task `json:"list"`
	// Counts are all tasks of each kind, those of the list with them.
	Counts []TaskCount `json:"counts"`
}

// Task is one thing to do. Date is when it is or was due.
type Task struct {
	Kind     code.Task `json:"kind"`
	Cohort   string    `json:"cohort"`
	Case     string    `json:"case"`
	Endpoint string    `json:"endpoint,omitempty"`
	Date     string    `json:"date,omitempty"`
	Issue    string    `json:"issue,omitempty"` // code of the fault of the data
	Column   string    `json:"column,omitempty"`
	File     string    `json:"file,omitempty"`
	Line     int       `json:"line,omitempty"`
}

// TaskCount is how many tasks of a kind there are.
type TaskCount struct {
	Kind code.Task `json:"kind"`
	N    int       `json:"n"`
}

// Activity is a cohort's transplants by calendar year, and its patients by the
// year of their first.
type Activity struct {
	By     string         `json:"by"`     // column of the levels; "" with none
	Levels []string       `json:"levels"` // the most frequent first
	Years  []ActivityYear `json:"years"`
}

// ActivityYear is a calendar year; Earlier says that it holds those before it too.
type ActivityYear struct {
	Year        string `json:"year"`
	Earlier     bool   `json:"earlier"`
	Transplants int    `json:"transplants"`
	Patients    int    `json:"patients"` // with their first transplant
	// Levels are the patients of each level, then those of further levels, then those without a value.
	Levels []int `json:"levels"`
}

package result

// Criterion is how many patients of a cohort reached transfusion independence by one
// definition, judged on their first graft. Days count from the infusion.
type Criterion struct {
	Milestone string `json:"milestone"` // rbc_independence, rbc_independence_90, ti12
	// Days without counted red cells: the window, or of ti12 those of the average.
	Days float64 `json:"days"`
	// Reason why nothing is known, as of an endpoint that is not computed; all else is
	// then 0 or null.
	Reason string `json:"reason,omitempty"`

	// Evaluable had the infusion at least EvaluableDays before the closing date,
	// whatever became of them, and are known: the sum of the four.
	EvaluableDays float64 `json:"evaluable_days"`
	Evaluable     int     `json:"evaluable"`
	Reached       int     `json:"reached"`
	NotYet        int     `json:"not_yet"` // not to the end of what is known
	Died          int     `json:"died"`    // before
	Failed        int     `json:"failed"`  // graft failure, second transplant or what else competes, before
	// NotEvaluable by reason: too_early, hb_missing, hb_sparse, hb_ended, why the log is
	// silent, or why an endpoint sets a case aside.
	NotEvaluable []Count `json:"not_evaluable"`

	Estimate Number `json:"estimate"` // Reached of Evaluable
	Lower    Number `json:"lower"`    // exact (Clopper-Pearson)
	Upper    Number `json:"upper"`
	// Incidence at Horizon, of all Patients who are not set aside, against death, graft failure and second
	// transplant; AtRisk and Reason as in an estimate.
	Patients  int    `json:"patients"`
	Horizon   Number `json:"horizon"`
	Incidence Point  `json:"incidence"`

	// Of all who reached it, evaluable or not: each is in one of the four.
	Independent int `json:"independent"` // still
	Lost        int `json:"lost"`        // returned to dependence, or the graft failed
	DiedSince   int `json:"died_since"`  // independent
	Unclear     int `json:"unclear"`     // whether lost: transfused again, for no stated reason

	WindowEnd       Quartiles `json:"window_end"`       // of all who reached it: the day of the event
	LastTransfusion Quartiles `json:"last_transfusion"` // likewise, the last counted red cells before
	SoFar           Quartiles `json:"so_far"`           // days since then, of those still independent
}

// Count of cases by a code.
type Count struct {
	Code  string `json:"code"`
	Cases int    `json:"cases"`
}

// Spared are the units of red cells that patients were given after the transplant beside
// those of their own rate before it, rbc_units_per_year_before, over the same time: from
// the infusion to the last day on which their transfusions are known. Only patients with
// both are in it.
type Spared struct {
	Patients int     `json:"patients"`
	Missing  []Count `json:"missing"` // rate_missing, transfusions_unknown, units_unknown
	Months   float64 `json:"months"`  // of 30.4375 days, of all patients
	Before   Number  `json:"before"`  // units a patient-month at their rates before
	After    Number  `json:"after"`   // given, a patient-month
	Expected Number  `json:"expected"`
	Given    Number  `json:"given"`
	Units    Number  `json:"units"` // Expected - Given; under 0 where more were given
}

// Iron is a measure of iron by year after the transplant, paired with the start, among
// those who are alive and followed to that year.
type Iron struct {
	Measure string     `json:"measure"` // ferritin (ng/mL), lic (mg/g)
	Years   []IronYear `json:"years"`
}

// IronYear is one year. The value is the nearest to its anniversary, within half a year.
type IronYear struct {
	Year    int     `json:"year"`
	Alive   int     `json:"alive"`   // and followed to the anniversary
	Missing []Count `json:"missing"` // of these: start_missing, value_missing
	// Start and Then are of the same patients; Change is by patient, Then - Start.
	Start  Quartiles `json:"start"`
	Then   Quartiles `json:"then"`
	Change Quartiles `json:"change"`
	Dead   int       `json:"dead"`      // before the anniversary
	Short  int       `json:"too_early"` // alive when last seen, before it
}

// Treated is what the case rows say of a treatment of iron.
type Treated struct {
	Treatment string `json:"treatment"` // phlebotomy, chelation
	Yes       int    `json:"yes"`
	No        int    `json:"no"`
	Unknown   int    `json:"unknown"`
}

// IndependentCase is one patient.
type IndependentCase struct {
	Case     string             `json:"case"`
	Criteria []CriterionOutcome `json:"criteria"` // in the order of the criteria that are computed
	// Months to the last day on which transfusions are known, and units given in them;
	// the units a year before. Null where they are not known.
	Months     Number `json:"months"`
	Given      Number `json:"given"`
	YearBefore Number `json:"year_before"`
	Spared     Number `json:"spared"` // as in Spared.Units
}

// CriterionOutcome is one patient by one definition.
type CriterionOutcome struct {
	Milestone string `json:"milestone"`
	// independent, lost, died_since, unclear, not_yet, died, failed, or a reason of
	// Criterion.NotEvaluable but too_early.
	State           string `json:"state"`
	Day             Number `json:"day"` // of the event; else to which day it is known
	LastTransfusion Number `json:"last_transfusion"`
	Lost            Number `json:"lost"`
	Average         Number `json:"average"` // weighted average haemoglobin (ti12), g/dL
}

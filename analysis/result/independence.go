package result

// Independence is where the patients of one cohort stand today with red-cell
// transfusions, judged on their last infusion. Each patient is in one count.
type Independence struct {
	Cohort      string  `json:"cohort"`
	WindowDays  float64 `json:"window_days"`
	Haemoglobin Number  `json:"haemoglobin"` // g/dL that was asked for; null: none
	Patients    int     `json:"patients"`

	// Evaluable are alive and followed for at least the window: the sum of the three.
	Evaluable int `json:"evaluable"`
	Confirmed int `json:"confirmed"` // independent now
	Lost      int `json:"lost"`      // independent once; returned to dependence, or the graft failed
	Pending   int `json:"pending"`   // not confirmed yet: still transfused, or the window is open

	TooEarly int `json:"too_early"` // alive, followed for less than the window
	Dead     int `json:"dead"`
	Unknown  int `json:"unknown"` // a milestone or the last contact is not known

	Estimate Number `json:"estimate"` // Confirmed of Evaluable
	Lower    Number `json:"lower"`    // exact (Clopper-Pearson)
	Upper    Number `json:"upper"`
	Reason   string `json:"reason,omitempty"`

	// Criteria are the definitions of independence, that of the rule first; none where
	// no endpoint sets it against what competes.
	Criteria []Criterion       `json:"criteria"`
	Spared   *Spared           `json:"spared"` // null without the log of transfusions
	Iron     []Iron            `json:"iron"`   // measures that have a value after the transplant
	Treated  []Treated         `json:"treated"`
	Cases    []IndependentCase `json:"cases"` // in the order of the patients
}

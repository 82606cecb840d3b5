package result

// Chimerism is the donor's share of the cells of one cohort's first grafts, up to the
// patient's next infusion. It is there where a patient of the cohort has a sample.
type Chimerism struct {
	Patients int                `json:"patients"` // with an allograft
	Measures []ChimerismMeasure `json:"measures"` // what was typed: unsplit blood, myeloid cells, T cells
	Courses  []ChimerismCourse  `json:"courses"`  // one a patient and measure with a sample
	// PoorGraftFunction are the cases that meet its criteria, or may.
	PoorGraftFunction []PoorGraftFunction `json:"poor_graft_function"`
	FullAbove         float64             `json:"full_above"` // percent of donor cells
	LostBelow         float64             `json:"lost_below"`
	FallPoints        float64             `json:"fall_points"` // from which a course falls, percentage points
	WithinDays        float64             `json:"within_days"` // of a sample from the day that it stands for, at most
}

// ChimerismMeasure is what was typed, under the name of its test.
type ChimerismMeasure struct {
	Test  string          `json:"test"`
	Times []ChimerismTime `json:"times"`
}

// ChimerismTime counts the patients by their class on a day, by the nearest sample; at
// the last sample (Day is null) by the class that holds, which two samples change. All
// counts but BloodStandsIn add up to the patients.
type ChimerismTime struct {
	Day   Number `json:"day"`
	Full  int    `json:"full"`
	Mixed int    `json:"mixed"`
	Lost  int    `json:"lost"`
	Open  int    `json:"open"` // a bound leaves the class open

	NoSample    int `json:"no_sample"`    // alive and followed, without a sample near the day
	NotFollowed int `json:"not_followed"` // last seen before the day, or not known to live
	Retreated   int `json:"retreated"`    // another infusion by then
	Dead        int `json:"dead"`
	// BloodStandsIn are those of the classes of whom unsplit blood stands in for the lineage.
	BloodStandsIn int `json:"blood_stands_in"`
}

// ChimerismCourse is one patient's course of one measure.
type ChimerismCourse struct {
	Case    string         `json:"case"`
	Test    string         `json:"test"`
	Samples int            `json:"samples"` // days with one
	First   ChimerismValue `json:"first"`
	Highest ChimerismValue `json:"highest"` // before the last
	Nadir   ChimerismValue `json:"nadir"`
	Last    ChimerismValue `json:"last"`
	Class   string         `json:"class"`       // that holds now: full, mixed, lost; "" if a bound leaves it open
	Since   Number         `json:"class_since"` // day
	Falling bool           `json:"falling"`
	// Lost is the first day of two samples under the limit after recovery, whenever it is; null: none.
	Lost  Number `json:"lost"`
	Known Number `json:"lost_known"` // day of the second of them
	Dead  bool   `json:"dead"`
	// Failed says that graft failure is recorded.
	Failed bool `json:"graft_failure"`
}

// ChimerismValue is a sample: its day, and the donor's share in percent, or the least
// and the most that a bound allows.
type ChimerismValue struct {
	Day  float64 `json:"day"`
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// PoorGraftFunction is a case that meets the criteria, or may.
type PoorGraftFunction struct {
	Case string  `json:"case"`
	Day  float64 `json:"day"`
	// Answer is yes; donor_unknown: all holds, but no sample of chimerism is near; open.
	Answer        string `json:"answer"`
	BloodStandsIn bool   `json:"blood_stands_in"`
}

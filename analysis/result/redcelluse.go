package result

// RedCellUse is what the transplants of one cohort needed of red cells, and for those
// across an ABO barrier the course of their tests, one by one. Autografts are not
// among them. Days count from the transplant in the study's time unit.
type RedCellUse struct {
	Cohort string `json:"cohort"`
	// Units describe the red cells of all and of each level of abo_major; none where no
	// log says to when it is complete, and Reason says why: no_transfusions.
	Units  []UnitsGiven `json:"units"`
	Reason string       `json:"reason,omitempty"`
	// NoVolumes says that no transfusion of the cohort has a volume, NoWeight that no
	// transplant has a weight: there is no volume by weight.
	NoVolumes bool `json:"no_volumes"`
	NoWeight  bool `json:"no_weight"`
	// From to To, at most days -30 to 200, are the times to which the courses of the
	// cases reach; Cut says that some titre, red cells or reticulocytes lie outside.
	From float64 `json:"from"`
	To   float64 `json:"to"`
	Cut  bool    `json:"cut"`
	// Missing are the tests (hb, ldh, bilirubin, haptoglobin, reticulocytes) of which no
	// incompatible transplant of the cohort has a value in days -30 to 100.
	Missing []string `json:"missing"`
	// ABOUnknown transplants may be incompatible: a group of theirs is not known.
	ABOUnknown int `json:"abo_unknown"`
	// Cases are the incompatible transplants in the order of the cases file.
	Cases []RedCellTimeline `json:"cases"`
}

// UnitsGiven are the red cells of the transplants of a level of abo_major.
type UnitsGiven struct {
	Group       string `json:"group"` // none, present; "": all
	Transplants int    `json:"transplants"`
	// Unknown are those of which nothing says to when their red cells are known.
	Unknown int           `json:"unknown"`
	Windows []UnitsWindow `json:"windows"`
	Means   []MeanUnits   `json:"means"`
}

// UnitsWindow describes the units given in the days From to To, each included.
type UnitsWindow struct {
	From float64 `json:"from"`
	To   Number  `json:"to"` // null: to the end of what is known of each
	// Those alive at its end and covered to it, of whom Uncounted had a transfusion
	// without its units. Dead died in or before it; Short are not covered to its end.
	Covered   int `json:"covered"`
	Uncounted int `json:"uncounted"`
	Dead      int `json:"dead"`
	Short     int `json:"short"`
	// Units of the others among those covered; MLPerKg of those of them of whom each
	// transfusion has its volume, and who have a weight.
	Units   Quartiles `json:"units"`
	MLPerKg Quartiles `json:"ml_per_kg"`
	// FollowedTo is to when those covered are known; in the window without an end.
	FollowedTo *Quartiles `json:"followed_to,omitempty"`
}

// MeanUnits is the mean cumulative number of units by a day of all transplants, death
// ending it.
type MeanUnits struct {
	Day      float64 `json:"day"`
	N        int     `json:"n"`
	AtRisk   int     `json:"at_risk"`
	Estimate Number  `json:"estimate"`
	StdErr   Number  `json:"std_err"`
	Lower    Number  `json:"lower"`
	Upper    Number  `json:"upper"`
	Reason   string  `json:"reason,omitempty"` // why there is no estimate or no interval
}

// RedCellTimeline is the course of one incompatible transplant.
type RedCellTimeline struct {
	Case         string `json:"case"`
	RecipientABO string `json:"recipient_abo"`
	DonorABO     string `json:"donor_abo"`
	Match        string `json:"match"` // minor, major, bidirectional
	// KnownTo is to when red cells are known; null: nothing says so.
	KnownTo Number       `json:"known_to"`
	Given   []UnitsOfDay `json:"given"` // red cells, before the transplant too
	// Reticulocytes in Test: reticulocytes_abs (10⁹/L) where the case has that, else
	// reticulocytes (%); "" without either.
	Test          string      `json:"test"`
	Reticulocytes []TestPoint `json:"reticulocytes"`
	// Recovered is the threshold of their recovery in that test; null without any.
	Recovered  Number       `json:"recovered"`
	Haemolysis []Haemolysis `json:"haemolysis"`
}

// UnitsOfDay are the red cells of a day; units are null where a transfusion has none.
type UnitsOfDay struct {
	Day   float64 `json:"day"`
	Units Number  `json:"units"`
}

// TestPoint is a value of a test, or what bounds it.
type TestPoint struct {
	Day   float64 `json:"day"`
	Value Number  `json:"value"`
	Bound *Bound  `json:"bound,omitempty"`
}

// Haemolysis is the peak of ldh (U/L) or bilirubin (µmol/L), or the lowest hb (g/dL) or
// haptoglobin (g/L), in the days From to To.
type Haemolysis struct {
	Test   string  `json:"test"`
	From   float64 `json:"from"`
	To     float64 `json:"to"`
	Values int     `json:"values"`
	Value  Number  `json:"value"`
	Bound  *Bound  `json:"bound,omitempty"`
	Day    Number  `json:"day"`
	// Before is the last value before the day Reference: the first donor red cells, else
	// the transplant.
	Reference   float64 `json:"reference"`
	Before      Number  `json:"before"`
	BeforeBound *Bound  `json:"before_bound,omitempty"`
	BeforeDay   Number  `json:"before_day"`
	Multiple    Number  `json:"multiple"` // of the value before
	Change      Number  `json:"change"`
	// Reason says why there is no value: no_value, test_bounded.
	Reason string `json:"reason,omitempty"`
}

package plan

// Rules are the thresholds by which milestones are derived and read. Each is
// printed in the report.
type Rules struct {
	Prefer                  string           `yaml:"prefer"`      // log (default) or case: which wins where they differ
	NeverBelow              string           `yaml:"never_below"` // day_0 (default) or exclude
	NeutrophilEngraftment   NeutrophilRule   `yaml:"neutrophil_engraftment"`
	PlateletEngraftment     PlateletRule     `yaml:"platelet_engraftment"`
	TransfusionIndependence IndependenceRule `yaml:"transfusion_independence"`
	GraftFailure            GraftFailureRule `yaml:"graft_failure"`
	Titre                   TitreRule        `yaml:"titre"`
}

// NeutrophilRule: first of Consecutive values on different days, after the
// nadir, of at least AtLeast (10^9/L).
type NeutrophilRule struct {
	AtLeast     float64 `yaml:"at_least"`
	Consecutive int     `yaml:"consecutive"`
	NadirWithin float64 `yaml:"nadir_within"` // the nadir lies in days 0..NadirWithin
}

// PlateletRule: as for neutrophils, for each threshold, with no platelet
// transfusion in the TransfusionFreeDays before.
type PlateletRule struct {
	AtLeast             []float64 `yaml:"at_least"`
	Consecutive         int       `yaml:"consecutive"`
	TransfusionFreeDays int       `yaml:"transfusion_free_days"`
}

// IndependenceRule: the first WindowDays without a counted red-cell
// transfusion; Date says whether the event is dated at the window's end or on
// the last transfusion.
type IndependenceRule struct {
	WindowDays  float64  `yaml:"window_days"`
	Date        string   `yaml:"date"`        // window_end (default) or last_transfusion
	Indications []string `yaml:"indications"` // which indications count; empty: all
	// Haemoglobin that must be reached at or after the window's end, before a further transfusion.
	Haemoglobin HaemoglobinRule `yaml:"haemoglobin"`
}

// HaemoglobinRule: at least AtLeast (g/dL); 0 asks for none.
type HaemoglobinRule struct {
	AtLeast float64 `yaml:"at_least"`
}

// GraftFailureRule: no neutrophil recovery by Day is primary graft failure; after
// recovery, SecondaryConsecutive values on different days below SecondaryBelow
// (10^9/L) are secondary, unless explained by what happens within ExplainedDays;
// donor chimerism below ChimerismBelow (%) with return to transfusions is
// rejection in thalassaemia.
type GraftFailureRule struct {
	Day     float64 `yaml:"day"`
	DayCord float64 `yaml:"day_cord"`

	SecondaryBelow       float64 `yaml:"secondary_below"`
	SecondaryConsecutive int     `yaml:"secondary_consecutive"`
	ExplainedDays        float64 `yaml:"explained_days"`
	ChimerismBelow       float64 `yaml:"chimerism_below"`
}

// TitreRule: the titre must be below Below.
type TitreRule struct {
	Below float64 `yaml:"below"`
}

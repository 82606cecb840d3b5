package plan

import "graftstat/analysis/code"

// Rules are the thresholds by which milestones are derived and read. Each is
// printed in the report.
//
// Sources of the defaults: Sureda et al., Bone Marrow Transplant 2024 (recovery
// and graft failure, harmonised by ASTCT, EBMT, CIBMTR and APBMT); PubMed Central
// PMC4548938 (secondary failure by neutrophils; under 5 % donor cells); the days
// within which a fall is explained by something else, the window of
// transfusion independence and the titre are conventions, to be set by the centre.
type Rules struct {
	Prefer                  code.Preference  `yaml:"prefer" is:"@preference" default:"log"`
	NeverBelow              code.NeverBelow  `yaml:"never_below" is:"@never_below" default:"day_0"`
	NeutrophilEngraftment   NeutrophilRule   `yaml:"neutrophil_engraftment"`
	PlateletEngraftment     PlateletRule     `yaml:"platelet_engraftment"`
	TransfusionIndependence IndependenceRule `yaml:"transfusion_independence"`
	TI12                    TI12Rule         `yaml:"ti12"`
	GraftFailure            GraftFailureRule `yaml:"graft_failure"`
	Titre                   TitreRule        `yaml:"titre"`
	GVHD                    GVHDRule         `yaml:"gvhd"`
	Chimerism               ChimerismRule    `yaml:"chimerism"`
	PoorGraftFunction       PoorGraftRule    `yaml:"poor_graft_function"`
	ReticulocyteRecovery    ReticulocyteRule `yaml:"reticulocyte_recovery"`
	ABOConversion           ConversionRule   `yaml:"abo_conversion"`
	RedCellAplasia          AplasiaRule      `yaml:"red_cell_aplasia"`
}

// NeutrophilRule: first of Consecutive values on different days, after the
// nadir, of at least AtLeast (10^9/L).
type NeutrophilRule struct {
	AtLeast     float64 `yaml:"at_least" is:">0" default:"0.5"`
	Consecutive int     `yaml:"consecutive" is:">=1" default:"3"`
	NadirWithin float64 `yaml:"nadir_within" is:">=0" default:"14"` // the nadir lies in days 0..NadirWithin
}

// PlateletRule: as for neutrophils, for each threshold, with no platelet
// transfusion in the TransfusionFreeDays before.
type PlateletRule struct {
	AtLeast             []float64 `yaml:"at_least" is:">0 ascending" default:"20 50"`
	Consecutive         int       `yaml:"consecutive" is:">=1" default:"3"`
	TransfusionFreeDays int       `yaml:"transfusion_free_days" is:">=0" default:"7"`
}

// IndependenceRule: the first WindowDays without a counted red-cell
// transfusion; Date says whether the event is dated at the window's end or on
// the last transfusion.
type IndependenceRule struct {
	WindowDays  float64               `yaml:"window_days" is:">0" default:"60"`
	Date        code.IndependenceDate `yaml:"date" is:"@independence_date" default:"window_end"`
	Indications []string              `yaml:"indications" is:"distinct"` // which indications count; empty: all
	// AlsoWindows are further windows, each with a milestone of its own beside it.
	AlsoWindows []float64 `yaml:"also_windows" is:">0 ascending" default:"90"`
	// Haemoglobin that must be reached at or after the window's end, before a further transfusion.
	Haemoglobin HaemoglobinRule `yaml:"haemoglobin"`
}

// HaemoglobinRule: at least AtLeast (g/dL); 0 asks for none.
type HaemoglobinRule struct {
	AtLeast float64 `yaml:"at_least" is:">0"`
}

// TI12Rule: a weighted average haemoglobin of at least AtLeast (g/dL) over Days without
// counted red cells, which begin AfterDays after the last of them, by at least Values
// values of which none lie more than GapDays apart (criteria.WeightedAverage). Its
// proportion is of those transplanted at least EvaluableDays before the closing date:
// both stretches and two months for the value that ends them.
type TI12Rule struct {
	AfterDays     float64 `yaml:"after_days" is:">=0" default:"60"`
	AtLeast       float64 `yaml:"at_least" is:">0" default:"9"`
	Days          float64 `yaml:"days" is:">0" default:"365"`
	Values        int     `yaml:"values" is:">=2" default:"5"`
	GapDays       float64 `yaml:"gap_days" is:">0" default:"183"`
	EvaluableDays float64 `yaml:"evaluable_days" is:">0" default:"487"`
}

// GraftFailureRule: no neutrophil recovery by Day is primary graft failure; after
// recovery, SecondaryConsecutive values on different days below SecondaryBelow
// (10^9/L) are secondary, unless explained by what happens within ExplainedDays;
// donor chimerism below ChimerismBelow (%) with return to transfusions is
// rejection in thalassaemia.
type GraftFailureRule struct {
	Day     float64 `yaml:"day" is:">0" default:"30"`
	DayCord float64 `yaml:"day_cord" is:">0" default:"42"`

	SecondaryBelow       float64 `yaml:"secondary_below" is:">0" default:"0.5"`
	SecondaryConsecutive int     `yaml:"secondary_consecutive" is:">=1" default:"3"`
	ExplainedDays        float64 `yaml:"explained_days" is:">=0" default:"30"`
	ChimerismBelow       float64 `yaml:"chimerism_below" is:">0" default:"5"`
}

// TitreRule: the titre must be below Below.
type TitreRule struct {
	Below float64 `yaml:"below" is:">0" default:"32"`
}

// ReticulocyteRule: the first of Consecutive values on different days of at least AtLeast
// (%) or AtLeastAbs (10^9/L), neighbours at most WithinDays apart, after the first value
// under it; none under it by day NeverBelowBy is a count that never fell.
type ReticulocyteRule struct {
	AtLeast      float64 `yaml:"at_least" is:">0" default:"1"`
	AtLeastAbs   float64 `yaml:"at_least_abs" is:">0" default:"30"`
	Consecutive  int     `yaml:"consecutive" is:">=1" default:"2"`
	WithinDays   float64 `yaml:"within_days" is:">0" default:"14"`
	NeverBelowBy float64 `yaml:"never_below_by" is:">0" default:"30"`
}

// ConversionRule: red cells that were given may be found for RedCellDays; the serum is
// asked from an age of ReverseFromMonths on.
type ConversionRule struct {
	RedCellDays       float64 `yaml:"red_cell_days" is:">=0" default:"120"`
	ReverseFromMonths float64 `yaml:"reverse_from_months" is:">=0" default:"6"`
}

// AplasiaRule: reticulocytes under Below (%) or BelowAbs (10^9/L) in all values of days
// FromDay to ToDay, two at least and ApartDays apart, with red cells in the RedCellDays
// before; met on day NotBefore or later.
type AplasiaRule struct {
	Below       float64 `yaml:"below" is:">0" default:"1"`
	BelowAbs    float64 `yaml:"below_abs" is:">0" default:"20"`
	FromDay     float64 `yaml:"from_day" is:">=0" default:"46"`
	ToDay       float64 `yaml:"to_day" is:">0" default:"90"`
	ApartDays   float64 `yaml:"apart_days" is:">=0" default:"7"`
	RedCellDays float64 `yaml:"red_cell_days" is:">0" default:"30"`
	NotBefore   float64 `yaml:"not_before" is:">=0" default:"60"`
}

// GVHDRule: a blank organ takes its last known stage of at most CarryForwardDays
// before, a convention.
type GVHDRule struct {
	CarryForwardDays float64 `yaml:"carry_forward_days" is:">=0" default:"28"`
}

// ChimerismRule: donor cells over FullAbove (%) are full, under LostBelow lost, else
// mixed; a course falls by FallPoints (percentage points) or more; a day has the
// sample nearest to it within WithinDays, and within a third of that day.
type ChimerismRule struct {
	FullAbove  float64 `yaml:"full_above" is:">0" default:"95"`
	LostBelow  float64 `yaml:"lost_below" is:">0" default:"5"`
	FallPoints float64 `yaml:"fall_points" is:">0" default:"10"`
	WithinDays float64 `yaml:"within_days" is:">=0" default:"45"`
}

// PoorGraftRule: from FromDay at least Lineages of neutrophils (10^9/L), platelets
// (10^9/L) and haemoglobin (g/dL) under their limit in Consecutive values on different
// days at most GapDays apart; support takes the place of a value, and of its day and
// the SupportedDays-1 after it no value over the limit counts. Donor cells are over
// ChimerismAbove (%) on the nearest sample within ChimerismDays. See
// criteria.GraftFunctionRule.
type PoorGraftRule struct {
	FromDay          float64 `yaml:"from_day" is:">=0" default:"28"`
	NeutrophilsBelow float64 `yaml:"neutrophils_below" is:">0" default:"0.5"`
	PlateletsBelow   float64 `yaml:"platelets_below" is:">0" default:"20"`
	HaemoglobinBelow float64 `yaml:"haemoglobin_below" is:">0" default:"7"`
	Consecutive      int     `yaml:"consecutive" is:">=1" default:"3"`
	Lineages         int     `yaml:"lineages" is:"1..3" default:"2"`
	SupportedDays    float64 `yaml:"supported_days" is:">=0" default:"7"`
	GapDays          float64 `yaml:"gap_days" is:">0" default:"30"`
	ChimerismAbove   float64 `yaml:"chimerism_above" is:">0" default:"95"`
	ChimerismDays    float64 `yaml:"chimerism_days" is:">=0" default:"30"`
}

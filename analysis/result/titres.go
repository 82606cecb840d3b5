package result

// Titres describe who was desensitised before an ABO-incompatible transplant.
type Titres struct {
	Below float64        `json:"below"` // the threshold: desensitised below 1:Below
	Cases []Desensitised `json:"cases"`
	// Compatible transplants of the same cohorts, to read beside the cases: described, never tested.
	Compatible []Compatible `json:"compatible"`
}

// Desensitised is one transplant with its titres against the donor's antigens.
// Days count from the transplant in the study's time unit, negative before it.
type Desensitised struct {
	Case         string        `json:"case"`
	Cohort       string        `json:"cohort"`
	RecipientABO string        `json:"recipient_abo"`
	DonorABO     string        `json:"donor_abo"`
	Method       string        `json:"method"`        // donor_rbc, plasma_exchange, …
	RBCDepletion string        `json:"rbc_depletion"` // yes, no
	CD34         Number        `json:"cd34_e6_kg"`
	TNC          Number        `json:"tnc_e8_kg"`
	Infusions    int           `json:"infusions"` // days with an infusion up to the transplant
	VolumeML     Number        `json:"volume_ml"` // their sum
	Infused      []Infused     `json:"infused"`
	Series       []TitreSeries `json:"series"`
	// Highest is the highest titre of each day over all antibodies and classes; that of
	// the one series where there is one.
	Highest TitreSeries `json:"highest"`
	Course  []Course    `json:"course"`
}

// Course is what became of one measure in one transplant. Measures are
// milestones, with Value the time since the transplant, and rbc_units (days 0 to
// 100) and ldh_peak (U/L, days 0 to 30).
type Course struct {
	Measure string `json:"measure"`
	State   string `json:"state"` // happened, not_happened, never_below, unknown; of a number: known, unknown
	Value   Number `json:"value"` // null also where a milestone happened without a day
}

// Compatible describes the ABO-matched transplants of one cohort.
type Compatible struct {
	Cohort   string     `json:"cohort"`
	Cases    int        `json:"cases"`
	Measures []Measured `json:"measures"` // as in Course
}

// Measured is one measure among transplants.
type Measured struct {
	Measure  string    `json:"measure"`
	Known    int       `json:"known"`    // cases of which it is known
	Happened int       `json:"happened"` // of which the milestone took place; of a number, all known
	Values   Quartiles `json:"values"`   // among those with a day or number
	// Reason says why there are no values: no_case where nothing is known of any
	// transplant, no_event where the milestone took place in none, no_day where it
	// did in some, none with its day.
	Reason string `json:"reason,omitempty"`
}

// Infused is the volume of one day.
type Infused struct {
	Day      float64 `json:"day"`
	VolumeML float64 `json:"volume_ml"`
}

// TitreSeries is the course of one antibody of one class, or of the highest of several,
// whose names are empty then. Titres are reciprocals: 32 is 1:32, 0 is negative, which
// counts as 1:1.
type TitreSeries struct {
	Antibody     string `json:"antibody"`
	Class        string `json:"class"`
	Baseline     Number `json:"baseline"`
	AtTransplant Number `json:"at_transplant"`
	// What is known of a titre that is only bounded, whose number is null.
	BaselineBound     *Bound       `json:"baseline_bound,omitempty"`
	AtTransplantBound *Bound       `json:"at_transplant_bound,omitempty"`
	StepsDropped      Number       `json:"steps_dropped"` // log2 of baseline over that at transplant
	FirstBelow        Number       `json:"first_below"`   // first day below the threshold
	Disappeared       TitreEvent   `json:"disappeared"`   // first of two samples under 1:2, from day 0 on
	Rebound           TitreEvent   `json:"rebound"`       // two steps over the lowest from day 0 on
	Points            []TitrePoint `json:"points"`
	// Reason says why there is neither baseline nor titre at transplant:
	// no_titre_before, or titre_partial where not each antibody and class was measured on
	// one day. StepsReason says why two titres have no steps: titre_bounded.
	// FirstBelowReason says why there is no first day: never_below; titre_bounded or
	// titre_partial where that leaves it open.
	Reason           string `json:"reason,omitempty"`
	StepsReason      string `json:"steps_reason,omitempty"`
	FirstBelowReason string `json:"first_below_reason,omitempty"`
}

// TitreEvent is what the titres from day 0 on show.
type TitreEvent struct {
	// happened; not_happened, which holds to day To; unconfirmed (a rise that no next
	// sample confirms); unknown.
	State string `json:"state"`
	Day   Number `json:"day"`
	To    Number `json:"to"`
	// Reason of unknown: no_titre_after, titre_bounded, titre_partial.
	Reason string `json:"reason,omitempty"`
}

// TitrePoint is the titre of one day: a number, or what bounds it. Antibody and Class
// say whose it is among several; Partial, that not each of them was measured then.
type TitrePoint struct {
	Day      float64 `json:"day"`
	Titre    Number  `json:"titre"`
	Bound    *Bound  `json:"bound,omitempty"`
	Antibody string  `json:"antibody,omitempty"`
	Class    string  `json:"class,omitempty"`
	Partial  bool    `json:"partial,omitempty"`
}

// A Bound is a value that was not measured further: above the limit, else below it,
// or, inclusive, the limit itself.
type Bound struct {
	Limit     float64 `json:"limit"`
	Above     bool    `json:"above"`
	Inclusive bool    `json:"inclusive"`
}

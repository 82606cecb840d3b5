package result

// Titres describe who was desensitised before an ABO-incompatible transplant.
type Titres struct {
	Below float64        `json:"below"` // the threshold: desensitised below 1:Below
	Cases []Desensitised `json:"cases"`
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
}

// Infused is the volume of one day.
type Infused struct {
	Day      float64 `json:"day"`
	VolumeML float64 `json:"volume_ml"`
}

// TitreSeries is one antibody of one class. Titres are reciprocals: 32 is 1:32,
// 0 is negative.
type TitreSeries struct {
	Antibody     string       `json:"antibody"`
	Class        string       `json:"class"`
	Baseline     Number       `json:"baseline"`
	AtTransplant Number       `json:"at_transplant"`
	StepsDropped Number       `json:"steps_dropped"` // log2 of baseline over that at transplant
	FirstBelow   Number       `json:"first_below"`   // first day below the threshold
	Points       []TitrePoint `json:"points"`
}

// TitrePoint is the titre of one day.
type TitrePoint struct {
	Day   float64 `json:"day"`
	Titre float64 `json:"titre"`
}

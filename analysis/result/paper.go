package result

import (
	"graftstat/analysis/code"
	"math"
)

// Paper is what a manuscript needs beside the cohorts; null where the study
// file has no paper.
type Paper struct {
	// of all that the study leaves to auto; "" where it leaves none
	Intervals code.IntervalForm `json:"intervals,omitempty"`

	Table1      []Table1      `json:"table1"` // one a cohort and comparison; By "" where there is none
	Subgroups   []Subgroup    `json:"subgroups"`
	Univariable []Univariable `json:"univariable"`
	Missing     []MissingData `json:"missing"`
	Anonymity   *Anonymity    `json:"anonymity"`
}

// Interval is the method of the intervals of a kind of endpoint: what the study asks
// for, and in a paper the one of all in place of auto.
func (r *Results) Interval(kind code.EndpointKind) string {
	asked := r.Study.Intervals.Survival
	if kind == code.Incidence {
		asked = r.Study.Intervals.Incidence
	}
	if asked == "auto" && r.Paper != nil {
		return r.Paper.Intervals.Method(kind)
	}
	return asked
}

// Table1 is the characteristics of the patients at their first infusion, by
// group. Groups has "all" first, then the levels of By.
type Table1 struct {
	Cohort string        `json:"cohort"`
	By     string        `json:"by"` // "" where the cohort is not compared
	Groups []Table1Group `json:"groups"`
	Rows   []Table1Row   `json:"rows"`
	Tests  bool          `json:"tests"` // asked for
}

// Table1Group is one column of the table.
type Table1Group struct {
	Group string `json:"group"`
	N     int    `json:"n"`
}

// Table1Row is one characteristic in every group, in the field's order.
type Table1Row struct {
	Column string     `json:"column"`
	Kind   string     `json:"kind"`  // number, category; followup for the last row
	Cells  []Baseline `json:"cells"` // one a group
	// Difference is the standardised difference: of two groups; of more, the
	// largest of all pairs (Austin, Stat Med 2009; Yang and Dalton 2012 for categories).
	Difference Number        `json:"difference"`
	Reason     string        `json:"reason,omitempty"` // why there is none
	Test       *BaselineTest `json:"test"`             // null: not asked for
}

// Subgroup is the effect of By within the levels of another column, with the
// test of their interaction.
type Subgroup struct {
	Cohort      string          `json:"cohort"`
	Endpoint    string          `json:"endpoint"`
	Kind        code.ModelKind  `json:"kind"`
	By          string          `json:"by"`
	Within      string          `json:"within"`
	Reference   string          `json:"reference"` // of By: its first group with enough cases; "" where none has
	LeftOut     []string        `json:"left_out"`  // column=level, too small for the interaction
	Levels      []SubgroupLevel `json:"levels"`
	Interaction *ModelTest      `json:"interaction"` // likelihood ratio of the product terms
	Reason      string          `json:"reason,omitempty"`
}

// SubgroupLevel is the model of By in one level of Within.
type SubgroupLevel struct {
	Level   string   `json:"level"`
	Cases   int      `json:"cases"`
	Events  int      `json:"events"`
	Status  string   `json:"status"`
	LeftOut []string `json:"left_out"` // column=level, too small within this group
	Terms   []Term   `json:"terms"`
}

// Univariable has each term alone beside all together.
type Univariable struct {
	Cohort        string           `json:"cohort"`
	Endpoint      string           `json:"endpoint"`
	Kind          code.ModelKind   `json:"kind"`
	Rows          []UnivariableRow `json:"rows"`
	Multivariable *Model           `json:"multivariable"`
	// EventsPerParameter and TooManyTerms are those of the multivariable model.
	EventsPerParameter Number `json:"events_per_parameter"`
	TooManyTerms       bool   `json:"too_many_terms"`
}

// UnivariableRow is one term alone.
type UnivariableRow struct {
	Column    string `json:"column"`
	Reference string `json:"reference"` // level, of the models alone and together; "" of a number
	Model     Model  `json:"model"`
}

// MissingData counts the patients without a value, and without one of the
// endpoints' outcomes.
type MissingData struct {
	Cohort   string   `json:"cohort"`
	Column   string   `json:"column"`   // a characteristic; or
	Endpoint string   `json:"endpoint"` // an endpoint that could not be derived
	N        int      `json:"n"`
	Missing  int      `json:"missing"`
	Used     []string `json:"used"` // where it is needed: table1, compare, model ids
}

// Anonymity is the size of the cells that the quasi-identifiers make (Sweeney,
// Int J Uncertain Fuzziness 2002).
type Anonymity struct {
	K        int       `json:"k"` // asked for
	Columns  []string  `json:"columns"`
	AgeBands []float64 `json:"age_bands"`
	Cells    int       `json:"cells"`
	Smallest int       `json:"smallest"`
	Unique   int       `json:"unique"`  // patients alone in their cell
	BelowK   int       `json:"below_k"` // patients in cells smaller than K
	Patients int       `json:"patients"`
	// RoundDays is to what the times of the bundle for a reviewer are rounded; 0: as they are.
	RoundDays int `json:"round_days"`
}

// Sensitivity is the headline numbers again under another choice.
type Sensitivity struct {
	ID      string              `json:"id"`
	Label   Text                `json:"label"`
	Set     []Setting           `json:"set"`
	Numbers []SensitivityNumber `json:"numbers"`
	Reason  string              `json:"reason,omitempty"` // a code, where it could not be computed
}

// Setting is one changed choice.
type Setting struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// SensitivityNumber is one estimate at one time, of the whole cohort, before
// (as the study has it) and after the change. Where the change leaves no case,
// Changed has no estimate and says so; where it leaves the endpoint without an
// answer, for the reason of the endpoint.
type SensitivityNumber struct {
	Cohort     string   `json:"cohort"`
	Endpoint   string   `json:"endpoint"`
	Time       float64  `json:"time"`
	Cases      int      `json:"cases"`
	Events     int      `json:"events"`
	Base       Estimate `json:"base"`
	BaseCases  int      `json:"base_cases"`
	BaseEvents int      `json:"base_events"`
	Changed    Estimate `json:"changed"`
	Moved      bool     `json:"moved"` // by more than the rounding of a report, see MarkMoved
}

// MarkMoved says whether the change moves the estimate by more than a rounding:
// both are rounded half up to whole percents of fewer than 100 cases of the
// study, else to tenths, and to tenths where a whole percent would be a 0 or a
// 100 that the estimate is not. An estimate that is missing on one side moved.
func (n *SensitivityNumber) MarkMoved() {
	base, changed := n.Base.Estimate, n.Changed.Estimate
	if base.IsMissing() || changed.IsMissing() {
		n.Moved = base.IsMissing() != changed.IsMissing()
		return
	}
	n.Moved = inThousandths(float64(base), n.BaseCases) != inThousandths(float64(changed), n.BaseCases)
}

// inThousandths is a proportion as it is rounded; one that rounds to a certainty
// that it is not lies half a thousandth off it.
func inThousandths(x float64, cases int) float64 {
	tenths := math.Floor(1000*x + 0.5 + 1e-9)
	if whole := 10 * math.Floor(100*x+0.5+1e-9); cases < 100 && (whole > 0 || x == 0) && (whole < 1000 || x == 1) {
		return whole
	}
	if x > 0 && tenths <= 0 {
		return 0.5
	}
	if x < 1 && tenths >= 1000 {
		return 999.5
	}
	return tenths
}

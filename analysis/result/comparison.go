package result

import "graftstat/analysis/code"

// Test compares groups.
type Test struct {
	By           string   `json:"by"`
	Cause        string   `json:"cause"`
	Name         string   `json:"name"`
	Groups       []string `json:"groups"` // compared, without those that are too small
	Pair         bool     `json:"pair"`   // one of every two of more than two groups
	Rho          float64  `json:"rho"`
	Statistic    Number   `json:"statistic"`
	DF           Number   `json:"df"`
	P            Number   `json:"p"`
	PAdjusted    Number   `json:"p_adjusted"`
	PMin         Number   `json:"p_min"`
	Permutations int      `json:"permutations"`
	Sampled      bool     `json:"sampled"`            // permutations drawn with a fixed seed, not every split
	LeftOut      int      `json:"left_out,omitempty"` // delayed entry: events at which a group had too few at risk
	Reason       string   `json:"reason,omitempty"`
}

// Comparison says what the tests, differences and models by a column compare,
// and why any of them have no p. It holds for all of them.
type Comparison struct {
	By     string   `json:"by"`
	Groups []string `json:"groups"` // compared
	// fewer cases than min_group at the start: described, not compared
	LeftOut    []string `json:"left_out"`
	PMin       Number   `json:"p_min"`                // least p that these cases could give; null: not found
	Reason     string   `json:"reason,omitempty"`     // no p at all: min_group, p_unattainable, one_group, no_case
	Asymptotic string   `json:"asymptotic,omitempty"` // no p but of a permutation test: Reason, or permutation_only
	// TestReason says why there is no test of all groups: Reason, or not_asked where
	// the tests asked for are none of this kind of endpoint.
	TestReason string `json:"test_reason,omitempty"`
	// PairReason says why of several groups no two have a test of their own: one_pair
	// where the test of all is that of the two compared, or too_many_groups.
	// DifferenceReason says why no two have a difference: too_many_groups.
	PairReason       string `json:"pair_reason,omitempty"`
	DifferenceReason string `json:"difference_reason,omitempty"`
}

// Difference between two groups at a time, or of their restricted means.
type Difference struct {
	By       string  `json:"by"`
	A        string  `json:"a"`
	B        string  `json:"b"`
	Measure  string  `json:"measure"`
	Time     float64 `json:"time"`
	Estimate Number  `json:"estimate"`
	StdErr   Number  `json:"std_err"`
	Lower    Number  `json:"lower"`
	Upper    Number  `json:"upper"`
	P        Number  `json:"p"`
	Method   string  `json:"method"`
	Reason   string  `json:"reason,omitempty"`
}

// Landmark holds curves and tests among those event-free on Day. One that the
// study file gives as auto is that of one comparison: Groups are the whole cohort
// and the groups by By from the first day on which each of them has the cohort's
// min_group at risk. Where there is none, Day is missing for a Reason and nothing
// else is given.
type Landmark struct {
	Day         Number       `json:"day"`
	Auto        bool         `json:"auto,omitempty"`
	By          string       `json:"by,omitempty"`
	Reason      string       `json:"reason,omitempty"`
	Groups      []Group      `json:"groups"`
	Tests       []Test       `json:"tests"`
	Comparisons []Comparison `json:"comparisons"`
}

// Model is a regression fit. A status other than "ok" has no coefficients.
type Model struct {
	ID            string         `json:"id"`
	Definition    Regression     `json:"definition"`
	Kind          code.ModelKind `json:"kind"`
	Ties          code.TieRule   `json:"ties"`
	Cases         int            `json:"cases"`
	Events        int            `json:"events"`
	LogLikelihood []Number       `json:"log_likelihood"` // null model, fitted
	Concordance   Number         `json:"concordance"`
	NMissing      int            `json:"n_missing"`
	NLeftOut      int            `json:"n_left_out"` // cases at the levels of LeftOut
	// term=level of fewer cases than min_group: their cases are in no model
	LeftOut []string `json:"left_out"`
	// References are the levels against which the categories are compared: those
	// asked for, else of each the first that is not left out.
	References   map[string]string `json:"references"`
	LR           *ModelTest        `json:"lr"`
	Wald         *ModelTest        `json:"wald"`
	Score        *ModelTest        `json:"score"`
	Status       string            `json:"status"`
	About        []string          `json:"about"` // what Status is about: terms, or term=level
	FirthAdvised bool              `json:"firth_advised"`
	// Reason says why a p of the whole model is not given; or, of a model with the
	// status not_answered, why it is not fitted: column_absent, or why a log does not
	// answer. Missing are then the columns and milestones that it waits for.
	Reason  string   `json:"reason,omitempty"`
	Missing []string `json:"missing,omitempty"`
	// EventsPerParameter is the number of events for each coefficient; under code.EventsPerParameter, TooManyTerms.
	EventsPerParameter Number   `json:"events_per_parameter"`
	TooManyTerms       bool     `json:"too_many_terms"`
	Terms              []Term   `json:"terms"`
	PHTest             []PHTest `json:"ph_test"`
}

// Regression is what a model was asked to be, by columns of the cases and milestones.
type Regression struct {
	Terms         []string          `json:"terms"`
	Reference     map[string]string `json:"reference"` // level against which a category is compared; else its first
	TimeDependent []string          `json:"time_dependent"`
	Strata        string            `json:"strata"`
	Cluster       string            `json:"cluster"`
	Entry         string            `json:"entry"`
}

// ModelTest is a global test of a model.
type ModelTest struct {
	Statistic Number `json:"statistic"`
	DF        int    `json:"df"`
	P         Number `json:"p"`
}

// Term of a model: a numeric column, or column=level.
type Term struct {
	Term    string `json:"term"`
	Coef    Number `json:"coef"`
	StdErr  Number `json:"std_err"`
	HR      Number `json:"hr"`
	HRLower Number `json:"hr_lower"`
	HRUpper Number `json:"hr_upper"`
	P       Number `json:"p"`
	Reason  string `json:"reason,omitempty"`
}

// PHTest is the Schoenfeld test of one term, or of all ("global").
type PHTest struct {
	Term   string `json:"term"`
	Chisq  Number `json:"chisq"`
	P      Number `json:"p"`
	Reason string `json:"reason,omitempty"`
}

// State is the probability of being in a state, by time.
type State struct {
	State string    `json:"state"`
	Label Text      `json:"label,omitempty"` // where the study file has one
	Time  []float64 `json:"time"`
	Prob  []Number  `json:"prob"`
	Lower []Number  `json:"lower"`
	Upper []Number  `json:"upper"`
}

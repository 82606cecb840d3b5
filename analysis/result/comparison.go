package result

// Test compares groups.
type Test struct {
	By           string   `json:"by"`
	Cause        string   `json:"cause"`
	Name         string   `json:"name"`
	Groups       []string `json:"groups"`
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

// Landmark holds curves and tests among those event-free on Day.
type Landmark struct {
	Day    float64 `json:"day"`
	Groups []Group `json:"groups"`
	Tests  []Test  `json:"tests"`
}

// Model is a regression fit. A status other than "ok" has no coefficients.
type Model struct {
	ID            string     `json:"id"`
	Definition    Regression `json:"definition"`
	Kind          string     `json:"kind"`
	Ties          string     `json:"ties"`
	Cases         int        `json:"cases"`
	Events        int        `json:"events"`
	LogLikelihood []Number   `json:"log_likelihood"` // null model, fitted
	Concordance   Number     `json:"concordance"`
	NMissing      int        `json:"n_missing"`
	LR            *ModelTest `json:"lr"`
	Wald          *ModelTest `json:"wald"`
	Score         *ModelTest `json:"score"`
	Status        string     `json:"status"`
	About         []string   `json:"about"` // what Status is about: terms, or term=level
	FirthAdvised  bool       `json:"firth_advised"`
	Reason        string     `json:"reason,omitempty"` // why no p is given
	Terms         []Term     `json:"terms"`
	PHTest        []PHTest   `json:"ph_test"`
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
	Time  []float64 `json:"time"`
	Prob  []Number  `json:"prob"`
	Lower []Number  `json:"lower"`
	Upper []Number  `json:"upper"`
}

package result

// StateTime is how long patients are in each state up to a horizon, and how that
// differs between the groups of the first column that the cohort compares.
// Times are in time_unit.
type StateTime struct {
	Horizon     float64           `json:"horizon"`
	By          string            `json:"by,omitempty"`
	Means       []StateMean       `json:"means"`       // state by state, all patients first
	Differences []StateDifference `json:"differences"` // of groups of min_group patients or more
	Order       []string          `json:"order"`       // of states, best first; empty where the study gives none
	Favour      []StateFavour     `json:"favour"`
	Landmark    float64           `json:"landmark"`
	Since       []StateSince      `json:"since"`
}

// StateMean is the mean time in a state from the transplant to the horizon.
type StateMean struct {
	State    string `json:"state"`
	Group    string `json:"group"` // "" is the whole cohort
	Patients int    `json:"patients"`
	Estimate Number `json:"estimate"`
	StdErr   Number `json:"std_err"`
	Lower    Number `json:"lower"`
	Upper    Number `json:"upper"`
	Method   string `json:"method,omitempty"` // of the interval
	Reason   string `json:"reason,omitempty"`
}

// StateDifference is the mean time in a state of group A less that of group B.
type StateDifference struct {
	State    string `json:"state"`
	A        string `json:"a"`
	B        string `json:"b"`
	Estimate Number `json:"estimate"`
	StdErr   Number `json:"std_err"`
	Lower    Number `json:"lower"`
	Upper    Number `json:"upper"`
	Method   string `json:"method,omitempty"`
	Reason   string `json:"reason,omitempty"`
}

// StateFavour is the restricted mean time in favour of group A: Better, the mean time
// that a patient of A is in a better state than one of B, less Worse.
type StateFavour struct {
	A        string `json:"a"`
	B        string `json:"b"`
	Better   Number `json:"better"`
	Worse    Number `json:"worse"`
	Estimate Number `json:"estimate"`
	StdErr   Number `json:"std_err"`
	Lower    Number `json:"lower"`
	Upper    Number `json:"upper"`
	Method   string `json:"method,omitempty"`
	Reason   string `json:"reason,omitempty"`
}

// StateSince is the probability of state To at the horizon of those who were in
// state From at the landmark, by two estimators: of the moves of all patients since
// then (Aalen-Johansen), which takes them to hang on the state alone, and of those of
// these patients (landmark Aalen-Johansen). Differ says that they are more than 5
// points apart, of min_group patients or more.
type StateSince struct {
	From     string      `json:"from"`
	To       string      `json:"to"`
	Patients int         `json:"patients"` // in From at the landmark
	All      StateChance `json:"aalen_johansen"`
	Own      StateChance `json:"landmark_aalen_johansen"`
	Differ   bool        `json:"differ,omitempty"`
}

// StateChance is one estimate of a StateSince.
type StateChance struct {
	Estimate Number `json:"estimate"`
	StdErr   Number `json:"std_err"`
	Lower    Number `json:"lower"`
	Upper    Number `json:"upper"`
	Interval string `json:"interval,omitempty"`
	Reason   string `json:"reason,omitempty"`
}

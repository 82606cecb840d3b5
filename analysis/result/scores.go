package result

// Scores are the paired change of one instrument (Lansky, Karnofsky, PedsQL, …)
// in one cohort: from the last score up to the first infusion to a later one,
// among survivors who have both. Each patient of the cohort is a pair or counted
// in Missing.
type Scores struct {
	Cohort     string         `json:"cohort"`
	Instrument string         `json:"instrument"`
	FollowUp   string         `json:"follow_up"` // last, or one_year: nearest to day 365 in days 270 to 450
	Patients   int            `json:"patients"`
	Pairs      int            `json:"pairs"`
	Missing    []ScoreMissing `json:"missing"`
	Before     Quartiles      `json:"before"` // of the pairs, as are all that follow
	After      Quartiles      `json:"after"`
	Days       Quartiles      `json:"days"` // from the first infusion to the later score, always days
	Change     Quartiles      `json:"change"`
	Mean       MeanChange     `json:"mean"`
}

// ScoreMissing counts patients who are no pair, by the first reason that holds:
// dead, death_unknown, never_scored, no_baseline, not_due, not_done.
type ScoreMissing struct {
	Reason   string `json:"reason"`
	Patients int    `json:"patients"`
}

// MeanChange is the mean of the changes with its t interval.
type MeanChange struct {
	Estimate Number `json:"estimate"`
	StdErr   Number `json:"std_err"`
	Lower    Number `json:"lower"`
	Upper    Number `json:"upper"`
	Reason   string `json:"reason,omitempty"` // no_pair, one_pair, no_variation
}

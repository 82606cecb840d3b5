package survival

// A Reason says why a number is missing (NaN). The sentences for it are not here.
type Reason string

const (
	ReasonPastFollowUp Reason = "past_follow_up" // after the group's last follow-up, with somebody still event-free
	ReasonAllHadEvent  Reason = "all_had_event"  // S = 0: the standard error does not exist
	ReasonNoEvent      Reason = "no_event"
	ReasonNoCase       Reason = "no_case"
	ReasonNotReached   Reason = "not_reached" // a quantile that the curve does not reach
	ReasonNotDefined   Reason = "not_defined" // what is asked has no meaning for this curve, or at this horizon
	ReasonSmallGroup   Reason = "small_group" // no comparison by a normal approximation of so few cases
	// With delayed entry: nobody, or an event among fewer than asked for, was
	// left at risk before the last case entered.
	ReasonRiskSetEmptied Reason = "risk_set_emptied"
	ReasonRiskSetThin    Reason = "risk_set_thin"
	// no interval is defined there: S = 1 or 0, or few cases, with delayed entry
	ReasonNoInterval Reason = "no_interval"
)

// Why a comparison has no p.
const (
	ReasonOneGroup Reason = "one_group" // fewer than two groups have a case
	// the events leave nothing to compare, as where all fall on one time
	ReasonDegenerateVariance Reason = "degenerate_variance"
	// with delayed entry, under 5 events while every group had enough at risk
	ReasonFewAtRisk           Reason = "few_at_risk"
	ReasonMinGroup            Reason = "min_group"            // fewer than two groups are as large as the rule asks for
	ReasonPermutationOnly     Reason = "permutation_only"     // a group is too small for the p of an asymptotic test
	ReasonOneStratum          Reason = "one_stratum"          // nothing to stratify by
	ReasonUnattainable        Reason = "p_unattainable"       // no split of these data could give a small p
	ReasonFollowUpDiffers     Reason = "follow_up_differs"    // a permutation test would test follow-up too
	ReasonCompetingDiffers    Reason = "competing_differs"    // a permutation test would test the competing event too
	ReasonDelayedEntry        Reason = "delayed_entry"        // a permutation test would test the entry too
	ReasonTooManyCases        Reason = "too_many_cases"       // a permutation test of so many cases is not made
	ReasonInvalidObservations Reason = "invalid_observations" // no table can be made of them
)

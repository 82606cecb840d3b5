package survival

import "math"

// A Judgement says which groups a comparison compares and which of its tests
// may have a p. Groups are numbered as the cases that were judged.
type Judgement struct {
	Compared []int // of at least MinGroup cases
	LeftOut  []int // of fewer, but with a case: described and not compared
	// Reason is why nothing of the comparison has a p; empty where something has.
	Reason Reason
	// Asymptotic is why no asymptotic test, difference or model has a p: Reason,
	// or permutation_only where a group compared is too small for one.
	Asymptotic Reason
}

// Judge is the one rule of what is compared and what gets a p. cases are those
// of each group at the start, so that no outcome decides. pMin is the least p
// of the permutation test of the groups compared; NaN: not known, not judged.
//
// Groups under MinGroup are left out; one small group does not silence the
// others. Reason: no_case and one_group where fewer than two groups have a case,
// min_group where fewer than two are large enough, p_unattainable where pMin is
// above Attainable. Under AsymptoticGroup cases in the smallest group compared,
// the size of an asymptotic test is not what it says (log-rank at 5 %, groups
// of 5 to 8: 6.3 to 7.5 %).
func Judge(cases []int, pMin float64, s PermutationSettings) Judgement {
	s = s.withDefaults()
	j := Judgement{}
	smallest := math.MaxInt
	for g, n := range cases {
		switch {
		case n == 0:
		case n < s.MinGroup:
			j.LeftOut = append(j.LeftOut, g)
		default:
			j.Compared, smallest = append(j.Compared, g), min(smallest, n)
		}
	}
	switch occurring := len(j.Compared) + len(j.LeftOut); {
	case occurring == 0:
		j.Reason = ReasonNoCase
	case occurring == 1:
		j.Reason = ReasonOneGroup
	case len(j.Compared) < 2:
		j.Reason = ReasonMinGroup
	case pMin > s.Attainable:
		j.Reason = ReasonUnattainable
	}
	if j.Asymptotic = j.Reason; j.Reason == "" && smallest < s.AsymptoticGroup {
		j.Asymptotic = ReasonPermutationOnly
	}
	return j
}

// IsEachCompared reports whether no group with a case is left out.
func (j Judgement) IsEachCompared() bool { return len(j.LeftOut) == 0 }

// WithholdAsymptotic is r without its p where the judgement gives an asymptotic
// test none; a reason of its own stays.
func (j Judgement) WithholdAsymptotic(r TestResult) TestResult {
	if j.Asymptotic != "" && r.Reason == "" {
		return r.Withheld(j.Asymptotic)
	}
	return r
}

// NotMade is a test that is not made, for a reason.
func NotMade(name string, groups []int, rho float64, reason Reason) TestResult {
	r := newTestResult(name, groups, rho)
	r.Reason = reason
	return r
}

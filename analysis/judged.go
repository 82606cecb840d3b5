package analysis

import (
	"math"

	"graftstat/analysis/result"
	"graftstat/analysis/survival"
)

const (
	// permutedCases is the size up to which the permutation test stands beside
	// the usual one unasked: it shows what is too small for any p.
	permutedCases = 500
	// fewEvents is the number of times with an event under which the least
	// attainable p is found at any size: of six events at six times, all in one
	// of two equal groups, it is at most 0.03.
	fewEvents = 10
)

// judged is what a comparison compares, and which of its tests, differences and
// models may have a p. It is judged once, before any of them is made.
type judged struct {
	survival.Judgement
	cells    []tallyCell // of the groups compared
	table    *survival.Table
	permuted survival.TestResult // with the reason too_many_cases where it was not made
	untested string              // why there is no test of all groups
}

func (c *cohort) permutationSettings() survival.PermutationSettings {
	return survival.PermutationSettings{MinGroup: c.plan.MinGroup}
}

// judge decides on a comparison that has a table. Its main test, log-rank of a
// survival and Gray of an incidence, is permuted to know the least p that these
// cases could give.
func (c *cohort) judge(k *comparison) *judged {
	if k.judged != nil {
		return k.judged
	}
	s := c.permutationSettings()
	sizes := k.table.GroupSizes()
	j := &judged{Judgement: survival.Judge(sizes, math.NaN(), s), permuted: survival.TestResult{PMin: math.NaN()}}
	k.judged = j
	if j.Reason != "" {
		return j
	}
	j.cells, j.table = k.tally.cells, k.table
	if !j.IsEachCompared() {
		j.cells = k.tally.ofGroups(j.Compared)
		table, err := k.tally.table(j.cells, k.causes)
		if err != nil {
			j.Reason, j.Asymptotic = survival.ReasonInvalidObservations, survival.ReasonInvalidObservations
			return j // the whole table was made of the same cases
		}
		table.MinAtRisk = k.table.MinAtRisk
		j.table = table
	}
	switch few := j.table.EventTimes(1) < fewEvents; {
	case few || (j.Asymptotic != "" || c.asksPermutation(k.endpoint.Kind)) && !k.isOfModel:
	case k.isOfModel: // so many events leave some split with a small p
		j.permuted.PMin = math.NaN()
		return j
	default:
		s.MaxCases = permutedCases
	}
	j.permuted = c.permute(k, [][]tallyCell{j.cells}, []*survival.Table{j.table}, s)
	j.Judgement = survival.Judge(sizes, j.permuted.PMin, s)
	return j
}

// permute is the permutation test of the main test among some cases of a
// comparison, within their strata where there are several. tables are the strata's.
func (c *cohort) permute(k *comparison, strata [][]tallyCell, tables []*survival.Table,
	s survival.PermutationSettings) survival.TestResult {
	most := s.MaxCases
	if most == 0 {
		most = survival.MaxPermuted
	}
	o, stratum, ok := k.tally.singly(strata, most)
	switch {
	case !ok:
		return k.tooManyCases(tables)
	case k.endpoint.Kind.HasCompeting():
		return survival.GrayPermutation(o, len(k.tally.groups), 1, stratum, s)
	}
	return survival.LogRankPermutation(o, len(k.tally.groups), stratum, s)
}

// pairReasons say why of more than two groups not every two have a test, and not
// every two a difference.
func (k *comparison) pairReasons() (test, difference string) {
	groups, compared := len(k.tally.groups), len(k.judged.Compared)
	switch {
	case compared > pairedGroups:
		test = "too_many_groups"
	case groups > 2 && compared == 2:
		test = "one_pair"
	}
	if groups > pairedGroups {
		difference = "too_many_groups"
	}
	return test, difference
}

// result names the groups of the judgement.
func (k *comparison) judgement() result.Comparison {
	j := k.judged
	r := result.Comparison{By: k.tally.by, Groups: []string{}, LeftOut: []string{},
		PMin:   result.Number(j.permuted.PMin),
		Reason: string(j.Reason), Asymptotic: string(j.Asymptotic), TestReason: j.untested}
	for _, g := range j.Compared {
		r.Groups = append(r.Groups, k.tally.groups[g])
	}
	for _, g := range j.LeftOut {
		r.LeftOut = append(r.LeftOut, k.tally.groups[g])
	}
	r.PairReason, r.DifferenceReason = k.pairReasons()
	return r
}

// tooManyCases is the permutation test of more cases than get one. Where not
// even the statistic could be had, that is the reason.
func (k *comparison) tooManyCases(tables []*survival.Table) survival.TestResult {
	r := k.mainTest(tables, 0)
	r.Name = survival.PermutationOf(r.Name)
	r.DF, r.P, r.PMin = math.NaN(), math.NaN(), math.NaN()
	if r.Reason == "" {
		r.Reason = survival.ReasonTooManyCases
	}
	return r
}

package analysis

import (
	"cmp"
	"slices"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
	"graftstat/analysis/survival"
)

// pairedGroups is the number of groups up to which every two are compared.
const pairedGroups = 6

// tests compares the groups of a comparison that are large enough: log-rank for
// a survival, Gray for an incidence unless the cohort names others, the
// stratified ones where it names a column, the permutation test beside small
// groups, that within strata where the stratified one has no p for them, and every
// two groups. What has no p has a reason in its place; where nothing is compared
// each test says so and has no statistic either.
func (c *cohort) tests(k *comparison) []result.Test {
	found := []result.Test{}
	if k.table == nil || len(k.tally.groups) < 2 {
		return found
	}
	j := c.judge(k)
	add := func(r survival.TestResult) {
		r.PMin = j.permuted.PMin
		found = append(found, k.test(r))
	}
	for _, name := range c.testNames(k.endpoint.Kind) {
		add(j.WithholdAsymptotic(k.namedTest(name)))
	}
	stratified := c.stratifiedTests(k)
	if len(stratified) > 0 {
		add(stratified[0])
	}
	if j.table == nil {
		j.noteUntested(found)
		return found
	}
	if j.permuted.Reason != survival.ReasonTooManyCases || j.Asymptotic != "" || c.asksPermutation(k.endpoint.Kind) {
		add(j.permuted)
	}
	if len(stratified) > 1 { // its least p is that within strata
		found = append(found, k.test(stratified[1]))
	}
	j.noteUntested(found)
	for _, r := range c.pairwise(k) {
		t := k.test(r)
		t.Pair = true
		found = append(found, t)
	}
	return found
}

// noteUntested says why no test of all groups was made: those asked for are of the
// other kind of endpoint, unless nothing is compared at all.
func (j *judged) noteUntested(made []result.Test) {
	if len(made) == 0 {
		j.untested = cmp.Or(string(j.Reason), "not_asked")
	}
}

// namedTest is a test of all groups compared, with the p that it has by itself.
func (k *comparison) namedTest(name string) survival.TestResult {
	if k.judged.table == nil {
		return survival.NotMade(name, k.table.GroupsWithCases(), k.rho(name), k.judged.Reason)
	}
	switch t := k.judged.table; name {
	case survival.TestLogRank:
		return survival.LogRank(k.events(t), k.endpoint.Rho)
	case survival.TestPetoPeto:
		return survival.LogRank(k.events(t), 1)
	case survival.TestLogRankTrend:
		return survival.LogRankTrend(k.events(t), k.judged.ranks(len(k.tally.groups)))
	}
	return survival.Gray([]*survival.Table{k.judged.table}, 1, k.endpoint.Rho)
}

// rho is the power of the weight of a test.
func (k *comparison) rho(name string) float64 {
	switch name {
	case survival.TestPetoPeto:
		return 1
	case survival.TestLogRankTrend:
		return 0
	}
	return k.endpoint.Rho
}

// ranks are 0, 1, 2, … for the groups compared, in their order: a group that
// has no case any more, as after a landmark, leaves no gap.
func (j *judged) ranks(groups int) []float64 {
	ranks := make([]float64, groups)
	for rank, g := range j.Compared {
		ranks[g] = float64(rank)
	}
	return ranks
}

// asksPermutation reports whether the cohort names the permutation test of the
// main test of a kind of endpoint.
func (c *cohort) asksPermutation(kind code.EndpointKind) bool {
	name := survival.TestLogRankPermutation
	if kind == code.Incidence {
		name = survival.TestGrayPermutation
	}
	return slices.Contains(c.plan.Tests, name)
}

// testNames are the asymptotic tests asked for that this kind of endpoint has.
func (c *cohort) testNames(kind code.EndpointKind) []string {
	asked := c.plan.Tests
	if len(asked) == 0 {
		asked = []string{survival.TestLogRank, survival.TestGray}
		if kind == code.Incidence {
			asked = asked[1:]
		}
	}
	return slices.DeleteFunc(slices.Clone(asked), func(name string) bool {
		isPermutation := name == survival.TestLogRankPermutation || name == survival.TestGrayPermutation
		return isPermutation || name == survival.TestGray && kind == code.Survival
	})
}

// events is the table of the endpoint's event alone: for an incidence the
// cause-specific view, in which competing events are censored.
func (k *comparison) events(t *survival.Table) []*survival.Table {
	if k.causes > 1 {
		t = t.OneCause(1)
	}
	return []*survival.Table{t}
}

// pairwise compares every two of more than two groups compared, with Holm's
// adjustment over those that have a p. Where the comparison has the p of
// permutation tests only, so has each pair.
func (c *cohort) pairwise(k *comparison) []survival.TestResult {
	j := k.judged
	if n := len(j.Compared); n < 3 || n > pairedGroups {
		return nil
	}
	var pairs []survival.TestResult
	switch {
	case j.Asymptotic == survival.ReasonPermutationOnly:
		pairs = c.permutedPairs(k)
	case k.endpoint.Kind.HasCompeting():
		pairs = survival.PairwiseGray([]*survival.Table{j.table}, 1, k.endpoint.Rho)
	default:
		pairs = survival.PairwiseLogRank(k.events(j.table), k.endpoint.Rho)
	}
	if j.Asymptotic != survival.ReasonPermutationOnly {
		for i := range pairs {
			pairs[i] = j.WithholdAsymptotic(pairs[i])
		}
	}
	survival.AdjustHolm(pairs)
	return pairs
}

func (c *cohort) permutedPairs(k *comparison) []survival.TestResult {
	var pairs []survival.TestResult
	for i, a := range k.judged.Compared {
		for _, b := range k.judged.Compared[i+1:] {
			cells := [][]tallyCell{k.tally.ofGroups([]int{a, b})}
			tables, err := k.tables(cells)
			if err != nil {
				return nil // the whole table was made of the same cases
			}
			pairs = append(pairs, c.permute(k, cells, tables, c.permutationSettings()))
		}
	}
	return pairs
}

func (k *comparison) test(r survival.TestResult) result.Test {
	t := result.Test{By: k.tally.by, Cause: "event", Name: r.Name, Groups: []string{}, Rho: r.Rho,
		Statistic: result.Number(r.Statistic), DF: result.Number(r.DF), P: result.Number(r.P),
		PAdjusted: result.Number(r.PAdjusted),
		PMin:      result.Number(r.PMin), Permutations: r.Permutations, Sampled: r.Sampled, LeftOut: r.LeftOut,
		Reason: string(r.Reason)}
	for _, g := range r.Groups {
		t.Groups = append(t.Groups, k.tally.groups[g])
	}
	return t
}

package analysis

import (
	"math"
	"slices"

	"graftstat/analysis/plan"
	"graftstat/analysis/result"
	"graftstat/analysis/survival"
)

const (
	// permutedCases is the size up to which the permutation test stands beside
	// the usual one unasked: it shows what is too small for any p.
	permutedCases = 500
	// pairedGroups is the number of groups up to which every two are compared.
	pairedGroups = 6
)

// tests compares the groups of a comparison: log-rank for a survival, Gray for
// an incidence unless the cohort names others, the stratified ones where it
// names a column, and the permutation test beside small groups. A test that
// could mean nothing keeps its statistic and has a reason in place of its p.
func (c *cohort) tests(k *comparison) []result.Test {
	if k.table == nil || len(k.grouping.levels) < 2 {
		return []result.Test{}
	}
	permuted := c.permutation(k, survival.PermutationSettings{MinGroup: c.plan.MinGroup, MaxCases: permutedCases})
	judge := func(r survival.TestResult) survival.TestResult { return c.judge(k, r, permuted.PMin) }
	found := []result.Test{}
	add := func(r survival.TestResult) { found = append(found, k.test(r)) }
	for _, name := range c.testNames(k.endpoint.Kind) {
		switch name {
		case survival.TestLogRank:
			add(judge(survival.LogRank(k.events(k.table), k.endpoint.Rho)))
		case survival.TestPetoPeto:
			add(judge(survival.LogRank(k.events(k.table), 1)))
		case survival.TestLogRankTrend:
			add(judge(survival.LogRankTrend(k.events(k.table), scores(len(k.grouping.levels)))))
		case survival.TestGray:
			add(judge(survival.Gray([]*survival.Table{k.table}, 1, k.endpoint.Rho)))
		}
	}
	if strata := c.strata(k); strata != nil {
		if k.endpoint.Kind == plan.Incidence {
			add(judge(survival.Gray(strata, 1, k.endpoint.Rho)))
		} else {
			add(judge(survival.LogRank(strata, k.endpoint.Rho)))
		}
	}
	if permuted.Reason != survival.ReasonTooManyCases {
		add(permuted)
	}
	for _, r := range c.pairwise(k) {
		add(r)
	}
	return found
}

// judge withholds the p of a comparison that is too small for any; pMin is the
// least p of its permutation test, NaN where none was made.
func (c *cohort) judge(k *comparison, r survival.TestResult, pMin float64) survival.TestResult {
	cases := survival.GroupCases([]*survival.Table{k.table}, r.Groups)
	reason := survival.Untestable(cases, pMin, survival.PermutationSettings{MinGroup: c.plan.MinGroup})
	if reason != "" && r.Reason == "" {
		r = r.Withheld(reason)
	}
	r.PMin = pMin
	return r
}

// tooSmall is the reason why groups of these sizes get no p; empty if they do.
func (c *cohort) tooSmall(tables []*survival.Table, groups []int) survival.Reason {
	return survival.Untestable(survival.GroupCases(tables, groups), math.NaN(), survival.PermutationSettings{MinGroup: c.plan.MinGroup})
}

// testNames are the tests asked for that this kind of endpoint has.
func (c *cohort) testNames(kind plan.Kind) []string {
	asked := c.plan.Tests
	if len(asked) == 0 {
		asked = []string{survival.TestLogRank, survival.TestGray}
		if kind == plan.Incidence {
			asked = asked[1:]
		}
	}
	return slices.DeleteFunc(slices.Clone(asked), func(name string) bool { return name == survival.TestGray && kind == plan.Survival })
}

// events is the table of the endpoint's event alone: for an incidence the
// cause-specific view, in which competing events are censored.
func (k *comparison) events(t *survival.Table) []*survival.Table {
	if k.causes > 1 {
		t = t.OneCause(1)
	}
	return []*survival.Table{t}
}

func (c *cohort) permutation(k *comparison, s survival.PermutationSettings) survival.TestResult {
	o, ok := k.analysed.cases(s.MaxCases)
	switch {
	case !ok:
		return k.tooManyCases()
	case k.endpoint.Kind == plan.Incidence:
		return survival.GrayPermutation(o, len(k.units), 1, nil, s)
	}
	return survival.LogRankPermutation(o, len(k.units), nil, s)
}

// strata are the tables of the levels of the cohort's stratify column; nil
// where there is none. Cases without a level are left out.
func (c *cohort) strata(k *comparison) []*survival.Table {
	if c.plan.Stratify == "" || c.plan.Stratify == k.grouping.by {
		return nil
	}
	by := c.stratification()
	split := make([]counted, len(by.levels))
	for g, units := range k.units {
		for _, i := range units {
			if level := by.code(k.observations.Row[i]); level >= 0 && !k.observations.SetAside(i) {
				k.add(&split[level], i, int32(g))
			}
		}
	}
	var strata []*survival.Table
	for _, o := range split {
		if len(o.Time) == 0 {
			continue
		}
		t, err := o.table(len(k.units), k.causes)
		if err != nil {
			return nil // the whole table was made of the same cases
		}
		t.MinAtRisk = c.plan.MinGroup
		strata = append(strata, t)
	}
	return strata
}

// pairwise compares every two groups, with Holm's adjustment over those that
// have a p.
func (c *cohort) pairwise(k *comparison) []survival.TestResult {
	if n := len(k.grouping.levels); n < 3 || n > pairedGroups {
		return nil
	}
	var pairs []survival.TestResult
	if k.endpoint.Kind == plan.Incidence {
		pairs = survival.PairwiseGray([]*survival.Table{k.table}, 1, k.endpoint.Rho)
	} else {
		pairs = survival.PairwiseLogRank(k.events(k.table), k.endpoint.Rho)
	}
	for i := range pairs {
		pairs[i] = c.judge(k, pairs[i], math.NaN())
	}
	survival.AdjustHolm(pairs)
	return pairs
}

// scores are 0, 1, 2, … for groups in their order.
func scores(groups int) []float64 {
	s := make([]float64, groups)
	for i := range s {
		s[i] = float64(i)
	}
	return s
}

func (k *comparison) test(r survival.TestResult) result.Test {
	t := result.Test{By: k.grouping.by, Cause: "event", Name: r.Name, Groups: []string{}, Rho: r.Rho, Statistic: result.Number(r.Statistic), DF: result.Number(r.DF),
		P: result.Number(r.P), PAdjusted: result.Number(r.PAdjusted), PMin: result.Number(r.PMin), Permutations: r.Permutations, Sampled: r.Sampled, LeftOut: r.LeftOut, Reason: string(r.Reason)}
	for _, g := range r.Groups {
		t.Groups = append(t.Groups, k.grouping.levels[g])
	}
	return t
}

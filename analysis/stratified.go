package analysis

import (
	"slices"

	"graftstat/analysis/plan"
	"graftstat/analysis/survival"
)

// isStratified reports whether the comparison is made over the cohort's strata too.
func (c *cohort) isStratified(k *comparison) bool {
	isCounted := c.counts == nil || len(c.counts.strata.levels) > 0 // else a signal says that nobody counted them
	return c.plan.Stratify != "" && c.plan.Stratify != k.grouping.by && isCounted
}

// stratifiedTests compare within the levels of the cohort's stratify column, where
// it has one: the asymptotic test and, where a group is too small for its p alone,
// the permutation test, in which groups change places within the levels.
func (c *cohort) stratifiedTests(k *comparison) []survival.TestResult {
	if !c.isStratified(k) {
		return nil
	}
	strata := c.strata(k)
	r := c.stratifiedTest(k, strata)
	if r.Reason != survival.ReasonPermutationOnly {
		return []survival.TestResult{r}
	}
	return []survival.TestResult{r, c.permute(k, strata, c.permutationSettings())}
}

// stratifiedTest is the asymptotic one. Of cases that are all of one level it is
// not made: it would be the plain test. Cases without a level are left out, and a
// group that is too small without them leaves the test without a p.
func (c *cohort) stratifiedTest(k *comparison, strata []counted) survival.TestResult {
	name := survival.TestLogRankStratified
	if k.endpoint.Kind == plan.Incidence {
		name = survival.TestGrayStratified
	}
	if k.judged.table == nil {
		return survival.NotMade(name, k.table.GroupsWithCases(), k.endpoint.Rho, k.judged.Reason)
	}
	tables, err := k.tables(strata)
	if len(strata) == 0 || err != nil { // no error: the whole table was made of the same cases
		return survival.NotMade(name, k.judged.Compared, k.endpoint.Rho, survival.ReasonNoCase)
	}
	if len(strata) == 1 {
		return survival.NotMade(name, k.judged.Compared, k.endpoint.Rho, survival.ReasonOneStratum)
	}
	r := k.mainTest(tables, k.endpoint.Rho)
	within := survival.Judge(survival.GroupCases(tables, r.Groups), k.judged.permuted.PMin, c.permutationSettings())
	if !within.IsEachCompared() && r.Reason == "" {
		return r.Withheld(survival.ReasonMinGroup)
	}
	return within.WithholdAsymptotic(r)
}

// mainTest is that of the comparison's kind of endpoint over some tables.
func (k *comparison) mainTest(tables []*survival.Table, rho float64) survival.TestResult {
	if k.endpoint.Kind == plan.Incidence {
		return survival.Gray(tables, 1, rho)
	}
	return survival.LogRank(tables, rho)
}

// strata are the cases of the groups compared by their level of the cohort's
// stratify column, without the levels that have none.
func (c *cohort) strata(k *comparison) []counted {
	by := c.stratification()
	split := make([]counted, len(by.levels))
	for _, g := range k.judged.Compared {
		for _, i := range k.units[g] {
			if level := by.code(k.observations.Row[i]); level >= 0 && !k.observations.SetAside(i) {
				k.add(&split[level], i, int32(g))
			}
		}
	}
	return slices.DeleteFunc(split, func(o counted) bool { return len(o.Time) == 0 })
}

// tables are those of some strata, each with all groups of the comparison.
func (k *comparison) tables(strata []counted) ([]*survival.Table, error) {
	tables := make([]*survival.Table, len(strata))
	for i, o := range strata {
		t, err := o.table(len(k.units), k.causes)
		if err != nil {
			return nil, err
		}
		t.MinAtRisk = k.table.MinAtRisk
		tables[i] = t
	}
	return tables, nil
}

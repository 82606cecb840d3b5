package analysis

import (
	"slices"

	"graftstat/analysis/survival"
)

// stratifiedTests compare within the levels of the cohort's stratify column, where
// it has one: the asymptotic test and, where a group is too small for its p alone,
// the permutation test, in which groups change places within the levels.
func (c *cohort) stratifiedTests(k *comparison) []survival.TestResult {
	if !k.tally.isStratified {
		return nil
	}
	strata := k.strata()
	tables, err := k.tables(strata)
	if err != nil { // none: the whole table was made of the same cases
		tables = nil
	}
	r := c.stratifiedTest(k, tables)
	if r.Reason != survival.ReasonPermutationOnly {
		return []survival.TestResult{r}
	}
	return []survival.TestResult{r, c.permute(k, strata, tables, c.permutationSettings())}
}

// stratifiedTest is the asymptotic one. Of cases that are all of one level it is
// not made: it would be the plain test. Cases without a level are left out, and a
// group that is too small without them leaves the test without a p.
func (c *cohort) stratifiedTest(k *comparison, tables []*survival.Table) survival.TestResult {
	name := survival.TestLogRankStratified
	if k.endpoint.Kind.HasCompeting() {
		name = survival.TestGrayStratified
	}
	if k.judged.table == nil {
		return survival.NotMade(name, k.table.GroupsWithCases(), k.endpoint.Rho, k.judged.Reason)
	}
	if len(tables) == 0 {
		return survival.NotMade(name, k.judged.Compared, k.endpoint.Rho, survival.ReasonNoCase)
	}
	if len(tables) == 1 {
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
	if k.endpoint.Kind.HasCompeting() {
		return survival.Gray(tables, 1, rho)
	}
	return survival.LogRank(tables, rho)
}

// strata are the cells of the groups compared by their level of the cohort's
// stratify column, without the levels of which none is analysed.
func (k *comparison) strata() [][]tallyCell {
	var strata [][]tallyCell
	for level := range k.tally.strata {
		cells := selected(k.tally.cells, func(x *tallyCell) bool {
			return int(x.stratum) == level && !x.isSetAside() && slices.Contains(k.judged.Compared, int(x.group))
		})
		if len(cells) > 0 {
			strata = append(strata, cells)
		}
	}
	return strata
}

// tables are those of some strata, each with all groups of the comparison.
func (k *comparison) tables(strata [][]tallyCell) ([]*survival.Table, error) {
	tables := make([]*survival.Table, len(strata))
	for i, cells := range strata {
		t, err := k.tally.table(cells, k.causes)
		if err != nil {
			return nil, err
		}
		t.MinAtRisk = k.table.MinAtRisk
		tables[i] = t
	}
	return tables, nil
}

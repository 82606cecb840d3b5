package reproduce

import (
	"slices"
	"strings"

	"graftstat/analysis/result"
)

// Roles of a test in a comparison.
const (
	omnibus     = "all"         // of all groups
	stratified  = "stratified"  // of all groups, over the strata
	permutation = "permutation" // of all groups, over the splits
	pair        = "pair"        // of two of more groups, with Holm's adjustment
)

// addTests adds the tests of a set, with the part that each has in its comparison.
func (p *endpointPart) addTests(set string, groups []result.Group, tests []result.Test) {
	for from := 0; from < len(tests); {
		to := from
		for to < len(tests) && tests[to].By == tests[from].By {
			to++
		}
		p.addComparison(set, groups, tests[from:to])
		from = to
	}
}

// addComparison adds the tests by one column: first those of all groups, then
// the stratified one, the permutation test, and every pair.
func (p *endpointPart) addComparison(set string, groups []result.Group, tests []result.Test) {
	by := tests[0].By
	_, header := p.by(by)
	pairs := pairsOf(groups, by)
	for i := range tests {
		t := &tests[i]
		role, a, b := omnibus, "", ""
		switch {
		case i >= len(tests)-pairs:
			role, a, b = pair, t.Groups[0], t.Groups[1]
		case strings.HasSuffix(t.Name, "-permutation"):
			role = permutation
		case strings.HasSuffix(t.Name, "-stratified"), p.isOfOneStratum(set, by, tests[:len(tests)-pairs], i):
			role = stratified
		}
		id := count(len(p.tests.rows) + 1)
		p.tests.add(id, p.id, set, header, t.Name, role, number(t.Rho), text(a), text(b))
		p.expectTest("test."+id, t)
	}
}

// pairsOf is the number of pairs that are compared: those of groups with a
// case, where there are three to six groups.
func pairsOf(groups []result.Group, by string) int {
	levels, withCases := 0, 0
	for _, g := range groups {
		if g.By == by {
			levels++
			if g.Cases > 0 {
				withCases++
			}
		}
	}
	if levels < 3 || levels > 6 {
		return 0
	}
	return withCases * (withCases - 1) / 2
}

// isOfOneStratum reports whether the test is the stratified one though all
// cases are of one stratum, which takes the word from its name.
func (p *endpointPart) isOfOneStratum(set, by string, tests []result.Test, i int) bool {
	last := len(tests) - 1
	if strings.HasSuffix(tests[last].Name, "-permutation") {
		last--
	}
	x := p.data.frame.covariates.Column(p.study.Stratify, result.CovariateCategory)
	if i != last || x == nil || p.study.Stratify == by || tests[i].Name == "mantel-byar" {
		return false
	}
	var strata []int32
	for at, n := range p.data.outcomes.cases {
		o := &p.data.outcomes.outcome[at]
		if code := x.Code[p.data.frame.row[n]]; code >= 0 && o.Status >= 0 && !slices.Contains(strata, code) {
			strata = append(strata, code)
		}
	}
	return len(strata) == 1
}

func (p *endpointPart) expectTest(key string, t *result.Test) {
	p.expect("test", key+".statistic", float64(t.Statistic))
	p.expect("count", key+".df", float64(t.DF))
	p.expect("p", key+".p", float64(t.P))
	p.expect("p", key+".p_adjusted", float64(t.PAdjusted))
	p.expect("p", key+".p_min", float64(t.PMin))
	p.expect("count", key+".permutations", float64(t.Permutations))
	p.expect("count", key+".left_out", float64(t.LeftOut))
	p.expectText(key+".groups", strings.Join(t.Groups, "|"))
}

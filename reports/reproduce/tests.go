package reproduce

import (
	"strings"

	"graftstat/analysis/result"
)

// Roles of a test in a comparison.
const (
	omnibus     = "all"         // of all groups
	stratified  = "stratified"  // of all groups, over the strata, by permutation too
	permutation = "permutation" // of all groups, over the splits
	pair        = "pair"        // of two of more groups, with Holm's adjustment
)

// addTests adds the tests of a set, with the part that each has in its comparison.
func (p *endpointPart) addTests(set string, tests []result.Test) {
	for from := 0; from < len(tests); {
		to := from
		for to < len(tests) && tests[to].By == tests[from].By {
			to++
		}
		p.addComparison(set, tests[from:to])
		from = to
	}
}

// addComparison adds the tests by one column: first those of all groups, then
// the stratified one, the permutation test, that within strata, and every pair.
func (p *endpointPart) addComparison(set string, tests []result.Test) {
	_, header := p.by(tests[0].By)
	for i := range tests {
		t := &tests[i]
		role, a, b := omnibus, "", ""
		switch {
		case t.Pair:
			role, a, b = pair, t.Groups[0], t.Groups[1]
		case strings.Contains(t.Name, "-stratified"):
			role = stratified
		case strings.HasSuffix(t.Name, "-permutation"):
			role = permutation
		}
		id := count(len(p.tests.rows) + 1)
		p.tests.add(id, p.id, set, header, t.Name, role, number(t.Rho), text(a), text(b))
		p.expectTest("test."+id, t)
	}
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

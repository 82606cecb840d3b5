package paper

import "graftstat/analysis/result"

// A row has one rule for its decimals: that of its smallest group. A percentage
// among 137 stands beside one among 38 as whole as that one.

// fewestCases of the groups that have any.
func fewestCases(groups []*result.Group) int {
	fewest := 0
	for _, g := range groups {
		fewest = fewer(fewest, g.Cases)
	}
	return fewest
}

// fewestValues of the groups that have any.
func fewestValues(cells []result.Baseline) int {
	fewest := 0
	for _, c := range cells {
		fewest = fewer(fewest, c.N)
	}
	return fewest
}

// fewer is the smaller of two numbers; 0 is none.
func fewer(a, b int) int {
	if a == 0 || b > 0 && b < a {
		return b
	}
	return a
}

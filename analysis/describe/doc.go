// Package describe summarises and compares the baseline of groups of cases:
// exact proportions, quartiles, standardised differences, and the tests of a
// baseline table, exact where the groups are small.
//
// A number that has no meaning is NaN and its result carries a Reason. Tests
// are two-sided. An exact test is called exact only where its whole
// distribution was enumerated; where that is too large, a Monte Carlo with a
// fixed seed stands in and Method says so. p-values are upper tails, never 1
// minus a lower one.
//
// It knows no cases, no columns and no missing values: callers leave those out
// and count them. It rounds nothing and words nothing. It gives no test for
// paired data, no adjustment for several tests and no normal interval of a
// proportion, which fails at 0 % and 100 %.
//
// Imports of ours: none.
package describe

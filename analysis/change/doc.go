// Package change compares two reports of one study: which numbers moved, why,
// by which cases, and whether the definitions changed between them.
//
// A number of a report is a function of the cases that it counts, of how they
// are counted, and of the program. Of an estimate at a time t, a case counts by
// its entry, its time up to t and its status if that time is not after t; what
// happens later cannot move the estimate, nor can the order of the rows. So a
// number that moved while every such case, the method, the intervals and the
// version of the program stayed as they were is unexplained: an error of the
// program, which becomes a signal.
//
// Two numbers are the same if their bits are; or, since another version or
// another processor may round otherwise (results do not say on which processor
// they were made), if they differ by less than 1e-9 of the larger.
// The latter are counted apart.
//
// It compares the whole cohorts' estimates at the times asked for, the median
// follow-up and the days to recovery; of groups only their counts; no tests, no
// models, no curves between the times. It cannot tell a correction from a late
// entry where both look alike in the listing. A case that counts otherwise though
// no file, mapping, rule or definition changed is called reread.
//
// Imports of ours: analysis/code, analysis/result.
package change

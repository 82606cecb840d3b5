// Package check judges whether the cases of a centre can be true: orders of
// dates, grades without dates, transplants of one patient that contradict each
// other, values that no patient has.
//
// A rule is a row of one table: a code, a severity and the function that finds
// its faults. It adds issues and words nothing. It repairs nothing either: where
// two cells contradict each other and neither can be trusted, it makes them
// Unreadable, so that whatever needs them sets the case aside. All rules see the
// cases as they were read; what they make unreadable is so only afterwards.
//
// It does not judge what could not be read (package casefile has said so) nor
// what the logs say (package recovery).
//
// Imports of ours: analysis/code, analysis/parallel, analysis/plan,
// analysis/printable, analysis/registry.
package check

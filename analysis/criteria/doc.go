// Package criteria holds criteria of the field that are read from one patient's course:
// plain values by day in, what they show and on which day out. Each file is one
// criterion, with its formula, its edges and its source.
//
// Days are calendar days since the infusion, day 0, whole numbers. A value that is only
// bounded decides a comparison where every value within the bound gives the same answer;
// else the answer is open, which is neither yes nor no.
//
// The package knows no files, no plan and no milestones (package recovery has those),
// estimates nothing and words nothing. It judges no patient: a criterion met is a
// criterion met, and a diagnosis is the case row's.
//
// Imports of ours: none.
package criteria

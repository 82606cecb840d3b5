// Package proposal proposes a study file from the files of a centre: what each of
// them is, which column is which of ours, how levels are written, which cohorts
// there are and which day closes the data.
//
// Read reads the files to tables of text, Propose judges them. Evidence is the
// header (names in templates/headers.yaml, with marks, case, units and brackets
// folded), the cells (dates, numbers, two levels, blood groups), and what columns say
// of each other (a death after the last contact, a status that is 1 exactly where a
// date stands). Each proposal has its evidence and one of three grades: certain,
// likely, doubtful. A doubtful one is not taken; it has its candidates.
//
// It refuses to guess what could be the other way round: 0 and 1 for an event that
// no other column confirms are likely at most, 1 and 2 are doubtful unless a
// dictionary names them. A date of diagnosis or admission is no milestone, the last
// platelet transfusion no recovery of platelets, a standardised age no age. Columns
// that hold names are passed over, and no identifier, name or cell of a column with
// many levels is in a Proposal; of dates it has one, the closing date.
//
// ReadNews compares the files of a study with its study file, by the same evidence: what
// the study file says stands, and what it does not answer is news.
//
// The same tables give the same Proposal in whatever order they come.
//
// Imports of ours: analysis/casefile, analysis/message, analysis/plan,
// analysis/registry, analysis/table, templates.
package proposal

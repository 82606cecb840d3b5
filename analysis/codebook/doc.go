// Package codebook is the data dictionary in the words of a language: the sheets
// of the data-entry workbook, the official head of each column, the words of its
// levels, what its cells may hold, and what the note on its head says.
//
// The workbook is written from it (package reports/entry) and read by it (package
// casefile), so that no study file has to map a head or a word. Heads and words
// stand in templates/text/LANGUAGE/entry.yaml and, of levels, where the reports
// have them; the columns and their order are those of the blank CSV files. A head
// or a word that two columns or two levels share is an error.
//
// It knows official heads only, and guesses nothing: a head that is written
// otherwise is no column. Former heads and words are not kept: a head that the
// project changes is, in a workbook written before, a column that is ignored (which
// the run tells) unless the study file maps it under columns:; where it is the
// identifier's, the file is refused until the head is written anew. A former word is
// a level of its own unless values: maps it, or, in a closed list, an error.
//
// Imports of ours: analysis/plan, templates.
package codebook

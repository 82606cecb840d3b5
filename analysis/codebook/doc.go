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
// otherwise is no column.
//
// Imports of ours: analysis/plan, templates.
package codebook

// Package entry writes the data-entry workbook of a new study: a sheet that
// explains, one of the cases and one of each log, in the words of the reader.
//
// The heads are protected, without a password, and have a note each; cells take
// dates from 1950 to today, numbers that a patient can have, and words of lists,
// which lie on a hidden sheet. Cells that contradict each other, and what a row
// lacks, are coloured while it is filled in. One row of each sheet is an example,
// which no reader takes for a case.
//
// What a workbook lets pass is checked again, and more strictly, when it is read:
// whoever pastes or imports writes past every validation. It decides no column, no
// word and no limit: package codebook does.
//
// Imports of ours: analysis/codebook, analysis/plan.
package entry

// Package xlsx writes a report as an Excel workbook: numbers as numbers with a
// format, texts as texts that no program takes for a formula.
//
// It adds no number and chooses nothing. The same document gives the same
// bytes. A sheet holds at most 1,048,576 rows; a longer one is an error.
package xlsx

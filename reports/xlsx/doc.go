// Package xlsx writes a report as an Excel workbook: numbers as numbers with a
// format, texts as texts that no program takes for a formula, curves as native
// charts of numbers that stand on a sheet.
//
// It adds no number and chooses nothing. The same document gives the same
// bytes. A sheet holds at most 1,048,576 rows and a cell 32,767 UTF-16 units;
// a longer one is refused with an error, and no workbook is written.
//
// Imports of ours: analysis/message, reports/document, reports/figure.
package xlsx

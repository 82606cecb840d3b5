// Package words is the one place that rounds and words: texts by code, and
// numbers, dates and intervals by the customs of one language.
//
// Halves are rounded away from zero, and a percentage that is neither 0 nor 1 never
// reads 0% or 100%. A code without a text is remembered, so that a report with a
// hole is refused instead of printed. The package computes nothing and does not
// choose which number is shown.
//
// Imports of ours: analysis/message, templates.
package words

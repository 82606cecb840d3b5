// Package words is the one place that rounds and words: texts by code, and
// numbers, dates and intervals by the customs of one language.
//
// It computes nothing. A code without a text is remembered, so that a report
// with a hole is refused instead of printed.
package words

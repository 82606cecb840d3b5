// Package layout turns results into a report of one language: sections,
// tables, figures and sheets, every text and number in its final form. Build makes
// the sections that the study file asks for, in its order. A cohort, monitoring, a
// paper and the changes have a package each (cohort, monitor, paper, change); they
// share package page and never import one another.
//
// It reads results, the listing and words, and nothing else: no case, no study
// file, no clock. It computes no estimate. Renderers in turn add no number and
// choose nothing.
//
// It refuses results that name a section it does not know (ErrSection), a code
// that has no text in the language (ErrWords) and a column of the workbook that
// its dictionary does not explain (ErrMeaning). A character that the font
// cannot print stands in the report as its code point, such as [U+202E].
//
// Imports of ours: analysis/code, analysis/disclosure, analysis/printable,
// analysis/result, reports/document, reports/layout/change, reports/layout/cohort,
// reports/layout/monitor, reports/layout/page, reports/layout/paper, reports/words.
package layout

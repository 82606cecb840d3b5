// Package reports writes every output of a run, whole or not at all.
//
// All files are made in a temporary folder beside their place and exchanged in
// at the end: a run that fails or is interrupted leaves the reports of last
// time as they were. A lock of the operating system keeps two runs apart.
//
// It refuses a folder that another run holds, a place that is an input of the
// run, and a report that names a code without words. It never removes a file
// that it did not write. It computes nothing and words nothing.
//
// Imports of ours: analysis/code, analysis/disclosure, analysis/message, analysis/parallel,
// analysis/result, reports/document, reports/docx, reports/figure, reports/html,
// reports/layout, reports/pdf, reports/reproduce, reports/xlsx.
package reports

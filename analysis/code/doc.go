// Package code has the closed lists of codes that the study file, the results
// and the reports share: one list for each
// of its readers. The sentences of the codes are in templates.
//
// It decides nothing, words nothing and knows no study.
//
// Imports of ours: none.
package code

// Package code has the closed lists of codes that the study file, the results
// and the reports share. It imports nothing of ours, so each of them reads the
// one list; their sentences are in templates.
package code

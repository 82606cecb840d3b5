// Package analysis computes a study: Load reads, derives and checks the data,
// Run computes the results of every cohort and endpoint.
//
// It words nothing and writes nothing. What it finds is a result.Results,
// which the reports render.
package analysis

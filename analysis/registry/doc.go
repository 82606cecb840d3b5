// Package registry holds a centre's cases in memory: by column, only the
// columns in use. Numbers are float64 with NaN where missing, categories are
// codes into their levels, milestones are times since the row's transplant.
//
// It does no input or output, derives nothing and words nothing.
package registry

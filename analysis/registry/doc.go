// Package registry holds a centre's cases in memory: by column, only the
// columns in use. Numbers are float64 with NaN where missing, categories are
// codes into their levels, milestones are times since the row's transplant.
// Faults of the data stand beside them as Issues, each with file, line and
// column and never with a cell's content.
//
// It does no input or output, derives nothing, judges nothing and words nothing.
//
// Imports of ours: none.
package registry

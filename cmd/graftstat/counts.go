package main

import (
	"slices"

	"graftstat/analysis"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// countsAsked are the counts of the cases, where outputs.formats names them.
func countsAsked(p *plan.Plan, d *registry.Data) *result.Counts {
	if !slices.Contains(p.Outputs.Formats, "counts") {
		return nil
	}
	return analysis.Counts(p, d)
}

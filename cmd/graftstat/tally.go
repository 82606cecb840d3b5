package main

import (
	"slices"

	"graftstat/analysis"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// tallyAsked is the tally of the cases, where outputs.formats names it.
func tallyAsked(p *plan.Plan, d *registry.Data) *result.Tally {
	if !slices.Contains(p.Outputs.Formats, "tally") {
		return nil
	}
	return analysis.Tally(p, d)
}

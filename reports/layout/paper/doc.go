// Package paper words what a paper needs: characteristics, comparisons, univariable models,
// subgroups, sensitivity, methods and results in sentences, STROBE.
//
// It makes sections, tables, figures and sheets of package document from
// results; it computes nothing and decides nothing. What it shares with other
// subjects stands in package page; it imports no other subject.
//
// Imports of ours: analysis/code, analysis/result, reports/document,
// reports/layout/page, reports/words.
package paper

import "graftstat/reports/layout/page"

// Builder makes the parts of a report that are of this subject.
type Builder struct{ *page.Page }

// On makes them on a page.
func On(p *page.Page) *Builder { return &Builder{p} }

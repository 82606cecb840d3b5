// Package change words what changed since the earlier report.
//
// It makes sections, tables, figures and sheets of package document from
// results; it computes nothing and decides nothing. What it shares with other
// subjects stands in package page; it imports no other subject.
//
// Imports of ours: analysis/result, reports/document, reports/layout/page, reports/words.
package change

import "graftstat/reports/layout/page"

// Builder makes the parts of a report that are of this subject.
type Builder struct{ *page.Page }

// On makes them on a page.
func On(p *page.Page) *Builder { return &Builder{p} }

// Package html writes a table of a report as an HTML file of its own, to be
// opened in a browser and pasted into a word processor. The file has no script,
// no style sheet and nothing that is fetched; it is XHTML too, so that an XML
// reader takes it. Styles stand on each element, because a word processor
// drops all others.
//
// It adds no number and rounds none. Links, small charts and the colours of
// marks are left out: what is marked stands in bold.
//
// Imports of ours: reports/document.
package html

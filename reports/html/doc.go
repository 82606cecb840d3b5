// Package html writes a report as one web page, and a table of it as a file of
// its own.
//
// The page (Report) is for a screen: contents that stay, tables that sort and
// filter, figures that say their numbers where a reader points, light and dark,
// and plain pages in print. Nothing is fetched and no other program can be run:
// its head allows the style and the script that stand in it, by their hashes, and
// nothing else. Everything can be read without the script and used by keyboard. It
// is HTML 5 for browsers of 2023 and later.
//
// The table (Table) is to be opened in a browser and pasted into a word processor.
// It has no script, no style sheet and nothing that is fetched; it is XHTML too, so
// that an XML reader takes it. Styles stand on each element, because a word
// processor drops all others. Links, small charts and the colours of marks are left
// out: what is marked stands in bold.
//
// Neither adds a number or rounds one. Texts are data: whatever they hold, they are
// shown.
//
// Imports of ours: reports/document, reports/figure.
package html

// Package document is a report as data: sections, paragraphs, tables, figures
// and sheets, with every text and number in its final form. Package layout
// makes it from results, the renderers (pdf, xlsx, html, figure) show it.
//
// It computes no estimate, words nothing and imports none of our packages, so
// that a renderer can be read and tested without results.
package document

// Package document is a report as data: sections, paragraphs, tables, figures
// and sheets, with every text and number in its final form. Package layout
// makes it from results; the renderers (pdf, xlsx, html, figure) show it.
//
// A figure has one Chart. Each kind of chart is a file that holds its type, its
// texts, its numbers and the check of its values against the axes: Figure.Check
// refuses a value that has no place on them, so that no renderer cuts one off.
//
// The package computes no estimate and words nothing, and a renderer can be read
// and tested without results.
//
// Imports of ours: none.
package document

// Package pdf lays a document.Document out on A4 pages and writes it as a PDF.
//
// It adds no number and chooses nothing: every text is printed as the document
// has it. Page one is the document's first section; a linked table of contents
// follows where there are more than three level-1 sections.
//
// Headings stay with what they head and notes with what they follow. Tables
// repeat their head, and the heading of a group of rows, on each page. A table
// whose words do not fit into its columns is set smaller, or comes in parts: only
// a word longer than a line is broken. A row is cut only if it is taller than a
// page. Figures are drawn whole. Only where the first section would miss page
// one by a little do its compact figures become lower.
//
// Figure writes a single figure as a PDF of its own, for a journal.
//
// The file claims PDF/UA-1 and PDF/A-2a. It is tagged for screen readers
// (headings, paragraphs, tables with heads of columns and rows, figures with
// alternative text, links), names its language, and has bookmarks, metadata and
// the profile of its colours. It depends on the document alone: no clock, no
// random number, no map order.
//
// The package refuses text that its font cannot print, broken UTF-8 and figures
// with coordinates that are not finite; then nothing is written. It offers no
// encryption.
//
// Imports of ours: analysis/message, reports/document, reports/figure.
package pdf

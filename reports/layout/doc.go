// Package layout turns results into a report of one language: sections,
// tables and figures, every text and number in its final form. Renderers add
// no number and choose nothing.
package layout

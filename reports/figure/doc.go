// Package figure draws the figures of a report, once, on any vg canvas: a page
// of the PDF, an SVG, an EPS or a PNG file, a web page. All show the same shapes at
// the same places in the same font, Source Sans 3, which is embedded; a web page
// has the texts as texts, in its reader's font, and learns where each number of the
// figure stands (Screen). PDF files of single figures are made by package pdf,
// where the library for it is. A Press draws figures one after another and reads the
// font once.
//
// A figure of survival or incidence curves has, from top to bottom: title,
// subtitle, legend, the plot, the numbers at risk under the axis, a caption.
// Curves are right-continuous step functions; their pointwise limits are a band
// of one curve, dotted lines of some. Marks of censoring that would touch are one.
// The y axis always runs from 0 to 1, so that no figure exaggerates; nothing
// is drawn past a curve's last follow-up; the numbers at risk stand at the
// very x of their tick, and where there is no room whole ticks are left out
// evenly, names and numbers. Colours are those of Okabe and Ito (Color Universal
// Design, 2008) without yellow and with a darker blue, and every colour has its
// own dashes, so that curves can be told apart in grey. The extended table at risk follows Morris
// et al. (KMunicate), BMJ Open 9 (2019) e030215.
//
// The other charts share the head, the caption, the type and the colours:
//
//   - stack: the occupation of states, as areas that fill the plot;
//   - swimmer: a bar a patient, milestones as filled and open shapes;
//   - trajectories: titres on a log2 axis, the volumes infused under them;
//   - strips: days as dots, tied ones upon one another;
//   - forest: ratios on a log axis, an arrow where an interval leaves it;
//   - flow: boxes as in CONSORT (Schulz et al., BMJ 340 (2010) c332);
//   - control chart: CUSUM (Steiner et al., Biostatistics 1 (2000) 441) and VLAD
//     (Lovegrove et al., Lancet 350 (1997) 1128), one above the other;
//   - funnel: proportions against numbers of cases, with limits (Spiegelhalter,
//     Statistics in Medicine 24 (2005) 1185);
//   - trend: indicators over windows of time, one row an indicator;
//   - comparison: what was observed beside what a benchmark expects.
//
// In them, too, nothing is told by colour alone: areas have hatches, marks
// shapes, lines dashes and names. What lies upon one another is moved aside
// (marks of a bar, equal readings) or piled up (dots) until each can be seen.
// Where the room lacks, lanes are left out and counted; no value is, for a
// value outside its axis is an error. In a funnel names of points within the
// limits are left out where they have no room; names of points outside are led
// to.
//
// All lengths inside are points; text is placed by the height of its capitals.
// Type is 7 pt at 84 mm (one column of a journal) and 8.5 pt at 174 mm (two).
//
// The package computes no estimate, rounds no number and words nothing: what
// it prints stands in document.Figure. A text that cannot be drawn with the font
// is an error, never a box on paper.
//
// Imports of ours: analysis/printable, reports/document.
package figure

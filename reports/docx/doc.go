// Package docx writes a document of paragraphs and tables as a file for a word
// processor, to be edited: WordprocessingML (ISO/IEC 29500) of document.xml,
// styles and settings, in a ZIP whose times are fixed. The same document gives
// the same bytes.
//
// A table is a table: its head is marked as such and repeats on each page, its
// first column is marked as row heads, no row is cut by a page, and its caption
// stands in its properties for who cannot see it. Raised signs, as in 10⁹/L, are
// real superscripts. The text has its language, and so have the properties.
// A table that is too wide stands on a page across, then in smaller type.
//
// Libraries were tried (November 2026). gomutex/godocx (MIT) gives the same bytes
// twice, but repeated heads, languages, borders and captions of tables only by
// its raw types, and each file carries its template: 850 KB of styles, a
// picture, and an author of its own; its last change is of August 2025.
// fumiama/go-docx is AGPL, has no repeated head and writes the parts in the order
// of a map. lukasjarosch/go-docx only fills templates; unidoc needs a paid
// licence. What is needed here is small, so it is written here.
//
// Imports of ours: reports/document.
package docx

package xlsx

import (
	"strings"
	"unicode"

	"graftstat/reports/document"
)

// Widths in digits of the default font, the unit of a workbook.
const (
	cellSize    = 10.0 / 11 // size of a cell's text to that of the default font
	boldWidth   = 1.1       // of bold to plain letters
	widest      = 1.65      // letter, to a digit
	narrowest   = 8
	longestLink = 34 // a longer one is cut in programs that do not wrap it
	widestWord  = 30 // a longer one does not hold its column open
	margin      = 2
	padding     = 0.9 // of the margin, what a program keeps free
	arrow       = 3   // of a filter, over the end of a head
	page        = 200 // widest sheet that is still read when it is fitted to a page
	longLine    = 110 // of running text; a longer one is hard to read
	titleLine   = 90  // least room for running text over a narrow table
	unused      = 8.4 // a column that no table has
)

// widths fits each column of a sheet to its tables. A column's relative width
// is for paper; here its content decides.
func widths(s document.Sheet) (all []float64) {
	var natural, words []float64
	for _, b := range s.Blocks {
		if b.Table != nil {
			for len(natural) < len(b.Table.Columns) {
				natural, words = append(natural, narrowest), append(words, narrowest)
			}
			naturalWidths(natural, words, b.Table, s.Filter)
		}
	}
	// Texts wrap at the first limit at which the whole sheet fits the page, at
	// the last where none does.
	for _, limit := range []float64{90, 75, 60, 50, 45, 40, 37, 34, 30, 26, 22, 18, 15} {
		fitted, total := make([]float64, len(natural)), 0.0
		for j, width := range natural {
			fitted[j] = max(words[j], min(width, limit))
			total += fitted[j]
		}
		if all = fitted; total <= page {
			break
		}
	}
	return all
}

// naturalWidths widens columns to the longest cell of a table, and words to the
// longest word of its heads and cells, or link. The first cell of a heading runs on over
// those beside it.
func naturalWidths(natural, words []float64, t *document.Table, filter bool) {
	for j, c := range t.Columns {
		indent := float64(gap(t, j))
		width := longestWord(c.Head)*boldWidth + indent + margin
		if filter {
			width += arrow
		}
		natural[j], words[j] = max(natural[j], width), max(words[j], width)
	}
	gaps, last := make([]int, len(t.Columns)), make([]string, len(t.Columns))
	for j := range gaps {
		gaps[j] = gap(t, j)
	}
	for i := range t.Rows {
		r := &t.Rows[i]
		for j := range r.Cells {
			c := &r.Cells[j]
			if c.Text == last[j] && c.Indent == 0 || r.Heading && j == 0 {
				continue // most rows of a long table repeat what stands above
			}
			last[j] = c.Text
			beside := float64(c.Indent+gaps[j]) + margin
			width := textWidth(c.Text) + beside
			natural[j] = max(natural[j], width)
			switch {
			case width <= words[j]:
			case c.Link != "": // not every program wraps a link
				words[j] = max(words[j], min(width, longestLink))
			default:
				words[j] = max(words[j], min(longestWord(c.Text), widestWord)+beside)
			}
		}
	}
}

func longestWord(text string) float64 {
	widest := 0.0
	for word := range strings.FieldsSeq(text) {
		widest = max(widest, textWidth(word))
	}
	return widest
}

// gap is the indent that keeps texts off the numbers in the column before.
func gap(t *document.Table, column int) int {
	if column > 0 && t.Columns[column-1].Number && !t.Columns[column].Number {
		return 1
	}
	return 0
}

// textWidth is about the width of a text in the size of a cell.
func textWidth(s string) float64 {
	width := 0.0
	for _, r := range s {
		width += letterWidth(r) * cellSize
	}
	return width
}

// letterWidth is about the width of a letter to that of a digit, in the fonts
// without serifs that spreadsheets use.
func letterWidth(r rune) float64 {
	switch r {
	case ' ', 'i', 'l', 'j', 't', 'f', 'r', 'I', '.', ',', ';', ':', '\'', '!', '|', '(', ')', '[', ']', '-', '·':
		return 0.6
	case 'm', 'w', 'M', 'W', '%', '@', '…', '—':
		return widest
	}
	if unicode.IsUpper(r) {
		return 1.25
	}
	return 1.02
}

// span is the number of columns that running text is written over, and their
// width.
func (w *sheetWriter) span() (columns int, width float64) {
	for width < longLine && columns < len(w.widths) {
		width += w.widths[columns]
		columns++
	}
	for width < titleLine || columns < 2 {
		width += unused
		columns++
	}
	return columns, width
}

// lines is about how many lines a text takes in a width, broken at spaces: not
// every spreadsheet fits the height of a row by itself.
func lines(text string, width float64) int {
	if float64(len(text))*widest*cellSize <= width && !strings.Contains(text, "\n") {
		return 1
	}
	n := 0
	for paragraph := range strings.SplitSeq(text, "\n") {
		n++
		at := 0.0
		for word := range strings.SplitSeq(paragraph, " ") {
			long := textWidth(word)
			if at > 0 && at+long > width {
				n++
				at = 0
			}
			for ; long > width; long -= width {
				n++
			}
			at += long + textWidth(" ")
		}
	}
	return n
}

package xlsx

import (
	"strings"
	"unicode/utf8"

	"graftstat/reports/layout"
)

// Widths in digits of the default font, the unit of a workbook.
const (
	character = 0.95 // of a text in the size of a cell
	narrowest = 7
	margin    = 2
	arrow     = 3   // of a filter, over the end of a head
	page      = 190 // widest sheet that is still read when it is fitted to a page
	longLine  = 110 // of running text; a longer one is hard to read
	titleLine = 90  // least room for running text over a narrow table
	unused    = 8.4 // a column that no table has
)

// Limits of one column. Texts wrap at the first of them at which the whole
// sheet fits the page, at the last where none does.
var columnLimits = []float64{90, 75, 60, 50, 42, 36, 30}

// widths fits each column of a sheet to its tables. A column's relative width
// is for paper; here its content decides.
func widths(s layout.Sheet) (all []float64) {
	var natural []float64
	for _, b := range s.Blocks {
		if b.Table != nil {
			for len(natural) < len(b.Table.Columns) {
				natural = append(natural, narrowest)
			}
			naturalWidths(natural, b.Table, s.Filter)
		}
	}
	for _, limit := range columnLimits {
		fitted, total := make([]float64, len(natural)), 0.0
		for j, width := range natural {
			fitted[j] = min(width, limit)
			total += fitted[j]
		}
		if all = fitted; total <= page {
			break
		}
	}
	return all
}

// naturalWidths widens columns to the longest cell of a table and the longest
// word of its heads. The first cell of a heading runs on over those beside it.
func naturalWidths(natural []float64, t *layout.Table, filter bool) {
	for j, c := range t.Columns {
		for word := range strings.FieldsSeq(c.Head) {
			width := textWidth(word)*1.1 + margin // bold
			if filter {
				width += arrow
			}
			natural[j] = max(natural[j], width)
		}
	}
	for _, r := range t.Rows {
		for j, c := range r.Cells {
			if !r.Heading || j > 0 {
				natural[j] = max(natural[j], textWidth(c.Text)+float64(c.Indent)+margin)
			}
		}
	}
}

func textWidth(s string) float64 { return character * float64(utf8.RuneCountInString(s)) }

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

// lines is about how many lines a text takes in a width, broken at spaces. It
// is for merged cells, whose height a spreadsheet does not find by itself.
func lines(text string, width float64) int {
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
			at += long + character
		}
	}
	return n
}

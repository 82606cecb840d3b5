package xlsx

import (
	"math"

	"graftstat/reports/document"
)

// Formats of cells. The program that shows them takes the decimal mark from its
// own language.
const (
	general   = "General"
	plainText = "@" // stays text when a person edits the cell
	// marked has a mark between thousands from five digits on.
	marked = "[>=10000]#,##0;0"
	// tenths has such a mark and one decimal.
	tenths = "[>=10000]#,##0.0;0.0"
)

// percents are the formats of a proportion by language. The close one is for a
// proportion that is neither 0 nor 1 but would be shown as such; one within
// 0.0000005 of them still is.
func percents(language string) (usual, near string) {
	if language == "vi" { // a space stands before the sign
		return `0.0" "%`, `0.0000" "%`
	}
	return "0.0%", "0.0000%"
}

// longestPlain is the longest text, in UTF-16 units, that Excel shows in a cell
// of the format for texts; a longer one becomes #######.
const longestPlain = 255

// numberFormat shows a number as the layout asks, rounded but not to certainty.
func numberFormat(f document.Format, value float64, language string) string {
	switch f {
	case document.Integer, document.Days:
		return marked
	case document.Tenths:
		return tenths
	case document.Decimal:
		return "0.000"
	case document.Percent:
		usual, near := percents(language)
		if value > 0 && value < 0.0005 || value < 1 && value >= 0.9995 {
			return near
		}
		return usual
	case document.PValue:
		return `[<0.001]"<0.001";[>0.999]">0.999";0.000`
	case document.Calendar:
		return "dd/mm/yyyy"
	}
	return general
}

// inTenths reports whether a column's days have a decimal: one of them is not
// whole.
func inTenths(t *document.Table, column int) bool {
	for i := range t.Rows {
		if c := &t.Rows[i].Cells[column]; c.Format == document.Days && c.Value != nil &&
			*c.Value != math.Trunc(*c.Value) {
			return true
		}
	}
	return false
}

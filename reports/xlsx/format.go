package xlsx

import "graftstat/reports/layout"

// Formats of cells in a workbook's own language.
const (
	general   = "General"
	plainText = "@" // stays text when a person edits the cell
	percent   = "0.0%"
	// closePercent is for a proportion that is neither 0 nor 1 but would be
	// shown as such; one within 0.0000005 of them still is.
	closePercent = "0.0000%"
)

// longestPlain is the longest text, in UTF-16 units, that Excel shows in a cell
// of the format for texts; a longer one becomes #######.
const longestPlain = 255

// numberFormat shows a number as the layout asks, rounded but not to certainty.
func numberFormat(f layout.Format, value float64) string {
	switch f {
	case layout.Integer:
		return "0"
	case layout.Decimal:
		return "0.000"
	case layout.Percent:
		if value > 0 && value < 0.0005 || value < 1 && value >= 0.9995 {
			return closePercent
		}
		return percent
	case layout.PValue:
		return `[<0.001]"<0.001";[>0.999]">0.999";0.000`
	case layout.Calendar:
		return "dd/mm/yyyy"
	}
	return general
}

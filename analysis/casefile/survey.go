package casefile

import "graftstat/analysis/table"

// Dates is what the cells of a column tell as dates.
type Dates struct {
	Read       int // dates, in whatever order of day and month
	DayFirst   int // of them: can only have the day first
	MonthFirst int // can only have the month first
	Undecided  int // mean another day in the other order
	Serials    int // numbers that a spreadsheet may mean as days
	ShortYears int // with a year of two digits, which is not read; none of Read
}

// SurveyDates looks at the cells of a column, of which each is cleaned. A number that
// may be a day of a spreadsheet is a serial, and counted among Read too.
func SurveyDates(cells []string) Dates {
	var d Dates
	var e dateEvidence
	for _, cell := range cells {
		switch c := parseDate(cell); c.form {
		case noDate:
		case shortYear:
			d.ShortYears++
		case excelSerial:
			d.Serials++
			d.Read++
		case yearLast:
			_, dmy := c.in(dayFirst)
			_, mdy := c.in(monthFirst)
			if dmy || mdy {
				d.Read++
			}
			e.add(c, 1)
		default:
			d.Read++
		}
	}
	d.DayFirst, d.MonthFirst, d.Undecided = e.dayFirst, e.monthFirst, e.undecided
	return d
}

// DayOf is the day of a cell since 1970-01-01 under an order of day and month, dmy
// where order is neither mdy nor ymd.
func DayOf(cell, order string) (float64, bool) {
	return parseDate(cell).in(dateOrder(order))
}

// ABOGroup is the group of a cell as people write it: O+, A1, "Nhóm AB".
func ABOGroup(cell string) (string, bool) { return parseABO(cell) }

// IsTitre reports whether a cell is a titre such as 1:16.
func IsTitre(cell string) bool {
	_, ok := parseTitre(cell, false)
	_, plain := table.ParseNumber(cell, false)
	return ok && !plain
}

// JoinHeader is a row in whose blank cells stands what the row above has there, as a
// header of two rows is read.
func JoinHeader(above, row []string) []string { return joined(above, row) }

// IsNoCase reports whether a cell says that its row is a total.
func IsNoCase(cell string) bool { return isTotal(cell) }

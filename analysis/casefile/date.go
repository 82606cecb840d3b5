package casefile

import (
	"math"
	"strconv"
	"strings"
	"time"

	"graftstat/analysis/message"
	"graftstat/analysis/table"
)

// dateForm is how a cell states a day.
type dateForm uint8

const (
	noDate      dateForm = iota
	shortYear            // a date with a year of two digits
	yearFirst            // 2024-05-03, also with / or . or nothing between
	excelSerial          // days since 1899-12-30, as Excel stores a date
	yearLast             // 03/05/2024: day and month in an order that must be known
)

const (
	firstSerial   = 10000 // 1927-05-18; below it a number is no date
	lastSerial    = 99999 // 2173-10-13
	serialOfEpoch = 25569 // 1970-01-01
	firstYear     = 1900
	lastYear      = 2199
	secondsPerDay = 24 * 60 * 60
)

// A dateCell is a cell read as far as it goes without an order of day and month.
type dateCell struct {
	form                dateForm
	day                 float64 // since 1970-01-01, of yearFirst and excelSerial; since the transplant, of sinceTransplant
	first, second, year int     // as written, of yearLast; month and year of monthOnly
	note                noteState
}

// parseDate reads a cleaned cell. A time of day after the date is dropped; the day
// is that of the place where it was written, whatever its distance from UTC.
func parseDate(s string) dateCell {
	if c := parseNamedMonth(s); c.form != noDate {
		return c
	}
	if i := strings.IndexAny(s, " T"); i >= 0 {
		if !isTimeOfDay(s[i+1:]) {
			return dateCell{}
		}
		s = s[:i]
	}
	for _, mark := range []string{"-", "/", "."} {
		if parts := strings.Split(s, mark); len(parts) == 3 {
			return parseParts(parts)
		}
	}
	switch {
	case len(s) == len("20240503") && table.AllDigits(s):
		return parseParts([]string{s[:4], s[4:6], s[6:]})
	case len(s) >= 5 && table.AllDigits(s[:5]) && (len(s) == 5 || strings.ContainsRune(".,", rune(s[5])) &&
		table.AllDigits(s[6:])):
		if n := number(s[:5]); n >= firstSerial && n <= lastSerial {
			return dateCell{form: excelSerial, day: float64(n - serialOfEpoch)}
		}
	}
	return dateCell{}
}

// isTimeOfDay says that a text is hours and minutes, with or without seconds, the
// half of the day (SA and CH in Vietnamese) and the distance from UTC. UTC itself
// is refused: in Viet Nam its day ends at seven in the morning.
func isTimeOfDay(s string) bool {
	for _, half := range []string{" AM", " PM", " SA", " CH"} {
		if rest, ok := strings.CutSuffix(strings.ToUpper(s), half); ok {
			s = rest
		}
	}
	if i := len(s) - len("+07:00"); i > 0 && strings.ContainsAny(s[i:i+1], "+-") && s[i+3] == ':' &&
		table.AllDigits(s[i+1:i+3]+s[i+4:]) {
		s = s[:i]
	}
	parts := strings.Split(s, ":")
	for i, p := range parts {
		if i == 2 {
			whole, fraction, hasFraction := strings.Cut(p, ".")
			if hasFraction && !table.AllDigits(fraction) {
				return false
			}
			p = whole
		}
		if !table.AllDigits(p) || len(p) > 2 {
			return false
		}
	}
	return len(parts) == 2 || len(parts) == 3
}

// parseParts reads the three numbers of a date.
func parseParts(parts []string) dateCell {
	for _, p := range parts {
		if !table.AllDigits(p) {
			return dateCell{}
		}
	}
	a, b, c := number(parts[0]), number(parts[1]), number(parts[2])
	form := [3]int{len(parts[0]), len(parts[1]), len(parts[2])}
	switch {
	case form[0] == 4 && form[1] <= 2 && form[2] <= 2:
		if day, ok := civilDay(a, b, c); ok {
			return dateCell{form: yearFirst, day: day}
		}
	case form[0] <= 2 && form[1] <= 2 && form[2] == 4:
		return dateCell{form: yearLast, first: a, second: b, year: c}
	case form[0] <= 2 && form[1] <= 2 && form[2] == 2:
		return dateCell{form: shortYear}
	}
	return dateCell{}
}

// number reads digits; too many of them give a number that no date has.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

// civilDay is the number of days from 1970-01-01; false if the calendar has no such day.
func civilDay(year, month, day int) (float64, bool) {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if year < firstYear || year > lastYear || t.Month() != time.Month(month) || t.Day() != day {
		return math.NaN(), false
	}
	return float64(t.Unix() / secondsPerDay), true
}

// dateOrder is the order of day and month in dates that end with the year.
type dateOrder string

const (
	dayFirst   dateOrder = "dmy"
	monthFirst dateOrder = "mdy"
	onlyYMD    dateOrder = "ymd" // a date that ends with the year is not read
	anyOrder   dateOrder = ""    // every such date means the same day both ways
)

// in is the day of the cell under an order.
func (c dateCell) in(order dateOrder) (float64, bool) {
	switch {
	case c.form == yearFirst || c.form == excelSerial:
		return c.day, true
	case c.form != yearLast || order == onlyYMD:
		return math.NaN(), false
	case order == monthFirst:
		return civilDay(c.year, c.first, c.second)
	}
	return civilDay(c.year, c.second, c.first)
}

// dateEvidence counts what the dates of one column say about their order.
type dateEvidence struct {
	dayFirst, monthFirst int // dates that can be read in this order only
	undecided            int // dates that mean another day in the other order
	line                 int // of the first undecided date
}

func (e *dateEvidence) add(c dateCell, line int) {
	if c.form != yearLast {
		return
	}
	_, dmy := c.in(dayFirst)
	_, mdy := c.in(monthFirst)
	switch {
	case dmy && mdy && c.first != c.second:
		if e.undecided == 0 || line < e.line {
			e.line = line
		}
		e.undecided++
	case dmy && !mdy:
		e.dayFirst++
	case mdy && !dmy:
		e.monthFirst++
	}
}

// order is the order that the dates leave; it is an Error if they contradict
// each other or decide nothing.
func (e *dateEvidence) order(file, header string) (dateOrder, error) {
	next := message.Of("write dates: dmy (or mdy, ymd) under data: in the study file")
	switch {
	case e.dayFirst > 0 && e.monthFirst > 0:
		return "", &table.Error{File: file, Column: header,
			Message: message.Of("some dates have the day first and others the month"), Next: next}
	case e.dayFirst > 0:
		return dayFirst, nil
	case e.monthFirst > 0:
		return monthFirst, nil
	case e.undecided > 0:
		return "", &table.Error{File: file, Line: e.line, Column: header,
			Message: message.Of("no date of the column tells whether the day or the month comes first"), Next: next}
	}
	return anyOrder, nil
}

// yearsBetween is the age in completed years at day, and the part of the
// current year that has passed: whole on each birthday, so that "under 16" ends
// on the sixteenth one. A birthday on 29 February falls on 1 March in common years.
func yearsBetween(birth, day float64) float64 {
	b := time.Unix(int64(birth)*secondsPerDay, 0).UTC()
	d := time.Unix(int64(day)*secondsPerDay, 0).UTC()
	birthday := func(years int) time.Time { return b.AddDate(years, 0, 0) }
	years := d.Year() - b.Year()
	if birthday(years).After(d) {
		years--
	}
	last, next := birthday(years), birthday(years+1)
	return float64(years) + d.Sub(last).Hours()/next.Sub(last).Hours()
}

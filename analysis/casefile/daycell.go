package casefile

import (
	"math"
	"strings"

	"graftstat/analysis/plan"
	"graftstat/analysis/table"
)

const (
	sinceTransplant dateForm = iota + yearLast + 1 // N+11: days since the transplant of the row
	monthOnly                                      // 05/2024: a month without a day
)

// middleOfMonth is the day that incomplete_dates: middle takes.
const middleOfMonth = 15

// dayOrMonth reads a cleaned cell that is no whole date: a day since the transplant, a
// month without a day, or either of these and a date with a note beside it.
func (t *dataFile) dayOrMonth(text string) dateCell {
	c := t.date(text)
	if c.form == noDate {
		c = parsePartDate(text)
	}
	if c.form != noDate {
		return c
	}
	value, note, ok := cutNote(text)
	if !ok {
		return dateCell{}
	}
	if c = t.date(value); c.form == noDate {
		c = parsePartDate(value)
	}
	if c.form == noDate {
		return dateCell{}
	}
	c.note = refusedNote
	if mayBeIgnored(note, nil) {
		c.note = plainNote
	}
	return c
}

func parsePartDate(text string) dateCell {
	if day, ok := parseDay(text); ok {
		return dateCell{form: sinceTransplant, day: day}
	}
	return parseMonth(text)
}

// parseDay reads a day since the transplant: N+11, N11, D+11, ngày 11, +11. A number
// alone is none: it may be anything.
func parseDay(text string) (float64, bool) {
	rest, named := strings.ToLower(text), false
	for _, name := range []string{"ngày", "day", "n", "d"} {
		if cut, ok := strings.CutPrefix(rest, name); ok {
			rest, named = strings.TrimLeft(cut, " "), true
			break
		}
	}
	sign, digits := signOf(rest)
	digits = strings.TrimLeft(digits, " ")
	if !named && sign == "" || !table.AllDigits(digits) || len(digits) > 5 {
		return 0, false
	}
	day := float64(number(digits))
	if sign == "-" || sign == "−" {
		day = -day
	}
	return day, math.Abs(day) <= maxYears*daysAYear
}

// parseMonth reads a month without a day: 05/2024, 2024-05, tháng 5/2024, May 2024.
func parseMonth(text string) dateCell {
	s := strings.ToLower(text)
	word, rest := leadingLetters(s)
	if word != "" && englishMonth(word) > 0 {
		if year, ok := yearAfterMonth(rest); ok {
			return monthCell(englishMonth(word), year)
		}
		return dateCell{}
	}
	for _, name := range []string{"tháng", "thg", "t"} {
		if cut, ok := strings.CutPrefix(s, name); ok {
			month, rest := leadingDigits(strings.TrimLeft(cut, " ."), 2)
			if year, ok := yearAfterMonth(rest); ok && month != "" && rest != year {
				return monthCell(number(month), year)
			}
			return dateCell{}
		}
	}
	for _, mark := range []string{"/", "-", "."} {
		first, second, ok := strings.Cut(s, mark)
		switch {
		case !ok || !table.AllDigits(first) || !table.AllDigits(second):
		case len(first) <= 2 && len(second) == 4:
			return monthCell(number(first), second)
		case len(first) == 4 && len(second) <= 2 && mark != ".":
			return monthCell(number(second), first)
		}
	}
	return dateCell{}
}

func monthCell(month int, year string) dateCell {
	if len(year) != len("2024") {
		return dateCell{}
	}
	if _, ok := civilDay(number(year), month, 1); !ok {
		return dateCell{}
	}
	return dateCell{form: monthOnly, first: month, year: number(year)}
}

// month is the first and the last day of a cell that is a month without a day.
func (c dateCell) month() (from, to float64) {
	from, _ = civilDay(c.year, c.first, 1)
	next, _ := civilDay(c.year+c.first/12, c.first%12+1, 1)
	return from, next - 1
}

// stated is the day that a cell states under an order: a day since the transplant
// stays one. A note beside it and a month without a day count as the study declares.
func (c dateCell) stated(data *plan.Data, order dateOrder) (float64, bool) {
	if c.note == refusedNote || c.note == plainNote && data.Notes != plan.IgnoreNotes {
		return math.NaN(), false
	}
	switch c.form {
	case sinceTransplant:
		return c.day, true
	case monthOnly:
		if data.Incomplete != plan.MiddleOfMonth {
			return math.NaN(), false
		}
		from, _ := c.month()
		return from + middleOfMonth - 1, true
	}
	return c.in(order)
}

// isMiddle reports whether a row has the middle of a month in place of a day.
func (c *dateColumn) isMiddle(row int) bool { return c.cell[c.column.at(row)].form == monthOnly }

// noteMiddle counts a row whose day is the middle of a month.
func (r *reader) noteMiddle(c *dateColumn, row int) {
	if _, state := c.at(row); state == readCell && c.isMiddle(row) {
		c.middles.add(place{line: int(r.line[row]), column: c.header})
	}
}

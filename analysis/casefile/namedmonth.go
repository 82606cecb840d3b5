package casefile

import (
	"slices"
	"strings"
	"unicode"

	"graftstat/analysis/table"
)

// parseNamedMonth reads dates whose month is a word, so that their order is
// plain: 11-Aug-2025, 11AUG2025, Aug 11, 2025, 11 thg 8, 2025, ngày 11 tháng 8
// năm 2025. A time of day may follow.
func parseNamedMonth(s string) dateCell {
	if colon := strings.IndexByte(s, ':'); colon >= 0 {
		space := strings.LastIndexByte(s[:colon], ' ') // before the hours
		if space < 0 || !isTimeOfDay(s[space+1:]) {
			return dateCell{}
		}
		s = s[:space]
	}
	if !strings.ContainsFunc(s, unicode.IsLetter) {
		return dateCell{}
	}
	s = strings.ToLower(s)
	if c, ok := dayBeforeMonth(s); ok {
		return c
	}
	return monthBeforeDay(s)
}

// dayBeforeMonth reads a day, a month as a word or after thg or tháng as a number,
// and a year; false if the text has not this form.
func dayBeforeMonth(s string) (dateCell, bool) {
	s = strings.TrimPrefix(s, "ngày ")
	day, s := leadingDigits(s, 2)
	s = strings.TrimLeft(s, " ./-")
	word, rest := leadingLetters(s)
	if day == "" || word == "" {
		return dateCell{}, false
	}
	if word == "thg" || word == "tháng" {
		for most := 2; most > 0; most-- { // 11 thg 82025 is of August
			month, rest := leadingDigits(strings.TrimPrefix(rest, " "), most)
			if year, ok := yearAfterMonth(rest); ok && month != "" {
				return namedDay(year, number(month), day), true
			}
		}
	}
	year, ok := yearAfterMonth(rest)
	if !ok {
		return dateCell{}, false
	}
	return namedDay(year, englishMonth(word), day), true
}

// yearAfterMonth reads what stands between a month and the end: . , / - spaces and năm, then the year.
func yearAfterMonth(s string) (year string, ok bool) {
	s = strings.TrimLeft(strings.TrimPrefix(s, "."), " ,/-")
	s = strings.TrimPrefix(s, "năm ")
	return s, isYear(s)
}

// monthBeforeDay reads a month as a word, a day and a year, as in English.
func monthBeforeDay(s string) dateCell {
	word, s := leadingLetters(s)
	s, ok := strings.CutPrefix(strings.TrimPrefix(s, "."), " ")
	day, s := leadingDigits(s, 2)
	year, space := strings.CutPrefix(strings.TrimPrefix(s, ","), " ")
	if !ok || !space || day == "" || !isYear(year) {
		return dateCell{}
	}
	return namedDay(year, englishMonth(word), day)
}

func isYear(s string) bool {
	return (len(s) == len("25") || len(s) == len("2025")) && table.AllDigits(s)
}

func leadingDigits(s string, most int) (digits, rest string) {
	n := 0
	for n < len(s) && n < most && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return s[:n], s[n:]
}

func leadingLetters(s string) (letters, rest string) {
	rest = strings.TrimLeftFunc(s, unicode.IsLetter)
	return s[:len(s)-len(rest)], rest
}

func namedDay(year string, month int, day string) dateCell {
	if month < 1 {
		return dateCell{}
	}
	if len(year) == len("25") {
		return dateCell{form: shortYear}
	}
	since1970, ok := civilDay(number(year), month, number(day))
	if !ok {
		return dateCell{}
	}
	return dateCell{form: yearFirst, day: since1970}
}

// englishMonth is the number of a month by its name or its first three letters; 0
// if it is none.
func englishMonth(word string) int {
	months := []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
		"november", "december"}
	return 1 + slices.IndexFunc(months, func(m string) bool {
		return word == m || word == m[:3] || word == "sept" &&
			m == "september"
	})
}

package casefile

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// The forms of a date whose month is a word, in lower case: day, month as a word
// or in Vietnamese as a number, year; and in English also month, day, year.
const (
	dayBeforeMonth = `^(?:ngày )?(\d{1,2})[ ./-]*(?:(?:thg|tháng) ?(\d{1,2})|(\pL+))\.?[ ,/-]*(?:năm )?(\d{2}|\d{4})$`
	monthBeforeDay = `^(\pL+)\.? (\d{1,2}),? (\d{2}|\d{4})$`
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
	if m := regexp.MustCompile(dayBeforeMonth).FindStringSubmatch(s); m != nil {
		if m[2] != "" {
			return namedDay(m[4], number(m[2]), m[1])
		}
		return namedDay(m[4], englishMonth(m[3]), m[1])
	}
	if m := regexp.MustCompile(monthBeforeDay).FindStringSubmatch(s); m != nil {
		return namedDay(m[3], englishMonth(m[1]), m[2])
	}
	return dateCell{}
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
	months := []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
	return 1 + slices.IndexFunc(months, func(m string) bool { return word == m || word == m[:3] || word == "sept" && m == "september" })
}

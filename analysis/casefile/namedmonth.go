package casefile

import (
	"slices"
	"strings"
	"unicode"
)

// parseNamedMonth reads dates whose month is a word, so that their order is
// plain: 11-Aug-2025, 11AUG2025, Aug 11, 2025, 11 thg 8, 2025, ngày 11 tháng 8
// năm 2025. A time of day may follow.
func parseNamedMonth(s string) dateCell {
	if !strings.ContainsFunc(s, unicode.IsLetter) {
		return dateCell{}
	}
	if i := strings.IndexByte(s, ':'); i >= 0 { // back to the space before the hours
		i = strings.LastIndexByte(s[:i], ' ')
		if i < 0 || !isTimeOfDay(s[i+1:]) {
			return dateCell{}
		}
		s = s[:i]
	}
	words, ok := dateWords(strings.ToLower(s))
	if !ok {
		return dateCell{}
	}
	month, i := 0, -1 // its place among the numbers
	var digits []string
	for at := 0; at < len(words); at++ {
		word := words[at]
		switch {
		case allDigits(word):
			digits = append(digits, word)
			continue
		case at == 0 && word == "ngày", word == "năm" && at == len(words)-2:
			continue
		case month > 0:
			return dateCell{}
		case (word == "thg" || word == "tháng") && at+1 < len(words) && allDigits(words[at+1]):
			at++
			month = number(words[at])
		default:
			month = englishMonth(word)
		}
		i = len(digits)
		if month < 1 {
			return dateCell{}
		}
	}
	if len(digits) != 2 || i != 0 && i != 1 || len(digits[0]) > 2 {
		return dateCell{}
	}
	switch len(digits[1]) {
	case 2:
		return dateCell{form: shortYear}
	case 4:
		if day, ok := civilDay(number(digits[1]), month, number(digits[0])); ok {
			return dateCell{form: yearFirst, day: day}
		}
	}
	return dateCell{}
}

// dateWords are the runs of letters and of digits of a text that has nothing
// else but the marks of a date.
func dateWords(s string) (words []string, ok bool) {
	kind := func(r rune) int {
		switch {
		case r >= '0' && r <= '9':
			return 1
		case unicode.IsLetter(r):
			return 2
		case strings.ContainsRune(" -,./", r):
			return 0
		}
		return -1
	}
	last := 0
	for _, r := range s {
		k := kind(r)
		switch {
		case k < 0:
			return nil, false
		case k == 0:
		case k == last:
			words[len(words)-1] += string(r)
		default:
			words = append(words, string(r))
		}
		last = k
	}
	return words, len(words) >= 3
}

// englishMonth is the number of a month by its name or its first three letters; 0
// if it is none.
func englishMonth(word string) int {
	months := []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
	return 1 + slices.IndexFunc(months, func(m string) bool { return word == m || word == m[:3] || word == "sept" && m == "september" })
}

package table

import (
	"math"
	"strconv"
	"strings"
)

// ParseNumber reads a number with the file's decimal mark.
//
// Digits may be grouped in threes by a space, by a point where the decimal mark
// is a comma, and by a comma where it is a point, provided that the comma cannot
// be a decimal mark: 1,234.5 and 1,234,567 are numbers, 1,234 and 0,5 are not.
// Words for infinity and hexadecimal digits are not numbers.
func ParseNumber(s string, decimalComma bool) (float64, bool) {
	sign, s := cutSign(s)
	mantissa, exponent := s, ""
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		mantissa, exponent = s[:i], s[i+1:]
		if _, digits := cutSign(exponent); !AllDigits(digits) {
			return math.NaN(), false
		}
		exponent = "e" + exponent
	}
	mark := "."
	if decimalComma {
		mark = ","
	}
	whole, fraction, hasMark := strings.Cut(mantissa, mark)
	whole, ok := ungroup(whole, decimalComma, hasMark)
	if !ok || whole+fraction == "" || (fraction != "" && !AllDigits(fraction)) {
		return math.NaN(), false
	}
	v, err := strconv.ParseFloat(sign+whole+"."+fraction+exponent, 64)
	if err != nil {
		return math.NaN(), false
	}
	return v, true
}

// cutSign takes a leading sign off; U+2212 is a minus too.
func cutSign(s string) (sign, rest string) {
	switch {
	case strings.HasPrefix(s, "-"), strings.HasPrefix(s, "+"):
		return s[:1], s[1:]
	case strings.HasPrefix(s, "−"):
		return "-", s[len("−"):]
	}
	return "", s
}

// ungroup takes the grouping marks out of the digits before the decimal mark.
func ungroup(whole string, decimalComma, hasMark bool) (string, bool) {
	if whole == "" || AllDigits(whole) {
		return whole, true
	}
	for _, mark := range []string{" ", "\u00a0", "\u202f", ".", ","} {
		groups := strings.Split(whole, mark)
		if len(groups) < 2 {
			continue
		}
		certain := mark != "," || (!decimalComma && (hasMark || len(groups) > 2))
		if mark == "." {
			certain = decimalComma
		}
		return strings.Join(groups, ""), certain && areGroups(groups)
	}
	return "", false
}

// areGroups says that the groups are one to three digits, the first not zero,
// and then three each.
func areGroups(groups []string) bool {
	for i, g := range groups {
		if !AllDigits(g) || len(g) > 3 || (i > 0 && len(g) != 3) {
			return false
		}
	}
	return groups[0][0] != '0'
}

// AllDigits reports whether a text is digits and nothing else.
func AllDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

package result

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

const formulaStart = "=+-@\t\r'"

// Guard leads a text that a spreadsheet would take for a formula by an apostrophe.
func Guard(s string) string {
	if isFormula(s) {
		return "'" + s
	}
	return s
}

func isFormula(s string) bool { return s != "" && strings.IndexByte(formulaStart, s[0]) >= 0 }

func unguard(s string) string { return strings.TrimPrefix(s, "'") }

// appendCell appends a text as a cell of a CSV, guarded, and quoted where
// encoding/csv would quote it.
func appendCell(b []byte, s string) []byte {
	if isFormula(s) {
		s = "'" + s
	}
	if !needsQuotes(s) {
		return append(b, s...)
	}
	b = append(b, '"')
	for i := range len(s) {
		if s[i] == '"' {
			b = append(b, '"')
		}
		b = append(b, s[i])
	}
	return append(b, '"')
}

func needsQuotes(s string) bool {
	if s == "" {
		return false
	}
	for i := range len(s) {
		switch s[i] {
		case ',', '"', '\r', '\n':
			return true
		}
	}
	if s == `\.` {
		return true
	}
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsSpace(first)
}

// smallWhole bounds the whole numbers that are written without an exponent.
const smallWhole = 1e6

// appendNumber appends a number as strconv writes it in its shortest form 'g'.
func appendNumber(b []byte, x float64) []byte {
	if whole := int64(x); x > 0 && x < smallWhole && float64(whole) == x {
		return strconv.AppendInt(b, whole, 10)
	}
	return strconv.AppendFloat(b, x, 'g', -1, 64)
}

// parseNumber reads a number that is neither infinite nor NaN; NaN where the
// cell is empty.
func parseNumber(s string) (x float64, ok bool) {
	if s == "" {
		return math.NaN(), true
	}
	x, err := strconv.ParseFloat(s, 64)
	return x, err == nil && !math.IsNaN(x) && !math.IsInf(x, 0)
}

package plan

import (
	"strconv"
	"strings"
)

// Scalar is a value of the study file as it is written there: 1, "01" and M
// are kept apart from each other. Two scalars are the same as written, or as
// numbers if both are numbers.
type Scalar string

// Values is one scalar or a list of them.
type Values []Scalar

// Match reports whether a cell that reads so has this value: as written, or as
// numbers if both are numbers.
func (s Scalar) Match(cell string) bool {
	if cell == string(s) {
		return true
	}
	a, ok := s.Number()
	if !ok {
		return false
	}
	b, ok := Scalar(cell).Number()
	return ok && a == b
}

// Number is the scalar as a finite decimal number with a point: 12, -0.5, 1e3.
// Other forms (0x1F, 1_000, 0,5, inf) are no numbers.
func (s Scalar) Number() (float64, bool) {
	if s == "" || strings.Trim(string(s), "0123456789+-.eE") != "" {
		return 0, false
	}
	x, err := strconv.ParseFloat(string(s), 64)
	return x, err == nil
}

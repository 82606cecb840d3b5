package casefile

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
)

// TestNamedMonthIsItsPattern compares the reader of named months with the pattern
// of each form, over texts of the pieces that such dates have.
func TestNamedMonthIsItsPattern(t *testing.T) {
	dayFirst := regexp.MustCompile(`^(?:ngày )?(\d{1,2})[ ./-]*(?:(?:thg|tháng) ?(\d{1,2})|(\pL+))\.?[ ,/-]*(?:năm )?(\d{2}|\d{4})$`)
	monthFirst := regexp.MustCompile(`^(\pL+)\.? (\d{1,2}),? (\d{2}|\d{4})$`)
	byPattern := func(s string) dateCell {
		s = strings.ToLower(s)
		if m := dayFirst.FindStringSubmatch(s); m != nil && m[2] != "" {
			return namedDay(m[4], number(m[2]), m[1])
		} else if m != nil {
			return namedDay(m[4], englishMonth(m[3]), m[1])
		}
		if m := monthFirst.FindStringSubmatch(s); m != nil {
			return namedDay(m[3], englishMonth(m[1]), m[2])
		}
		return dateCell{}
	}
	pieces := []string{"ngày ", "ngày", "11", "8", "1", "30", "2", " ", "-", ".", "/", ",", ", ", "thg", "thg ",
		"tháng ", "Aug", "august", "sept", "Feb", "x",
		"năm ", "năm", "2025", "25", "202", "\xff", "٣"}
	random, read := rand.New(rand.NewPCG(1, 2)), 0
	for range 300_000 {
		text := ""
		for range 2 + random.IntN(6) {
			text += pieces[random.IntN(len(pieces))]
		}
		if !strings.ContainsAny(text, "aghsuxFAnt") {
			continue // no letter: not asked
		}
		want, got := byPattern(text), parseNamedMonth(text)
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("%q is %+v, want %+v", text, got, want)
		}
		if want.form != noDate {
			read++
		}
	}
	if read < 500 {
		t.Errorf("only %d of the texts are dates", read)
	}
}

// TestBadDatesCostLittle holds the work of a date that cannot be read, of which a
// file with wrong columns has a million, by what it allocates.
func TestBadDatesCostLittle(t *testing.T) {
	for _, cell := range []string{"b12345", "11 Brumaire 2025", "2024-02-30", "Feb 30, 2025", "unknown"} {
		if got := testing.AllocsPerRun(100, func() { parseDate(cell) }); got > 8 {
			t.Errorf("%q allocates %v times", cell, got)
		}
	}
}

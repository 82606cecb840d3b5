package table

import (
	"math"
	"strconv"
	"testing"
)

func TestParseNumber(t *testing.T) {
	none := math.NaN()
	for _, c := range []struct {
		text         string
		point, comma float64 // read with a decimal point, with a decimal comma
	}{
		{"0", 0, 0},
		{"12", 12, 12},
		{"007", 7, 7},
		{"-3", -3, -3},
		{"+3", 3, 3},
		{"−3", -3, -3},
		{"0.5", 0.5, none},     // with a decimal comma no group begins with 0
		{"0,5", none, 0.5},     // never 5
		{"1.5", 1.5, none},     // a group has three digits
		{"1,5", none, 1.5},     //
		{".5", 0.5, none},      //
		{"5.", 5, none},        //
		{"1.234", 1.234, 1234}, // the comma is declared, so the point groups
		{"1,234", none, 1.234}, // a comma that may be a decimal mark is no group
		{"1,234.5", 1234.5, none},
		{"1.234,5", none, 1234.5},
		{"1,234,567", 1234567, none},
		{"1.234.567", none, 1234567},
		{"1 234", 1234, 1234},
		{"1\u00a0234,5", none, 1234.5},
		{"1\u202f234.5", 1234.5, none},
		{"1 23", none, none},
		{"1e3", 1000, 1000},
		{"1E-2", 0.01, 0.01},
		{"1e", none, none},
		{"1e999", none, none},
		{"", none, none},
		{"-", none, none},
		{".", none, none},
		{",", none, none},
		{"abc", none, none},
		{"1_000", none, none},
		{"0x10", none, none},
		{"Inf", none, none},
		{"NaN", none, none},
		{"1.2.3", none, none},
		{"5%", none, none},
		{"<5", none, none},
		{"--5", none, none},
		{"12,345,67", none, none},
	} {
		for _, mark := range []struct {
			name  string
			comma bool
			want  float64
		}{{"point", false, c.point}, {"comma", true, c.comma}} {
			got, ok := ParseNumber(c.text, mark.comma)
			if ok == math.IsNaN(mark.want) || ok && got != mark.want {
				t.Errorf("ParseNumber(%q, decimal %s) = %v, %v; want %v", c.text, mark.name, got, ok, mark.want)
			}
		}
	}
}

// Whatever strconv writes of a number is read back, and whatever is read is a
// finite number.
func FuzzParseNumber(f *testing.F) {
	for _, s := range []string{"1.5", "1,234.5", "1e-7", "−2", "1 000", "0x1p-2", ""} {
		f.Add(s, 1.5)
	}
	f.Fuzz(func(t *testing.T, s string, x float64) {
		for _, comma := range []bool{false, true} {
			if got, ok := ParseNumber(s, comma); ok && (math.IsNaN(got) || math.IsInf(got, 0)) {
				t.Fatalf("ParseNumber(%q, %v) = %v", s, comma, got)
			}
		}
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return
		}
		if got, ok := ParseNumber(strconv.FormatFloat(x, 'g', -1, 64), false); !ok || got != x {
			t.Fatalf("%v is read as %v, %v", x, got, ok)
		}
	})
}

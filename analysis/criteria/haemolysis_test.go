package criteria

import (
	"fmt"
	"math"
	"testing"
)

// LDH by hand: donor red cells on day -6, 200 before them, 488 on day 0 and 560 on day 14.
func TestPeak(t *testing.T) {
	course := []Value{Number(-9, 210), Number(-7, 200), Number(-6, 300), Number(0, 488), Number(5, 390), Number(14, 560),
		Number(15, 900), Number(16, 950)}
	nan := math.NaN()
	for name, c := range map[string]struct {
		values              []Value
		from, to, reference float64
		want                Extreme
	}{
		"days 0 to 14":                {course, 0, 14, -6, Extreme{3, 5, 1, false, 2.8, 360}},
		"days 5 to 15":                {course, 5, 15, -6, Extreme{3, 6, 1, false, 4.5, 700}},
		"the day of reference itself": {course, 0, 14, -7, Extreme{3, 5, 0, false, 560. / 210, 350}},
		"no value before":             {course[3:], 0, 14, 0, Extreme{3, 3 - 1, -1, false, nan, nan}},
		"no value in the window":      {course[:3], 0, 14, -6, Extreme{0, -1, 1, false, nan, nan}},
		"no value at all":             {nil, 0, 14, 0, Extreme{0, -1, -1, false, nan, nan}},
		"of two the first":            {[]Value{Number(-1, 2), Number(3, 6), Number(4, 6)}, 0, 14, 0, Extreme{2, 1, 0, false, 3, 4}},
		"before is 0":                 {[]Value{Number(-1, 0), Number(3, 6)}, 0, 14, 0, Extreme{1, 1, 0, false, nan, 6}},
		"over 2000 decides":           {[]Value{Number(-1, 2), moreThan(3, 2000), Number(4, 900)}, 0, 14, 0, Extreme{2, 1, 0, false, nan, nan}},
		"over 500 does not":           {[]Value{Number(-1, 2), moreThan(3, 500), Number(4, 900)}, 0, 14, 0, Extreme{2, -1, 0, true, nan, nan}},
		"under 500 does not matter":   {[]Value{Number(-1, 2), lessThan(3, 500), Number(4, 900)}, 0, 14, 0, Extreme{2, 2, 0, false, 450, 898}},
		"a bound before":              {[]Value{lessThan(-1, 9), Number(4, 90)}, 0, 14, 0, Extreme{1, 1, 0, false, nan, nan}},
	} {
		if got := Peak(c.values, c.from, c.to, c.reference); fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

// Haemoglobin 10 falls to 6.5 on day 8; haptoglobin under 0.1 is the lowest of all.
func TestTrough(t *testing.T) {
	nan := math.NaN()
	for name, c := range map[string]struct {
		values []Value
		want   Extreme
	}{
		"haemoglobin":          {[]Value{Number(-1, 10), Number(2, 8), Number(8, 6.5), Number(15, 5)}, Extreme{2, 2, 0, false, .65, -3.5}},
		"haptoglobin <0.1":     {[]Value{Number(-1, 1), Number(2, .3), lessThan(8, .1)}, Extreme{2, 2, 0, false, nan, nan}},
		"<0.1 beside 0.05":     {[]Value{Number(-1, 1), Number(2, .05), lessThan(8, .1)}, Extreme{2, -1, 0, true, nan, nan}},
		"it rose all the time": {[]Value{Number(-1, 10), Number(2, 11)}, Extreme{1, 1, 0, false, 1.1, 1}},
	} {
		if got := Trough(c.values, 0, 14, 0); fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

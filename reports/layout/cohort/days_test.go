package cohort

import (
	"math"
	"testing"

	"graftstat/analysis/result"
)

// One day that is not whole gives all of a column a decimal; a missing one none.
func TestDayDigits(t *testing.T) {
	missing := result.Number(math.NaN())
	for _, test := range []struct {
		days []result.Number
		want int
	}{
		{[]result.Number{21, 20, 22}, 0},
		{[]result.Number{21, 20, 22.25}, 1},
		{[]result.Number{missing, 730}, 0},
		{[]result.Number{missing, 547.5, 730}, 1},
		{nil, 0},
	} {
		if got := dayDigits(test.days...); got != test.want {
			t.Errorf("%v: %d decimals, want %d", test.days, got, test.want)
		}
	}
	if got := quartileDigits(nil); got != 0 {
		t.Errorf("no days have %d decimals", got)
	}
	whole, half := result.Quartiles{N: 3, Q1: 2, Median: 3, Q3: 4}, result.Quartiles{N: 3, Q1: 0.5, Median: 3, Q3: 4}
	if got := quartileDigits(&result.DaysToEvent{Quartiles: half, InDays: &whole}); got != 0 {
		t.Errorf("whole days that the study counts in months have %d decimals", got)
	}
}

package plan

import (
	"math"
	"testing"
)

// What a condition says of all numbers from low to high, by hand.
func TestMatchRange(t *testing.T) {
	five, nine, inf := 5., 9., math.Inf(1)
	lt, ge, between := Condition{LT: &five}, Condition{GE: &five}, Condition{GE: &five, LE: &nine}
	for _, c := range []struct {
		name       string
		condition  Condition
		low, high  float64
		met, known bool
	}{
		{"<5 under 5", lt, -inf, math.Nextafter(5, 0), true, true},
		{"≤5 under 5", lt, -inf, 5, false, false},
		{"≥5 under 5", lt, 5, inf, false, true},
		{">4 under 5", lt, 4.1, inf, false, false},
		{"≥5 at least 5", ge, 5, inf, true, true},
		{"<5 at least 5", ge, -inf, math.Nextafter(5, 0), false, true},
		{"from 6 to 8 in 5 to 9", between, 6, 8, true, true},
		{">9 in 5 to 9", between, math.Nextafter(9, inf), inf, false, true},
		{">8 in 5 to 9", between, 8.1, inf, false, false},
		{"<5 among 2, 3", Condition{In: []string{"2", "3"}}, -inf, 4.9, false, false},
		{"<5 among 7", Condition{In: []string{"7"}}, -inf, 4.9, false, true},
		{"<5 but not 3", Condition{Not: []string{"3"}}, -inf, 4.9, false, false},
		{"<5 but not 7", Condition{Not: []string{"7"}}, -inf, 4.9, true, true},
		{"a number", lt, 4, 4, true, true},
		{"nothing", lt, math.NaN(), math.NaN(), false, false},
	} {
		if met, known := c.condition.MatchRange(c.low, c.high); met != c.met || known != c.known {
			t.Errorf("%s: %v, %v", c.name, met, known)
		}
	}
}

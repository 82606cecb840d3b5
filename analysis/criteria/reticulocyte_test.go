package criteria

import (
	"math"
	"testing"
)

func percentRule() ReticulocyteRule {
	return ReticulocyteRule{AtLeast: 1, Consecutive: 2, WithinDays: 14, NeverBelowBy: 30}
}

// below1 is <1.
func below(day, limit float64) Value {
	return Value{Day: day, Low: math.Inf(-1), High: math.Nextafter(limit, math.Inf(-1))}
}

func over(day, limit float64) Value {
	return Value{Day: day, Low: math.Nextafter(limit, math.Inf(1)), High: math.Inf(1)}
}

// dated are values by pairs of day and value.
func dated(pairs ...float64) []Value {
	var values []Value
	for i := 0; i < len(pairs); i += 2 {
		values = append(values, Number(pairs[i], pairs[i+1]))
	}
	return values
}

// Courses worked by hand, each with its neighbours one day or one unit off.
func TestReticulocyteRecoveryByHand(t *testing.T) {
	for name, c := range map[string]struct {
		values []Value
		want   Recovery
	}{
		"nothing":                    {nil, Recovery{Outcome: Silent}},
		"only before the transplant": {dated(-7, 0.2, -1, 3), Recovery{Outcome: Silent}},
		"two at the threshold":       {dated(7, 0.3, 14, 1, 21, 1), Recovery{Outcome: Recovered, Day: 14}},
		"the first a hair under": {dated(7, 0.3, 14, 0.99, 21, 1, 28, 1),
			Recovery{Outcome: Recovered, Day: 21}},
		"the second a hair under": {dated(7, 0.3, 14, 1, 21, 0.99), Recovery{Outcome: NotYet, KnownTo: 21}},
		"one alone at the end":    {dated(7, 0.3, 14, 0.5, 21, 1), Recovery{Outcome: NotYet, KnownTo: 20}},
		"two on one day are one":  {dated(7, 0.3, 14, 1, 14, 2), Recovery{Outcome: NotYet, KnownTo: 13}},
		"the lowest of a day": {dated(7, 0.3, 14, 2, 14, 0.9, 15, 2),
			Recovery{Outcome: NotYet, KnownTo: 14}},
		"14 days apart": {dated(7, 0.3, 20, 1.2, 34, 1.4), Recovery{Outcome: Recovered, Day: 20}},
		"15 days apart": {dated(7, 0.3, 20, 1.2, 35, 1.4), Recovery{Outcome: NotYet, KnownTo: 34}},
		"15 days, then 14": {dated(7, 0.3, 20, 1.2, 35, 1.4, 49, 1),
			Recovery{Outcome: Recovered, Day: 35}},
		"high before the fall": {dated(1, 2, 4, 1.5, 8, 0.2, 30, 1, 37, 2),
			Recovery{Outcome: Recovered, Day: 30}},
		"never below, to day 30":    {dated(10, 2, 20, 1.5, 30, 1), Recovery{Outcome: NeverBelow}},
		"to day 29: not yet over":   {dated(10, 2, 20, 1.5, 29, 1), Recovery{Outcome: NotYet, KnownTo: 29}},
		"a value of day 31 will do": {dated(10, 2, 20, 1.5, 31, 1), Recovery{Outcome: NeverBelow}},
		"a fall on day 30": {dated(10, 2, 20, 1.5, 30, 0.9, 40, 1, 47, 1),
			Recovery{Outcome: Recovered, Day: 40}},
		"a fall on day 31 is another": {dated(10, 2, 20, 1.5, 31, 0.9, 40, 1, 47, 1),
			Recovery{Outcome: NeverBelow}},
		"first value on day 14":      {dated(14, 2, 21, 1.5, 30, 1), Recovery{Outcome: NeverBelow}},
		"first value on day 15":      {dated(15, 2, 21, 1.5, 30, 1), Recovery{Outcome: Undated}},
		"a gap of 15 days":           {dated(5, 2, 20, 1.5, 30, 1), Recovery{Outcome: Undated}},
		"first value late, one only": {dated(25, 2), Recovery{Outcome: NotYet, KnownTo: 24}},
		"first value late and under": {dated(40, 0.2, 50, 1, 60, 1), Recovery{Outcome: Recovered, Day: 50}},
		"up unseen, under, up again": {dated(25, 2, 32, 2, 40, 0.2, 50, 1, 60, 1), Recovery{Outcome: Undated}},
		"<1 is under": {append([]Value{below(7, 1)}, dated(14, 1, 21, 1)...),
			Recovery{Outcome: Recovered, Day: 14}},
		"<2 may be either": {append([]Value{Number(7, 0.2), below(14, 2)}, dated(21, 1, 28, 1)...),
			Recovery{Outcome: Undecided}},
		"<2 beside what decides": {append([]Value{Number(7, 0.2), below(14, 2)}, dated(21, 0.5, 28, 1, 35, 1)...),
			Recovery{Outcome: Recovered, Day: 28}},
		">1 is over": {append(dated(7, 0.2, 14, 1), over(21, 1)),
			Recovery{Outcome: Recovered, Day: 14}},
		">0.5 may be either": {append(dated(7, 0.2, 14, 1), over(21, 0.5)),
			Recovery{Outcome: Undecided}},
		"an open fall that others see": {append([]Value{Number(5, 0.3), below(10, 2)}, dated(12, 0.4, 20, 1, 27, 1)...),
			Recovery{Outcome: Recovered, Day: 20}},
	} {
		if got := percentRule().ReticulocyteRecovery(c.values, math.Inf(1)); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

// The absolute count has its own threshold, in 10^9/L.
func TestAbsoluteReticulocytes(t *testing.T) {
	rule := percentRule()
	rule.AtLeast = 30
	for second, want := range map[float64]Outcome{30: Recovered, 29.9: NotYet} {
		if got := rule.ReticulocyteRecovery(dated(7, 3, 21, 45, 28, second), math.Inf(1)); got.Outcome != want {
			t.Errorf("second value %v: %+v", second, got)
		}
	}
}

// A run counts where it starts by the day to which the course is known; a later value
// confirms it.
func TestReticulocytesBeyondWhatIsComplete(t *testing.T) {
	values := dated(7, 0.3, 20, 1, 27, 1)
	for complete, want := range map[float64]Recovery{
		20: {Outcome: Recovered, Day: 20},
		19: {Outcome: NotYet, KnownTo: 19},
	} {
		if got := percentRule().ReticulocyteRecovery(values, complete); got != want {
			t.Errorf("complete to %v: %+v", complete, got)
		}
	}
}

// Three consecutive values ask for one more than two do, and never come earlier.
func TestMoreConsecutiveValuesNeverComeEarlier(t *testing.T) {
	values := dated(5, 0.1, 10, 1, 17, 1.5, 24, 0.8, 31, 1.2, 38, 1.1, 45, 2, 52, 2.4)
	before := -1.
	for _, n := range []int{1, 2, 3, 4} {
		rule := percentRule()
		rule.Consecutive = n
		got := rule.ReticulocyteRecovery(values, math.Inf(1))
		if got.Outcome != Recovered || got.Day < before {
			t.Errorf("%d values: %+v after day %v", n, got, before)
		}
		before = got.Day
	}
	if before != 31 {
		t.Errorf("four values: day %v, want 31", before)
	}
}

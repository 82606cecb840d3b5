package describe_test

import (
	"math"
	"slices"
	"testing"

	"graftstat/analysis/describe"
)

// T23: three rules, named by R's numbers.
func TestT23QuartilesEqualR(t *testing.T) {
	values(t, "quartiles", func(t *testing.T, input, rule, quantity string, want float64) {
		x := numbers(t, input)[0]
		s := describe.Quartiles(x, describe.QuartileType(number(t, rule)))
		if s.N != len(x) {
			t.Errorf("%s: n = %d", input, s.N)
		}
		got := map[string]float64{"min": s.Min, "q1": s.Q1, "median": s.Median, "q3": s.Q3, "max": s.Max}[quantity]
		near(t, input+" type "+rule+" "+quantity, got, want)
	})
}

// Of 1, 2, 3, 4 the first quartile is at 1 + 3/4, at 4/4 = 1 so the mean of 1
// and 2, and at 5/4.
func TestQuartilesByHand(t *testing.T) {
	x := []float64{4, 2, 1, 3}
	for rule, want := range map[describe.QuartileType]float64{0: 1.75, describe.Type7: 1.75, describe.Type2: 1.5,
		describe.Type6: 1.25} {
		near(t, "first quartile", describe.Quartiles(x, rule).Q1, want)
	}
	if !slices.Equal(x, []float64{4, 2, 1, 3}) {
		t.Error("the values were sorted in place")
	}
}

func TestQuartilesReasons(t *testing.T) {
	for _, c := range []struct {
		x    []float64
		rule describe.QuartileType
		want describe.Reason
	}{
		{nil, 7, describe.ReasonNoCase},
		{[]float64{1, math.NaN()}, 7, describe.ReasonNotFinite},
		{[]float64{1, math.Inf(1)}, 7, describe.ReasonNotFinite},
		{[]float64{1, 2}, 5, describe.ReasonOutOfDomain},
	} {
		if s := describe.Quartiles(c.x, c.rule); s.Reason != c.want || !math.IsNaN(s.Median) || !math.IsNaN(s.Min) {
			t.Errorf("%v: %+v, want %q", c.x, s, c.want)
		}
	}
}

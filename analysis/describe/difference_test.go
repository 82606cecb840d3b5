package describe_test

import (
	"math"
	"testing"

	"graftstat/analysis/describe"
)

func TestDifferencesEqualR(t *testing.T) {
	values(t, "difference-numbers", func(t *testing.T, input, _, _ string, want float64) {
		x := numbers(t, input)
		near(t, input, describe.DifferenceOfNumbers(x[0], x[1]).Estimate, want)
		near(t, input+" turned round", describe.DifferenceOfNumbers(x[1], x[0]).Estimate, -want)
	})
	values(t, "difference-counts", func(t *testing.T, input, _, _ string, want float64) {
		x := counts(t, input)
		near(t, input, describe.DifferenceOfCounts(x[0], x[1]).Estimate, want)
		near(t, input+" turned round", describe.DifferenceOfCounts(x[1], x[0]).Estimate, want)
	})
}

// 1, 3 against 4, 8: variances 2 and 8, (2 - 6)/√5. Half against a quarter:
// 1/4 over √((1/4 + 3/16)/2).
func TestDifferencesByHand(t *testing.T) {
	near(t, "numbers", describe.DifferenceOfNumbers([]float64{1, 3}, []float64{4, 8}).Estimate, -4/math.Sqrt(5))
	near(t, "counts", describe.DifferenceOfCounts([]int{5, 5}, []int{1, 3}).Estimate, .25/math.Sqrt(7./32))
}

// A level that nobody has, and the order of the levels, change nothing.
func TestDifferenceOfCountsLevels(t *testing.T) {
	want := describe.DifferenceOfCounts([]int{5, 10, 2}, []int{9, 3, 3}).Estimate
	near(t, "an empty level", describe.DifferenceOfCounts([]int{5, 0, 10, 2}, []int{9, 0, 3, 3}).Estimate, want)
	near(t, "another order", describe.DifferenceOfCounts([]int{2, 10, 5}, []int{3, 3, 9}).Estimate, want)
	near(t, "one level", describe.DifferenceOfCounts([]int{0, 4}, []int{0, 9}).Estimate, 0)
}

func TestDifferenceReasons(t *testing.T) {
	for what, c := range map[string]struct {
		got  describe.StandardisedDifference
		want describe.Reason
	}{
		"one value": {describe.DifferenceOfNumbers([]float64{1}, []float64{2, 3}), describe.ReasonNoCase},
		"not a number": {describe.DifferenceOfNumbers([]float64{1, math.NaN()}, []float64{2, 3}),
			describe.ReasonNotFinite},
		"no spread":        {describe.DifferenceOfNumbers([]float64{1, 1}, []float64{2, 2}), describe.ReasonNoVariance},
		"nobody":           {describe.DifferenceOfCounts([]int{0, 0}, []int{1, 2}), describe.ReasonNoCase},
		"unequal rows":     {describe.DifferenceOfCounts([]int{1}, []int{1, 2}), describe.ReasonOutOfDomain},
		"a negative count": {describe.DifferenceOfCounts([]int{1, -1}, []int{1, 2}), describe.ReasonOutOfDomain},
		"wholly apart":     {describe.DifferenceOfCounts([]int{4, 0}, []int{0, 5}), describe.ReasonNoVariance},
		"no shared level":  {describe.DifferenceOfCounts([]int{4, 0, 0}, []int{0, 5, 1}), describe.ReasonNoVariance},
	} {
		if c.got.Reason != c.want || !math.IsNaN(c.got.Estimate) {
			t.Errorf("%s: %+v, want %q", what, c.got, c.want)
		}
	}
}

// Means 2, 4 and 6 with variances 2: of the first and the last 4/√2. A group
// without spread is one of them where the other has some.
func TestLargestDifferenceByHand(t *testing.T) {
	numbers := [][]float64{{1, 3}, {3, 5}, {5, 7}}
	near(t, "numbers", describe.LargestDifferenceOfNumbers(numbers).Estimate, 4/math.Sqrt(2))
	near(t, "one value passed over", describe.LargestDifferenceOfNumbers([][]float64{{1, 3}, {9}, {3, 5}}).Estimate,
		2/math.Sqrt(2))
	near(t, "counts", describe.LargestDifferenceOfCounts([][]int{{5, 5}, {1, 1}, {1, 3}}).Estimate,
		.25/math.Sqrt(7./32))
	for what, c := range map[string]struct {
		got  describe.StandardisedDifference
		want describe.Reason
	}{
		"no group":   {describe.LargestDifferenceOfNumbers(nil), describe.ReasonOneGroup},
		"one group":  {describe.LargestDifferenceOfCounts([][]int{{1, 2}}), describe.ReasonOneGroup},
		"no spread":  {describe.LargestDifferenceOfNumbers([][]float64{{1, 1}, {2, 2}}), describe.ReasonNoVariance},
		"the last's": {describe.LargestDifferenceOfNumbers([][]float64{{1, 1}, {2, 2}, {3}}), describe.ReasonNoCase},
	} {
		if c.got.Reason != c.want || !math.IsNaN(c.got.Estimate) {
			t.Errorf("%s: %+v, want %q", what, c.got, c.want)
		}
	}
}

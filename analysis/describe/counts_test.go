package describe_test

import (
	"math"
	"slices"
	"testing"

	"graftstat/analysis/describe"
)

func TestChiSquaredEqualsR(t *testing.T) {
	comparisonEquals(t, "chi-squared", describe.ChiSquaredTest,
		func(input string) describe.Comparison { return describe.ChiSquared(counts(t, input)) })
}

func TestFisherEqualsR(t *testing.T) {
	comparisonEquals(t, "fisher", describe.FisherExact,
		func(input string) describe.Comparison { return describe.Fisher(counts(t, input)) })
}

// 3, 1 against 1, 3: of the 70 ways 1 + 16 + 16 + 1 are no more probable.
// Two against eight, all of the two: 1/45 is the least there is.
func TestFisherByHand(t *testing.T) {
	near(t, "four against four", describe.Fisher([][]int{{3, 1}, {1, 3}}).P, 34./70)
	near(t, "two against eight", describe.Fisher([][]int{{2, 0}, {0, 8}}).P, 1./45)
	near(t, "three by three", describe.Fisher([][]int{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}).P, 1)
}

// R's own Monte Carlo of a million tables; four standard errors of both.
func TestFisherMonteCarloIsNearR(t *testing.T) {
	values(t, "fisher-large", func(t *testing.T, input, _, _ string, want float64) {
		table := counts(t, input)
		c := describe.Fisher(table)
		if c.Method != describe.FisherMonteCarlo || c.Samples != 19_999 {
			t.Fatalf("got %+v", c)
		}
		if margin := 4 * math.Sqrt(want*(1-want)*(1./20_000+1./1e6)); math.Abs(c.P-want) > margin {
			t.Errorf("p = %g, R has %g", c.P, want)
		}
		if b := c.P * 20_000; math.Abs(b-math.Round(b)) > 1e-6 || b < 1 {
			t.Errorf("p = %g is not (b+1)/20000", c.P)
		}
		if again := describe.Fisher(table); again.P != c.P {
			t.Error("the same table gives another p")
		}
	})
}

// Rows and columns may change places, and empty ones do not count.
func TestCountsInvariants(t *testing.T) {
	table := [][]int{{7, 1, 9, 4, 2}, {3, 8, 2, 2, 5}, {1, 0, 4, 9, 6}}
	changed := map[string][][]int{
		"turned":         {{7, 3, 1}, {1, 8, 0}, {9, 2, 4}, {4, 2, 9}, {2, 5, 6}},
		"rows reversed":  {{1, 0, 4, 9, 6}, {3, 8, 2, 2, 5}, {7, 1, 9, 4, 2}},
		"an empty row":   {{7, 1, 9, 4, 2}, {3, 8, 2, 2, 5}, {0, 0, 0, 0, 0}, {1, 0, 4, 9, 6}},
		"an empty level": {{7, 1, 0, 9, 4, 2}, {3, 8, 0, 2, 2, 5}, {1, 0, 0, 4, 9, 6}},
	}
	for what, other := range changed {
		near(t, what+", Fisher", describe.Fisher(other).P, describe.Fisher(table).P)
		near(t, what+", chi-squared", describe.ChiSquared(other).P, describe.ChiSquared(table).P)
	}
	if !slices.Equal(table[0], []int{7, 1, 9, 4, 2}) {
		t.Error("the table was changed")
	}
}

func TestCountsReasons(t *testing.T) {
	for what, c := range map[string]struct {
		table [][]int
		want  describe.Reason
	}{
		"no row":        {nil, describe.ReasonNoCase},
		"nobody":        {[][]int{{0, 0}, {0, 0}}, describe.ReasonNoCase},
		"one group":     {[][]int{{1, 2}, {0, 0}}, describe.ReasonOneGroup},
		"one level":     {[][]int{{1, 0}, {2, 0}}, describe.ReasonOneGroup},
		"unequal rows":  {[][]int{{1, 2}, {1}}, describe.ReasonOutOfDomain},
		"under nothing": {[][]int{{1, -2}, {1, 3}}, describe.ReasonOutOfDomain},
	} {
		missing(t, what, describe.Fisher(c.table), c.want)
		missing(t, what, describe.ChiSquared(c.table), c.want)
		missing(t, what, describe.CompareCounts(c.table), c.want)
	}
}

// All counts expected are 5, then one is 4.5.
func TestCompareCountsChooses(t *testing.T) {
	if c := describe.CompareCounts([][]int{{4, 6}, {6, 4}}); c.Method != describe.ChiSquaredTest {
		t.Errorf("got %+v", c)
	}
	if c := describe.CompareCounts([][]int{{4, 6}, {5, 5}}); c.Method != describe.FisherExact {
		t.Errorf("got %+v", c)
	}
}

func BenchmarkFisher(b *testing.B) {
	for name, table := range map[string][][]int{
		"2x2":         {{12, 30}, {25, 40}},
		"4x4":         {{1, 2, 1, 0}, {3, 3, 6, 1}, {10, 10, 14, 9}, {6, 7, 12, 11}},
		"3x5":         {{7, 1, 9, 4, 2}, {3, 8, 2, 2, 5}, {1, 0, 4, 9, 6}},
		"monte-carlo": {{9, 14, 8, 21, 11}, {16, 9, 18, 9, 6}, {12, 19, 10, 13, 21}, {8, 12, 17, 14, 9}},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				describe.Fisher(table)
			}
		})
	}
}

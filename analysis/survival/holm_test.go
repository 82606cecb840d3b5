package survival_test

import (
	"fmt"
	"math"
	"testing"

	"graftstat/analysis/survival"
)

// R: p.adjust(c(.01, .04, NA, .03, .005, 1), "holm").
func TestHolm(t *testing.T) {
	nan := math.NaN()
	p := []float64{.01, .04, nan, .03, .005, 1}
	got := survival.Holm(p)
	want := []float64{.04, .09, nan, .09, .025, 1}
	for i := range want {
		if math.IsNaN(want[i]) != math.IsNaN(got[i]) {
			t.Errorf("%d: got %g, want %g", i, got[i], want[i])
		} else if !math.IsNaN(want[i]) {
			comparisonClose(t, fmt.Sprint("adjusted ", i), got[i], want[i])
		}
	}
	if p[0] != .01 {
		t.Error("the p-values were changed")
	}
	if len(survival.Holm(nil)) != 0 {
		t.Error("no p-value gives some")
	}
}

func TestPairwiseEqualsR(t *testing.T) {
	comparisonValues(t, []string{"pairwise-log-rank", "pairwise-gray"},
		func(t *testing.T, s comparisonSet, row map[string]string) {
			results := survival.PairwiseLogRank(s.tables(t, 2, false), 0)
			if row["test"] == "pairwise-gray" {
				results = survival.PairwiseGray(s.tables(t, 2, false), 2, 0)
			}
			if k := len(s.groups); len(results) != k*(k-1)/2 {
				t.Fatalf("%d pairs of %d groups", len(results), k)
			}
			found := false
			for _, r := range results {
				if fmt.Sprintf("%d-%d", r.Groups[0], r.Groups[1]) != row["at"] {
					continue
				}
				found = true
				comparisonClose(t, "statistic", r.Statistic, comparisonNumber(t, row["stat"]))
				comparisonClose(t, "adjusted p", r.PAdjusted, comparisonNumber(t, row["p"]))
			}
			if !found {
				t.Error("the pair is missing")
			}
		})
}

func TestAdjustHolmAfterWithholding(t *testing.T) {
	results := []survival.TestResult{{P: .01}, {P: .02}, {P: .03}}
	results[0] = results[0].Withheld(survival.ReasonMinGroup)
	survival.AdjustHolm(results)
	if !math.IsNaN(results[0].PAdjusted) {
		t.Error("a p was given where it is withheld")
	}
	comparisonClose(t, "adjusted", results[1].PAdjusted, .04)
	comparisonClose(t, "adjusted", results[2].PAdjusted, .04)
}

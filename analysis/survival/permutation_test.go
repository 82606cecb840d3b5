package survival_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"graftstat/analysis/survival"
	"graftstat/analysis/verify"
)

// comparisonAnySize lets every size and follow-up through.
var comparisonAnySize = survival.PermutationSettings{MinGroup: 1, Attainable: 1, FollowUpAlpha: 1e-300}

// Two cases a group, failing on days 1, 2 and 3, 4. Of the 6 splits only this
// one and its mirror reach the statistic: p = 1/3, which is the least there is.
func TestLogRankPermutationByHand(t *testing.T) {
	o := survival.Observations{Time: []float64{1, 2, 3, 4}, Cause: []uint8{1, 1, 1, 1}, Group: []int32{0, 0, 1, 1}}
	r := survival.LogRankPermutation(o, 2, nil, comparisonAnySize)
	if r.Name != "log-rank-permutation" || r.Permutations != 6 || r.Sampled || !math.IsNaN(r.DF) {
		t.Errorf("got %+v", r)
	}
	comparisonClose(t, "p", r.P, 1./3)
	comparisonClose(t, "least p", r.PMin, 1./3)
	if o.Group[0] != 0 || o.Group[3] != 1 {
		t.Error("the groups were changed")
	}
}

func TestLogRankPermutationEqualsVerifiedValue(t *testing.T) {
	values, err := verify.Values("ten")
	if err != nil {
		t.Fatal(err)
	}
	s := comparisonVerify(t, "ten")
	r := survival.LogRankPermutation(s.Observations, 2, nil, comparisonAnySize)
	found := false
	for _, v := range values {
		if v.Method == "permutation" && v.Quantity == "p" {
			comparisonClose(t, "p", r.P, v.Value)
			found = true
		}
	}
	if !found || r.Permutations != 120 {
		t.Errorf("%d permutations, value found: %t", r.Permutations, found)
	}
	// Three cases in a group get no p, but what they could have had.
	if r := survival.LogRankPermutation(s.Observations, 2, nil,
		survival.PermutationSettings{}); r.Reason != survival.ReasonMinGroup || !math.IsNaN(r.P) || !(r.PMin > 0) {
		t.Errorf("got %+v", r)
	}
}

// Every split, also within strata and with three groups.
func TestPermutationEqualsEnumerationInR(t *testing.T) {
	tests := []string{"log-rank-permutation", "gray-permutation", "log-rank-stratified-permutation",
		"gray-stratified-permutation"}
	comparisonValues(t, tests, func(t *testing.T, s comparisonSet, row map[string]string) {
		strata := s.strata
		if row["stratified"] == "0" {
			strata = nil
		}
		r := survival.LogRankPermutation(s.Observations, len(s.groups), strata, comparisonAnySize)
		if strings.HasPrefix(row["test"], "gray") {
			r = survival.GrayPermutation(s.Observations, len(s.groups), 1, strata, comparisonAnySize)
		}
		if r.Name != row["test"] || r.Sampled {
			t.Errorf("got %+v", r)
		}
		if row["at"] == "p_min" {
			comparisonClose(t, "least p", r.PMin, comparisonNumber(t, row["p"]))
			return
		}
		if row["at"] != fmt.Sprint("splits=", r.Permutations) {
			t.Errorf("%d splits, want %s", r.Permutations, row["at"])
		}
		comparisonClose(t, "statistic", r.Statistic, comparisonNumber(t, row["stat"]))
		comparisonClose(t, "p", r.P, comparisonNumber(t, row["p"]))
	})
}

// Sampled p-values are (b+1)/(B+1), the same each time, near the exact ones,
// and of another seed others.
func TestPermutationSampled(t *testing.T) {
	s := comparisonSets(t)["eleven"]
	exact := survival.LogRankPermutation(s.Observations, 2, nil, comparisonAnySize)
	sample := comparisonAnySize
	sample.MaxSplits, sample.Samples = 461, 1999
	first := survival.LogRankPermutation(s.Observations, 2, nil, sample)
	if !first.Sampled || first.Permutations != 1999 {
		t.Errorf("got %+v", first)
	}
	if b := first.P * 2000; math.Abs(b-math.Round(b)) > 1e-9 || b < 1 {
		t.Errorf("p = %g is not (b+1)/2000", first.P)
	}
	if math.Abs(first.P-exact.P) > .04 || math.Abs(first.PMin-exact.PMin) > .006 { // four standard errors
		t.Errorf("p %g, least %g, exactly %g and %g", first.P, first.PMin, exact.P, exact.PMin)
	}
	if again := survival.LogRankPermutation(s.Observations, 2, nil, sample); again.P != first.P ||
		again.PMin != first.PMin {
		t.Error("the same seed gives another p")
	}
	sample.Seed = 7
	if other := survival.LogRankPermutation(s.Observations, 2, nil, sample); other.P == first.P {
		t.Error("another seed gives the same p")
	}
}

// The smallest p of a sample is not 0, even where the groups are far apart.
func TestPermutationSampledIsNeverZero(t *testing.T) {
	s := comparisonSets(t)["apart"]
	r := survival.LogRankPermutation(s.Observations, 2, nil,
		survival.PermutationSettings{Samples: 99, FollowUpAlpha: 1e-300})
	comparisonClose(t, "p", r.P, .01)
	comparisonClose(t, "least p", r.PMin, .01)
}

func TestPermutationWithheld(t *testing.T) {
	one := make([]uint8, 12)
	one[0] = 1 // the only event comes first: every split of six and six has the same statistic
	days := []float64{10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120}
	half := []int32{0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1}
	first := []int32{0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1}
	events := []uint8{1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0}
	competing := []uint8{2, 1, 2, 2, 1, 2, 1, 1, 1, 1, 1, 1}
	entry := make([]float64, 12)
	entry[11] = 5
	tests := map[string]struct {
		o    survival.Observations
		gray bool
		want survival.Reason
	}{
		"one event": {survival.Observations{Time: days, Cause: one, Group: half}, false,
			survival.ReasonUnattainable},
		"follow-up differs": {survival.Observations{Time: days, Cause: events, Group: first}, false,
			survival.ReasonFollowUpDiffers},
		"competing differs": {survival.Observations{Time: days, Cause: competing, Group: first}, true,
			survival.ReasonCompetingDiffers},
		"no event": {survival.Observations{Time: days, Cause: make([]uint8, 12), Group: half}, false,
			survival.ReasonNoEvent},
		"one group": {survival.Observations{Time: days, Cause: events}, false, survival.ReasonOneGroup},
		"delayed entry": {survival.Observations{Time: days, Cause: events, Group: half, Entry: entry}, false,
			survival.ReasonDelayedEntry},
		"nobody": {survival.Observations{}, false, survival.ReasonNoCase},
		"columns of no table": {survival.Observations{Time: days, Cause: events[:3], Group: half}, false,
			survival.ReasonInvalidObservations},
	}
	for name, test := range tests {
		r := survival.LogRankPermutation(test.o, 2, nil, survival.PermutationSettings{})
		if test.gray {
			r = survival.GrayPermutation(test.o, 2, 1, nil, survival.PermutationSettings{})
		}
		if r.Reason != test.want || !math.IsNaN(r.P) {
			t.Errorf("%s: p %g, reason %q, want %q", name, r.P, r.Reason, test.want)
		}
	}
	if r := survival.LogRankPermutation(survival.Observations{Time: days, Cause: events, Group: half}, 2, nil,
		survival.PermutationSettings{MaxCases: 11}); r.Reason != survival.ReasonTooManyCases {
		t.Errorf("too many cases: %q", r.Reason)
	}
	if r := survival.LogRankPermutation(survival.Observations{Time: days, Cause: events, Group: half}, 2,
		make([]int32, 3), survival.PermutationSettings{}); r.Reason != survival.ReasonInvalidObservations {
		t.Errorf("strata too short: %q", r.Reason)
	}
}

func BenchmarkPermutation(b *testing.B) {
	for _, n := range []int{20, 137, 1000} {
		o := comparisonRandom(n, true)
		for i := range o.Group {
			o.Group[i] /= 2
		}
		b.Run(fmt.Sprintf("n=%d/log-rank", n), func(b *testing.B) {
			for b.Loop() {
				survival.LogRankPermutation(o, 2, nil, comparisonAnySize)
			}
		})
		b.Run(fmt.Sprintf("n=%d/gray", n), func(b *testing.B) {
			for b.Loop() {
				survival.GrayPermutation(o, 2, 1, nil, comparisonAnySize)
			}
		})
	}
}

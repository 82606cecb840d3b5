package survival_test

import (
	"math"
	"slices"
	"testing"

	"graftstat/analysis/survival"
)

// permutedBoth are the two permutation tests within the strata of a set.
func permutedBoth(s comparisonSet, settings survival.PermutationSettings) [2]survival.TestResult {
	return [2]survival.TestResult{
		survival.LogRankPermutation(s.Observations, len(s.groups), s.strata, settings),
		survival.GrayPermutation(s.Observations, len(s.groups), 1, s.strata, settings),
	}
}

// twoStrata have four cases each, who fail one after another: group 0 first and
// second in one stratum, first and third in the other.
func twoStrata() comparisonSet {
	return comparisonSet{groups: []string{"a", "b"}, strata: []int32{0, 0, 0, 0, 1, 1, 1, 1},
		Observations: survival.Observations{
			Time: []float64{1, 2, 3, 4, 10, 20, 30, 40}, Cause: []uint8{1, 1, 1, 1, 1, 1, 1, 1},
			Group: []int32{0, 0, 1, 1, 0, 1, 0, 1}}}
}

// Of two cases a group who fail as 1, 2, 3, 4, with n_0 of group 0 at risk:
//
//	group 0 fails   n_0/n               E     O - E   V = Σ n_0/n (1 - n_0/n)
//	first, second   1/2, 1/3, 0, 0      5/6    7/6    1/4 + 2/9       = 17/36
//	first, third    1/2, 1/3, 1/2, 0    4/3    2/3    1/4 + 2/9 + 1/4 = 26/36
//	first, fourth   1/2, 1/3, 1/2, 1    7/3   -1/3    26/36
//
// and the other three splits are their mirrors, with the other sign. Of two such
// strata the statistic is (a+b)²/(v+w) with a, b of ±7, ±4, ±2 and v, w of 17,
// 26, 26. Of the 36 splits 2 have 14²/34, the largest, and 4 have 11²/43, that of
// the cases; next is 9²/43. p = 6/36, and 2/36 at the least.
func TestLogRankPermutationWithinStrataByHand(t *testing.T) {
	s := twoStrata()
	r := survival.LogRankPermutation(s.Observations, 2, s.strata, comparisonAnySize)
	if r.Name != "log-rank-stratified-permutation" || r.Permutations != 36 || r.Sampled || !math.IsNaN(r.DF) ||
		r.Reason != "" {
		t.Errorf("got %+v", r)
	}
	comparisonClose(t, "statistic", r.Statistic, 121./43)
	comparisonClose(t, "p", r.P, 1./6)
	comparisonClose(t, "least p", r.PMin, 1./18)
	// A study's own rules give no p: 1/18 is over 0.05.
	if r := survival.LogRankPermutation(s.Observations, 2, s.strata,
		survival.PermutationSettings{MinGroup: 4}); r.Reason != survival.ReasonUnattainable ||
		!math.IsNaN(r.P) || math.Abs(r.PMin-1./18) > 1e-12 {
		t.Errorf("got %+v", r)
	}
}

// Where nobody of the second stratum fails, the statistic is that of the first:
// 49/17, 16/26 or 4/26 in two of its six splits each, whatever the second's.
func TestPermutationOfEventsInOneStratum(t *testing.T) {
	for group, want := range map[string]struct {
		groups       []int32
		statistic, p float64
	}{
		"first, second": {[]int32{0, 0, 1, 1}, 49. / 17, 1. / 3},
		"first, third":  {[]int32{0, 1, 0, 1}, 16. / 26, 2. / 3},
		"first, fourth": {[]int32{0, 1, 1, 0}, 4. / 26, 1},
	} {
		s := twoStrata()
		copy(s.Group, want.groups)
		copy(s.Cause[4:], []uint8{0, 0, 0, 0})
		r := survival.LogRankPermutation(s.Observations, 2, s.strata, comparisonAnySize)
		if r.Reason != "" || r.Permutations != 36 {
			t.Errorf("%s: %+v", group, r)
		}
		comparisonClose(t, group+": statistic", r.Statistic, want.statistic)
		comparisonClose(t, group+": p", r.P, want.p)
		comparisonClose(t, group+": least p", r.PMin, 1./3)
	}
}

// Gray's score of two strata with no other cause and no censoring is that of the
// log-rank test in R_k = n_k, so that a stratum that is the mirror of the other
// makes it 0: no split is under 0, and p = 1.
func TestGrayPermutationOfMirroredStrata(t *testing.T) {
	s := twoStrata()
	copy(s.Group, []int32{0, 0, 1, 1, 1, 1, 0, 0})
	r := survival.GrayPermutation(s.Observations, 2, 1, s.strata, comparisonAnySize)
	if r.Name != "gray-stratified-permutation" || r.Permutations != 36 || math.Abs(r.Statistic) > 1e-20 || r.P != 1 {
		t.Errorf("got %+v", r)
	}
}

func TestPermutationOfStrataWithoutEvent(t *testing.T) {
	s := twoStrata()
	clear(s.Cause)
	for _, r := range permutedBoth(s, comparisonAnySize) {
		if r.Reason != survival.ReasonNoEvent || !math.IsNaN(r.P) || !math.IsNaN(r.Statistic) || !math.IsNaN(r.PMin) ||
			r.Permutations != 0 {
			t.Errorf("got %+v", r)
		}
	}
}

// A stratum of one group can be left out: nothing of it changes places. Where no
// stratum has two groups there is nothing to compare.
func TestPermutationOfStratumWithOneGroup(t *testing.T) {
	s := comparisonSets(t)["within"]
	rest := comparisonSet{groups: s.groups}
	var kept []int
	for i, stratum := range s.strata {
		if stratum != 2 {
			kept, rest.strata = append(kept, i), append(rest.strata, stratum)
		}
	}
	if rest.Observations = s.Selected(kept); len(kept) != 10 {
		t.Fatalf("%d cases are left", len(kept))
	}
	whole, less := permutedBoth(s, comparisonAnySize), permutedBoth(rest, comparisonAnySize)
	for i, r := range whole {
		samePermutation(t, "without the stratum of one group", less[i], r)
	}
	s.strata = s.Group
	for _, r := range permutedBoth(s, comparisonAnySize) {
		if r.Reason != survival.ReasonDegenerateVariance || !math.IsNaN(r.P) {
			t.Errorf("a stratum a group: %+v", r)
		}
	}
}

func samePermutation(t *testing.T, change string, got, want survival.TestResult) {
	t.Helper()
	if got.Name != want.Name || got.Permutations != want.Permutations || got.Sampled != want.Sampled ||
		got.Reason != want.Reason {
		t.Errorf("%s: %+v, want %+v", change, got, want)
	}
	comparisonClose(t, change+": statistic", got.Statistic, want.Statistic)
	comparisonClose(t, change+": p", got.P, want.P)
	comparisonClose(t, change+": least p", got.PMin, want.PMin)
}

// Neither the numbers of the groups or of the strata nor the order of the rows
// changes anything of a test that enumerates.
func TestPermutationWithinStrataOfOtherLabels(t *testing.T) {
	sets := comparisonSets(t)
	for _, name := range []string{"eleven", "within"} {
		s := sets[name]
		groups, strata, rows := s, s, comparisonSet{groups: s.groups}
		groups.Group, strata.strata = slices.Clone(s.Group), slices.Clone(s.strata)
		backwards := make([]int, len(s.Time))
		for i := range s.Time {
			groups.Group[i] = int32(len(s.groups)) - 1 - s.Group[i]
			strata.strata[i] = 40 - 7*s.strata[i]
			backwards[i] = len(s.Time) - 1 - i
			rows.strata = append(rows.strata, s.strata[len(s.Time)-1-i])
		}
		rows.Observations = s.Selected(backwards)
		want := permutedBoth(s, comparisonAnySize)
		for change, changed := range map[string]comparisonSet{"groups": groups, "strata": strata, "rows": rows} {
			for i, r := range permutedBoth(changed, comparisonAnySize) {
				samePermutation(t, name+", other "+change, r, want[i])
			}
		}
	}
}

// The product over the strata, here 5!/(4! 1!) · 6!/(2! 4!) = 75, decides between
// enumeration and sampling.
func TestPermutationWithinStrataSampled(t *testing.T) {
	s := comparisonSets(t)["eleven"]
	all, few := comparisonAnySize, comparisonAnySize
	all.MaxSplits, few.MaxSplits = 75, 74
	exact, sampled := permutedBoth(s, all), permutedBoth(s, few)
	for i, r := range sampled {
		if exact[i].Sampled || exact[i].Permutations != 75 || !r.Sampled || r.Permutations != 9999 {
			t.Errorf("%+v and %+v", exact[i], r)
		}
		if b := r.P * 10_000; math.Abs(b-math.Round(b)) > 1e-9 || b < 1 {
			t.Errorf("p = %g is not (b+1)/10000", r.P)
		}
		if math.Abs(r.P-exact[i].P) > .02 || math.Abs(r.PMin-exact[i].PMin) > .005 { // four standard errors
			t.Errorf("p %g, least %g, exactly %g and %g", r.P, r.PMin, exact[i].P, exact[i].PMin)
		}
	}
	if again := permutedBoth(s, few); again[0].P != sampled[0].P || again[1].P != sampled[1].P {
		t.Error("the same seed gives another p")
	}
}

package analysis

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"graftstat/analysis/result"
)

// inTurn are cases of two groups who die one after another, in each stratum those
// of a before those of b, three of each.
func inTurn() []drawnCase {
	var cases []drawnCase
	for i := range 12 {
		cases = append(cases, drawnCase{group: string("ab"[i%6/3]), stratum: []string{"s0", "s1"}[i/6], day: 10 + 7*i,
			dead: true})
	}
	return cases
}

func testNamed(t *testing.T, e *result.Endpoint, name string) result.Test {
	t.Helper()
	at := slices.IndexFunc(e.Tests, func(x result.Test) bool { return x.Name == name })
	if at < 0 {
		t.Fatalf("%s has no %s", e.ID, name)
	}
	return e.Tests[at]
}

// Six of each group in two strata of three and three: of the C(6,3)² = 400 splits
// the one that is seen and its mirror have the largest statistic, for in both
// strata O - E is the furthest from 0 and its variance the least. In each, with
// group a at risk 3/6, 2/5, 1/4 and then nobody, O - E = 3 - 23/20 = 37/20 and
// V = 1/4 + 6/25 + 3/16 = 271/400, so that the statistic is (2·37/20)²/(2·271/400) =
// 2738/271, and p = 2/400. The comparison's own least p is that of C(12,6) splits.
func TestPermutationWithinStrata(t *testing.T) {
	endpoints := judgedStudy(t, inTurn(), "    stratify: stratum\n").Cohorts[0].Endpoints
	e := &endpoints[0]
	r := testNamed(t, e, "log-rank-stratified-permutation")
	if r.Permutations != 400 || r.Sampled || r.Reason != "" || !r.DF.IsMissing() ||
		!slices.Equal(r.Groups, []string{"a", "b"}) || r.Pair {
		t.Errorf("got %+v", r)
	}
	for what, got := range map[string][2]float64{
		"statistic": {float64(r.Statistic), 2738. / 271}, "p": {float64(r.P), 1. / 200},
		"least p": {float64(r.PMin), 1. / 200},
	} {
		if !(math.Abs(got[0]-got[1]) < 1e-12) {
			t.Errorf("%s = %v, want %v", what, got[0], got[1])
		}
	}
	of := e.Comparisons[0]
	plain, asymptotic := testNamed(t, e, "log-rank-permutation"), testNamed(t, e, "log-rank-stratified")
	if plain.Permutations != 924 || plain.PMin != of.PMin || asymptotic.PMin != of.PMin || of.PMin == r.PMin {
		t.Errorf("%+v, %+v and %+v", of, plain, asymptotic)
	}
	if asymptotic.Reason != "permutation_only" || math.Abs(float64(asymptotic.Statistic-r.Statistic)) > 1e-12 {
		t.Errorf("got %+v", asymptotic)
	}
	// nobody relapses: Gray's statistic is another, its order the same
	gray := testNamed(t, &endpoints[1], "gray-stratified-permutation")
	if gray.Permutations != 400 || gray.Sampled || math.Abs(float64(gray.P)-1./200) > 1e-12 {
		t.Errorf("got %+v", gray)
	}
}

// The test within strata stands where the asymptotic one has no p for the size of
// a group alone; nothing else of the comparison follows from it.
func TestPermutationWithinStrataStandsForTheAsymptotic(t *testing.T) {
	names := func(cases []drawnCase, more string) []string {
		e := &judgedStudy(t, cases, more).Cohorts[0].Endpoints[0]
		var found []string
		for _, x := range e.Tests {
			found = append(found, x.Name+" "+x.Reason)
		}
		return found
	}
	one, alive, ten := inTurn(), inTurn(), append(inTurn(), inTurn()...)
	for i := range one {
		one[i].stratum, alive[i].dead = "s1", false
	}
	blank := inTurn()
	blank[0].stratum, blank[1].stratum = "", ""
	for name, test := range map[string]struct {
		cases []drawnCase
		more  string
		want  []string
	}{
		"no strata": {inTurn(), "", []string{"log-rank permutation_only", "log-rank-permutation "}},
		"groups of twelve": {ten, "    stratify: stratum\n",
			[]string{"log-rank ", "log-rank-stratified ", "log-rank-permutation "}},
		"one stratum": {one, "    stratify: stratum\n",
			[]string{"log-rank permutation_only", "log-rank-stratified one_stratum", "log-rank-permutation "}},
		"four with a stratum": {blank, "    stratify: stratum\n",
			[]string{"log-rank permutation_only", "log-rank-stratified min_group", "log-rank-permutation "}},
		"nobody dies": {alive, "    stratify: stratum\n",
			[]string{"log-rank no_event", "log-rank-stratified no_event", "log-rank-permutation no_event"}},
		"one group is too few": {inTurn()[:9], "    stratify: stratum\n",
			[]string{"log-rank min_group", "log-rank-stratified min_group"}},
	} {
		if got := names(test.cases, test.more); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
	with, without := &judgedStudy(t, inTurn(), "    stratify: stratum\n"+judgedModels).Cohorts[0].Endpoints[0],
		&judgedStudy(t, inTurn(), judgedModels).Cohorts[0].Endpoints[0]
	got := everyP(with)
	for name := range got {
		if name == "log-rank-stratified a-b" || name == "log-rank-stratified-permutation a-b" {
			delete(got, name)
		}
	}
	if len(got) < 10 || !samePs(got, everyP(without)) {
		t.Errorf("p-values with strata %v, without %v", got, everyP(without))
	}
}

// withinStrata is the permutation test within strata of the cases' survival, and
// the number of cases analysed.
func withinStrata(t *testing.T, cases []drawnCase) (result.Test, int) {
	t.Helper()
	e := &judgedStudy(t, cases, "    stratify: stratum\n").Cohorts[0].Endpoints[0]
	return testNamed(t, e, "log-rank-stratified-permutation"), e.Groups[0].Cases
}

func sameWithinStrata(t *testing.T, what string, got, want result.Test) {
	t.Helper()
	if got.Reason != want.Reason || got.Permutations != want.Permutations || got.Sampled != want.Sampled {
		t.Errorf("%s: %+v, want %+v", what, got, want)
	}
	for _, x := range [][2]result.Number{{got.Statistic, want.Statistic}, {got.P, want.P}, {got.PMin, want.PMin}} {
		if !(math.Abs(float64(x[0]-x[1])) < 1e-12) {
			t.Errorf("%s: %+v, want %+v", what, got, want)
		}
	}
}

// otherNames changes the names, and so the order, of groups and strata.
func otherNames(cases []drawnCase) []drawnCase {
	other := slices.Clone(cases)
	for i, c := range cases {
		other[i].group = map[string]string{"a": "d", "b": "a", "d": "b"}[c.group]
		other[i].stratum = map[string]string{"s0": "s1", "s1": "s0"}[c.stratum]
	}
	return other
}

func otherOrder(cases []drawnCase) []drawnCase {
	other := slices.Clone(cases)
	slices.Reverse(other)
	return other
}

// Seven of each group, four in one stratum and three in the other: C(8,4) C(6,3) =
// 1,400 splits. A stratum of one group adds a factor of 1 to them, and nothing to
// the statistic.
func TestPermutationWithinStrataOfOtherOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(17, 3))
	cases := append(drawn(random, "a", 7, .7), drawn(random, "b", 7, .7)...)
	want, n := withinStrata(t, cases)
	if want.Permutations != 1400 || want.Sampled || want.P.IsMissing() || n != 14 {
		t.Fatalf("%d cases: %+v", n, want)
	}
	alone := slices.Clone(cases)
	for i := range 5 {
		alone = append(alone, drawnCase{group: "a", stratum: "s2", day: 15 + 80*i, dead: i > 0})
	}
	if got, n := withinStrata(t, alone); n == 19 {
		sameWithinStrata(t, "with a stratum of one group", got, want)
	} else {
		t.Errorf("%d cases with a stratum of one group", n)
	}
	got, _ := withinStrata(t, otherOrder(cases))
	sameWithinStrata(t, "other order", got, want)
	got, _ = withinStrata(t, otherNames(cases))
	sameWithinStrata(t, "other names", got, want)
}

// With a third group of seven, 12!/(4!)³ · 9!/(3!)³ = 58,212,000 splits are more
// than are enumerated. What is drawn does not depend on the order of the rows.
func TestPermutationWithinStrataSampled(t *testing.T) {
	random := rand.New(rand.NewPCG(17, 5))
	cases := append(append(drawn(random, "a", 7, .7), drawn(random, "b", 7, .7)...), drawn(random, "d", 7, .7)...)
	want, _ := withinStrata(t, cases)
	if want.Permutations != 9999 || !want.Sampled || want.P.IsMissing() {
		t.Fatalf("got %+v", want)
	}
	got, _ := withinStrata(t, otherOrder(cases))
	sameWithinStrata(t, "other order", got, want)
	got, _ = withinStrata(t, otherNames(cases))
	// drawn anew: four standard errors
	if math.Abs(float64(got.Statistic-want.Statistic)) > 1e-9 || math.Abs(float64(got.P-want.P)) > .02 {
		t.Errorf("other names: %+v, want %+v", got, want)
	}
}

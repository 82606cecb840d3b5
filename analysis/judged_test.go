package analysis

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"graftstat/analysis/result"
)

// A drawnCase is one row of a study that a test makes up.
type drawnCase struct {
	group, stratum string
	number         float64
	day            int
	dead           bool
}

// drawn are n cases of a group, dead with the chance given, else censored.
func drawn(random *rand.Rand, group string, n int, chance float64) []drawnCase {
	cases := make([]drawnCase, n)
	for i := range cases {
		cases[i] = drawnCase{group: group, stratum: fmt.Sprint("s", i%2), number: random.NormFloat64(),
			day: 20 + random.IntN(700), dead: random.Float64() < chance}
	}
	return cases
}

// judgedStudy runs a study of cases that are compared by their group.
func judgedStudy(t *testing.T, cases []drawnCase, more string) *result.Results {
	t.Helper()
	return judgedStudyOf(t, cases, more, "")
}

func judgedStudyOf(t *testing.T, cases []drawnCase, more, ofEndpoint string) *result.Results {
	t.Helper()
	lines := []string{"case_id,donor,stratum,number,end,dead,relapsed"}
	for i, c := range cases {
		dead := 0
		if c.dead {
			dead = 1
		}
		number := ""
		if !math.IsNaN(c.number) {
			number = fmt.Sprint(c.number)
		}
		lines = append(lines, fmt.Sprintf("k%d,%s,%s,%s,%d,%d,%d", i, c.group, c.stratum, number, c.day, dead,
			min(1-dead, i%9/8)))
	}
	_, r := runText(t, `
data: {cases: cases.csv, values: {donor: {a: a, b: b, c: c, d: d}, stratum: {s0: s0, s1: s1}}}
time_unit: days
milestones:
  death: {day: end, when: {dead: 1}}
  last_contact: {day: end}
  relapse: {day: end, when: {relapsed: 1}}
cohorts:
  - id: all
    compare: [donor]
    endpoints: [os, dead]
`+more+`
endpoints:
  - {id: os, kind: survival, event: [death], times: [365]`+ofEndpoint+`}
  - {id: dead, kind: incidence, event: [death], competing: [relapse], times: [365]}
`, map[string]string{"cases.csv": strings.Join(lines, "\n") + "\n"})
	return r
}

const judgedModels = `    models:
      - {id: cox, endpoint: os, kind: cox, terms: [donor]}
      - {id: firth, endpoint: os, kind: cox-firth, terms: [donor]}
      - {id: fine-gray, endpoint: dead, kind: fine-gray, terms: [donor]}
`

// everyP are the p-values of an endpoint by what they are of.
func everyP(e *result.Endpoint) map[string]result.Number {
	found := make(map[string]result.Number)
	for _, t := range e.Tests {
		found[t.Name+" "+strings.Join(t.Groups, "-")] = t.P
	}
	for _, d := range e.Differences {
		found["difference "+d.A+"-"+d.B] = d.P
	}
	for _, m := range e.Models {
		for _, term := range m.Terms {
			found[m.ID+" "+term.Term] = term.P
		}
		for name, x := range map[string]*result.ModelTest{"lr": m.LR, "wald": m.Wald, "score": m.Score} {
			if x != nil {
				found[m.ID+" "+name] = x.P
			}
		}
		for _, x := range m.PHTest {
			found[m.ID+" zph "+x.Term] = x.P
		}
	}
	return found
}

// presentP are the names of those that are there.
func presentP(e *result.Endpoint) []string {
	var names []string
	for name, p := range everyP(e) {
		if !p.IsMissing() {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// A level of three among sixty does not silence the others, and changes no p of theirs.
func TestSmallLevelIsLeftOut(t *testing.T) {
	random := rand.New(rand.NewPCG(16, 1))
	large := append(append(drawn(random, "a", 30, .3), drawn(random, "b", 25, .6)...), drawn(random, "d", 20, .5)...)
	small := drawn(random, "c", 3, 1)
	more := "    tests: [log-rank, peto-peto, log-rank-trend]\n    stratify: stratum\n" + judgedModels
	without := &judgedStudy(t, large, more).Cohorts[0].Endpoints[0]
	with := &judgedStudy(t, append(slices.Clone(large), small...), more).Cohorts[0].Endpoints[0]
	if got := with.Comparisons; len(got) != 1 || !slices.Equal(got[0].LeftOut, []string{"c"}) ||
		!slices.Equal(got[0].Groups, []string{"a", "b", "d"}) || got[0].Reason != "" {
		t.Fatalf("comparisons %+v", got)
	}
	if got := with.Comparisons[0]; got.PairReason != "" || got.DifferenceReason != "" {
		t.Errorf("pairs that are compared: %+v", got)
	}
	want, got := everyP(without), everyP(with)
	if len(presentP(with)) < 20 || !slices.Equal(presentP(with), presentP(without)) {
		t.Errorf("p-values with the small level %q, without it %q", presentP(with), presentP(without))
	}
	for name, p := range want {
		if !(p.IsMissing() && got[name].IsMissing()) && math.Abs(float64(got[name]-p)) > 1e-12 {
			t.Errorf("%s: %v, without the small level %v", name, got[name], p)
		}
	}
	for _, d := range with.Differences {
		if isOut := d.A == "c" || d.B == "c"; isOut != d.Estimate.IsMissing() || isOut != (d.Reason == "min_group") {
			t.Errorf("difference %+v", d)
		}
	}
	for _, m := range with.Models {
		if m.Cases != 75 || m.NLeftOut != 3 || !slices.Equal(m.LeftOut, []string{"donor=c"}) || len(m.Terms) != 2 {
			t.Errorf("%s: %d cases, %d left out of %q, terms %+v", m.ID, m.Cases, m.NLeftOut, m.LeftOut, m.Terms)
		}
	}
	if n := len(groupsNamed(with, "donor")); n != 4 {
		t.Errorf("%d groups are described, not 4", n)
	}
}

func groupsNamed(e *result.Endpoint, by string) []string {
	var names []string
	for _, g := range e.Groups {
		if g.By == by {
			names = append(names, g.Group)
		}
	}
	return names
}

// Two against eight is described: nothing of the comparison has a p, and all
// of it has one reason.
func TestTwoAgainstEight(t *testing.T) {
	random := rand.New(rand.NewPCG(16, 2))
	endpoints := judgedStudy(t, append(drawn(random, "a", 8, .5), drawn(random, "b", 2, 1)...),
		"    stratify: stratum\n"+judgedModels).Cohorts[0].Endpoints
	for _, x := range endpoints {
		if got := presentP(&x); got != nil || len(x.Models) == 0 {
			t.Errorf("%s: p-values of %q", x.ID, got)
		}
	}
	e := &endpoints[0]
	if len(e.Tests) != 2 || len(e.Differences) != 1 || len(e.Models) != 2 {
		t.Fatalf("%d tests, %d differences, %d models", len(e.Tests), len(e.Differences), len(e.Models))
	}
	for _, x := range e.Tests {
		if x.Reason != "min_group" || !x.Statistic.IsMissing() || !slices.Equal(x.Groups, []string{"a", "b"}) {
			t.Errorf("test %+v", x)
		}
	}
	if d := e.Differences[0]; d.Reason != "min_group" || !d.Estimate.IsMissing() {
		t.Errorf("difference %+v", d)
	}
	for _, m := range e.Models {
		if m.Status != "min_group" || !slices.Equal(m.About, []string{"donor=b"}) || len(m.Terms) != 0 {
			t.Errorf("model %+v", m)
		}
	}
}

// With seven in the smallest group compared, the permutation tests alone have a
// p: of all groups, of all within strata, and of every two.
func TestPermutationOnly(t *testing.T) {
	random := rand.New(rand.NewPCG(16, 7))
	cases := append(append(drawn(random, "a", 20, .3), drawn(random, "b", 20, .6)...), drawn(random, "d", 7, .6)...)
	e := &judgedStudy(t, append(cases, drawn(random, "c", 4, .5)...),
		"    tests: [log-rank, peto-peto, log-rank-trend]\n    stratify: stratum\n"+judgedModels).
		Cohorts[0].Endpoints[0]
	want := []string{"log-rank-permutation a-b", "log-rank-permutation a-b-d", "log-rank-permutation a-d",
		"log-rank-permutation b-d", "log-rank-stratified-permutation a-b-d"}
	if got := presentP(e); !slices.Equal(got, want) {
		t.Errorf("p-values of %q, want %q", got, want)
	}
	if x := e.Comparisons[0]; x.Reason != "" || x.Asymptotic != "permutation_only" {
		t.Errorf("comparison %+v", x)
	}
	for _, x := range e.Tests {
		if !strings.HasSuffix(x.Name, "-permutation") && (x.Reason != "permutation_only" || x.Statistic.IsMissing()) {
			t.Errorf("test %+v", x)
		}
		if x.Pair != (len(x.Groups) == 2) || x.Pair == x.PAdjusted.IsMissing() {
			t.Errorf("pair %+v", x)
		}
	}
}

// A permutation test that is asked for is that test, also of more cases than have it
// unasked. That of the other kind of endpoint is none.
func TestPermutationAskedFor(t *testing.T) {
	random := rand.New(rand.NewPCG(16, 8))
	cases := append(drawn(random, "a", 260, .5), drawn(random, "b", 260, .5)...)
	names := func(more string) [2][]string {
		var found [2][]string
		for i, e := range judgedStudy(t, cases, more).Cohorts[0].Endpoints {
			for _, x := range e.Tests {
				found[i] = append(found[i], x.Name)
			}
		}
		return found
	}
	for more, want := range map[string][2][]string{
		"":                                    {{"log-rank"}, {"gray"}},
		"    tests: [log-rank-permutation]\n": {{"log-rank-permutation"}, nil},
		"    tests: [log-rank, gray, gray-permutation]\n": {{"log-rank"},
			{"log-rank", "gray", "gray-permutation"}},
		"    tests: [gray-permutation, log-rank-permutation]\n": {{"log-rank-permutation"}, {"gray-permutation"}},
	} {
		if got := names(more); !slices.Equal(got[0], want[0]) || !slices.Equal(got[1], want[1]) {
			t.Errorf("%q: %q, want %q", more, got, want)
		}
	}
}

// Of three groups with one too small, the test of all is that of the two others;
// seven groups are too many to compare every two.
func TestPairsSayWhyTheyHaveNoTest(t *testing.T) {
	random := rand.New(rand.NewPCG(16, 2))
	two := append(append(drawn(random, "a", 20, .4), drawn(random, "b", 20, .4)...), drawn(random, "c", 2, 1)...)
	if x := judgedStudy(t, two, "").Cohorts[0].Endpoints[0].Comparisons[0]; x.PairReason != "one_pair" ||
		x.DifferenceReason != "" {
		t.Errorf("two compared: %+v", x)
	}
	k := &comparison{tally: &tally{groups: []string{"a", "b", "c", "d", "e", "f", "g"}}, judged: &judged{}}
	for n, want := range map[int]string{3: "", 6: "", 7: "too_many_groups"} {
		k.judged.Compared = make([]int, n)
		if test, difference := k.pairReasons(); test != want || difference != "too_many_groups" {
			t.Errorf("%d of seven compared: %q, %q", n, test, difference)
		}
	}
}

// A survival has no test by Gray: where that alone is asked for, nothing tests its
// groups, and the comparison says so unless it has a reason of its own.
func TestAComparisonWithoutATestSaysWhy(t *testing.T) {
	random := rand.New(rand.NewPCG(16, 3))
	for _, x := range []struct {
		cases []drawnCase
		want  string
	}{
		{append(drawn(random, "a", 260, .5), drawn(random, "b", 260, .5)...), "not_asked"},
		{append(drawn(random, "a", 20, .5), drawn(random, "b", 2, .5)...), "min_group"},
	} {
		endpoints := judgedStudy(t, x.cases, "    tests: [gray]\n").Cohorts[0].Endpoints
		if c := endpoints[0].Comparisons[0]; c.TestReason != x.want || len(endpoints[0].Tests) > 0 {
			t.Errorf("%d cases: %+v, tests %+v", len(x.cases), c, endpoints[0].Tests)
		}
		if c := endpoints[1].Comparisons[0]; c.TestReason != "" || len(endpoints[1].Tests) == 0 {
			t.Errorf("%d cases: an incidence has the test: %+v", len(x.cases), c)
		}
	}
}

// One death among forty comes first: each split has the same statistic, so that
// no p could be under 1, and none of any kind is given.
func TestUnattainableSilencesEveryP(t *testing.T) {
	var cases []drawnCase
	for i := range 40 {
		cases = append(cases, drawnCase{group: string("ab"[i%2]), stratum: "s0", day: 100 + 10*i, dead: i == 0})
	}
	cases[1].dead, cases[1].day = true, 100 // two on one day, one a group: a split has the one statistic or the other
	for _, deaths := range []int{1, 2} {
		cases[1].dead = deaths == 2
		endpoints := judgedStudy(t, cases, judgedModels).Cohorts[0].Endpoints
		for _, x := range endpoints {
			if got := presentP(&x); got != nil || len(x.Models) == 0 {
				t.Errorf("%s, %d deaths: p-values of %q", x.ID, deaths, got)
			}
		}
		e := &endpoints[0]
		// Of two on the first day both fall into one group in 2·C(20,2)/C(40,2) = 19/39 of the splits.
		want := map[int]float64{1: 1, 2: 19. / 39}[deaths]
		x := e.Comparisons[0]
		// drawn 9,999 times: four standard errors
		if x.Reason != "p_unattainable" || math.Abs(float64(x.PMin)-want) > .02 {
			t.Errorf("%d deaths: comparison %+v, least p %v", deaths, x, want)
		}
		for _, d := range e.Differences {
			if d.Reason != "p_unattainable" || d.Lower.IsMissing() {
				t.Errorf("difference %+v", d)
			}
		}
	}
}

func TestOneStratum(t *testing.T) {
	random := rand.New(rand.NewPCG(16, 4))
	cases := append(drawn(random, "a", 20, .3), drawn(random, "b", 20, .6)...)
	for i := range cases {
		cases[i].stratum = "s1"
	}
	e := &judgedStudy(t, cases, "    stratify: stratum\n").Cohorts[0].Endpoints[0]
	var names []string
	for _, x := range e.Tests {
		names = append(names, x.Name)
		if x.Name == "log-rank-stratified" && (x.Reason != "one_stratum" || !x.Statistic.IsMissing() ||
			!x.P.IsMissing()) {
			t.Errorf("stratified test of one stratum: %+v", x)
		}
	}
	if want := []string{"log-rank", "log-rank-stratified", "log-rank-permutation"}; !slices.Equal(names, want) {
		t.Errorf("tests %q, want %q", names, want)
	}
}

// After a landmark at which a level has vanished the trend is that over the
// levels left, as if the vanished one had never been.
func TestTrendAfterLandmark(t *testing.T) {
	random := rand.New(rand.NewPCG(16, 5))
	left := append(append(drawn(random, "a", 20, .3), drawn(random, "c", 20, .4)...), drawn(random, "d", 20, .8)...)
	gone := drawn(random, "b", 12, 1)
	for i := range gone {
		gone[i].day = 5
	}
	landmarkTrend := func(cases []drawnCase) result.Test {
		r := judgedStudyOf(t, cases, "    tests: [log-rank-trend]\n", ", landmark: 10")
		return r.Cohorts[0].Endpoints[0].Landmarks[0].Tests[0]
	}
	with := landmarkTrend(append(slices.Clone(left), gone...))
	without := landmarkTrend(left)
	if with.Name != "log-rank-trend" || !slices.Equal(with.Groups, []string{"a", "c", "d"}) || with.P.IsMissing() ||
		math.Abs(float64(with.Statistic-without.Statistic)) > 1e-12 {
		t.Errorf("trend %+v, without the level that has vanished %+v", with, without)
	}
}

// Neither the order of the rows nor the names of the groups change a p.
func TestJudgedOfOtherOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(16, 6))
	cases := append(append(drawn(random, "a", 22, .3), drawn(random, "b", 9, .6)...), drawn(random, "c", 4, .6)...)
	cases = append(cases, drawn(random, "d", 15, .6)...)
	more := "    stratify: stratum\n" + judgedModels
	want := everyP(&judgedStudy(t, cases, more).Cohorts[0].Endpoints[0])
	shuffled := slices.Clone(cases)
	random.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	if got := everyP(&judgedStudy(t, shuffled, more).Cohorts[0].Endpoints[0]); !samePs(got, want) {
		t.Errorf("other order: %v, want %v", got, want)
	}
}

func samePs(a, b map[string]result.Number) bool {
	if len(a) != len(b) {
		return false
	}
	for name, p := range a {
		q, ok := b[name]
		if !ok || p.IsMissing() != q.IsMissing() || !p.IsMissing() && math.Abs(float64(p-q)) > 1e-9 {
			return false
		}
	}
	return true
}

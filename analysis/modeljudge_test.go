package analysis

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"graftstat/analysis/result"
)

const judgedPaper = judgedModels + `
paper:
  univariable:
    - {cohort: all, endpoint: os, kind: cox, terms: [donor, number]}
  subgroups:
    - {cohort: all, endpoint: os, by: donor, within: [stratum]}
`

// The first level, of three cases, is in no model, and the reference is the next:
// all numbers are those of a study that never had the three.
func TestReferenceIsNoLevelLeftOut(t *testing.T) {
	random := rand.New(rand.NewPCG(16, 8))
	small := drawn(random, "a", 3, 1)
	large := append(drawn(random, "b", 30, .4), drawn(random, "c", 25, .6)...)
	with, without := judgedStudy(t, append(slices.Clone(large), small...), judgedPaper),
		judgedStudy(t, large, judgedPaper)
	for i, m := range with.Cohorts[0].Endpoints[0].Models {
		sameTerms(t, m.ID, m.Terms, without.Cohorts[0].Endpoints[0].Models[i].Terms)
		if m.References["donor"] != "b" || !slices.Equal(m.LeftOut, []string{"donor=a"}) {
			t.Errorf("%s: compared with %q, left out %q", m.ID, m.References, m.LeftOut)
		}
	}
	u, same := with.Paper.Univariable[0], without.Paper.Univariable[0]
	if u.Rows[0].Reference != "b" || u.Rows[0].Model.References["donor"] != "b" ||
		u.Multivariable.References["donor"] != "b" {
		t.Errorf("univariable: reference %q, of the models %q and %q", u.Rows[0].Reference, u.Rows[0].Model.References,
			u.Multivariable.References)
	}
	sameTerms(t, "alone", u.Rows[0].Model.Terms, same.Rows[0].Model.Terms)
	sameTerms(t, "together", u.Multivariable.Terms, same.Multivariable.Terms)
	s, want := with.Paper.Subgroups[0], without.Paper.Subgroups[0]
	if s.Reference != "b" || !slices.Equal(s.LeftOut, []string{"donor=a"}) || len(s.Levels) != 2 {
		t.Fatalf("subgroup %+v", s)
	}
	for i, l := range s.Levels {
		sameTerms(t, l.Level, l.Terms, want.Levels[i].Terms)
	}
	if s.Interaction == nil || math.Abs(float64(s.Interaction.Statistic-want.Interaction.Statistic)) > 1e-9 {
		t.Errorf("interaction %+v, without the small level %+v", s.Interaction, want.Interaction)
	}
}

func sameTerms(t *testing.T, of string, got, want []result.Term) {
	t.Helper()
	if len(got) == 0 || len(got) != len(want) {
		t.Errorf("%s: %d terms, want %d", of, len(got), len(want))
		return
	}
	for i := range got {
		if got[i].Term != want[i].Term || !(math.Abs(float64(got[i].Coef-want[i].Coef)) < 1e-9) ||
			got[i].P.IsMissing() != want[i].P.IsMissing() {
			t.Errorf("%s: %+v, want %+v", of, got[i], want[i])
		}
	}
}

// A level that is large enough alone may be too small among the cases that have
// every value: the reference of both is then that of all together.
func TestOneReferenceAloneAndTogether(t *testing.T) {
	random := rand.New(rand.NewPCG(16, 9))
	cases := append(append(drawn(random, "a", 12, .5), drawn(random, "b", 30, .4)...), drawn(random, "c", 25, .6)...)
	for i := range 9 {
		cases[i].number = math.NaN() // blank
	}
	u := judgedStudy(t, cases, judgedPaper).Paper.Univariable[0]
	if !slices.Equal(u.Multivariable.LeftOut, []string{"donor=a"}) || u.Multivariable.References["donor"] != "b" {
		t.Fatalf("together: %+v", u.Multivariable)
	}
	alone := u.Rows[0]
	if alone.Reference != "b" || len(alone.Model.LeftOut) != 0 || alone.Model.Cases != 67 {
		t.Errorf("alone: %+v", alone)
	}
	var terms []string
	for _, x := range alone.Model.Terms {
		terms = append(terms, x.Term)
	}
	if !slices.Equal(terms, []string{"donor=a", "donor=c"}) {
		t.Errorf("alone: terms %q against b", terms)
	}
}

// nearlySeparated: one of 40 b dies on day 1 beside 45 a, of whom 44 are last
// seen by day 9; the last a dies on day 10 beside 39 b. The ratio r of b to a has
// 40r/(40r+45) + 39r/(39r+1) = 1, r² = 45/(40·39), and the information is
// 2q(1-q), q = 40r/(40r+45): a standard error of 2.1, an interval over a factor of 3,600.
func nearlySeparated() []drawnCase {
	var cases []drawnCase
	for i := range 45 {
		cases = append(cases, drawnCase{group: "a", stratum: fmt.Sprint("s", i%2), number: float64(i % 7),
			day: 2 + i%8})
	}
	for i := range 40 {
		cases = append(cases, drawnCase{group: "b", stratum: fmt.Sprint("s", i%2), number: float64(i % 5),
			day: 100 + i})
	}
	cases[44].day, cases[44].dead = 10, true
	cases[45].day, cases[45].dead = 1, true
	return cases
}

// A level that events all but separate is not estimable: it has no ratio, no
// interval, no p and no Schoenfeld test, and Firth's model is named.
func TestNearlySeparatedLevelIsNotEstimable(t *testing.T) {
	r := judgedStudy(t, nearlySeparated(), judgedPaper)
	q := 1 / (1 + 45/(40*math.Sqrt(45./(40*39))))
	if width := math.Exp(2 * 1.959964 / math.Sqrt(2*q*(1-q))); width < 3600 || width > 3800 {
		t.Fatalf("the interval spans a factor of %v", width)
	}
	for _, m := range []*result.Model{&r.Cohorts[0].Endpoints[0].Models[0], &r.Paper.Univariable[0].Rows[0].Model} {
		if m.Status != "ok" || len(m.Terms) != 1 || !m.FirthAdvised || m.Reason != "not_estimable" {
			t.Fatalf("model %+v", m)
		}
		x := m.Terms[0]
		for _, n := range []result.Number{x.Coef, x.StdErr, x.HR, x.HRLower, x.HRUpper, x.P, m.LR.P, m.Wald.P,
			m.Score.P, m.PHTest[0].P, m.PHTest[1].P} {
			if !n.IsMissing() {
				t.Errorf("%s has a number: %+v, tests %+v", m.ID, x, m.PHTest)
			}
		}
		if x.Term != "donor=b" || x.Reason != "not_estimable" || m.PHTest[0].Reason != "not_estimable" {
			t.Errorf("%s: %+v, tests %+v", m.ID, x, m.PHTest)
		}
	}
}

// A number has a p from five events and five cases without one for each coefficient.
func TestFewEventsOfNumber(t *testing.T) {
	for deaths, want := range map[int]string{4: "few_events", 5: "", 35: "", 36: "few_events"} {
		random := rand.New(rand.NewPCG(16, 10))
		cases := drawn(random, "a", 40, 0)
		for i := range deaths {
			cases[i].dead = true
		}
		m := judgedStudy(t, cases, "    models:\n      - {id: cox, endpoint: os, kind: cox, terms: [number]}\n").
			Cohorts[0].Endpoints[0].Models[0]
		if m.Status != "ok" || m.Events != deaths || m.Terms[0].HR.IsMissing() {
			t.Fatalf("%d deaths: %+v", deaths, m)
		}
		if m.Terms[0].Reason != want || m.Terms[0].P.IsMissing() != (want != "") ||
			m.LR.P.IsMissing() != (want != "") || m.Reason != want {
			t.Errorf("%d deaths: %+v, likelihood ratio %+v", deaths, m.Terms[0], m.LR)
		}
	}
}

// Within a subgroup a group of fewer than five is not compared, one of five to
// nine has no asymptotic p; the interaction has a p where each cell has ten.
func TestSubgroupRules(t *testing.T) {
	for name, test := range map[string]struct {
		cells               [2][2]int // of a and b in s0, then in s1
		status              string    // of s0
		termHasP            bool      // in s0
		interaction, reason string
	}{
		"ten in each":          {[2][2]int{{10, 14}, {14, 14}}, "ok", true, "p", ""},
		"nine":                 {[2][2]int{{9, 14}, {14, 14}}, "ok", false, "statistic", "permutation_only"},
		"four of the group":    {[2][2]int{{14, 4}, {14, 14}}, "min_group", false, "", "min_group"},
		"four of the compared": {[2][2]int{{4, 14}, {14, 14}}, "min_group", false, "", "min_group"},
		"nobody but four":      {[2][2]int{{0, 4}, {14, 14}}, "min_group", false, "", "min_group"},
	} {
		random := rand.New(rand.NewPCG(16, 11))
		var cases []drawnCase
		for s, row := range test.cells {
			for g, n := range row {
				for i := range n {
					cases = append(cases, drawnCase{group: string("ab"[g]), stratum: fmt.Sprint("s", s),
						day: 20 + random.IntN(700), dead: i%2 == 0})
				}
			}
		}
		x := judgedStudy(t, cases, judgedPaper).Paper.Subgroups[0]
		l := x.Levels[0]
		if l.Status != test.status || l.Cases != test.cells[0][0]+test.cells[0][1] {
			t.Errorf("%s: level %+v", name, l)
		}
		if hasP := len(l.Terms) > 0 && !l.Terms[0].P.IsMissing(); hasP != test.termHasP {
			t.Errorf("%s: terms %+v", name, l.Terms)
		}
		got := ""
		if x.Interaction != nil {
			if got = "p"; x.Interaction.P.IsMissing() {
				got = "statistic"
			}
		}
		if got != test.interaction || x.Reason != test.reason {
			t.Errorf("%s: interaction %+v, reason %q", name, x.Interaction, x.Reason)
		}
	}
}

// Other names of the groups, and so another order, change no test of a whole run.
func TestRelabelledGroups(t *testing.T) {
	random := rand.New(rand.NewPCG(16, 12))
	cases := append(append(drawn(random, "a", 22, .3), drawn(random, "b", 9, .6)...), drawn(random, "c", 4, .6)...)
	cases = append(cases, drawn(random, "d", 15, .6)...)
	other := slices.Clone(cases)
	to := map[string]string{"a": "c", "b": "a", "c": "d", "d": "b"}
	for i := range other {
		other[i].group = to[other[i].group]
	}
	more := "    tests: [log-rank, peto-peto]\n    stratify: stratum\n"
	a, b := judgedStudy(t, cases, more).Cohorts[0].Endpoints, judgedStudy(t, other, more).Cohorts[0].Endpoints
	compared := 0
	for e := range a {
		for _, x := range a[e].Tests {
			want := make([]string, len(x.Groups))
			for i, g := range x.Groups {
				want[i] = to[g]
			}
			slices.Sort(want)
			at := slices.IndexFunc(b[e].Tests, func(y result.Test) bool {
				return y.Name == x.Name &&
					slices.Equal(y.Groups, want)
			})
			if at < 0 {
				t.Errorf("%s of %q: no such test of other names", x.Name, want)
				continue
			}
			y := b[e].Tests[at]
			compared++
			if x.Reason != y.Reason || x.P.IsMissing() != y.P.IsMissing() ||
				math.Abs(float64(x.Statistic-y.Statistic)) > 1e-9 || !x.Sampled && !x.P.IsMissing() &&
				math.Abs(float64(x.P-y.P)) > 1e-9 {
				t.Errorf("%+v, of other names %+v", x, y)
			}
			// drawn anew: four standard errors at 9,999
			if x.Sampled && !x.P.IsMissing() && math.Abs(float64(x.P-y.P)) > .02 {
				t.Errorf("%+v, of other names %+v", x, y)
			}
		}
	}
	if compared < 10 {
		t.Errorf("only %d tests compared", compared)
	}
}

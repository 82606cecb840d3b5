package survival_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"graftstat/analysis/survival"
	"graftstat/analysis/verify"
)

// Group 0 fails on days 2, 2; group 1 fails on 2 and 5 and is censored on 5.
// Day 2: n = 5, 2 of group 0, d = 3, so E_0 = 6/5 and V = 3·2/4 · 2/5·3/5 =
// 9/25; day 5 has nobody of group 0. (2 - 6/5)² / (9/25) = 16/9.
func TestLogRankByHand(t *testing.T) {
	o := survival.Observations{Time: []float64{5, 2, 2, 5, 2}, Cause: []uint8{0, 1, 1, 1, 1},
		Group: []int32{1, 0, 1, 1, 0}}
	r := survival.LogRank([]*survival.Table{comparisonTable(t, o, 2, 1)}, 0)
	if r.Name != "log-rank" || r.DF != 1 || r.Reason != "" {
		t.Errorf("got %+v", r)
	}
	comparisonClose(t, "observed", r.Observed[0], 2)
	comparisonClose(t, "expected", r.Expected[0], 6./5)
	comparisonClose(t, "expected", r.Expected[1], 9./5+1)
	comparisonClose(t, "statistic", r.Statistic, 16./9)
	comparisonClose(t, "p", r.P, math.Erfc(4./3/math.Sqrt2))
}

// The same with rho = 1, where only day 2 counts, with weight 1: S(2-) = 1.
func TestPetoPetoByHand(t *testing.T) {
	o := survival.Observations{Time: []float64{5, 2, 2, 5, 2}, Cause: []uint8{0, 1, 1, 1, 1},
		Group: []int32{1, 0, 1, 1, 0}}
	r := survival.LogRank([]*survival.Table{comparisonTable(t, o, 2, 1)}, 1)
	if r.Name != "peto-peto" || r.Rho != 1 {
		t.Errorf("got %+v", r)
	}
	comparisonClose(t, "statistic", r.Statistic, 16./9)
	comparisonClose(t, "observed", r.Observed[1], 1+2./5) // S(5-) = 1 - 3/5
}

func TestLogRankEqualsVerifiedValues(t *testing.T) {
	checked := 0
	for _, dataset := range []string{"lung", "veteran", "bmt-os", "bmt-dfs", "bmt-relapse", "ten"} {
		values, err := verify.Values(dataset)
		if err != nil {
			t.Fatal(err)
		}
		s := comparisonVerify(t, dataset)
		for _, v := range values {
			if v.Analysis != "logrank" || v.Method == "permutation" {
				continue
			}
			tables := s.tables(t, 2, v.Method == "stratified")
			for i := range tables {
				tables[i] = tables[i].OneCause(1)
			}
			rho := 0.0
			if v.Method == "rho=1" {
				rho = 1
			}
			r := survival.LogRank(tables, rho)
			got := map[string]float64{"chisq": r.Statistic, "df": r.DF, "p": r.P}
			for k, g := range r.Groups {
				if v.Group == "group="+s.groups[g] {
					got["observed"], got["expected"] = r.Observed[k], r.Expected[k]
				}
			}
			comparisonClose(t, fmt.Sprintf("%s %s %s %s", dataset, v.Method, v.Group, v.Quantity), got[v.Quantity],
				v.Value)
			checked++
		}
	}
	if checked < 50 {
		t.Errorf("only %d values", checked)
	}
}

// Golden values, and more with ties, strata and three or four groups.
func TestLogRankEqualsSurvdiff(t *testing.T) {
	comparisonValues(t, []string{"log-rank"}, func(t *testing.T, s comparisonSet, row map[string]string) {
		r := survival.LogRank(s.tables(t, 2, row["stratified"] == "1"), comparisonNumber(t, row["rho"]))
		want := comparisonNumber(t, row["stat"])
		if want == 0 {
			if math.Abs(r.Statistic) > 1e-20 {
				t.Errorf("statistic = %g, want 0", r.Statistic)
			}
			return
		}
		comparisonClose(t, "statistic", r.Statistic, want)
		comparisonClose(t, "df", r.DF, comparisonNumber(t, row["df"]))
		comparisonClose(t, "p", r.P, comparisonNumber(t, row["p"]))
	})
}

func TestT15LogRankEqualsCoxExactScore(t *testing.T) {
	comparisonValues(t, []string{"cox-exact-score"}, func(t *testing.T, s comparisonSet, row map[string]string) {
		r := survival.LogRank(s.tables(t, 2, row["stratified"] == "1"), 0)
		comparisonClose(t, "statistic", r.Statistic, comparisonNumber(t, row["stat"]))
	})
}

// R has chisq 0 on -1 degrees of freedom here.
func TestT15LogRankWithoutEvents(t *testing.T) {
	o := survival.Observations{Time: []float64{5, 6, 7, 8}, Cause: make([]uint8, 4), Group: []int32{0, 1, 0, 1}}
	for _, r := range []survival.TestResult{
		survival.LogRank([]*survival.Table{comparisonTable(t, o, 2, 1)}, 0),
		survival.LogRankTrend([]*survival.Table{comparisonTable(t, o, 2, 1)}, []float64{0, 1}),
	} {
		if r.Reason != survival.ReasonNoEvent || !math.IsNaN(r.P) || !math.IsNaN(r.Statistic) || !math.IsNaN(r.DF) {
			t.Errorf("got %+v", r)
		}
	}
}

func TestLogRankReasons(t *testing.T) {
	one := survival.Observations{Time: []float64{5, 6}, Cause: []uint8{1, 1}, Group: []int32{1, 1}}
	together := survival.Observations{Time: []float64{5, 5, 5}, Cause: []uint8{1, 1, 1}, Group: []int32{0, 1, 1}}
	alone := survival.Observations{Time: []float64{2, 5, 6}, Cause: []uint8{0, 1, 1}, Group: []int32{0, 1, 1}}
	tests := map[string]struct {
		strata []*survival.Table
		want   survival.Reason
	}{
		"no stratum":        {nil, survival.ReasonNoCase},
		"one group":         {[]*survival.Table{comparisonTable(t, one, 3, 1)}, survival.ReasonOneGroup},
		"all at one time":   {[]*survival.Table{comparisonTable(t, together, 2, 1)}, survival.ReasonDegenerateVariance},
		"nobody to compare": {[]*survival.Table{comparisonTable(t, alone, 2, 1)}, survival.ReasonDegenerateVariance},
	}
	for name, test := range tests {
		for _, r := range []survival.TestResult{
			survival.LogRank(test.strata, 0),
			survival.LogRank(test.strata, 1),
			survival.LogRankTrend(test.strata, []float64{0, 1, 2}),
			survival.Gray(test.strata, 1, 0),
		} {
			if r.Reason != test.want || !math.IsNaN(r.P) {
				t.Errorf("%s: %s gives p %g, reason %q, want %q", name, r.Name, r.P, r.Reason, test.want)
			}
		}
	}
}

// cmprsk and 1 - pchisq give 0 below 1e-16.
func TestT24UpperTail(t *testing.T) {
	s := comparisonSets(t)["apart"]
	r := survival.LogRank(s.tables(t, 2, false), 0)
	comparisonClose(t, "log-rank p", r.P, 2.28444635294774e-68)
	r = survival.Gray(s.tables(t, 2, false), 1, 0)
	comparisonClose(t, "Gray p", r.P, 3.75679917744275e-41)
}

func TestT25LogRankInvariants(t *testing.T) {
	for _, rho := range []float64{0, 1, .5} {
		comparisonInvariant(t,
			func(tables []*survival.Table) survival.TestResult { return survival.LogRank(tables, rho) })
	}
}

func TestLogRankTrendEqualsCoxExactScore(t *testing.T) {
	comparisonValues(t, []string{"log-rank-trend"}, func(t *testing.T, s comparisonSet, row map[string]string) {
		scores := make([]float64, len(s.groups))
		for g := range scores {
			scores[g] = 1000 + 2*float64(g) // only the spacing matters
		}
		r := survival.LogRankTrend(s.tables(t, 2, row["stratified"] == "1"), scores)
		comparisonClose(t, "statistic", r.Statistic, comparisonNumber(t, row["stat"]))
		comparisonClose(t, "p", r.P, comparisonNumber(t, row["p"]))
	})
}

func TestLogRankTrendOfEqualScores(t *testing.T) {
	s := comparisonSets(t)["ties"]
	r := survival.LogRankTrend(s.tables(t, 2, false), []float64{.1, .1, .1})
	if r.Reason != survival.ReasonDegenerateVariance {
		t.Errorf("got %+v", r)
	}
}

// A group followed only until before the first event cannot be compared: it
// takes no degree of freedom and the others keep their statistic.
func TestLogRankGroupNeverAtRisk(t *testing.T) {
	o := survival.Observations{Time: []float64{3, 4, 6, 7, 1, 2}, Cause: []uint8{1, 1, 1, 0, 0, 0},
		Group: []int32{0, 1, 0, 1, 2, 2}}
	three := survival.LogRank([]*survival.Table{comparisonTable(t, o, 3, 1)}, 0)
	o.Time, o.Cause, o.Group = o.Time[:4], o.Cause[:4], o.Group[:4]
	two := survival.LogRank([]*survival.Table{comparisonTable(t, o, 2, 1)}, 0)
	if len(three.Groups) != 3 || three.DF != 1 {
		t.Errorf("got %+v", three)
	}
	comparisonClose(t, "statistic", three.Statistic, two.Statistic)
}

// The follow-up test is the log-rank test with censorings a moment after the
// events of their day as the events.
func TestT13FollowUpLogRankTies(t *testing.T) {
	o := survival.Observations{Time: []float64{2, 2, 2, 3, 4, 4, 5}, Cause: []uint8{1, 0, 0, 0, 1, 0, 0},
		Group: []int32{0, 0, 1, 1, 0, 1, 0}}
	apart := survival.Observations{Group: o.Group}
	for i, time := range o.Time {
		if o.Cause[i] == 0 {
			time += .5
		}
		apart.Time, apart.Cause = append(apart.Time, time), append(apart.Cause, 1-o.Cause[i])
	}
	got := survival.FollowUpLogRank([]*survival.Table{comparisonTable(t, o, 2, 1)})
	want := survival.LogRank([]*survival.Table{comparisonTable(t, apart, 2, 1)}, 0)
	comparisonClose(t, "statistic", got.Statistic, want.Statistic)
}

// A case cut in two on the way, (0, s] censored and (s, t], changes nothing.
func TestT25CasesInPieces(t *testing.T) {
	whole := comparisonSets(t)["untied"].Observations
	var pieces survival.Observations
	add := func(entry, time float64, cause uint8, group int32) {
		pieces.Entry, pieces.Time = append(pieces.Entry, entry), append(pieces.Time, time)
		pieces.Cause, pieces.Group = append(pieces.Cause, cause), append(pieces.Group, group)
	}
	for i, time := range whole.Time {
		cut := math.Floor(time / 3)
		if cut > 0 {
			add(0, cut, 0, whole.Group[i])
		}
		add(cut, time, whole.Cause[i], whole.Group[i])
	}
	for _, test := range []func([]*survival.Table) survival.TestResult{
		func(tables []*survival.Table) survival.TestResult { return survival.LogRank(tables, 1) },
		func(tables []*survival.Table) survival.TestResult { return survival.Gray(tables, 1, 0) },
	} {
		want := test([]*survival.Table{comparisonTable(t, whole, 4, 2)})
		got := test([]*survival.Table{comparisonTable(t, pieces, 4, 2)})
		comparisonClose(t, want.Name, got.Statistic, want.Statistic)
	}
}

// comparisonRandom has four groups and one event in two, times in whole days
// (about 4,000 distinct ones) or all distinct.
func comparisonRandom(n int, days bool) survival.Observations {
	random := rand.New(rand.NewPCG(1, 2))
	o := survival.Observations{Time: make([]float64, n), Cause: make([]uint8, n), Group: make([]int32, n)}
	for i := range n {
		o.Time[i] = 365 * random.ExpFloat64()
		if days {
			o.Time[i] = math.Floor(o.Time[i])
		}
		o.Cause[i] = uint8(max(0, random.IntN(4)-1))
		o.Group[i] = int32(random.IntN(4))
	}
	return o
}

func comparisonBenchmark(b *testing.B, test func(tables []*survival.Table) survival.TestResult) {
	for _, days := range []bool{true, false} {
		for _, n := range []int{1e2, 1e4, 1e6} {
			o := comparisonRandom(n, days)
			table, err := survival.NewTable(o, 4, 2)
			if err != nil {
				b.Fatal(err)
			}
			b.Run(fmt.Sprintf("n=%d/days=%t/test", n, days), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if r := test([]*survival.Table{table}); r.Reason != "" {
						b.Fatal(r.Reason)
					}
				}
			})
			b.Run(fmt.Sprintf("n=%d/days=%t/table+test", n, days), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					table, _ := survival.NewTable(o, 4, 2)
					test([]*survival.Table{table})
				}
			})
		}
	}
}

func BenchmarkLogRank(b *testing.B) {
	comparisonBenchmark(b, func(tables []*survival.Table) survival.TestResult { return survival.LogRank(tables, 0) })
}

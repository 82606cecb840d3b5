package survival_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"graftstat/analysis/survival"
	"graftstat/analysis/verify"
)

// Group 0: the cause on days 1 and 3, censored on 5. Group 1: another cause on
// day 2, the cause on 4. The score of group 1 is -2/5 - 1/2 + 1/3 = -17/30; its
// variance, from the terms of each day (cause of group 0, cause of group 1,
// other cause of group 1), is
//
//	day 1  (53/50)²/15 + (67/50)²/10
//	day 2  (28/25)²/4
//	day 3  (22/25)²/15 + (28/25)²/10
//	day 4  (6/5)²/15   + (6/5)²/10
func TestGrayByHand(t *testing.T) {
	o := survival.Observations{Time: []float64{5, 4, 1, 2, 3}, Cause: []uint8{0, 1, 1, 2, 1},
		Group: []int32{0, 1, 0, 1, 0}}
	r := survival.Gray([]*survival.Table{comparisonTable(t, o, 2, 2)}, 1, 0)
	variance := 2809./2500/15 + 4489./2500/10 + 196./625 + 484./625/15 + 784./625/10 + 36./25/15 + 36./25/10
	comparisonClose(t, "statistic", r.Statistic, 289./900/variance)
	comparisonClose(t, "statistic", r.Statistic, 14450./44331)
	if r.Name != "gray" || r.DF != 1 || !slices.Equal(r.Groups, []int{0, 1}) {
		t.Errorf("got %+v", r)
	}
}

func TestGrayEqualsVerifiedValues(t *testing.T) {
	checked := 0
	for _, dataset := range []string{"bmt-relapse", "bmt-platelet"} {
		values, err := verify.Values(dataset)
		if err != nil {
			t.Fatal(err)
		}
		s := comparisonVerify(t, dataset)
		for _, v := range values {
			if v.Analysis != "gray" {
				continue
			}
			var cause int
			var variant string
			if _, err := fmt.Sscanf(v.Method+";", "cause=%d;%s", &cause, &variant); err != nil && variant == "" &&
				cause == 0 {
				t.Fatal(err)
			}
			rho := 0.0
			if variant == "rho=1;" {
				rho = 1
			}
			r := survival.Gray(s.tables(t, 2, variant == "stratified;"), cause, rho)
			got := map[string]float64{"stat": r.Statistic, "df": r.DF, "p": r.P}[v.Quantity]
			comparisonClose(t, dataset+" "+v.Method+" "+v.Quantity, got, v.Value)
			checked++
		}
	}
	if checked != 18 {
		t.Errorf("%d values", checked)
	}
}

// Golden values, and more with ties, strata, three or four groups, and groups
// that are used up early.
func TestT14GrayEqualsCuminc(t *testing.T) {
	comparisonValues(t, []string{"gray"}, func(t *testing.T, s comparisonSet, row map[string]string) {
		cause := int(comparisonNumber(t, row["cause"]))
		r := survival.Gray(s.tables(t, 2, row["stratified"] == "1"), cause, comparisonNumber(t, row["rho"]))
		if row["stat"] == "-1" {
			if r.Reason != survival.ReasonDegenerateVariance {
				t.Errorf("got %+v where cmprsk has no variance", r)
			}
			return
		}
		comparisonClose(t, "statistic", r.Statistic, comparisonNumber(t, row["stat"]))
		comparisonClose(t, "df", r.DF, comparisonNumber(t, row["df"]))
		comparisonClose(t, "p", r.P, comparisonNumber(t, row["p"]))
	})
}

// cmprsk: statistic -1 with p = 1, and no row at all.
func TestT14GrayNotComputable(t *testing.T) {
	o := survival.Observations{Time: []float64{4, 4, 4, 4, 4}, Cause: []uint8{1, 1, 1, 1, 1},
		Group: []int32{0, 0, 0, 1, 1}}
	r := survival.Gray([]*survival.Table{comparisonTable(t, o, 2, 3)}, 1, 0)
	if r.Reason != survival.ReasonDegenerateVariance || !math.IsNaN(r.Statistic) || !math.IsNaN(r.P) {
		t.Errorf("all at one time: %+v", r)
	}
	o.Cause = []uint8{1, 1, 2, 1, 2} // with two causes there is a variance: cmprsk has 0.1111111
	r = survival.Gray([]*survival.Table{comparisonTable(t, o, 2, 3)}, 1, 0)
	comparisonClose(t, "two causes at one time", r.Statistic, 1./9)
	r = survival.Gray([]*survival.Table{comparisonTable(t, o, 2, 3)}, 3, 0)
	if r.Reason != survival.ReasonNoEvent {
		t.Errorf("no event of the cause: %+v", r)
	}
}

func TestT25GrayInvariants(t *testing.T) {
	for _, rho := range []float64{0, 1} {
		comparisonInvariant(t,
			func(tables []*survival.Table) survival.TestResult { return survival.Gray(tables, 2, rho) })
	}
}

// Which number the cause has changes nothing.
func TestGrayRelabelledCauses(t *testing.T) {
	s := comparisonSets(t)["ties"]
	want := survival.Gray(s.tables(t, 2, false), 1, 0)
	s.Cause = slices.Clone(s.Cause)
	for i, c := range s.Cause {
		if c > 0 {
			s.Cause[i] = 3 - c
		}
	}
	comparisonClose(t, "statistic", survival.Gray(s.tables(t, 2, false), 2, 0).Statistic, want.Statistic)
}

// Group 1 has nobody left event-free on day 3, then a case enters on day 5.
func TestGrayRiskSetEmptied(t *testing.T) {
	o := survival.Observations{
		Time: []float64{3, 6, 8, 9, 7}, Cause: []uint8{1, 1, 0, 0, 1}, Group: []int32{1, 0, 0, 0, 1},
		Entry: []float64{0, 0, 0, 0, 5},
	}
	r := survival.Gray([]*survival.Table{comparisonTable(t, o, 2, 2)}, 1, 0)
	if r.Reason != survival.ReasonRiskSetEmptied || !math.IsNaN(r.P) {
		t.Errorf("got %+v", r)
	}
}

func BenchmarkGray(b *testing.B) {
	comparisonBenchmark(b, func(tables []*survival.Table) survival.TestResult { return survival.Gray(tables, 1, 0) })
}

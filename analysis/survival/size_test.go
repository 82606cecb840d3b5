package survival_test

import (
	"encoding/csv"
	"os"
	"strconv"
	"testing"

	"graftstat/analysis/survival"
)

// In groups of 5 to 8 the asymptotic log-rank test rejects too often, in as many
// splits as in R (testdata/size.R), which is why it has no p there; the
// permutation test that is printed in its place does not.
func TestSizeOfSmallGroups(t *testing.T) {
	f, err := os.Open("testdata/size.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) != 5 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for _, row := range rows[1:] {
		var want [4]int
		for i := range want {
			if want[i], err = strconv.Atoi(row[i]); err != nil {
				t.Fatal(err)
			}
		}
		splits, over, permuted := 0, 0, 0
		eachSplit(want[0], want[1], func(o survival.Observations) {
			table, err := survival.NewTable(o, 2, 1)
			if err != nil {
				t.Fatal(err)
			}
			splits++
			if r := survival.LogRank([]*survival.Table{table}, 0); r.P < 0.05 {
				over++
			}
			if len(o.Time) > 10 {
				return
			}
			if r := survival.LogRankPermutation(o, 2, nil, survival.PermutationSettings{}); r.Reason != "" ||
				r.P <= 0.05 {
				permuted++
			}
		})
		if splits != want[2] || over != want[3] {
			t.Errorf("%d against %d: %d of %d splits are over, R %d of %d", want[0], want[1], over, splits, want[3],
				want[2])
		}
		if size := float64(over) / float64(splits); size < 0.05 {
			t.Errorf("%d against %d: size %v", want[0], want[1], size)
		}
		if size := float64(permuted) / float64(splits); size > 0.05 {
			t.Errorf("%d against %d: the permutation test has size %v", want[0], want[1], size)
		}
	}
	smallest := survival.Judge([]int{9, 40}, .001, survival.PermutationSettings{})
	if smallest.Asymptotic != survival.ReasonPermutationOnly {
		t.Errorf("%+v", smallest)
	}
}

// eachSplit visits every way to put the deaths on days 1, 2, … into groups of a and b.
func eachSplit(a, b int, visit func(survival.Observations)) {
	n := a + b
	o := survival.Observations{Time: make([]float64, n), Cause: make([]uint8, n), Group: make([]int32, n)}
	for i := range n {
		o.Time[i], o.Cause[i] = float64(i+1), 1
	}
	var choose func(from, left int)
	choose = func(from, left int) {
		if left == 0 {
			visit(o)
			return
		}
		for i := from; i <= n-left; i++ {
			o.Group[i] = 1
			choose(i+1, left-1)
			o.Group[i] = 0
		}
	}
	choose(0, a)
}

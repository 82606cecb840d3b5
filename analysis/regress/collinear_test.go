package regress_test

import (
	"math"
	"testing"

	"graftstat/analysis/regress"
)

// Seven cases with two nearly collinear columns against 60 digits of
// testdata/collinear.py. The sums over the columns as they stand lose what the
// columns share: at 2^-15 two thirds of the digits.
func TestSchoenfeldTestOfNearlyCollinearColumns(t *testing.T) {
	first, other := []float64{3, 1, 4, 1, 5, 9, 2}, []float64{1, -1, 2, 0, -2, 1, 3}
	for power, second := range map[int]float64{4: 0.898414550372096, 12: 0.963440453032926, 15: 0.963661777798658} {
		near := make([]float64, len(first))
		for i := range near {
			near[i] = first[i] + math.Ldexp(other[i], -power)
		}
		d := regress.Data{Time: []float64{1, 2, 3, 4, 5, 6, 7}, Cause: []uint8{1, 1, 1, 1, 1, 1, 0},
			Terms: []regress.Term{{Name: "first", Number: first}, {Name: "near", Number: near}}}
		tests, err := regress.SchoenfeldTest(d, mustFit(t, regress.Cox, d, regress.Options{}),
			regress.TransformIdentity)
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range []float64{0.963693394502157, second, 2.0919627721785} {
			equal(t, tests[i].Term, tests[i].Test.Statistic, want, 1e-9)
		}
	}
}

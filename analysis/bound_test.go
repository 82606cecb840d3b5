package analysis

import (
	"math"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// A bound has the class of a cut in which all of it lies, and none where it has part
// in two.
func TestBoundsAndCuts(t *testing.T) {
	x := math.NaN()
	n := &registry.Number{Value: []float64{1, x, x, x, x, x}, Bound: map[int32]registry.Bound{
		1: {Limit: 2}, 2: {Limit: 2, Inclusive: true}, 3: {Limit: 7, Above: true}, 4: {Limit: 6, Above: true}}}
	g := byCut(plan.Compare{Column: "age_years", Cut: []float64{2, 7}}, n)
	for row, want := range []int32{0, 0, -1, 2, -1, -1} {
		if got := g.code(int32(row)); got != want {
			t.Errorf("row %d is in class %d, want %d", row, got, want)
		}
	}
}

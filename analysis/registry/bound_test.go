package registry

import (
	"math"
	"testing"
)

// What every value within a bound answers, by hand.
func TestBoundDecides(t *testing.T) {
	for _, c := range []struct {
		bound       Bound
		below, over bool // surely under 0.5, surely at or over it
	}{
		{Bound{Limit: 0.05}, true, false},
		{Bound{Limit: 0.5}, true, false},
		{Bound{Limit: 0.5, Inclusive: true}, false, false},
		{Bound{Limit: 0.51}, false, false},
		{Bound{Limit: 0.5, Above: true, Inclusive: true}, false, true},
		{Bound{Limit: 0.5, Above: true}, false, true},
		{Bound{Limit: 0.49, Above: true}, false, false},
	} {
		n := Number{Value: []float64{math.NaN()}, Bound: map[int32]Bound{0: c.bound}}
		low, high, ok := n.Range(0)
		if !ok || high < 0.5 != c.below || low >= 0.5 != c.over {
			t.Errorf("%+v is from %v to %v", c.bound, low, high)
		}
	}
	n := Number{Value: []float64{math.NaN(), 3}}
	if _, _, ok := n.Range(0); ok {
		t.Error("a missing value has a range")
	}
	if low, high, ok := n.Range(1); !ok || low != 3 || high != 3 {
		t.Error("a number is more than itself")
	}
}

package criteria

import (
	"math"
	"slices"
	"testing"
)

func TestBoundDecidesWhereAllOfItDoes(t *testing.T) {
	under := Value{Low: math.Inf(-1), High: math.Nextafter(1, 0)} // <1
	for _, c := range []struct {
		v                Value
		threshold        float64
		atLeast, isUnder Answer
	}{
		{Number(0, 1), 1, Yes, No},
		{Number(0, 0.99), 1, No, Yes},
		{under, 1, No, Yes},
		{under, 0.5, Open, Open},
		{Value{Low: math.Nextafter(3, 4), High: math.Inf(1)}, 3, Yes, No}, // >3
		{Value{Low: 3, High: math.Inf(1)}, 4, Open, Open},                 // ≥3
	} {
		if got := c.v.AtLeast(c.threshold); got != c.atLeast {
			t.Errorf("%v at least %g: %v", c.v, c.threshold, got)
		}
		if got := c.v.Under(c.threshold); got != c.isUnder {
			t.Errorf("%v under %g: %v", c.v, c.threshold, got)
		}
	}
}

func TestLowestOfDay(t *testing.T) {
	got := LowestOfDay([]Value{Number(1, 3), Number(1, 2), {Day: 1, Low: 0, High: 5}, Number(2, 9)})
	if want := []Value{{Day: 1, Low: 0, High: 2}, Number(2, 9)}; !slices.Equal(got, want) {
		t.Error(got)
	}
}

package result

import (
	"math"
	"testing"
)

func TestTimesLoseNothing(t *testing.T) {
	for name, written := range map[string][]float64{
		"whole days":             {0, 1, 365, 1 << 24, math.NaN()},
		"a fraction at the end":  {0, 400, math.NaN(), 12.1},
		"a fraction at the head": {0.1, 3, math.NaN()},
		"more than 24 bits":      {3, 1<<24 + 1},
	} {
		var c times
		for _, time := range written {
			c.add(time)
		}
		for i, want := range written {
			if got := c.at(i); got != want && !(math.IsNaN(got) && math.IsNaN(want)) {
				t.Errorf("%s: time %d is %v, want %v", name, i, got, want)
			}
		}
		if short := c.long == nil; short != (name == "whole days") {
			t.Errorf("%s: kept short %v", name, short)
		}
	}
}

func TestNumbersOverSixteenBits(t *testing.T) {
	var c numbers
	written := []int32{0, maxShort, 3, maxShort + 1, 7, math.MaxInt32}
	for _, n := range written {
		c.add(n)
	}
	for i, want := range written {
		if got := c.at(i); got != want {
			t.Errorf("number %d is %d, want %d", i, got, want)
		}
	}
}

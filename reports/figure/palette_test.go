package figure

import (
	"fmt"
	"testing"
)

func TestFortyCurvesDiffer(t *testing.T) {
	seen := map[string]int{}
	for i := range 42 {
		look := fmt.Sprint(curveColour(i), curveDashes(i, 8))
		if other, ok := seen[look]; ok {
			t.Errorf("curve %d looks like curve %d", i, other)
		}
		seen[look] = i
	}
}

// In grey the first six differ by their dashes alone.
func TestDashesDiffer(t *testing.T) {
	seen := map[string]bool{}
	for i := range 6 {
		seen[fmt.Sprint(curveDashes(i, 8))] = true
	}
	if len(seen) != 6 {
		t.Errorf("%d patterns among six curves", len(seen))
	}
}

func TestTextColoursRead(t *testing.T) {
	for i := range 7 {
		if c := contrast(textColour(i)); c < 4.5 {
			t.Errorf("curve %d: contrast %.2f", i, c)
		}
	}
}

func TestBandsGetLighter(t *testing.T) {
	for _, n := range []int{2, 4, 8, 20} {
		few, many := bandColour(curveColour(0), n).A, bandColour(curveColour(0), 2*n).A
		if many >= few || many == 0 {
			t.Errorf("opacity %d of %d bands, %d of %d", few, n, many, 2*n)
		}
	}
}

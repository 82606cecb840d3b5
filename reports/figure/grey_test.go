package figure

import "testing"

// In grey print the first four curves differ in lightness by at least half as
// much again, whatever their dashes.
func TestFirstCurvesDifferInGrey(t *testing.T) {
	for i := range 4 {
		for j := range i {
			a, b := contrast(curveColour(i)), contrast(curveColour(j))
			if max(a, b) < 1.5*min(a, b) {
				t.Errorf("curves %d and %d have contrasts of %.1f and %.1f with paper", i, j, a, b)
			}
		}
	}
}

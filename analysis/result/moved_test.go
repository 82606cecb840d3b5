package result

import "testing"

func TestMovedIsByMoreThanARounding(t *testing.T) {
	none := float64(Missing())
	for _, c := range []struct {
		base, changed float64
		cases         int
		moved         bool
	}{
		{0.9, 0.904, 10, false}, {0.9, 0.905, 10, true}, {0.9, 0.904, 100, true}, {0.9, 0.9004, 100, false},
		{0.285, 0.29, 10, false}, {0.997, 1, 10, true}, {0.997, 0.9972, 10, false}, {0.99996, 1, 200, true},
		{0.00001, 0, 10, true}, {0.8, none, 10, true}, {none, none, 10, false},
	} {
		n := SensitivityNumber{BaseCases: c.cases}
		n.Base.Estimate, n.Changed.Estimate = Number(c.base), Number(c.changed)
		if n.MarkMoved(); n.Moved != c.moved {
			t.Errorf("%v to %v of %d: moved is %v", c.base, c.changed, c.cases, n.Moved)
		}
	}
}

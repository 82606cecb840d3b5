package survival_test

import (
	"testing"

	"graftstat/analysis/survival"
)

// In twenty the state has one at risk on (5, 10] and 19 on (20, 300], the time
// before it 40 up to day 5, 39 up to day 20, then 20.
func TestFirstDayAtRisk(t *testing.T) {
	o, entered := twenty()
	rows, _ := survival.SplitAtState(o, entered)
	table := newTable(t, rows, 2, 1)
	for _, w := range []struct {
		groups  []int
		minimum int
		from    float64
		day     float64 // -1: none
	}{
		{[]int{0, 1}, 1, 0, 5}, // an entry on the day counts
		{[]int{0, 1}, 1, 7, 7},
		{[]int{0, 1}, 1, 10, 20}, // an end on the day does not
		{[]int{0, 1}, 2, 0, 20},
		{[]int{0, 1}, 5, 0, 20},
		{[]int{0, 1}, 19, 0, 20},
		{[]int{0, 1}, 20, 0, -1},
		{[]int{0, 1}, 5, 299.5, 299.5},
		{[]int{0, 1}, 5, 300, -1},
		{[]int{0}, 40, 0, 0},
		{[]int{0}, 41, 0, -1},
		{nil, 5, 0, -1},
	} {
		day, ok := table.FirstDayAtRisk(w.groups, w.minimum, w.from)
		if !ok {
			day = -1
		}
		if day != w.day {
			t.Errorf("%d of each of %v from day %g: day %g, want %g", w.minimum, w.groups, w.from, day, w.day)
		}
	}
}

package analysis

import (
	"context"
	"math"
	"testing"
)

// No time after the transplant leaves the centre unrounded: those of episodes and of red
// cells no more than the milestones.
func TestRoundedTimesAreMultiples(t *testing.T) {
	p := planOf(t, "../sample-data/study.yaml")
	d, err := Load(context.Background(), p, quiet)
	if err != nil {
		t.Fatal(err)
	}
	if roundAll(nil, 30) != nil {
		t.Error("what was not recorded is recorded")
	}
	exact := d.RedCells[0].Day
	rounded := roundTimes(d, 30)
	seen, off := 0, 0
	check := func(times ...float64) {
		for _, x := range times {
			if seen++; math.Mod(x, 30) != 0 && !math.IsNaN(x) {
				off++
			}
		}
	}
	for _, m := range rounded.Milestones {
		check(m.Time...)
	}
	for _, e := range rounded.RedCells {
		check(e.Day)
	}
	check(rounded.RedCellsTo...)
	check(rounded.Transfusions.Time...)
	for _, e := range rounded.Episodes {
		check(e.Known...)
		for _, one := range e.All {
			check(one.Start, one.End)
		}
	}
	if off > 0 || len(rounded.Episodes) == 0 || len(rounded.RedCells) == 0 || d.RedCells[0].Day != exact {
		t.Errorf("%d of %d times are not rounded, %d kinds of episode, %d red cells", off, seen, len(rounded.Episodes),
			len(rounded.RedCells))
	}
}

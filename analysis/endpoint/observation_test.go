package endpoint

import (
	"math"
	"slices"
	"testing"
)

// A landmark analysis is of those at risk after its day: an event or a censoring on
// the day itself is out, and the clock is kept.
func TestLaterIsStrict(t *testing.T) {
	o := &Observations{Entry: []float64{0, 0, 0, 0, 150, 0}}
	for row, u := range []Unit{
		{Time: 99, Cause: 1}, {Time: 100, Cause: 1}, {Time: 100}, {Time: 101, Cause: 1}, {Time: 400},
		{Time: math.NaN(), Decided: NoFollowUp},
	} {
		u.Row = int32(row)
		o.Add(u)
	}
	later := o.Later(100)
	if !slices.Equal(later.Row, []int32{3, 4}) || !slices.Equal(later.Time, []float64{101, 400}) ||
		!slices.Equal(later.Cause, []uint8{1, 0}) || !slices.Equal(later.Entry, []float64{0, 150}) || !later.Landmark {
		t.Errorf("after day 100: %+v", later)
	}
	if none := o.Later(400); len(none.Row) != 0 {
		t.Errorf("after the last time: %+v", none)
	}
}

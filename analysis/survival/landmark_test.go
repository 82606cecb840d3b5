package survival_test

import (
	"slices"
	"testing"

	"graftstat/analysis/survival"
)

// An event or a censoring on the day itself is out.
func TestT21LandmarkIsStrict(t *testing.T) {
	o := survival.Observations{
		Time: []float64{99, 100, 100, 101, 400}, Cause: []uint8{1, 1, 0, 1, 0},
		Group: []int32{0, 1, 0, 1, 0}, Entry: []float64{0, 0, 0, 0, 150},
	}
	got, from := survival.Landmark(o, 100)
	if !slices.Equal(from, []int{3, 4}) || !slices.Equal(got.Time, []float64{101, 400}) ||
		!slices.Equal(got.Cause, []uint8{1, 0}) || !slices.Equal(got.Group, []int32{1, 0}) || !slices.Equal(got.Entry, []float64{0, 150}) {
		t.Errorf("got %+v from %v", got, from)
	}
	table := comparisonTable(t, got, 2, 1)
	if table.AtRisk(0, 1) != 1 || table.Times[0] != 101 {
		t.Error("the clock is not kept")
	}
}

func TestLandmarkPastEveryone(t *testing.T) {
	o := survival.Observations{Time: []float64{1, 2}, Cause: []uint8{1, 0}}
	got, from := survival.Landmark(o, 2)
	if len(from) != 0 || len(got.Time) != 0 || got.Group != nil || got.Entry != nil {
		t.Errorf("got %+v from %v", got, from)
	}
}

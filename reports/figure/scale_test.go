package figure

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/plot/vg"
)

func TestScale(t *testing.T) {
	for _, c := range []struct {
		s    scale
		v    float64
		want vg.Length
	}{
		{scale{from: 0, to: 10, low: 100, high: 200}, 2.5, 125},
		{scale{from: -5, to: 5, low: 0, high: 10}, 0, 5},
		{scale{from: 1, to: 1024, low: 0, high: 10, log: true}, 32, 5},
		{scale{from: 0.1, to: 10, low: 0, high: 2, log: true}, 1, 1},
	} {
		if got := c.s.at(c.v); math.Abs(float64(got-c.want)) > 1e-9 {
			t.Errorf("%+v at %v is %v, want %v", c.s, c.v, got, c.want)
		}
	}
}

func TestSpreadByHand(t *testing.T) {
	for _, c := range []struct{ places, want []vg.Length }{
		{nil, []vg.Length{}},
		{[]vg.Length{50}, []vg.Length{50}},
		{[]vg.Length{10, 30, 60}, []vg.Length{10, 30, 60}},     // nothing to do
		{[]vg.Length{50, 50}, []vg.Length{45, 55}},             // both give way
		{[]vg.Length{50, 50, 50}, []vg.Length{40, 50, 60}},     // by pools of three
		{[]vg.Length{0, 0, 90}, []vg.Length{0, 10, 90}},        // kept within
		{[]vg.Length{100, 100, 100}, []vg.Length{80, 90, 100}}, // at the end
		{[]vg.Length{20, 24, 29, 70}, []vg.Length{14.333333333333334, 24.333333333333336, 34.333333333333336, 70}},
	} {
		got := spread(c.places, 10, 0, 100)
		if !slices.EqualFunc(got, c.want, func(a, b vg.Length) bool { return math.Abs(float64(a-b)) < 1e-9 }) {
			t.Errorf("%v spread to %v, want %v", c.places, got, c.want)
		}
	}
}

// Places keep their order, their gap and their bounds; with too little room
// they share it equally.
func TestSpreadAlways(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		places := make([]vg.Length, 1+random.IntN(14))
		for i := range places {
			places[i] = vg.Length(random.Float64()*120 - 10)
		}
		slices.Sort(places)
		got := spread(places, 10, 0, 100)
		gap := min(10, 100/max(1, vg.Length(len(places)-1)))
		for i, at := range got {
			if at < -1e-9 || at > 100+1e-9 || i > 0 && at-got[i-1] < gap-1e-9 {
				t.Fatalf("%v spread to %v", places, got)
			}
		}
	}
}

func TestThinnedKeepsItsAnchor(t *testing.T) {
	centres := []vg.Length{0, 10, 20, 30, 40, 50, 60}
	widths := []vg.Length{8, 8, 8, 8, 8, 8, 8}
	for _, c := range []struct {
		gap    vg.Length
		anchor int
		want   []int
	}{
		{1, 3, []int{0, 1, 2, 3, 4, 5, 6}},
		{5, 3, []int{1, 3, 5}},
		{5, 2, []int{0, 2, 4, 6}},
		{20, 4, []int{1, 4}},
		{200, 5, []int{5}},
	} {
		var got []int
		for i, stays := range thinned(centres, widths, c.gap, c.anchor) {
			if stays {
				got = append(got, i)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("gap %v, anchor %d: %v stay, want %v", c.gap, c.anchor, got, c.want)
		}
	}
}

func TestCrosses(t *testing.T) {
	box := vg.Rectangle{Min: vg.Point{X: 10, Y: 10}, Max: vg.Point{X: 20, Y: 20}}
	for _, c := range []struct {
		a, b vg.Point
		want bool
	}{
		{vg.Point{X: 0, Y: 0}, vg.Point{X: 30, Y: 30}, true},
		{vg.Point{X: 0, Y: 15}, vg.Point{X: 30, Y: 15}, true},
		{vg.Point{X: 15, Y: 0}, vg.Point{X: 15, Y: 9}, false},
		{vg.Point{X: 0, Y: 11}, vg.Point{X: 11, Y: 30}, false}, // past the corner
		{vg.Point{X: 12, Y: 12}, vg.Point{X: 13, Y: 13}, true}, // wholly within
		{vg.Point{X: 0, Y: 25}, vg.Point{X: 30, Y: 25}, false},
	} {
		if got := crosses(box, c.a, c.b); got != c.want {
			t.Errorf("%v to %v crosses: %v", c.a, c.b, got)
		}
	}
}

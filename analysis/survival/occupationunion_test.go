package survival_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"graftstat/analysis/survival"
)

// The four cases of TestStateOccupationByHand: nobody is censored before day 8, so that
// waiting or independent is the share of the living with the error of a share.
func TestOccupationOfAnyByHand(t *testing.T) {
	x := survival.Transitions{
		Case: []int32{1, 1, 1, 2, 2, 3, 4}, From: []uint8{1, 2, 1, 1, 2, 1, 1}, To: []uint8{2, 1, 0, 2, 0, 3, 0},
		Start: []float64{0, 2, 5, 0, 4, 0, 0}, Stop: []float64{2, 5, 8, 4, 8, 3, 8},
	}
	c, err := survival.OccupationOfAny(x, 3, []uint8{1, 2}, survival.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	for day, share := range map[float64]float64{0: 1, 2: 1, 3: 3. / 4, 5: 3. / 4, 8: 3. / 4} {
		p := c.At(day)
		near(t, "share", p.Estimate, share)
		near(t, "its SE", p.StdErr, math.Sqrt(share*(1-share)/4))
	}
	if p := c.Points[1]; p.Time != 3 || p.AtRisk != 4 || p.Competing != 1 || p.Events != 0 {
		t.Errorf("day 3: %+v", p)
	}
	if p := c.At(2); p.Lower >= 1 || p.Upper != 1 {
		t.Errorf("nobody died yet: %+v", p)
	}
}

// A set and the rest have one error; a set of one state is that state.
func TestOccupationOfAnyAndOfTheRest(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for k := range 60 {
		x := wander(r, 2+r.IntN(30), k%2 == 1)
		o, err := survival.StateOccupation(x, 4, survival.Settings{})
		if err != nil {
			t.Fatal(err)
		}
		set := func(states ...uint8) *survival.Curve {
			c, err := survival.OccupationOfAny(x, 4, states, survival.Settings{})
			if err != nil {
				t.Fatal(err)
			}
			return c
		}
		some, rest, one := set(1, 3), set(4, 2), set(3)
		for i, p := range some.Points {
			q := rest.Points[i]
			if math.Abs(p.Estimate+q.Estimate-1) > 1e-12 || math.Abs(p.StdErr-q.StdErr) > 1e-9 {
				t.Fatalf("%+v and the rest %+v", p, q)
			}
			if one.Points[i] != o.States[2].Points[i] {
				t.Fatalf("%+v, want %+v", one.Points[i], o.States[2].Points[i])
			}
		}
	}
}

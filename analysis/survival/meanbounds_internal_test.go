package survival

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// Two cases, one fails on day 5, the other is followed past the horizon of 10.
// With V = U₁^(1/2), L₋ = 5(1 − V) and L₊ = 10(1 − V) + 5V(1 − U₂):
//
//	E[L₋] = 5/3, E[L₋²] = 25/6      E[L₊] = 5, E[L₊²] = 175/6
//
// so L₋/10 is matched by Beta(3/2, 15/2), L₊/10 by Beta(5/2, 5/2).
func TestMeanBoundsByHand(t *testing.T) {
	table, err := NewTable(Observations{Time: []float64{5, 12}, Cause: []uint8{1, 0}}, 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	km, err := KaplanMeier(table, 0, Settings{})
	if err != nil {
		t.Fatal(err)
	}
	b := km.meanBounds(10)
	for _, w := range [][2]float64{{b.lower.a, 1.5}, {b.lower.b, 7.5}, {b.upper.a, 2.5}, {b.upper.b, 2.5}} {
		if math.Abs(w[0]-w[1]) > 1e-12 {
			t.Errorf("%.15g, want %g", w[0], w[1])
		}
	}
	m := km.RestrictedMean(10) // limits by R qbeta
	if m.Method != BetaProductArea || math.Abs(m.Lower-1.227538828) > 1e-8 || math.Abs(m.Upper-9.861617662) > 1e-8 {
		t.Errorf("%+v", m)
	}
}

// The recursion against draws of the two processes themselves, with ties,
// competing events and censorings. Seed 12, 5.
func TestMeanBoundsAreThoseOfTheirProcesses(t *testing.T) {
	table, err := NewTable(Observations{
		Time:  []float64{2, 2, 2, 4, 5, 7, 7, 9, 11, 11, 13, 14},
		Cause: []uint8{1, 2, 1, 0, 2, 1, 0, 0, 1, 1, 2, 0},
	}, 1, 2)
	if err != nil {
		t.Fatal(err)
	}
	const tau, draws = 13.5, 200_000
	r := rand.New(rand.NewPCG(12, 5))
	for _, c := range []*Curve{must(KaplanMeier(table, 0, Settings{})),
		must(CumulativeIncidence(table, 0, 1, Settings{}))} {
		var low, high moments
		for range draws {
			l, u := c.drawLost(tau, r)
			low.first, low.second = low.first+l/draws, low.second+l*l/draws
			high.first, high.second = high.first+u/draws, high.second+u*u/draws
		}
		b := c.meanBounds(tau)
		for name, pair := range map[string]struct {
			got  beta
			want moments
		}{"lower": {b.lower, low}, "upper": {b.upper, high}} {
			mean := tau * pair.got.a / (pair.got.a + pair.got.b)
			variance := tau * tau * pair.got.variance()
			if want := pair.want.second - square(pair.want.first); math.Abs(mean-pair.want.first) > .02 ||
				math.Abs(variance/want-1) > .02 {
				t.Errorf("%s: mean %.4f, variance %.4f, drawn %.4f and %.4f", name, mean, variance, pair.want.first,
					want)
			}
		}
	}
}

func must(c *Curve, err error) *Curve {
	if err != nil {
		panic(err)
	}
	return c
}

// drawLost draws L₋ and L₊ as meanBounds writes them.
func (c *Curve) drawLost(tau float64, r *rand.Rand) (low, high float64) {
	v := 1.0
	u := r.Float64() // of the next event
	for i := -1; i < len(c.Points); i++ {
		start, end := 0.0, tau
		if i >= 0 {
			start = c.Points[i].Time
		}
		if i+1 < len(c.Points) {
			end = min(tau, c.Points[i+1].Time)
		}
		if start >= tau {
			break
		}
		if i >= 0 && c.Points[i].Events+c.Points[i].Competing > 0 {
			p := c.Points[i]
			n, m := float64(p.AtRisk), p.Events+p.Competing
			fall := v * math.Pow(u, 1/n)
			if m > 1 {
				fall *= distuv.Beta{Alpha: n - float64(m) + 1, Beta: float64(m - 1), Src: r}.Rand()
			}
			share := 1.0
			if p.Events == 0 {
				share = 0
			} else if p.Competing > 0 {
				share = distuv.Beta{Alpha: float64(p.Events), Beta: float64(p.Competing), Src: r}.Rand()
			}
			low += share * (v - fall) * (tau - start)
			v, u = fall, r.Float64()
		}
		high += (end - start) * v * (1 - math.Pow(u, 1/float64(c.atRiskAfter(i))))
	}
	return low, low + high
}

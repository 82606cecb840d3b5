package survival_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"graftstat/analysis/survival"
)

// wander draws cases that go about four states, 4 for good, with rows that split a
// stay, gaps, late entries and, if mixed, several first states.
func wander(r *rand.Rand, cases int, mixed bool) survival.Transitions {
	var x survival.Transitions
	for id := range cases {
		from, start := uint8(1), 0.0
		if mixed {
			from, start = uint8(1+r.IntN(3)), float64(r.IntN(2)*r.IntN(4))
		}
		for {
			stop, to := start+float64(1+r.IntN(5)), uint8(r.IntN(5))
			if to == from {
				to = 0
			}
			x.Case, x.From, x.To = append(x.Case, int32(id)), append(x.From, from), append(x.To, to)
			x.Start, x.Stop = append(x.Start, start), append(x.Stop, stop)
			if to == 4 || to == 0 && r.IntN(2) == 0 {
				break
			}
			if to > 0 {
				from = to
			}
			if start = stop; r.IntN(4) == 0 {
				start += float64(1 + r.IntN(3))
			}
		}
	}
	return x
}

// The states sum to 1 at each time, and their errors are those of the influences
// written out, a vector for each case and time.
func TestStateOccupationEqualsDirectInfluence(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for k := range 60 {
		x := wander(r, 1+r.IntN(30), k%2 == 1)
		o, err := survival.StateOccupation(x, 4, survival.Settings{})
		if err != nil {
			t.Fatal(err)
		}
		for i := range o.States[0].Points {
			sum := 0.0
			for _, c := range o.States {
				p := c.Points[i]
				sum += p.Estimate
				if !(p.Lower <= p.Estimate && p.Estimate <= p.Upper && p.Lower < p.Upper) {
					t.Fatalf("%+v", p)
				}
			}
			if math.Abs(sum-1) > 1e-12 {
				t.Fatalf("states sum to %.15g", sum)
			}
		}
		checkInfluence(t, x, o)
	}
}

// checkInfluence differentiates the estimate in the weight of each case, exactly.
func checkInfluence(t *testing.T, x survival.Transitions, o *survival.Occupation) {
	t.Helper()
	origin := math.Inf(1)
	for i := range x.Case {
		if i == 0 || x.Case[i] != x.Case[i-1] {
			origin = math.Min(origin, x.Start[i])
		}
	}
	p, influence, n := make([]float64, 4), make(map[int32][]float64), 0.0
	for i := range x.Case {
		if i > 0 && x.Case[i] == x.Case[i-1] {
			continue
		}
		influence[x.Case[i]] = make([]float64, 4)
		if x.Start[i] == origin {
			p[x.From[i]-1]++
			n++
		}
	}
	for h := range p {
		p[h] /= n
	}
	for i := range x.Case {
		if (i == 0 || x.Case[i] != x.Case[i-1]) && x.Start[i] == origin {
			for j := range p {
				influence[x.Case[i]][j] -= p[j] / n
			}
			influence[x.Case[i]][x.From[i]-1] += 1 / n
		}
	}
	for at, point := range o.States[0].Points {
		p = influenceStep(x, point.Time, p, influence)
		for h := range p {
			sum := 0.0
			for _, u := range influence {
				sum += u[h] * u[h]
			}
			got := o.States[h].Points[at]
			if math.Abs(got.Estimate-p[h]) > 1e-12 || math.Abs(square(got.StdErr)-sum) > 1e-12 {
				t.Fatalf("state %d at %g: %.15g (%.15g), want %.15g (%.15g)", h+1, got.Time, got.Estimate, got.StdErr,
					p[h], math.Sqrt(sum))
			}
		}
	}
}

func influenceStep(x survival.Transitions, time float64, p []float64, influence map[int32][]float64) []float64 {
	var atRisk [4]float64
	var m [4][4]float64
	in := func(i int) bool { return (x.Start[i] < time || time == 0) && x.Stop[i] >= time }
	for i := range x.Case {
		if in(i) {
			atRisk[x.From[i]-1]++
		}
	}
	for h := range m {
		m[h][h] = 1
	}
	for i := range x.Case {
		if in(i) && x.Stop[i] == time && x.To[i] > 0 {
			h := x.From[i] - 1
			m[h][h] -= 1 / atRisk[h]
			m[h][x.To[i]-1] += 1 / atRisk[h]
		}
	}
	times := func(v []float64) []float64 {
		out := make([]float64, 4)
		for h := range v {
			for j := range out {
				out[j] += v[h] * m[h][j]
			}
		}
		return out
	}
	for id, u := range influence {
		influence[id] = times(u)
	}
	for i := range x.Case {
		if !in(i) {
			continue
		}
		h, u := x.From[i]-1, influence[x.Case[i]]
		to := h
		if x.Stop[i] == time && x.To[i] > 0 {
			to = x.To[i] - 1
		}
		for j := range u {
			u[j] -= p[h] / atRisk[h] * m[h][j]
		}
		u[to] += p[h] / atRisk[h]
	}
	return times(p)
}

// Long follow-up takes the dense products of the path; nobody left makes P of a
// state exactly 1.
func TestStateOccupationOfLongFollowUp(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	var x survival.Transitions
	for id := range 40 {
		from, start := uint8(1), 0.0
		for start < 300 {
			stop := start + 1 + float64(r.IntN(2+158*(id%2)))
			to := 3 - from
			if stop >= 300 {
				to = 3
			}
			x.Case, x.From, x.To = append(x.Case, int32(id)), append(x.From, from), append(x.To, to)
			x.Start, x.Stop = append(x.Start, start), append(x.Stop, stop)
			from, start = to, stop
		}
	}
	o, err := survival.StateOccupation(x, 4, survival.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	if len(o.States[0].Points) < 200 {
		t.Fatalf("%d times are too few", len(o.States[0].Points))
	}
	checkInfluence(t, x, o)
	p := o.States[2].At(1000)
	if p.Estimate != 1 || p.Upper != 1 || !(p.Lower > .8 && p.Lower < 1) || p.Reason != "" {
		t.Errorf("all in state 3: %+v", p)
	}
}

// States that nobody leaves are the causes of an incidence. Where everybody is in
// one, the incidence has the beta product's limits and a state the exact ones.
func TestStateOccupationIsIncidence(t *testing.T) {
	draws(t, func(o survival.Observations, _ *survival.Table) {
		o.Entry = nil
		table := newTable(t, o, 2, 2)
		var x survival.Transitions
		for i := range o.Time {
			if o.Group[i] != 0 {
				continue
			}
			to := o.Cause[i]
			if to > 0 {
				to++
			}
			x.Case, x.From, x.To = append(x.Case, int32(i)), append(x.From, 1), append(x.To, to)
			x.Start, x.Stop = append(x.Start, 0), append(x.Stop, o.Time[i])
		}
		if len(x.Case) == 0 {
			return
		}
		states, err := survival.StateOccupation(x, 3, survival.Settings{Interval: survival.LogLog})
		if err != nil {
			t.Fatal(err)
		}
		for cause := 1; cause <= 2; cause++ {
			f := curve(t)(survival.CumulativeIncidence(table, 0, cause,
				survival.Settings{Interval: survival.LogLog, Variance: survival.Delta}))
			for i, p := range f.Points {
				q := states.States[cause].Points[i]
				if p.Estimate == 1 {
					p.Lower = q.Lower
				}
				if math.Abs(p.Estimate-q.Estimate) > 1e-12 || math.Abs(p.StdErr-q.StdErr) > 1e-8 ||
					math.Abs(p.Lower-q.Lower) > 1e-6 || math.Abs(p.Upper-q.Upper) > 1e-6 {
					t.Fatalf("%+v and %+v", p, q)
				}
			}
		}
	})
}

func TestStateOccupationRefusals(t *testing.T) {
	row := func(from, to uint8, start, stop float64) survival.Transitions {
		return survival.Transitions{Case: []int32{1}, From: []uint8{from}, To: []uint8{to}, Start: []float64{start},
			Stop: []float64{stop}}
	}
	two := func(id int32, from uint8, start float64) survival.Transitions {
		return survival.Transitions{Case: []int32{1, id}, From: []uint8{1, from}, To: []uint8{2, 0},
			Start: []float64{0, start}, Stop: []float64{5, 9}}
	}
	for name, x := range map[string]survival.Transitions{
		"state 0": row(0, 1, 0, 1), "state 4": row(1, 4, 0, 1), "no change": row(1, 1, 0, 1),
		"no stay":      row(1, 2, 3, 3),
		"not a number": row(1, 2, math.NaN(), 3), "without end": row(1, 2, 0, math.Inf(1)),
		"before the origin": row(1, 2, -3, -1),
		"overlap":           two(1, 2, 4), "another state": two(1, 1, 5), "falling case": two(0, 1, 0),
	} {
		var e *survival.CaseError
		if _, err := survival.StateOccupation(x, 3, survival.Settings{}); !errors.As(err, &e) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := survival.StateOccupation(survival.Transitions{}, 3, survival.Settings{}); !errors.Is(err,
		survival.ErrNoCase) {
		t.Errorf("no row: %v", err)
	}
	if _, err := survival.StateOccupation(survival.Transitions{Case: []int32{1}}, 3,
		survival.Settings{}); !errors.Is(err, survival.ErrColumns) {
		t.Errorf("columns: %v", err)
	}
	if _, err := survival.StateOccupation(row(1, 2, 0, 1), 3,
		survival.Settings{Interval: survival.BetaProduct}); !errors.Is(err, survival.ErrInterval) {
		t.Errorf("interval: %v", err)
	}
	if _, err := survival.StateOccupation(two(1, 2, 5), 3, survival.Settings{}); err != nil {
		t.Errorf("a good row after a good row: %v", err)
	}
	if _, err := survival.StateOccupation(row(1, 2, 0, 0), 3, survival.Settings{}); err != nil {
		t.Errorf("a move on day 0: %v", err)
	}
}

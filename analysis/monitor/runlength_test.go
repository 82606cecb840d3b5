package monitor_test

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"graftstat/analysis/monitor"
	"graftstat/analysis/survival"
)

// Charts whose weights are whole multiples of ln 2, with their mean run lengths
// and those of a signal within n patients worked by hand.
//
// p = 1/3, odds ratio 4: ±ln 2. Of limit 2 ln 2 there are the states 0 and 1:
// L0 = 1 + L1/3 + 2/3 L0 and L1 = 1 + 2/3 L0, so L0 = 12.
// p = 1/7, odds ratio 8: +2 ln 2 and -ln 2. Of limit 3 ln 2 the states 0, 1, 2:
// L0 = 7 + L2, L2 = 1 + 6/7 L1, L1 = 1 + 6/7 L0, so L0 = 434/13.
func TestAverageRunLengthByHand(t *testing.T) {
	for _, c := range []struct{ p, ratio, limit, want float64 }{
		{1. / 3, 4, 2, 12},
		{1. / 3, 4, 1, 3},
		{1. / 7, 8, 2.9, 434. / 13}, // 3 ln 2 is a height that the grid would blur
		{2. / 3, 1. / 4, 2, 12},     // improvement: survivors as deaths above
	} {
		got, err := monitor.AverageRunLength([]float64{c.p}, nil, c.ratio, c.limit*math.Ln2)
		if err != nil || got.Reason != "" {
			t.Fatal(err, got.Reason)
		}
		near(t, fmt.Sprint("run length ", c), got.Mean, c.want)
	}
	// Signal at the second patient: two deaths; at the third: after a survivor.
	for patients, want := range []float64{0, 0, 1. / 9, 1./9 + 2./27} {
		got, reason, err := monitor.SignalProbability([]float64{1. / 3}, nil, 4, 2*math.Ln2, patients)
		if err != nil || reason != "" {
			t.Fatal(err, reason)
		}
		near(t, fmt.Sprint("signal within ", patients), got, want)
	}
	// Doubled: p = 2/3 gives L0 = 1 + 2/3 L1 + L0/3, L1 = 1 + L0/3, so 15/4.
	got, err := monitor.AverageRunLength([]float64{1. / 3}, []float64{2. / 3}, 4, 2*math.Ln2)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "doubled", got.Mean, 15./4)
}

// The chain against R, which solves that of 800 and of 2000 states densely. Ours
// has as many as it needs, so it must lie as near as these two lie together.
func TestAverageRunLengthNearDenseChainInR(t *testing.T) {
	for _, b := range blocks(t, "run-length") {
		p, setting := b.input[0], strings.Fields(b.setting)
		ratio, limit := number(t, setting[0]), number(t, setting[1])
		got, err := monitor.AverageRunLength(p, nil, ratio, limit)
		if err != nil {
			t.Fatal(err)
		}
		doubled := make([]float64, len(p))
		for i := range p {
			doubled[i] = math.Min(1, 2*p[i])
		}
		worse, err := monitor.AverageRunLength(p, doubled, ratio, limit)
		if err != nil {
			t.Fatal(err)
		}
		if e := got.Mean/b.values["states2000"] - 1; math.Abs(e) > 0.004 {
			t.Errorf("%v: %g, R %g", p, got.Mean, b.values["states2000"])
		}
		if e := worse.Mean/b.values["doubled800"] - 1; math.Abs(e) > 0.004 {
			t.Errorf("%v doubled: %g, R %g", p, worse.Mean, b.values["doubled800"])
		}
	}
}

func TestCUSUMLimitHasItsRunLength(t *testing.T) {
	previous := 0.0
	for _, runLength := range []float64{100, 500, 2000} {
		p := []float64{0.02, 0.05, 0.08, 0.15}
		l, err := monitor.CUSUMLimit(p, 2, runLength)
		if err != nil || l.Reason != "" {
			t.Fatal(err, l.Reason)
		}
		if l.Limit <= previous || l.Limit > math.Log(runLength) {
			t.Errorf("limit %g after %g", l.Limit, previous)
		}
		if math.Abs(l.RunLength/runLength-1) > 0.05 {
			t.Errorf("run length %g, want %g", l.RunLength, runLength)
		}
		simulated, err := monitor.SimulateRunLength(p, nil, 2, l.Limit, monitor.Simulation{Programmes: 500, Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(simulated.Mean-l.RunLength) > 4*simulated.StdErr+0.01*l.RunLength {
			t.Errorf("run length %g, simulated %g ± %g", l.RunLength, simulated.Mean, simulated.StdErr)
		}
		previous = l.Limit
	}
	// Rare deaths: the first one signals up to a limit of ln(2/1.01), so the run
	// length jumps from 100 to 300 and 200 cannot be had.
	l, err := monitor.CUSUMLimit([]float64{0.01}, 2, 200)
	if err != nil || !(l.RunLength > 290 && l.RunLength < 310) || l.Limit <= math.Log(2/1.01) {
		t.Errorf("%+v, %v", l, err)
	}
}

// A geometric tail: within n patients a chart signals with nearly 1 - exp(-n/run length).
func TestSignalProbabilityFitsRunLength(t *testing.T) {
	p := []float64{0.03, 0.1}
	l, err := monitor.CUSUMLimit(p, 2, 1000)
	if err != nil {
		t.Fatal(err)
	}
	last := 0.0
	for _, n := range []int{500, 3000, 100_000} {
		got, _, err := monitor.SignalProbability(p, nil, 2, l.Limit, n)
		if err != nil {
			t.Fatal(err)
		}
		if got < last || math.Abs(got-(1-math.Exp(-float64(n)/1000))) > 0.02 {
			t.Errorf("within %d: %g", n, got)
		}
		last = got
	}
}

func TestRunLengthWithoutOne(t *testing.T) {
	l, err := monitor.CUSUMLimit([]float64{0.01}, 2, 50)
	if err != nil {
		t.Fatal(err)
	}
	missing(t, "the first death comes later", l.Limit, l.Reason, monitor.ReasonRunTooShort)
	for reason, p := range map[monitor.Reason][]float64{monitor.ReasonNoCase: nil,
		monitor.ReasonExpectedAtEdge: {0, 0.2}} {
		l, err := monitor.CUSUMLimit(p, 2, 500)
		if err != nil {
			t.Fatal(err)
		}
		missing(t, "limit", l.Limit, l.Reason, reason)
		r, err := monitor.AverageRunLength(p, nil, 2, 3)
		if err != nil {
			t.Fatal(err)
		}
		missing(t, "run length", r.Mean, r.Reason, reason)
		x, why, err := monitor.SignalProbability(p, nil, 2, 3, 5)
		if err != nil {
			t.Fatal(err)
		}
		missing(t, "signal", x, why, reason)
		s, err := monitor.SimulateRunLength(p, nil, 2, 3, monitor.Simulation{})
		if err != nil {
			t.Fatal(err)
		}
		missing(t, "simulated", s.Mean, s.Reason, reason)
	}
	for _, actual := range []float64{0, 0.1} {
		r, err := monitor.AverageRunLength([]float64{0.1}, []float64{actual}, 2, 60)
		if err != nil {
			t.Fatal(err)
		}
		missing(t, "limit out of reach", r.Mean, r.Reason, monitor.ReasonRunTooLong)
	}
	for _, c := range []struct {
		got  error
		want error
	}{
		{second(monitor.CUSUMLimit([]float64{0.1}, 2, 1)), monitor.ErrRunLength},
		{second(monitor.CUSUMLimit([]float64{0.1}, 1, 10)), monitor.ErrRatio},
		{second(monitor.AverageRunLength([]float64{0.1}, nil, 2, 0)), monitor.ErrLimit},
		{second(monitor.AverageRunLength([]float64{0.1}, []float64{}, 2, 1)), survival.ErrColumns},
		{second(monitor.SimulateRunLength([]float64{0.1}, nil, 2, 15, monitor.Simulation{})), monitor.ErrRunLength},
		{second(monitor.SimulateRunLength([]float64{0.1}, nil, 2, 1, monitor.Simulation{Programmes: 1})),
			monitor.ErrArrivals},
	} {
		if !errors.Is(c.got, c.want) {
			t.Errorf("%v, want %v", c.got, c.want)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func BenchmarkCUSUMLimit(b *testing.B) {
	for _, n := range []int{10, 1e5} {
		p, _ := invented(n)
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := monitor.CUSUMLimit(p, 2, 1000); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

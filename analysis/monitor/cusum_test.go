package monitor_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"graftstat/analysis/monitor"
	"graftstat/analysis/survival"
)

// At p = 1/3 and an odds ratio of 4, 1 - p + 4p = 2: a death adds ln 2 and a
// survivor takes ln 2 away.
func TestBernoulliCUSUMByHand(t *testing.T) {
	died := []bool{false, true, true, false, true, true, true}
	expected := slices.Repeat([]float64{1. / 3}, len(died))
	for _, c := range []struct {
		reset   monitor.ResetPolicy
		path    []float64 // in ln 2
		signals []int
	}{
		{"", []float64{0, 1, 2, 0, 1, 2, 1}, []int{2, 5}},
		{monitor.ResetNever, []float64{0, 1, 2, 1, 2, 3, 4}, []int{2, 4}},
	} {
		got, err := monitor.BernoulliCUSUM(expected, died, monitor.CUSUMSettings{OddsRatio: 4, Limit: 2 * math.Ln2,
			Reset: c.reset})
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range c.path {
			near(t, fmt.Sprint("path ", c.reset, i), got.Path[i], want*math.Ln2)
		}
		if !slices.Equal(got.Signals, c.signals) {
			t.Errorf("%q: signals %v, want %v", c.reset, got.Signals, c.signals)
		}
	}
}

// Steiner and others' weights for p = 5 % and a doubling of the odds.
func TestCUSUMWeight(t *testing.T) {
	near(t, "death", monitor.CUSUMWeight(0.05, 2, true), math.Log(2/1.05))
	near(t, "survivor", monitor.CUSUMWeight(0.05, 2, false), -math.Log(1.05))
	for p := 0.01; p < 1; p += 0.07 {
		for _, ratio := range []float64{0.5, 2, 5} {
			// A likelihood ratio has the mean 1 in control.
			near(t, "mean of exp W",
				p*math.Exp(monitor.CUSUMWeight(p, ratio, true))+(1-p)*math.Exp(monitor.CUSUMWeight(p, ratio, false)), 1)
		}
	}
}

func TestBernoulliCUSUMEqualsR(t *testing.T) {
	for _, b := range blocks(t, "cusum") {
		c, err := monitor.BernoulliCUSUM(b.input[0], bools(b.input[1]), monitor.CUSUMSettings{Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]float64{}
		for i, v := range c.Path {
			got[fmt.Sprint("path", i)] = v
		}
		b.equals(t, "cusum", got)
	}
}

// A chart for improvement is that for harm with death and survival exchanged.
func TestImprovementIsHarmExchanged(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	var p, q []float64
	var died, survived []bool
	for range 200 {
		p = append(p, 0.02+0.5*r.Float64())
		q = append(q, 1-p[len(p)-1])
		died = append(died, r.Float64() < 0.2)
		survived = append(survived, !died[len(died)-1])
	}
	better, err := monitor.BernoulliCUSUM(p, died, monitor.CUSUMSettings{OddsRatio: 0.5, Limit: 1.5})
	if err != nil {
		t.Fatal(err)
	}
	mirror, err := monitor.BernoulliCUSUM(q, survived, monitor.CUSUMSettings{OddsRatio: 2, Limit: 1.5})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(better.Signals, mirror.Signals) || len(better.Signals) == 0 {
		t.Errorf("signals %v and %v", better.Signals, mirror.Signals)
	}
	for i := range p {
		near(t, "path", better.Path[i], mirror.Path[i])
	}
}

func TestBernoulliCUSUMRefuses(t *testing.T) {
	one := []float64{0.1}
	for _, c := range []struct {
		p    []float64
		died []bool
		s    monitor.CUSUMSettings
		want error
	}{
		{one, nil, monitor.CUSUMSettings{Limit: 1}, survival.ErrColumns},
		{one, []bool{true}, monitor.CUSUMSettings{}, monitor.ErrLimit},
		{one, []bool{true}, monitor.CUSUMSettings{Limit: math.NaN()}, monitor.ErrLimit},
		{one, []bool{true}, monitor.CUSUMSettings{Limit: 1, OddsRatio: 1}, monitor.ErrRatio},
		{one, []bool{true}, monitor.CUSUMSettings{Limit: 1, OddsRatio: -2}, monitor.ErrRatio},
		{one, []bool{true}, monitor.CUSUMSettings{Limit: 1, Reset: "half"}, monitor.ErrReset},
	} {
		if _, err := monitor.BernoulliCUSUM(c.p, c.died, c.s); !errors.Is(err, c.want) {
			t.Errorf("%+v: %v, want %v", c, err, c.want)
		}
	}
	var fault *survival.CaseError
	for _, p := range []float64{-0.1, 1.1, math.NaN()} {
		if _, err := monitor.BernoulliCUSUM([]float64{0.1, p}, []bool{true, false},
			monitor.CUSUMSettings{Limit: 1}); !errors.As(err, &fault) || fault.Case != 1 {
			t.Errorf("p = %g: %v", p, err)
		}
	}
	for _, p := range []float64{0, 1} {
		c, err := monitor.BernoulliCUSUM([]float64{0.1, p}, []bool{true, false}, monitor.CUSUMSettings{Limit: 1})
		if err != nil || c.Reason != monitor.ReasonExpectedAtEdge || c.Path != nil {
			t.Errorf("p = %g: %+v, %v", p, c, err)
		}
	}
	if c, err := monitor.BernoulliCUSUM(nil, nil, monitor.CUSUMSettings{Limit: 1}); err != nil || len(c.Path) != 0 ||
		c.Reason != "" {
		t.Errorf("no patient: %+v, %v", c, err)
	}
}

func BenchmarkBernoulliCUSUM(b *testing.B) {
	p, died := invented(1e5)
	for b.Loop() {
		if _, err := monitor.BernoulliCUSUM(p, died, monitor.CUSUMSettings{Limit: 5}); err != nil {
			b.Fatal(err)
		}
	}
}

// invented are n patients with risks of their own, between 1 % and 20 %.
func invented(n int) (p []float64, died []bool) {
	r := rand.New(rand.NewPCG(2, uint64(n)))
	for range n {
		risk := 0.01 + 0.19*r.Float64()
		p, died = append(p, risk), append(died, r.Float64() < risk)
	}
	return p, died
}

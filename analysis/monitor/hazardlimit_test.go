package monitor

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"
)

// Up to ln θ the first event signals: one event is expected until then.
func TestHazardRunLengthOfOneEvent(t *testing.T) {
	for _, ratio := range []float64{1.5, 2, 4} {
		if got := hazardRunLength(ratio, 0.98*math.Log(ratio)); math.Abs(got-1) > 2e-3 {
			t.Errorf("hazard ratio %v: %v", ratio, got)
		}
	}
	l, err := HazardCUSUMLimit(2, 1)
	if err != nil || l.Reason != ReasonRunTooShort {
		t.Errorf("%+v, %v", l, err)
	}
}

// Between a limit of ln θ and one of 2 ln θ the run length has a closed form.
func TestHazardRunLengthInClosedForm(t *testing.T) {
	for _, ratio := range []float64{1.2, 2, 5} {
		a, c := math.Log(ratio), ratio-1
		for _, share := range []float64{1.1, 1.5, 1.99} {
			h := share * a
			// Over h-a: m = 1 + u e^(-x/c). Below, c m' = 1 + m(x+a) - m gives
			// m = 2 + (u e^(-a/c) x/c + v) e^(-x/c); continuity at h-a gives v = w + u,
			// and m(0) = 1 + m(a), that is 2 + v = 2 + u e^(-a/c), gives u.
			x := h - a
			w := -math.Exp(x / c)
			slope := math.Exp(-a/c)*x/c - 1 // (u e^(-a/c) x/c + v) e^(-x/c) + 2 = 1 + u e^(-x/c)
			// v = w - u·slope and v = u e^(-a/c)
			u := w / (math.Exp(-a/c) + slope)
			want := 2 + u*math.Exp(-a/c)
			if got := hazardRunLength(ratio, h); math.Abs(got/want-1) > 1e-5 {
				t.Errorf("hazard ratio %v, limit %v: %v, want %v", ratio, h, got, want)
			}
		}
	}
}

// A chart of Poisson events runs as long as the limit says, within three standard errors:
// 40,000 programmes, of the other limits 10,000, drawn with the seed (1, 2).
func TestHazardLimitAgainstSimulation(t *testing.T) {
	for _, c := range []struct {
		ratio, runLength float64
		programmes       int
	}{{2, 50, 40_000}, {2, 12.8, 10_000}, {1.5, 20, 10_000}, {3, 30, 10_000}} {
		l, err := HazardCUSUMLimit(c.ratio, c.runLength)
		if err != nil || l.Reason != "" {
			t.Fatalf("%+v, %v", l, err)
		}
		if math.Abs(l.RunLength/c.runLength-1) > 1e-5 {
			t.Errorf("reached %v of %v", l.RunLength, c.runLength)
		}
		random := rand.New(rand.NewPCG(1, 2))
		sum, squares := 0.0, 0.0
		for range c.programmes {
			at, height := 0.0, 0.0
			for height < l.Limit {
				gap := random.ExpFloat64()
				at += gap
				height = math.Max(0, height-(c.ratio-1)*gap) + math.Log(c.ratio)
			}
			sum, squares = sum+at, squares+at*at
		}
		mean := sum / float64(c.programmes)
		se := math.Sqrt((squares/float64(c.programmes) - mean*mean) / float64(c.programmes))
		if math.Abs(mean-c.runLength) > 3*se {
			t.Errorf("hazard ratio %v, run length %v: simulated %v ± %v", c.ratio, c.runLength, mean, se)
		}
	}
}

// The Bernoulli chart of ever rarer events tends to it.
func TestHazardLimitIsThatOfRareEvents(t *testing.T) {
	hazard, err := HazardCUSUMLimit(2, 10)
	if err != nil {
		t.Fatal(err)
	}
	rare, err := CUSUMLimit([]float64{0.01}, 2, 10/0.01)
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(rare.Limit-hazard.Limit) > 0.05 {
		t.Errorf("limits %v and %v", rare.Limit, hazard.Limit)
	}
}

func TestHazardLimitRefuses(t *testing.T) {
	for _, c := range []struct {
		ratio, runLength float64
		want             error
	}{{1, 10, ErrRatio}, {0.5, 10, ErrRatio}, {math.NaN(), 10, ErrRatio}, {2, 0, ErrRunLength},
		{2, math.NaN(), ErrRunLength}, {2, 1e9, ErrRunLength}} {
		if _, err := HazardCUSUMLimit(c.ratio, c.runLength); !errors.Is(err, c.want) {
			t.Errorf("ratio %v, run length %v: %v", c.ratio, c.runLength, err)
		}
	}
}

func BenchmarkHazardCUSUMLimit(b *testing.B) {
	for b.Loop() {
		if _, err := HazardCUSUMLimit(2, 12.8); err != nil {
			b.Fatal(err)
		}
	}
}

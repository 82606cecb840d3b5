package monitor_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"graftstat/analysis/monitor"
	"graftstat/analysis/survival"
)

func TestVLADEqualsR(t *testing.T) {
	for _, b := range blocks(t, "vlad") {
		points, err := monitor.VLAD(b.input[0], bools(b.input[1]), number(t, b.setting))
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]float64{}
		for i, p := range points {
			got[fmt.Sprint("difference", i)], got[fmt.Sprint("lower", i)], got[fmt.Sprint("upper", i)] = p.Difference,
				p.Lower, p.Upper
			if p.Difference != p.Expected-float64(p.Observed) {
				t.Errorf("point %d: %+v", i, p)
			}
		}
		b.equals(t, "vlad", got)
	}
}

// With one risk for all the limits are the binomial ones; 1,000 patients.
func TestVLADOfOneRiskIsBinomial(t *testing.T) {
	n := 1000
	points, err := monitor.VLAD(slices.Repeat([]float64{0.07}, n), make([]bool, n), 0.998)
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []int{1, 10, 100, 1000} {
		f, p := monitor.Funnel(0.07, at, 0.998), points[at-1]
		near(t, "lower", p.Expected-p.Lower, float64(f.UpperCount))
		near(t, "upper", p.Expected-p.Upper, float64(f.LowerCount))
	}
}

func TestVLADRefuses(t *testing.T) {
	if _, err := monitor.VLAD([]float64{0.1}, nil, 0.95); !errors.Is(err, survival.ErrColumns) {
		t.Error(err)
	}
	if _, err := monitor.VLAD(nil, nil, 1); !errors.Is(err, survival.ErrLevel) {
		t.Error(err)
	}
	var fault *survival.CaseError
	if _, err := monitor.VLAD([]float64{2}, []bool{true}, 0.95); !errors.As(err, &fault) {
		t.Error(err)
	}
	if p, err := monitor.VLAD(nil, nil, 0.95); err != nil || len(p) != 0 {
		t.Error(p, err)
	}
}

func BenchmarkVLAD(b *testing.B) {
	p, died := invented(1e5)
	for b.Loop() {
		if _, err := monitor.VLAD(p, died, 0.95); err != nil {
			b.Fatal(err)
		}
	}
}

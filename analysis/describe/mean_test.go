package describe_test

import (
	"math"
	"testing"

	"graftstat/analysis/describe"
)

// 1, 2, 3: mean 2, s = 1. The quantile p of Student's distribution is
// (2p-1)/√(2p(1-p)) with two degrees of freedom, tan(π(p-½)) with one.
func TestMeanByHand(t *testing.T) {
	m := describe.MeanWithInterval([]float64{1, 3, 2}, .95)
	half := .95 / math.Sqrt(2*.975*.025) / math.Sqrt(3)
	near(t, "mean", m.Estimate, 2)
	near(t, "standard error", m.StdErr, 1/math.Sqrt(3))
	near(t, "lower", m.Lower, 2-half)
	near(t, "upper", m.Upper, 2+half)
	m = describe.MeanWithInterval([]float64{1, 2}, .99) // R 4.2.2, t.test(c(1, 2), conf.level = .99)
	near(t, "lower of two", m.Lower, 1.5-.5*math.Tan(.495*math.Pi))
	near(t, "upper of two", m.Upper, 33.328370581435763)
	if m.N != 2 || m.Reason != "" {
		t.Errorf("%+v", m)
	}
}

func TestMeanReasons(t *testing.T) {
	for _, c := range []struct {
		x        []float64
		level    float64
		estimate float64
		want     describe.Reason
	}{
		{nil, .95, math.NaN(), describe.ReasonNoCase},
		{[]float64{10}, .95, 10, describe.ReasonOneValue},
		{[]float64{10, 10, 10}, .95, 10, describe.ReasonAllEqual},
		{[]float64{1, math.NaN()}, .95, math.NaN(), describe.ReasonNotFinite},
		{[]float64{1, math.Inf(1)}, .95, math.NaN(), describe.ReasonNotFinite},
		{[]float64{1, 2}, 1, math.NaN(), describe.ReasonOutOfDomain},
	} {
		m := describe.MeanWithInterval(c.x, c.level)
		if m.Reason != c.want || !math.IsNaN(m.StdErr) || !math.IsNaN(m.Lower) || !math.IsNaN(m.Upper) ||
			m.Estimate != c.estimate && !(math.IsNaN(m.Estimate) && math.IsNaN(c.estimate)) {
			t.Errorf("%v at %g: %+v, want %g and %q", c.x, c.level, m, c.estimate, c.want)
		}
	}
}

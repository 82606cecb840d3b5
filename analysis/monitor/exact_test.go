package monitor_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"graftstat/analysis/monitor"
)

func TestPoissonRatioEqualsR(t *testing.T) {
	for _, b := range blocks(t, "poisson") {
		o, e := int(b.input[0][0]), b.input[1][0]
		r := monitor.PoissonRatio(o, e, number(t, b.setting))
		if r.Reason != "" {
			t.Errorf("%d of %g: reason %q", o, e, r.Reason)
		}
		b.equals(t, fmt.Sprint(o, " of ", e), map[string]float64{"ratio": r.Ratio, "lower": r.Lower, "upper": r.Upper})
	}
}

// Breslow and Day, Statistical Methods in Cancer Research II (1987), chapter 2:
// the limits of a ratio with 1, 10 and 100 deaths observed.
func TestPoissonRatioOfBreslowAndDay(t *testing.T) {
	for o, want := range map[int][2]float64{1: {0.0253, 5.57}, 10: {0.480, 1.84}, 100: {0.814, 1.22}} {
		r := monitor.PoissonRatio(o, float64(o), 0.95)
		if math.Abs(r.Lower-want[0]) > 0.0006 || math.Abs(r.Upper-want[1]) > 0.006 {
			t.Errorf("%d deaths: %.4f to %.4f, want %v", o, r.Lower, r.Upper, want)
		}
	}
	// No death of 3 expected: 0 to ln(40)/3.
	r := monitor.PoissonRatio(0, 3, 0.95)
	near(t, "upper limit of none", r.Upper, math.Log(40)/3)
	if r.Ratio != 0 || r.Lower != 0 {
		t.Errorf("got %+v", r)
	}
}

func TestPoissonRatioWithoutOne(t *testing.T) {
	r := monitor.PoissonRatio(2, 0, 0.95)
	missing(t, "nothing expected", r.Ratio, r.Reason, monitor.ReasonNoExpected)
	for _, r := range []monitor.ObservedExpected{monitor.PoissonRatio(-1, 2, 0.95),
		monitor.PoissonRatio(1, math.NaN(), 0.95), monitor.PoissonRatio(1, math.Inf(1), 0.95),
		monitor.PoissonRatio(1, 2, 1)} {
		missing(t, "out of domain", r.Ratio, r.Reason, monitor.ReasonOutOfDomain)
		missing(t, "out of domain", r.Upper, r.Reason, monitor.ReasonOutOfDomain)
	}
}

func TestFunnelEqualsR(t *testing.T) {
	for _, b := range blocks(t, "funnel") {
		n, p := int(b.input[0][0]), b.input[1][0]
		f := monitor.Funnel(p, n, number(t, b.setting))
		b.equals(t, fmt.Sprint(n, " at ", p), map[string]float64{
			"lower_count": float64(f.LowerCount), "upper_count": float64(f.UpperCount), "tail_below": f.TailBelow,
			"tail_above": f.TailAbove, "lower": f.Lower, "upper": f.Upper})
	}
}

// Each unit is judged by its exact tail, and none beyond the counts lies within
// the lines of the plot.
func TestFunnelJudgesByTheTail(t *testing.T) {
	judged := map[monitor.Verdict]int{}
	for n := 1; n <= 60; n++ {
		for _, p := range []float64{0, 0.05, 0.3, 1} {
			f := monitor.Funnel(p, n, 0.95)
			for k := range n + 1 {
				v := f.Judge(k)
				judged[v]++
				below, above := tails(n, k, p)
				if (v == monitor.Below) != (below <= 0.025) || (v == monitor.Above) != (above <= 0.025) {
					t.Fatalf("%d of %d at %g: %s, tails %g %g", k, n, p, v, below, above)
				}
				share := float64(k) / float64(n)
				if v == monitor.Above && share < f.Upper-1e-12 || v == monitor.Below && share > f.Lower+1e-12 {
					t.Fatalf("%d of %d at %g is %s within %g to %g", k, n, p, v, f.Lower, f.Upper)
				}
			}
		}
	}
	if judged[monitor.Below] == 0 || judged[monitor.Above] == 0 || judged[monitor.Within] == 0 {
		t.Errorf("judged %v", judged)
	}
}

// tails are P(X <= k) and P(X >= k) by the binomial formula.
func tails(n, k int, p float64) (below, above float64) {
	for j := range n + 1 {
		a, _ := math.Lgamma(float64(n + 1))
		b, _ := math.Lgamma(float64(j + 1))
		c, _ := math.Lgamma(float64(n - j + 1))
		q := math.Exp(a-b-c) * math.Pow(p, float64(j)) * math.Pow(1-p, float64(n-j))
		if j <= k {
			below += q
		}
		if j >= k {
			above += q
		}
	}
	return below, above
}

// Ten and fifty transplants against 5 % mortality, at a one-sided 5 %.
func TestPowerOfASmallCentre(t *testing.T) {
	for _, c := range []struct {
		n, alarm           int
		ratio, size, power float64
	}{{10, 3, 2, 0.012, 0.07}, {50, 6, 2, 0.038, 0.38}, {50, 6, 4, 0.038, 0.95}} {
		p := monitor.PowerToSee(c.n, 0.05, c.ratio, 0.05)
		if p.Alarm != c.alarm || math.Abs(p.Size-c.size) > 0.0005 || math.Abs(p.Power-c.power) > 0.005 ||
			p.Reason != "" {
			t.Errorf("got %+v, want %+v", p, c)
		}
	}
}

func TestPowerEqualsR(t *testing.T) {
	for _, b := range blocks(t, "power") {
		p := monitor.PowerToSee(int(b.input[0][0]), b.input[1][0], b.input[2][0], number(t, b.setting))
		b.equals(t, fmt.Sprint(b.input), map[string]float64{"alarm": float64(p.Alarm), "size": p.Size,
			"power": p.Power})
	}
}

func TestPowerAtTheEdges(t *testing.T) {
	// One patient at 10 %: even a death has a probability over 5 %.
	if p := monitor.PowerToSee(1, 0.1, 2, 0.05); p.Alarm != 2 || p.Size != 0 || p.Power != 0 || p.Reason != "" {
		t.Errorf("one patient: %+v", p)
	}
	p := monitor.PowerToSee(20, 0.6, 2, 0.05)
	missing(t, "over one", p.Power, p.Reason, monitor.ReasonOverOne)
	if !(p.Size > 0 && p.Size <= 0.05) {
		t.Errorf("size %g", p.Size)
	}
	p = monitor.PowerToSee(20, 0, 2, 0.05)
	missing(t, "no risk", p.Power, p.Reason, monitor.ReasonExpectedAtEdge)
	if p.Alarm != 1 || p.Size != 0 {
		t.Errorf("no risk: %+v", p)
	}
	p = monitor.PowerToSee(0, 0.1, 2, 0.05)
	missing(t, "no case", p.Power, p.Reason, monitor.ReasonNoCase)
	p = monitor.PowerToSee(-1, 0.1, 2, 0.05)
	missing(t, "out of domain", p.Size, p.Reason, monitor.ReasonOutOfDomain)
	f := monitor.Funnel(0.1, 0, 0.95)
	missing(t, "no case", f.Upper, f.Reason, monitor.ReasonNoCase)
	f = monitor.Funnel(1.1, 5, 0.95)
	missing(t, "out of domain", f.Upper, f.Reason, monitor.ReasonOutOfDomain)
}

func TestPredictEqualsR(t *testing.T) {
	for _, b := range blocks(t, "prediction") {
		n, benchmark := int(b.input[0][0]), monitor.Benchmark{Proportion: b.input[1][0], Cases: b.input[1][1]}
		p := monitor.Predict(0, n, benchmark, number(t, b.setting), 0)
		if p.Method != monitor.PredictionBetaBinomial {
			t.Errorf("method %s", p.Method)
		}
		b.equals(t, fmt.Sprint(b.input), map[string]float64{"lower": float64(p.Lower), "upper": float64(p.Upper),
			"expected": p.Expected})
	}
}

func TestPredictVerdicts(t *testing.T) {
	known := monitor.Benchmark{Proportion: 0.05}
	for _, c := range []struct {
		k, n     int
		b        monitor.Benchmark
		minPower float64
		want     monitor.Verdict
	}{
		{3, 10, known, 0, monitor.Above},
		{2, 10, known, 0, monitor.TooFew},
		{0, 10, known, 0, monitor.TooFew},
		{0, 10, known, 0.05, monitor.Within},
		{20, 500, known, 0, monitor.Within},
		{5, 500, known, 0, monitor.Below},
		{60, 500, known, 0, monitor.Above},
		{9, 20, monitor.Benchmark{Proportion: 0.6}, 0, monitor.Within},
		{0, 20, monitor.Benchmark{}, 0, monitor.Within},
		{1, 20, monitor.Benchmark{}, 0, monitor.Above},
		{1, 20, monitor.Benchmark{Cases: 37}, 0, monitor.Within}, // 0 of 37 foretells up to 2 of 20
	} {
		if p := monitor.Predict(c.k, c.n, c.b, 0.95, c.minPower); p.Verdict != c.want || p.Reason != "" {
			t.Errorf("%d of %d against %+v: %+v, want %s", c.k, c.n, c.b, p, c.want)
		}
	}
	p := monitor.Predict(2, 10, known, 0.95, 0)
	if p.Doubling.Alarm != 3 || math.Abs(p.Doubling.Power-0.0702) > 5e-5 {
		t.Errorf("power %+v", p.Doubling)
	}
	for reason, p := range map[monitor.Reason]monitor.Prediction{
		monitor.ReasonNoCase:      monitor.Predict(0, 0, known, 0.95, 0),
		monitor.ReasonOutOfDomain: monitor.Predict(3, 2, known, 0.95, 0),
	} {
		missing(t, "prediction", p.Expected, p.Reason, reason)
		if p.Verdict != "" || p.Doubling.Reason != reason {
			t.Errorf("%+v", p)
		}
	}
}

// The better a benchmark is known the narrower its interval, down to the binomial one.
func TestPredictionNarrowsToTheBinomial(t *testing.T) {
	exact := monitor.Predict(0, 80, monitor.Benchmark{Proportion: 0.2}, 0.95, 0)
	last := math.MaxInt
	for _, m := range []float64{10, 100, 1000, 1e9} {
		p := monitor.Predict(0, 80, monitor.Benchmark{Proportion: 0.2, Cases: m}, 0.95, 0)
		if width := p.Upper - p.Lower; width > last {
			t.Errorf("width %d after %d", width, last)
		} else {
			last = width
		}
	}
	if last != exact.Upper-exact.Lower {
		t.Errorf("width %d, binomial %d", last, exact.Upper-exact.Lower)
	}
}

func BenchmarkFunnel(b *testing.B) {
	for _, n := range []int{100, 1e5} {
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			for b.Loop() {
				monitor.Funnel(0.05, n, 0.998)
			}
		})
	}
}

// Whatever is asked, a number is there or a reason.
func TestNoNumberIsMissingWithoutReason(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	odd := []float64{nan, -inf, -1, 0, 1e-300, 0.05, 0.5, 1, 1.5, 1e300, inf}
	missing := 0
	hold := func(what string, reason monitor.Reason, numbers ...float64) {
		t.Helper()
		without := slices.ContainsFunc(numbers, math.IsNaN)
		if without != (reason != "") {
			t.Errorf("%s: %v, reason %q", what, numbers, reason)
		}
		if without {
			missing++
		}
	}
	for _, p := range odd {
		for _, x := range odd {
			for _, n := range []int{-1, 0, 1, 2, 37} {
				what := fmt.Sprint(p, " ", x, " ", n)
				f := monitor.Funnel(p, n, x)
				hold("funnel "+what, f.Reason, f.Lower, f.Upper, f.TailBelow, f.TailAbove)
				power := monitor.PowerToSee(n, p, x, 0.05)
				hold("power "+what, power.Reason, power.Size, power.Power)
				r := monitor.PoissonRatio(n, p, x)
				hold("ratio "+what, r.Reason, r.Ratio, r.Lower, r.Upper)
				q := monitor.Predict(1, n, monitor.Benchmark{Proportion: p, Cases: x}, 0.95, 0)
				hold("prediction "+what, q.Reason, q.Expected)
				hold("doubling "+what, q.Doubling.Reason, q.Doubling.Size, q.Doubling.Power)
			}
		}
	}
	if missing == 0 {
		t.Error("nothing was missing")
	}
}

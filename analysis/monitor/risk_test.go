package monitor_test

import (
	"math"
	"testing"

	"graftstat/analysis/monitor"
)

// Twice the odds for each of two units over the centre, three times less for one
// under it: 4/3. Odds of 1/4, doubled, are a probability of 1/3.
func TestRiskByHand(t *testing.T) {
	near(t, "multiplier", monitor.RiskMultiplier([]monitor.RiskTerm{{math.Ln2, 3, 1}, {math.Log(3), 1, 2}}), 4./3)
	near(t, "no term", monitor.RiskMultiplier(nil), 1)
	near(t, "probability", monitor.AtOdds(.2, 2), 1./3)
	near(t, "of 0", monitor.AtOdds(0, 5), 0)
	for what, x := range map[string]float64{
		"missing value": monitor.RiskMultiplier([]monitor.RiskTerm{{1, 2, 0}, {1, math.NaN(), 0}}),
		"of 1":          monitor.AtOdds(1, 2),
		"no multiplier": monitor.AtOdds(.2, math.NaN()),
	} {
		if !math.IsNaN(x) {
			t.Errorf("%s: %g, want NaN", what, x)
		}
	}
}

// ½ with 0.4 to 0.6: ¼ over the square of 0.1 by z.
func TestEffectiveCasesByHand(t *testing.T) {
	const z = 1.959963984540054
	near(t, "half", monitor.EffectiveCases(.5, .4, .6, .95), 25*z*z)
	for what, m := range map[string]float64{
		"at an edge":  monitor.EffectiveCases(1, .9, 1, .95),
		"no width":    monitor.EffectiveCases(.5, .5, .5, .95),
		"no interval": monitor.EffectiveCases(.5, math.NaN(), .6, .95),
		"no level":    monitor.EffectiveCases(.5, .4, .6, 1),
	} {
		if m != 0 {
			t.Errorf("%s: %g, want 0", what, m)
		}
	}
}

// Of ten with a probability of 0.1 four or more happen once in 78 times, three or
// more once in 14: the interval is 0 to 3.
func TestProportionsOfAPrediction(t *testing.T) {
	p := monitor.Predict(4, 10, monitor.Benchmark{Proportion: .1}, .95, 0)
	if lower, upper, verdict := p.Proportions(); lower != 0 || upper != .3 || verdict != monitor.Above {
		t.Errorf("with: %g to %g, %s", lower, upper, verdict)
	}
	if lower, upper, verdict := p.ProportionsWithout(); lower != .7 || upper != 1 || verdict != monitor.Below {
		t.Errorf("without: %g to %g, %s", lower, upper, verdict)
	}
	p = monitor.Predict(0, 10, monitor.Benchmark{Proportion: .9}, .95, 0)
	if _, _, verdict := p.ProportionsWithout(); verdict != monitor.Above {
		t.Errorf("none of ten: %s", verdict)
	}
	p = monitor.Predict(1, 10, monitor.Benchmark{Proportion: .1}, .95, 0)
	if _, _, verdict := p.ProportionsWithout(); verdict != p.Verdict {
		t.Errorf("one of ten: %s, with %s", verdict, p.Verdict)
	}
}

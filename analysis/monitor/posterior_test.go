package monitor

import (
	"math"
	"testing"
)

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9*math.Max(1, math.Abs(want)) && !(math.IsNaN(got) && math.IsNaN(want)) {
		t.Errorf("%s = %.15g, want %.15g", what, got, want)
	}
}

// Values of R 4.2: qgamma and pgamma(lower = FALSE) of shape O + 2, rate E + 2.
func TestPosteriorEqualsR(t *testing.T) {
	for _, c := range []struct {
		observed int
		expected float64
		want     Posterior
	}{
		{2, 0.3, Posterior{Mean: 1.73913043478261, Lower: 0.473854510272315, Upper: 3.81185785640971,
			OverRaised: 0.700823168702392, OverDoubled: 0.174945193416483}},
		{0, 1, Posterior{Mean: 2.0 / 3, Lower: 0.0807364261813216, Upper: 1.8572144636463,
			OverRaised: 0.125689123257546, OverDoubled: 0.00470121714625659}},
	} {
		got := PosteriorRatio(c.observed, c.expected, 0.95)
		near(t, "mean", got.Mean, c.want.Mean)
		near(t, "lower", got.Lower, c.want.Lower)
		near(t, "upper", got.Upper, c.want.Upper)
		near(t, "over 1.2", got.OverRaised, c.want.OverRaised)
		near(t, "over 2.5", got.OverDoubled, c.want.OverDoubled)
	}
}

// Nothing observed and nothing expected leaves the prior: mean 1, and for a
// gamma distribution of shape 2, P(X > x) = (1 + 2x) exp(-2x).
func TestPosteriorOfNothingIsThePrior(t *testing.T) {
	got := PosteriorRatio(0, 0, 0.95)
	near(t, "mean", got.Mean, 1)
	near(t, "over 1.2", got.OverRaised, 3.4*math.Exp(-2.4))
	near(t, "over 2.5", got.OverDoubled, 6*math.Exp(-5))
	for _, bad := range []Posterior{PosteriorRatio(-1, 1, 0.95), PosteriorRatio(1, math.NaN(), 0.95),
		PosteriorRatio(1, 1, 1)} {
		if bad.Reason != ReasonOutOfDomain || !math.IsNaN(bad.Mean) {
			t.Errorf("%+v, want no number and a reason", bad)
		}
	}
}

// R: the fewest events, from 3 up, over .75 or .10, and ppois(fewest - 1, E, lower = FALSE).
func TestFlagsAsOftenAsStated(t *testing.T) {
	for _, c := range []struct {
		expected float64
		fewest   int
		chance   float64
	}{
		{0.1, 3, 0.000154653070264672}, {0.3, 3, 0.00359949318308947}, {1, 3, 0.0803013970713942},
		{2, 5, 0.0526530173437111}, {5, 9, 0.0680936347218486},
	} {
		got := JudgeRatio(c.fewest, c.expected, c.expected, c.expected)
		if got.Fewest != c.fewest || !got.Flagged || got.Reason != "" {
			t.Errorf("E = %g: %+v, want a flag from %d events", c.expected, got, c.fewest)
		}
		near(t, "false chance", got.FalseChance, c.chance)
		if fewer := JudgeRatio(c.fewest-1, c.expected, c.expected, c.expected); fewer.Flagged {
			t.Errorf("E = %g: %d events are flagged", c.expected, c.fewest-1)
		}
	}
}

// One death where a tenth was expected is over 2.5 with a chance of 10.6 %, which the rule alone would flag.
func TestTooFewEventsFlagNobody(t *testing.T) {
	if p := PosteriorRatio(1, 0.1, 0.95); !(p.OverDoubled > doubledChance) {
		t.Errorf("P(ratio > 2.5) = %g: the case is none of the rule alone", p.OverDoubled)
	}
	for observed := range fewestFlagged {
		if f := JudgeRatio(observed, 0.1, 0.05, 0.2); f.Flagged || f.Reason != ReasonTooFew {
			t.Errorf("%d events: %+v", observed, f)
		}
	}
}

// Five events are flagged where two were expected, not where three were.
func TestAFlagHoldsAtBothEnds(t *testing.T) {
	if f := JudgeRatio(5, 2, 2, 2); !f.Flagged {
		t.Errorf("without an interval: %+v", f)
	}
	if f := JudgeRatio(5, 2, 1.2, 3); f.Flagged || f.Fewest <= 5 {
		t.Errorf("with an interval up to 3: %+v", f)
	}
	for _, bad := range [][3]float64{{2, 3, 4}, {2, 1, 1.5}, {math.NaN(), 1, 2}, {1, -1, 2}, {1, 1, math.Inf(1)}} {
		if f := JudgeRatio(5, bad[0], bad[1], bad[2]); f.Reason != ReasonOutOfDomain || f.Flagged {
			t.Errorf("%v: %+v", bad, f)
		}
	}
	if f := JudgeRatio(3, 0, 0, 0); f.FalseChance != 0 || !f.Flagged {
		t.Errorf("nothing expected: %+v", f)
	}
	if f := JudgeRatio(2_000_000, 1e6, 1e6, 1e6); !f.Flagged || f.Fewest < 1_200_000 || f.Fewest > 1_210_000 {
		t.Errorf("a million expected: %+v", f)
	}
}

func TestMoreThanBefore(t *testing.T) {
	near(t, "equal time, 1 against 3", MoreThanBefore(1, 3, 10, 10), 5.0/16) // (4 + 1)/16
	// poisson.test(c(8, 3), c(40, 25.5), alternative = "greater")
	near(t, "R", MoreThanBefore(3, 8, 25.5, 40), 0.322110123301363)
	near(t, "none", MoreThanBefore(0, 0, 10, 10), 1)
	near(t, "a first year", MoreThanBefore(0, 2, 0, 10), 1)
	for _, bad := range []float64{MoreThanBefore(1, 1, 0, 10), MoreThanBefore(0, 1, 10, 0), MoreThanBefore(0, 0, 0, 0),
		MoreThanBefore(-1, 0, 1, 1)} {
		near(t, "no time", bad, math.NaN())
	}
}

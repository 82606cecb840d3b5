package describe_test

import (
	"math"
	"testing"

	"graftstat/analysis/describe"
)

func TestExactProportionEqualsR(t *testing.T) {
	values(t, "proportion", func(t *testing.T, input, level, quantity string, want float64) {
		k := counts(t, input)[0]
		p := describe.ExactProportion(k[0], k[1], number(t, level))
		got := p.Lower
		if quantity == "upper" {
			got = p.Upper
		}
		near(t, input+" "+level+" "+quantity, got, want)
	})
}

// T3, T5: nothing or all of n is no certainty. Solved by hand: the upper limit
// u of 0 of n has (1-u)^n = α/2.
func TestT3T5ExactProportionAtTheEdges(t *testing.T) {
	p := describe.ExactProportion(0, 2, .95)
	near(t, "estimate", p.Estimate, 0)
	near(t, "lower", p.Lower, 0)
	near(t, "upper", p.Upper, 1-math.Sqrt(.025))
	p = describe.ExactProportion(9, 9, .95)
	near(t, "lower", p.Lower, math.Pow(.025, 1./9)) // .6637329
	if p.Upper != 1 || p.Estimate != 1 {
		t.Errorf("got %+v", p)
	}
}

func TestExactProportionReasons(t *testing.T) {
	for _, c := range []struct {
		k, n  int
		level float64
		want  describe.Reason
	}{
		{0, 0, .95, describe.ReasonNoCase},
		{-1, 5, .95, describe.ReasonOutOfDomain},
		{6, 5, .95, describe.ReasonOutOfDomain},
		{0, -1, .95, describe.ReasonOutOfDomain},
		{1, 5, 1, describe.ReasonOutOfDomain},
		{1, 5, 95, describe.ReasonOutOfDomain},
		{1, 5, math.NaN(), describe.ReasonOutOfDomain},
	} {
		p := describe.ExactProportion(c.k, c.n, c.level)
		if p.Reason != c.want || !math.IsNaN(p.Estimate) || !math.IsNaN(p.Lower) || !math.IsNaN(p.Upper) {
			t.Errorf("%d of %d at %g: %+v, want %q", c.k, c.n, c.level, p, c.want)
		}
	}
}

// The limits hold the estimate, widen with the level, and those of n-k are
// those of k turned round.
func TestExactProportionProperties(t *testing.T) {
	for n := 1; n <= 40; n++ {
		for k := 0; k <= n; k++ {
			p, wide, other := describe.ExactProportion(k, n, .9), describe.ExactProportion(k, n, .99),
				describe.ExactProportion(n-k, n, .9)
			if !(wide.Lower <= p.Lower && p.Lower <= p.Estimate && p.Estimate <= p.Upper && p.Upper <= wide.Upper) ||
				p.Lower == p.Upper {
				t.Fatalf("%d of %d: %+v, %+v", k, n, p, wide)
			}
			if math.Abs(p.Lower+other.Upper-1) > 1e-12 {
				t.Fatalf("%d of %d: lower %g, upper of the rest %g", k, n, p.Lower, other.Upper)
			}
		}
	}
}

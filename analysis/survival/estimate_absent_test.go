package survival_test

import (
	"errors"
	"math"
	"testing"

	"graftstat/analysis/survival"
)

// A group without a case has a curve without a number.
func TestEmptyGroup(t *testing.T) {
	table := newTable(t, five, 2, 1)
	for _, c := range []*survival.Curve{
		curve(t)(survival.KaplanMeier(table, 1, survival.Settings{})),
		curve(t)(survival.CumulativeIncidence(table, 1, 1, survival.Settings{})),
		curve(t)(survival.NelsonAalen(table, 1, survival.Settings{})),
		curve(t)(survival.ReverseKaplanMeier(table, 1, survival.Settings{})),
	} {
		if p := c.At(3); p.Reason != survival.ReasonNoCase || !math.IsNaN(p.Estimate) {
			t.Errorf("%+v", p)
		}
		if q := c.Quantile(.5); q.Reason != survival.ReasonNoCase || !math.IsNaN(q.Time) {
			t.Errorf("%+v", q)
		}
		if d := survival.DifferenceAt(c, c, 3); d.Reason != survival.ReasonNoCase || !math.IsNaN(d.P) {
			t.Errorf("%+v", d)
		}
	}
	full := curve(t)(survival.KaplanMeier(table, 0, survival.Settings{}))
	empty := curve(t)(survival.KaplanMeier(table, 1, survival.Settings{}))
	if m := empty.RestrictedMean(3); m.Reason != survival.ReasonNoCase {
		t.Errorf("%+v", m)
	}
	if d := survival.DifferenceOfMeans(full, empty, 6); d.Reason != survival.ReasonNoCase || !math.IsNaN(d.Estimate) {
		t.Errorf("%+v", d)
	}
}

// A difference of large groups: its interval holds it, lies in [−1, 1], and turns round with the groups.
func TestDifferenceOfLargeGroups(t *testing.T) {
	table := newTable(t, invented(1000, true), 4, 2)
	s := survival.Settings{}
	for a := range 4 {
		for b := range 4 {
			for _, at := range []float64{100, 365, 1000} {
				km := survival.DifferenceAt(curve(t)(survival.KaplanMeier(table, a, s)),
					curve(t)(survival.KaplanMeier(table, b, s)), at)
				f := survival.DifferenceAt(curve(t)(survival.CumulativeIncidence(table, a, 1, s)),
					curve(t)(survival.CumulativeIncidence(table, b, 1, s)), at)
				back := survival.DifferenceAt(curve(t)(survival.CumulativeIncidence(table, b, 1, s)),
					curve(t)(survival.CumulativeIncidence(table, a, 1, s)), at)
				for _, d := range []survival.Difference{km, f} {
					if !(d.Lower < d.Estimate && d.Estimate < d.Upper && d.Lower >= -1 && d.Upper <= 1 && d.P > 0 &&
						d.P <= 1) || d.Method != survival.ComplementaryLogLog {
						t.Fatalf("%+v", d)
					}
				}
				if !same(f.Lower, -back.Upper) || !same(f.P, back.P) {
					t.Fatalf("%+v and %+v", f, back)
				}
			}
		}
	}
}

// An incidence of small groups, or of nobody, has a difference without interval.
func TestDifferenceWithoutInterval(t *testing.T) {
	table := newTable(t, invented(40, true), 4, 2)
	a := curve(t)(survival.CumulativeIncidence(table, 0, 1, survival.Settings{}))
	b := curve(t)(survival.CumulativeIncidence(table, 1, 1, survival.Settings{}))
	if d := survival.DifferenceAt(a, b, 100); d.Reason != survival.ReasonSmallGroup || math.IsNaN(d.Estimate) ||
		!math.IsNaN(d.P) || !math.IsNaN(d.Lower) {
		t.Errorf("%+v", d)
	}
	large := newTable(t, invented(400, true), 4, 2)
	none := curve(t)(survival.CumulativeIncidence(large.OneCause(1), 0, 1, survival.Settings{}))
	if d := survival.DifferenceAt(none, none, 0); d.Reason != survival.ReasonNoEvent {
		t.Errorf("before any event: %+v", d)
	}
	km := curve(t)(survival.KaplanMeier(large, 0, survival.Settings{}))
	if d := survival.DifferenceAt(km, none, 100); d.Reason != survival.ReasonNotDefined {
		t.Errorf("of unlike curves: %+v", d)
	}
	if d := survival.DifferenceAt(km, km, 1e6); !math.IsNaN(d.Estimate) || d.Reason != survival.ReasonPastFollowUp {
		t.Errorf("past follow-up: %+v", d)
	}
}

func TestRefusals(t *testing.T) {
	table := newTable(t, five, 1, 1)
	for want, call := range map[error]func() (*survival.Curve, error){
		survival.ErrGroup: func() (*survival.Curve, error) {
			return survival.KaplanMeier(table, 1,
				survival.Settings{})
		},
		survival.ErrCause: func() (*survival.Curve, error) {
			return survival.CumulativeIncidence(table, 0, 2,
				survival.Settings{})
		},
		survival.ErrLevel: func() (*survival.Curve, error) {
			return survival.KaplanMeier(table, 0,
				survival.Settings{Level: 95})
		},
		survival.ErrVariance: func() (*survival.Curve, error) {
			return survival.NelsonAalen(table, 0, survival.Settings{Variance: "x"})
		},
		survival.ErrPlateau: func() (*survival.Curve, error) {
			return survival.KaplanMeier(table, 0, survival.Settings{Plateau: "x"})
		},
		survival.ErrInterval: func() (*survival.Curve, error) {
			return survival.KaplanMeier(table, 0, survival.Settings{Interval: survival.ClopperPearson})
		},
	} {
		if _, err := call(); !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
	}
	for _, m := range []survival.IntervalMethod{survival.BetaProduct, "x"} {
		if _, err := survival.CumulativeIncidence(table, 0, 1, survival.Settings{Interval: m}); !errors.Is(err,
			survival.ErrInterval) {
			t.Errorf("%s: %v", m, err)
		}
	}
	km := curve(t)(survival.KaplanMeier(table, 0, survival.Settings{}))
	for _, tau := range []float64{0, -1, math.NaN(), math.Inf(1)} {
		if m := km.RestrictedMean(tau); m.Reason != survival.ReasonNotDefined {
			t.Errorf("horizon %g: %+v", tau, m)
		}
	}
}

// A wider level has wider limits.
func TestLevel(t *testing.T) {
	table := newTable(t, golden, 1, 2)
	for _, m := range survivalMethods {
		a := curve(t)(survival.KaplanMeier(table, 0, survival.Settings{Interval: m, Level: .9})).At(5)
		b := curve(t)(survival.KaplanMeier(table, 0, survival.Settings{Interval: m, Level: .99})).At(5)
		if !(b.Lower < a.Lower && a.Upper < b.Upper) {
			t.Errorf("%s: %+v and %+v", m, a, b)
		}
	}
}

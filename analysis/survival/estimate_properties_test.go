package survival_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"graftstat/analysis/survival"
)

// small draws a few cases with many ties, of 2 groups and 2 causes; a third of
// the draws has delayed entries, some have no event, some nothing else.
func small(r *rand.Rand) survival.Observations {
	var o survival.Observations
	causes, late := []int{1, 2, 3, 3, 3}[r.IntN(5)], r.IntN(3) == 0
	always := r.IntN(6) == 0
	for range 1 + r.IntN(12) {
		time := float64(r.IntN(8))
		cause := r.IntN(causes)
		if always {
			cause = 1
		}
		o.Time, o.Cause = append(o.Time, time), append(o.Cause, uint8(cause))
		o.Group = append(o.Group, int32(r.IntN(2)))
		o.Entry = append(o.Entry, 0)
		if late && time > 0 {
			o.Entry[len(o.Entry)-1] = float64(r.IntN(int(time)))
		}
	}
	return o
}

// draws calls do with many small sets of observations.
func draws(t *testing.T, do func(o survival.Observations, table *survival.Table)) {
	t.Helper()
	r := rand.New(rand.NewPCG(7, 7))
	for range 400 {
		o := small(r)
		do(o, newTable(t, o, 2, 2))
	}
}

var survivalMethods = []survival.IntervalMethod{survival.Auto, survival.LogLog, survival.Log, survival.Plain,
	survival.Arcsine,
	survival.Logit, survival.BetaProduct, survival.BetaProductMidP}

var incidenceMethods = []survival.IntervalMethod{survival.Auto, survival.LogLog, survival.Log, survival.Plain,
	survival.Arcsine,
	survival.Logit, survival.ClopperPearson}

// Every interval within follow-up exists, holds the estimate and is neither [0, 0] nor
// [1, 1]. With delayed entry there may be none, or no estimate either, for a reason.
func TestIntervalsExistEverywhere(t *testing.T) {
	checked, late := 0, false
	check := func(c *survival.Curve) {
		times := []float64{0}
		for _, p := range c.Points {
			times = append(times, p.Time)
		}
		for _, time := range times {
			p := c.At(time)
			checked++
			if late && without(p) {
				continue
			}
			if !(p.Lower <= p.Estimate && p.Estimate <= p.Upper && p.Lower < p.Upper && p.Lower >= 0 && p.Upper <= 1) ||
				p.Interval == "" {
				t.Fatalf("%+v of %s", p, c.Interval)
			}
		}
	}
	draws(t, func(o survival.Observations, table *survival.Table) {
		late = slices.ContainsFunc(o.Entry, func(entry float64) bool { return entry > 0 })
		for g := range 2 {
			if table.Cases(g) == 0 {
				continue
			}
			for _, m := range survivalMethods {
				check(curve(t)(survival.KaplanMeier(table, g, survival.Settings{Interval: m})))
				check(curve(t)(survival.ReverseKaplanMeier(table, g, survival.Settings{Interval: m})))
			}
			for _, m := range incidenceMethods {
				for _, v := range []survival.Variance{survival.Aalen, survival.Delta} {
					check(curve(t)(survival.CumulativeIncidence(table, g, 1,
						survival.Settings{Interval: m, Variance: v})))
				}
			}
		}
	})
	if checked < 1000 {
		t.Fatalf("only %d points checked", checked)
	}
}

// T25: S + ΣF = 1, S never rises, and nobody is lost from the counts.
func TestT25Invariants(t *testing.T) {
	draws(t, func(_ survival.Observations, table *survival.Table) {
		for g := range 2 {
			km := curve(t)(survival.KaplanMeier(table, g, survival.Settings{}))
			f1 := curve(t)(survival.CumulativeIncidence(table, g, 1, survival.Settings{}))
			f2 := curve(t)(survival.CumulativeIncidence(table, g, 2, survival.Settings{}))
			last := 1.0
			for i, p := range km.Points {
				if sum := p.Estimate + f1.Points[i].Estimate + f2.Points[i].Estimate; math.Abs(sum-1) > 1e-12 {
					t.Fatalf("S + ΣF = %.15g", sum)
				}
				if p.Estimate > last {
					t.Fatalf("S rises from %g to %g", last, p.Estimate)
				}
				last = p.Estimate
			}
			checkCounts(t, table, g, km)
		}
	})
}

func checkCounts(t *testing.T, table *survival.Table, g int, km *survival.Curve) {
	t.Helper()
	left := 0
	for i := range table.Times {
		if i+1 < len(table.Times) && table.AtRisk(i+1, g) != table.AtRisk(i, g)-table.AllEvents(i, g)-table.Censored(i,
			g)+table.Entered(i, g) {
			t.Fatal("the numbers at risk do not add up")
		}
		left += table.AllEvents(i, g) + table.Censored(i, g)
	}
	if left != table.Cases(g) {
		t.Fatalf("%d cases left, of %d", left, table.Cases(g))
	}
	if p := km.At(math.MaxFloat64); p.Events+p.Competing+p.Censored != km.Cases || p.Events != km.Events {
		t.Fatalf("%+v of %d cases", p, km.Cases)
	}
}

func same(a, b float64) bool {
	return a == b || math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) <= 1e-12*math.Max(math.Abs(a), math.Abs(b))
}

func checkSame(t *testing.T, what string, a, b *survival.Curve, scale float64) {
	t.Helper()
	if len(a.Points) != len(b.Points) || a.Cases != b.Cases || a.Interval != b.Interval {
		t.Fatalf("%s: %d and %d points, %s and %s", what, len(a.Points), len(b.Points), a.Interval, b.Interval)
	}
	for i, p := range a.Points {
		q := b.Points[i]
		if !same(p.Time*scale, q.Time) || p.AtRisk != q.AtRisk || p.Events != q.Events ||
			!same(p.Estimate, q.Estimate) ||
			!same(p.StdErr, q.StdErr) || !same(p.Lower, q.Lower) || !same(p.Upper, q.Upper) ||
			p.Interval != q.Interval || p.Reason != q.Reason {
			t.Fatalf("%s: %+v and %+v", what, p, q)
		}
	}
	for _, x := range []float64{.25, .5, .75} {
		if p, q := a.Quantile(x), b.Quantile(x); !same(p.Time*scale, q.Time) || !same(p.Lower*scale, q.Lower) ||
			!same(p.Upper*scale, q.Upper) {
			t.Fatalf("%s: quantiles %+v and %+v", what, p, q)
		}
	}
}

// Row order and names of groups change nothing, an empty group neither; another unit of
// time changes times only.
func TestOrderLabelsAndUnitChangeNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	draws(t, func(o survival.Observations, table *survival.Table) {
		shuffled := survival.Observations{}
		for _, i := range r.Perm(len(o.Time)) {
			shuffled.Time = append(shuffled.Time, o.Time[i]/365.25)
			shuffled.Entry = append(shuffled.Entry, o.Entry[i]/365.25)
			shuffled.Cause = append(shuffled.Cause, o.Cause[i])
			shuffled.Group = append(shuffled.Group, 2*(1-o.Group[i])) // group 1 stays empty
		}
		other := newTable(t, shuffled, 3, 2)
		for g := range 2 {
			for cause := range 3 {
				estimate := func(table *survival.Table, g int) *survival.Curve {
					if cause == 0 {
						return curve(t)(survival.KaplanMeier(table, g, survival.Settings{}))
					}
					return curve(t)(survival.CumulativeIncidence(table, g, cause, survival.Settings{}))
				}
				checkSame(t, "relabelled", estimate(table, g), estimate(other, 2*(1-g)), 1/365.25)
			}
		}
	})
}

// With one cause the incidence is 1 − KM, and its delta error Greenwood's.
func TestOneCauseIsOneMinusKaplanMeier(t *testing.T) {
	draws(t, func(_ survival.Observations, table *survival.Table) {
		one := table.OneCause(1)
		km := curve(t)(survival.KaplanMeier(one, 0, survival.Settings{}))
		f := curve(t)(survival.CumulativeIncidence(one, 0, 1, survival.Settings{Variance: survival.Delta}))
		for i, p := range km.Points {
			if q := f.Points[i]; math.Abs(p.Estimate+q.Estimate-1) > 1e-12 || p.Estimate > 0 &&
				math.Abs(p.StdErr-q.StdErr) > 1e-9 {
				t.Fatalf("%+v and %+v", p, q)
			}
		}
		if len(km.Points) > 0 {
			tau := km.Points[len(km.Points)-1].Time
			a, b := km.RestrictedMean(tau), f.RestrictedMean(tau)
			if tau > 0 && (math.Abs(a.Estimate+b.Estimate-tau) > 1e-12*tau || !same(a.StdErr, b.StdErr)) {
				t.Fatalf("%+v and %+v", a, b)
			}
		}
	})
}

// without says that a point has no interval, for a reason of delayed entry.
func without(p survival.Point) bool {
	switch p.Reason {
	case survival.ReasonRiskSetEmptied, survival.ReasonRiskSetThin:
		return math.IsNaN(p.Estimate) && math.IsNaN(p.Lower) && math.IsNaN(p.Upper)
	case survival.ReasonNoInterval:
		return (p.Estimate == 0 || p.Estimate == 1) && math.IsNaN(p.Lower) && math.IsNaN(p.Upper)
	case survival.ReasonAllHadEvent:
		return p.Estimate == 0 && math.IsNaN(p.Lower) && math.IsNaN(p.Upper)
	}
	return false
}

// The running sums of the variances against the sums as they are written.
func TestVariancesEqualDirectSums(t *testing.T) {
	draws(t, func(_ survival.Observations, table *survival.Table) {
		for _, kind := range []survival.Variance{survival.Aalen, survival.Delta} {
			c := curve(t)(survival.CumulativeIncidence(table, 0, 1, survival.Settings{Variance: kind}))
			for last := range c.Points {
				want := directVariance(c.Points[:last+1], kind)
				if got := square(c.Points[last].StdErr); math.Abs(got-want) > 1e-13 {
					t.Fatalf("%s: %.15g, want %.15g", kind, got, want)
				}
			}
		}
	})
}

func directVariance(points []survival.Point, kind survival.Variance) float64 {
	q := func(d, n float64) float64 {
		if d <= 1 {
			return 1
		}
		return 1 - (d-1)/(n-1)
	}
	sum, free, f := 0.0, 1.0, points[len(points)-1].Estimate
	for _, p := range points {
		n, d, o := float64(p.AtRisk), float64(p.Events), float64(p.Competing)
		if d+o == 0 {
			continue
		}
		before := free
		free *= (n - d - o) / n
		a := 0.0
		if free > 0 {
			a = (f - p.Estimate) / free
		}
		if kind == survival.Aalen {
			sum += square(before/n) * (q(d, n)*d*square(1-a) + q(o, n)*o*a*a)
		} else {
			mean := d/n + (n-d-o)/n*a
			sum += square(before) / n * (d/n + (n-d-o)/n*a*a - mean*mean)
		}
	}
	return sum
}

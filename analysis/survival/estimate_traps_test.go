package survival_test

import (
	"math"
	"testing"

	"graftstat/analysis/survival"
)

// The traps of other programs, by their numbers in the project's list. Values
// with 7 digits were printed by R 4.2.2 (survival 3.5-3, cmprsk 2.2-11, bpcp 1.4.2).

func digits(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1.1e-7*math.Max(1, math.Abs(want))) {
		t.Errorf("%s: %.9g, R prints %.8g", what, got, want)
	}
}

var golden = survival.Observations{
	Time:  []float64{1, 2, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 8, 8, 9},
	Cause: []uint8{1, 1, 0, 2, 0, 2, 1, 0, 1, 2, 1, 0, 0, 1, 0, 0},
}

func TestGoldenKaplanMeier(t *testing.T) {
	table := newTable(t, golden, 1, 2)
	km := func(m survival.IntervalMethod) *survival.Curve {
		return curve(t)(survival.KaplanMeier(table, 0, survival.Settings{Interval: m}))
	}
	p := km(survival.LogLog).At(2)
	digits(t, "S(2)", p.Estimate, .8125)
	digits(t, "its SE", p.StdErr, .09757809)
	for _, w := range []struct {
		method       survival.IntervalMethod
		lower, upper float64
	}{{survival.Plain, .2332897, .7721790}, {survival.Log, .2941541, .8592159}, {survival.LogLog, .2233045, .7294637},
		{survival.BetaProduct, .2186167, .7771121}} {
		p := km(w.method).At(5)
		digits(t, "S(5)", p.Estimate, .502734375)
		digits(t, "its SE", p.StdErr, .13747429)
		digits(t, string(w.method), p.Lower, w.lower)
		digits(t, string(w.method), p.Upper, w.upper)
	}
	q := km(survival.LogLog).Quantile(.5)
	if q.Time != 6 || q.Lower != 3 || !math.IsNaN(q.Upper) || q.Reason != survival.ReasonNotReached || q.AtRisk != 6 {
		t.Errorf("median %+v", q)
	}
	m := km(survival.LogLog).RestrictedMean(8)
	digits(t, "restricted mean", m.Estimate, 5.505729)
	digits(t, "its SE", m.StdErr, .6449250)
}

func TestGoldenCumulativeIncidence(t *testing.T) {
	table := newTable(t, golden, 1, 2)
	aalen := curve(t)(survival.CumulativeIncidence(table, 0, 1, survival.Settings{}))
	delta := curve(t)(survival.CumulativeIncidence(table, 0, 1, survival.Settings{Variance: survival.Delta}))
	for _, w := range []struct{ day, f, aalen, delta float64 }{
		{2, .125, .00730903, .08267973}, {5, .2832682, .01643866, .12198116}, {8, .5067057, .03204903, .15711762},
	} {
		p := aalen.At(w.day)
		digits(t, "F1", p.Estimate, w.f)
		digits(t, "Aalen variance", square(p.StdErr), w.aalen)
		digits(t, "delta error", delta.At(w.day).StdErr, w.delta)
	}
	p := curve(t)(survival.CumulativeIncidence(table, 0, 2, survival.Settings{})).At(8)
	digits(t, "F2(8)", p.Estimate, .2139974)
	digits(t, "its variance", square(p.StdErr), .01364292)
}

// Ties are ==: whole days tie, fractions that only look alike do not.
func TestT1TiesAreExact(t *testing.T) {
	tenths := []float64{0.1, 0.2}
	fractions := survival.Observations{Time: []float64{tenths[0] + tenths[1], 0.3, 0.4}, Cause: []uint8{1, 0, 0}}
	if n := len(newTable(t, fractions, 1, 1).Times); n != 3 {
		t.Errorf("%d distinct times, want 3", n)
	}
	days := survival.Observations{Time: []float64{3, 3, 4}, Cause: []uint8{1, 0, 0}}
	p := curve(t)(survival.CumulativeIncidence(newTable(t, days, 1, 1), 0, 1, survival.Settings{})).At(3)
	near(t, "F on a tied day", p.Estimate, 1./3)
}

func TestT2EventsBeforeCensorings(t *testing.T) {
	o := survival.Observations{Time: []float64{12, 12, 12, 15}, Cause: []uint8{1, 0, 1, 0}}
	p := curve(t)(survival.KaplanMeier(newTable(t, o, 1, 1), 0, survival.Settings{})).At(12)
	if p.AtRisk != 4 || p.Estimate != 0.5 {
		t.Errorf("%+v", p)
	}
}

// followed are n cases without an event, censored on the days from 100 on.
func followed(n int) survival.Observations {
	var o survival.Observations
	for i := range n {
		o.Time, o.Cause = append(o.Time, float64(100+i)), append(o.Cause, 0)
	}
	return o
}

func TestT3IntervalAtOne(t *testing.T) {
	for _, m := range []survival.IntervalMethod{survival.Auto, survival.LogLog, survival.Log, survival.Plain,
		survival.Arcsine, survival.Logit} {
		for n, lower := range map[int]float64{9: .6637329, 6: .5407419} {
			p := curve(t)(survival.KaplanMeier(newTable(t, followed(n), 1, 1), 0, survival.Settings{Interval: m})).
				At(50)
			digits(t, string(m), p.Lower, lower)
			if p.Estimate != 1 || p.Upper != 1 || p.Interval != survival.BetaProduct {
				t.Errorf("%s: %+v", m, p)
			}
		}
	}
}

func TestT4IntervalAtZero(t *testing.T) {
	o := survival.Observations{Time: []float64{1, 2, 3, 4, 5}, Cause: []uint8{1, 1, 1, 1, 1}}
	for _, m := range []survival.IntervalMethod{survival.LogLog, survival.Log, survival.Plain, survival.Arcsine,
		survival.Logit, survival.BetaProduct} {
		p := curve(t)(survival.KaplanMeier(newTable(t, o, 1, 1), 0, survival.Settings{Interval: m})).At(5)
		digits(t, string(m), p.Upper, .5218238)
		if p.Estimate != 0 || p.Lower != 0 {
			t.Errorf("%s: %+v", m, p)
		}
	}
}

func TestT5IncidenceAtZeroAndOne(t *testing.T) {
	o := followed(10)
	for _, m := range []survival.IntervalMethod{survival.Auto, survival.LogLog, survival.Plain} {
		c := curve(t)(survival.CumulativeIncidence(newTable(t, o, 1, 1), 0, 1, survival.Settings{Interval: m}))
		near(t, "0 of 10", c.At(50).Upper, 1-math.Pow(.025, 1./10))
		near(t, "0 of 10 with two still followed", c.At(107.5).Upper, 1-math.Pow(.025, 1./2))
		if p := c.At(50); p.Lower != 0 || p.Interval != survival.ClopperPearson {
			t.Errorf("%s: %+v", m, p)
		}
	}
	for i := range o.Cause {
		o.Cause[i] = 1
	}
	p := curve(t)(survival.CumulativeIncidence(newTable(t, o, 1, 1), 0, 1, survival.Settings{})).At(365)
	near(t, "10 of 10, past the last day", p.Lower, math.Pow(.025, 1./10))
	if p.Estimate != 1 || p.Upper != 1 || p.Reason != "" {
		t.Errorf("%+v", p)
	}
}

// Whatever was asked for, each point names the interval it has.
func TestT6IntervalIsNamed(t *testing.T) {
	table := newTable(t, golden, 1, 2)
	km := curve(t)(survival.KaplanMeier(table, 0, survival.Settings{}))
	if km.Interval != survival.BetaProduct || survival.SurvivalInterval(table) != survival.BetaProduct {
		t.Errorf("16 cases have %s", km.Interval)
	}
	log := curve(t)(survival.KaplanMeier(table, 0, survival.Settings{Interval: survival.Log}))
	if p := log.At(0.5); log.Interval != survival.Log || p.Interval != survival.BetaProduct || log.At(5).
		Interval != survival.Log {
		t.Errorf("log: %s, %+v", log.Interval, p)
	}
	if m := curve(t)(survival.CumulativeIncidence(table, 0, 1, survival.Settings{})).
		Interval; m != survival.ClopperPearson {
		t.Errorf("16 cases have %s", m)
	}
}

func TestT7NoErrorAtZero(t *testing.T) {
	for _, d := range [][]uint8{{1}, {1, 1}, {1, 1, 1}} {
		o := survival.Observations{Time: make([]float64, len(d)), Cause: d}
		p := curve(t)(survival.KaplanMeier(newTable(t, o, 1, 1), 0, survival.Settings{})).At(0)
		if !math.IsNaN(p.StdErr) || p.Reason != survival.ReasonAllHadEvent {
			t.Errorf("%+v", p)
		}
	}
}

func TestT8MedianOnAPlateau(t *testing.T) {
	o := survival.Observations{
		Time:  []float64{54, 75, 77, 84, 87, 92, 103, 105, 112, 118},
		Cause: []uint8{1, 1, 1, 1, 1, 0, 0, 0, 0, 0},
	}
	for rule, want := range map[survival.PlateauRule]float64{survival.PlateauMiddle: 102.5, survival.PlateauStart: 87,
		survival.PlateauNone: math.NaN()} {
		q := curve(t)(survival.KaplanMeier(newTable(t, o, 1, 1), 0,
			survival.Settings{Interval: survival.LogLog, Plateau: rule})).Quantile(.5)
		near(t, string(rule), q.Time, want)
		near(t, "lower limit", q.Lower, 54)
		near(t, "upper limit", q.Upper, math.NaN())
	}
	o.Cause[7] = 1 // a further event, on day 105: every rule has the middle of 87 and 105
	for _, rule := range []survival.PlateauRule{survival.PlateauMiddle, survival.PlateauStart, survival.PlateauNone} {
		q := curve(t)(survival.KaplanMeier(newTable(t, o, 1, 1), 0, survival.Settings{Plateau: rule})).Quantile(.5)
		near(t, string(rule), q.Time, 96)
	}
}

func TestT9PastFollowUp(t *testing.T) {
	o := survival.Observations{Time: []float64{50, 100}, Cause: []uint8{1, 0}}
	table := newTable(t, o, 1, 1)
	km := curve(t)(survival.KaplanMeier(table, 0, survival.Settings{}))
	if p := km.At(120); !math.IsNaN(p.Estimate) || !math.IsNaN(p.Lower) || p.Reason != survival.ReasonPastFollowUp ||
		p.Interval != "" || p.Events != 1 || p.Censored != 1 {
		t.Errorf("past follow-up: %+v", p)
	}
	if p := km.At(100); p.Estimate != 0.5 || p.AtRisk != 1 {
		t.Errorf("on the last day: %+v", p)
	}
	if p := km.At(20); p.Estimate != 1 || !(p.Lower > 0 && p.Lower < 1) || p.Upper != 1 || p.AtRisk != 2 {
		t.Errorf("before the first day: %+v", p)
	}
	carried := curve(t)(survival.KaplanMeier(table, 0, survival.Settings{Carry: true})).At(120)
	if carried.Estimate != 0.5 || carried.AtRisk != 0 {
		t.Errorf("carried as R does: %+v", carried)
	}
	if p := curve(t)(survival.CumulativeIncidence(table, 0, 1, survival.Settings{})).
		At(120); p.Reason != survival.ReasonPastFollowUp {
		t.Errorf("incidence past follow-up: %+v", p)
	}
}

func TestT10RestrictedMeanPastFollowUp(t *testing.T) {
	o := survival.Observations{
		Time:  []float64{54, 75, 77, 84, 87, 92, 103, 105, 112, 118},
		Cause: []uint8{1, 1, 1, 1, 1, 0, 0, 0, 0, 0},
	}
	for _, carry := range []bool{false, true} {
		km := curve(t)(survival.KaplanMeier(newTable(t, o, 1, 1), 0, survival.Settings{Carry: carry}))
		m := km.RestrictedMean(100)
		near(t, "mean", m.Estimate, 87.7)
		digits(t, "its SE", m.StdErr, 4.671295)
		if m := km.RestrictedMean(150); m.Reason != survival.ReasonPastFollowUp || !math.IsNaN(m.Estimate) {
			t.Errorf("horizon 150: %+v", m)
		}
	}
}

// 60 cases without censoring, 8 of them with the event: the delta error is
// that of a share, Aalen's is not.
func TestT11TwoVariances(t *testing.T) {
	var o survival.Observations
	for i := range 60 {
		o.Time = append(o.Time, float64(1+i))
		o.Cause = append(o.Cause, 2)
		if i%7 == 3 && i < 56 {
			o.Cause[i] = 1
		}
	}
	table := newTable(t, o, 1, 2)
	delta := curve(t)(survival.CumulativeIncidence(table, 0, 1, survival.Settings{Variance: survival.Delta})).At(60)
	aalen := curve(t)(survival.CumulativeIncidence(table, 0, 1, survival.Settings{Variance: survival.Aalen})).At(60)
	digits(t, "F", delta.Estimate, 8./60)
	digits(t, "delta", delta.StdErr, .0438854)
	if !(aalen.StdErr > delta.StdErr && aalen.StdErr < 1.1*delta.StdErr) {
		t.Errorf("Aalen %g, delta %g", aalen.StdErr, delta.StdErr)
	}
}

// The log-log interval is on F, not on 1 − F.
func TestT12LogLogOfTheIncidence(t *testing.T) {
	for _, m := range []survival.IntervalMethod{survival.LogLog, survival.Log, survival.Plain} {
		p := curve(t)(survival.CumulativeIncidence(newTable(t, golden, 1, 2), 0, 1, survival.Settings{Interval: m})).
			At(5)
		f, h := p.Estimate, 1.959963984540054*p.StdErr
		want := map[survival.IntervalMethod][2]float64{
			survival.LogLog: {math.Exp(-math.Exp(math.Log(-math.Log(f)) - h/(f*math.Log(f)))),
				math.Exp(-math.Exp(math.Log(-math.Log(f)) + h/(f*math.Log(f))))},
			survival.Log:   {f * math.Exp(-h/f), f * math.Exp(h/f)},
			survival.Plain: {f - h, f + h},
		}[m]
		near(t, string(m), p.Lower, want[0])
		near(t, string(m), p.Upper, want[1])
	}
}

func TestT13ReverseTies(t *testing.T) {
	o := survival.Observations{Time: []float64{5, 5, 5, 6, 7, 8, 9, 10, 11, 12, 13},
		Cause: []uint8{1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0}}
	r := curve(t)(survival.ReverseKaplanMeier(newTable(t, o, 1, 1), 0, survival.Settings{}))
	near(t, "G at the tie", r.At(5).Estimate, 8./9)
}

func TestT20TimeZeroAndEarlyRiskSet(t *testing.T) {
	o := survival.Observations{Time: []float64{0, 1, 2, 3}, Cause: []uint8{1, 0, 0, 0}}
	p := curve(t)(survival.KaplanMeier(newTable(t, o, 1, 1), 0, survival.Settings{})).At(0)
	if p.Estimate != .75 || p.AtRisk != 4 {
		t.Errorf("event on day 0: %+v", p)
	}
	f := curve(t)(survival.CumulativeIncidence(newTable(t, o, 1, 1), 0, 1, survival.Settings{})).At(0)
	near(t, "F(0)", f.Estimate, .25)

	late := survival.Observations{Time: []float64{2, 9, 9, 9, 9, 9}, Cause: []uint8{1, 0, 1, 0, 0, 0},
		Entry: []float64{1, 3, 3, 3, 3, 3}}
	km := curve(t)(survival.KaplanMeier(newTable(t, late, 1, 1), 0, survival.Settings{}))
	if p := km.At(9); !math.IsNaN(p.Estimate) || p.Reason != survival.ReasonRiskSetEmptied {
		t.Errorf("S after a risk set of one failed: %+v", p)
	}
	if p := km.At(0.5); p.AtRisk != 0 || p.Estimate != 1 || !math.IsNaN(p.Lower) ||
		p.Reason != survival.ReasonNoInterval {
		t.Errorf("before anybody is at risk: %+v", p)
	}
}

// A survival curve of a table with competing causes counts them all: 1 − KM of
// one cause needs the word OneCause, and is not the incidence.
func TestT22NoSurvivalOfOneCause(t *testing.T) {
	table := newTable(t, golden, 1, 2)
	s := curve(t)(survival.KaplanMeier(table, 0, survival.Settings{})).At(8).Estimate
	f1 := curve(t)(survival.CumulativeIncidence(table, 0, 1, survival.Settings{})).At(8).Estimate
	f2 := curve(t)(survival.CumulativeIncidence(table, 0, 2, survival.Settings{})).At(8).Estimate
	near(t, "S + F1 + F2", s+f1+f2, 1)
	naive := 1 - curve(t)(survival.KaplanMeier(table.OneCause(1), 0, survival.Settings{})).At(8).Estimate
	if !(naive > f1+.05) {
		t.Errorf("1 − KM %g, incidence %g", naive, f1)
	}
}

// Ten transplants of the domain's worked examples, bpcp 1.4.2.
func TestSmallCohortByBpcp(t *testing.T) {
	o := survival.Observations{Time: []float64{120, 200, 260, 330, 400, 480, 560, 700, 820, 1000},
		Cause: make([]uint8, 10)}
	four := func(what string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 5e-5 && (what != "beta-product-midp" || math.Abs(got-want) > rootTolerance) {
			t.Errorf("%s: %.6f, want %.4f", what, got, want)
		}
	}
	alive := curve(t)(survival.KaplanMeier(newTable(t, o, 1, 1), 0, survival.Settings{}))
	for day, lower := range map[float64]float64{100: .6915, 365: .5407, 730: .1581} {
		four("all alive", alive.At(day).Lower, lower)
	}
	o.Cause[1] = 1
	died := newTable(t, o, 1, 1)
	for m, w := range map[survival.IntervalMethod][2]float64{survival.BetaProduct: {.4569, .9972},
		survival.BetaProductMidP: {.5099, .9943}} {
		p := curve(t)(survival.KaplanMeier(died, 0, survival.Settings{Interval: m})).At(365)
		four("S(365)", p.Estimate, .8889)
		four(string(m), p.Lower, w[0])
		four(string(m), p.Upper, w[1])
	}
	two := survival.Observations{Time: []float64{400, 560}, Cause: make([]uint8, 2)}
	four("two alive", curve(t)(survival.KaplanMeier(newTable(t, two, 1, 1), 0, survival.Settings{})).At(365).Lower,
		.1581)
}

// 9 of 10 engrafted: the exact interval, not the log-log one.
func TestSmallIncidenceIsExact(t *testing.T) {
	o := survival.Observations{Time: []float64{11, 12, 12, 13, 14, 15, 17, 18, 21, 60},
		Cause: []uint8{1, 1, 1, 1, 1, 1, 1, 1, 1, 0}}
	p := curve(t)(survival.CumulativeIncidence(newTable(t, o, 1, 1), 0, 1, survival.Settings{})).At(28)
	if math.Abs(p.Lower-.555) > 5e-4 || math.Abs(p.Upper-.997) > 5e-4 || p.Interval != survival.ClopperPearson {
		t.Errorf("9 of 10: %.4f to %.4f by %s", p.Lower, p.Upper, p.Interval)
	}
}

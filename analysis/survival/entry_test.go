package survival_test

import (
	"math"
	"testing"

	"graftstat/analysis/survival"
)

// twenty: 20 cases never in the state, one enters it on day 5 and dies on day
// 10, 19 enter on day 20 and live. Just before day 10 there are 40 at risk, one
// of them in the state: the chance that the one death falls in it is 1/40.
func twenty() (o survival.Observations, entered []float64) {
	for i := range 40 {
		time, cause, state := 300.0, uint8(0), math.NaN()
		switch {
		case i == 20:
			time, cause, state = 10, 1, 5
		case i > 20:
			state = 20
		}
		o.Time, o.Cause, entered = append(o.Time, time), append(o.Cause, cause), append(entered, state)
	}
	return o, entered
}

func TestEmptiedRiskSetByHand(t *testing.T) {
	o, entered := twenty()
	rows, _ := survival.SplitAtState(o, entered)
	table := newTable(t, rows, 2, 1)
	plain := survival.MantelByar([]*survival.Table{table})
	near(t, "expected in the state: the exact p", plain.Expected[1], 1./40)
	if plain.P > 1e-9 {
		t.Errorf("the normal approximation was expected to fail: p = %g", plain.P)
	}
	table.MinAtRisk = 5
	r := survival.MantelByar([]*survival.Table{table})
	if r.Reason != survival.ReasonFewAtRisk || r.LeftOut != 1 || !math.IsNaN(r.P) || !math.IsNaN(r.Statistic) {
		t.Errorf("Mantel-Byar: %+v", r)
	}
	for _, minimum := range []int{0, 5} {
		table.MinAtRisk = minimum
		km := curve(t)(survival.KaplanMeier(table, 1, survival.Settings{}))
		if p := km.At(9); p.Estimate != 1 || p.AtRisk != 1 {
			t.Errorf("before the death: %+v", p)
		}
		for _, day := range []float64{10, 15, 300, 400} {
			if p := km.At(day); !math.IsNaN(p.Estimate) || !math.IsNaN(p.Upper) ||
				p.Reason != survival.ReasonRiskSetEmptied {
				t.Errorf("day %g: %+v", day, p)
			}
		}
		if p := km.At(300); p.AtRisk != 19 || p.Events != 1 {
			t.Errorf("counts stay: %+v", p)
		}
		if q := km.Quantile(.5); !math.IsNaN(q.Time) || q.Reason != survival.ReasonRiskSetEmptied {
			t.Errorf("median: %+v", q)
		}
		if m := km.RestrictedMean(100); m.Reason != survival.ReasonRiskSetEmptied || !math.IsNaN(m.Estimate) {
			t.Errorf("restricted mean: %+v", m)
		}
		h := curve(t)(survival.NelsonAalen(table, 1, survival.Settings{})).At(300)
		f := curve(t)(survival.CumulativeIncidence(table, 1, 1, survival.Settings{})).At(300)
		if h.Reason != survival.ReasonRiskSetEmptied || f.Reason != survival.ReasonRiskSetEmptied ||
			!math.IsNaN(f.Estimate) {
			t.Errorf("hazard %+v, incidence %+v", h, f)
		}
		if p := curve(t)(survival.KaplanMeier(table, 0, survival.Settings{})).At(200); p.Estimate != 1 {
			t.Errorf("the other group: %+v", p)
		}
	}
}

// Where Y(t) falls to 0 or is thin, for a group with entries on days 2, 6 and 20.
func TestCurveEndsByHand(t *testing.T) {
	for name, w := range map[string]struct {
		entry, time []float64
		cause       []uint8
		minimum     int
		from        float64 // NaN: it does not end
		reason      survival.Reason
	}{
		"emptied by a censoring": {[]float64{2, 20, 20}, []float64{8, 30, 40}, []uint8{0, 1, 0}, 0, 8,
			survival.ReasonRiskSetEmptied},
		"emptied by an event": {[]float64{2, 20, 20}, []float64{8, 30, 40}, []uint8{1, 1, 0}, 5, 8,
			survival.ReasonRiskSetEmptied},
		"entered as the last one left": {[]float64{2, 8, 8}, []float64{8, 30, 40}, []uint8{0, 1, 0}, 0, math.NaN(), ""},
		"entered as the last one died": {[]float64{2, 8, 8}, []float64{8, 30, 40}, []uint8{1, 1, 0}, 0, 8,
			survival.ReasonRiskSetEmptied},
		"thin at an event": {[]float64{2, 2, 20}, []float64{8, 30, 40}, []uint8{1, 1, 0}, 3, 8,
			survival.ReasonRiskSetThin},
		"thin at a censoring only": {[]float64{2, 2, 20}, []float64{8, 30, 40}, []uint8{0, 1, 0}, 3, math.NaN(),
			""},
		"thin when all have entered": {[]float64{2, 2, 6}, []float64{8, 30, 40}, []uint8{1, 1, 0}, 3, math.NaN(), ""},
		"thin without the rule": {[]float64{2, 2, 20}, []float64{8, 30, 40}, []uint8{1, 1, 0}, 0, math.NaN(),
			""},
		"nobody late": {[]float64{0, 0, 0}, []float64{8, 30, 40}, []uint8{1, 1, 1}, 5, math.NaN(), ""},
	} {
		table := newTable(t, survival.Observations{Entry: w.entry, Time: w.time, Cause: w.cause}, 1, 1)
		table.MinAtRisk = w.minimum
		km := curve(t)(survival.KaplanMeier(table, 0, survival.Settings{}))
		for _, p := range km.Points {
			ended := p.Time >= w.from
			if ended != math.IsNaN(p.Estimate) || ended && p.Reason != w.reason {
				t.Errorf("%s: %+v", name, p)
			}
		}
	}
}

// lateArms: group 0 has six from the origin, group 1 two from day 0 and five
// from day 10. The event on day 5 has two of group 1 at risk, those from day 12
// on five or more of both until day 15.
func lateArms() survival.Observations {
	return survival.Observations{
		Entry: []float64{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10, 10, 10, 10, 10, 10},
		Time:  []float64{5, 12, 14, 16, 18, 50, 50, 50, 50, 3, 50, 12, 13, 15, 50, 50, 50},
		Cause: []uint8{1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 0, 1, 1, 1, 0, 0, 0},
		Group: []int32{0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1},
	}
}

// Of the events on 3, 5, 12 (two), 13, 14, 15, 16 and 18 those on 3 and 5 have 2 and
// 1 of group 1 at risk, and those from 16 on 4: three times and four events are left out,
// five on 12, 13, 14 and 15 count.
func TestTestsCountTimesWithEnoughAtRisk(t *testing.T) {
	o := lateArms()
	table := newTable(t, o, 2, 1)
	table.MinAtRisk = 5
	all := []*survival.Table{table}
	censored := o
	censored.Cause = append([]uint8(nil), o.Cause...)
	for i, time := range o.Time {
		if time == 3 || time == 5 || time == 16 || time == 18 {
			censored.Cause[i] = 0
		}
	}
	want := []*survival.Table{newTable(t, censored, 2, 1)}
	for name, pair := range map[string][2]survival.TestResult{
		"log-rank": {survival.LogRank(all, 0), survival.LogRank(want, 0)},
		"trend":    {survival.LogRankTrend(all, []float64{0, 1}), survival.LogRankTrend(want, []float64{0, 1})},
		"gray":     {survival.Gray(all, 1, 0), survival.Gray(want, 1, 0)},
		"pairwise": {survival.PairwiseLogRank(all, 0)[0], survival.PairwiseLogRank(want, 0)[0]},
	} {
		got, w := pair[0], pair[1]
		if got.LeftOut != 4 || got.Reason != "" || got.Statistic != w.Statistic || math.IsNaN(got.P) || got.P != w.P {
			t.Errorf("%s: %+v, want %+v", name, got, w)
		}
	}
	// of group 1 there are 7 of 15 at risk on day 12, 6 of 13, 5 of 12 and 5 of 11 on days 13 to 15
	r := survival.LogRank(all, 0)
	near(t, "observed", r.Observed[1], 3)
	near(t, "expected", r.Expected[1], 2*7./15+6./13+5./12+5./11)
	table.MinAtRisk = 6
	if r := survival.LogRank(all, 0); r.Reason != survival.ReasonFewAtRisk || r.LeftOut != 6 {
		t.Errorf("six: %+v", r)
	}
	o.Entry = nil
	early := newTable(t, o, 2, 1)
	early.MinAtRisk = 5
	if r := survival.LogRank([]*survival.Table{early}, 0); r.LeftOut != 0 || r.Observed[0] != 5 {
		t.Errorf("without late entry all times count: %+v", r)
	}
}

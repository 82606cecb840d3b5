package monitor_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"graftstat/analysis/describe"
	"graftstat/analysis/monitor"
	"graftstat/analysis/survival"
)

func observations(time, event []float64) survival.Observations {
	o := survival.Observations{Time: time}
	for _, e := range event {
		o.Cause = append(o.Cause, uint8(e))
	}
	return o
}

// Times 1, 2+, 3, 4+: S(3) = 3/4 · 1/2 = 3/8. Without the first it is 1/2, without the
// second 2/3 · 1/2 = 1/3, without the third 2/3 and without the fourth 2/3 · 0 = 0,
// so the values 4 · 3/8 - 3 S are 0, 1/2, -1/2 and 3/2, of mean 3/8.
func TestPseudoValuesByHand(t *testing.T) {
	p, err := monitor.SurvivalPseudoValues(observations([]float64{1, 2, 3, 4}, []float64{1, 0, 1, 0}), 3)
	if err != nil || p.Reason != "" {
		t.Fatal(err, p.Reason)
	}
	for i, want := range []float64{0, 0.5, -0.5, 1.5} {
		near(t, fmt.Sprint("value ", i), p.Value[i], want)
	}
	near(t, "survival", p.Survival, 3./8)
	near(t, "mean", p.Mean, 3./8)
}

func TestPseudoValuesEqualLeavingOutInR(t *testing.T) {
	for _, b := range blocks(t, "pseudo") {
		p, err := monitor.SurvivalPseudoValues(observations(b.input[0], b.input[1]), number(t, b.setting))
		if err != nil || p.Reason != "" {
			t.Fatal(err, p.Reason)
		}
		got := map[string]float64{"survival": p.Survival, "mean": p.Mean}
		for i, v := range p.Value {
			got[fmt.Sprint("value", i)] = v
		}
		b.equals(t, "pseudo", got)
	}
}

// R's own are from the infinitesimal jackknife: near, and equal without censoring.
func TestPseudoValuesNearThoseOfR(t *testing.T) {
	for _, b := range blocks(t, "pseudo-ij") {
		censored := false
		for _, e := range b.input[1] {
			censored = censored || e == 0
		}
		p, err := monitor.SurvivalPseudoValues(observations(b.input[0], b.input[1]), number(t, b.setting))
		if err != nil {
			t.Fatal(err)
		}
		n := float64(len(p.Value))
		for i, v := range p.Value {
			want := b.values[fmt.Sprint("value", i)]
			if !censored {
				near(t, "uncensored", v, want)
			} else if math.Abs(v-want) > 3/n {
				t.Errorf("of %g: value %d is %g, R %g", n, i, v, want)
			}
		}
	}
}

// Without censoring before the horizon a value says whether the case is
// event-free; order and unit of time change nothing.
func TestPseudoValuesProperties(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	var o, scaled survival.Observations
	for range 300 {
		time := float64(1 + r.IntN(100))
		cause := uint8(1 + r.IntN(2))
		if time > 60 {
			cause = uint8(r.IntN(3))
		}
		o.Time, o.Cause = append(o.Time, time), append(o.Cause, cause)
	}
	for i := range o.Time {
		j := len(o.Time) - 1 - i
		scaled.Time, scaled.Cause = append(scaled.Time, o.Time[j]/365.25), append(scaled.Cause, o.Cause[j])
	}
	p, err := monitor.SurvivalPseudoValues(o, 60)
	if err != nil {
		t.Fatal(err)
	}
	q, err := monitor.SurvivalPseudoValues(scaled, 60/365.25)
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range p.Value {
		want := 0.0
		if o.Time[i] > 60 {
			want = 1
		}
		near(t, "value", v, want)
		near(t, "scaled", q.Value[len(q.Value)-1-i], v)
	}
	near(t, "mean", p.Mean, p.Survival)
	table, err := survival.NewTable(o, 1, 2)
	if err != nil {
		t.Fatal(err)
	}
	curve, err := survival.KaplanMeier(table, 0, survival.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "survival", p.Survival, curve.At(60).Estimate)
}

func TestPseudoValuesWithoutOne(t *testing.T) {
	p, err := monitor.SurvivalPseudoValues(survival.Observations{}, 365)
	if err != nil {
		t.Fatal(err)
	}
	missing(t, "no case", p.Survival, p.Reason, monitor.ReasonNoCase)
	p, err = monitor.SurvivalPseudoValues(observations([]float64{10, 20}, []float64{1, 0}), 365)
	if err != nil || p.Value != nil {
		t.Fatal(err, p.Value)
	}
	missing(t, "past follow-up", p.Mean, p.Reason, monitor.ReasonPastFollowUp)
	for event, want := range []float64{1, 0} {
		p, err = monitor.SurvivalPseudoValues(observations([]float64{365}, []float64{float64(event)}), 365)
		if err != nil || p.Reason != "" || p.Mean != want {
			t.Errorf("one patient: %+v, %v", p, err)
		}
	}
	p, err = monitor.SurvivalPseudoValues(observations([]float64{5, 9, 9}, []float64{1, 1, 1}), 365)
	if err != nil || p.Mean != 0 || p.Reason != "" {
		t.Errorf("all dead: %+v, %v", p, err)
	}
	var fault *survival.CaseError
	if _, err := monitor.SurvivalPseudoValues(survival.Observations{Time: []float64{5}, Cause: []uint8{1},
		Entry: []float64{2}}, 3); !errors.As(err, &fault) {
		t.Error(err)
	}
	if _, err := monitor.SurvivalPseudoValues(survival.Observations{Time: []float64{5}}, 3); !errors.Is(err,
		survival.ErrColumns) {
		t.Error(err)
	}
	if _, err := monitor.SurvivalPseudoValues(observations([]float64{1}, []float64{1}), 0); !errors.Is(err,
		monitor.ErrHorizon) {
		t.Error(err)
	}
}

// Four patients 1000 days before closing: dead on day 200, followed to the end,
// lost on day 300, dead on day 700; and one 100 days before it, followed.
func TestClarkCByHand(t *testing.T) {
	time, died := []float64{200, 1000, 300, 700, 100}, []bool{true, false, false, true, false}
	potential := []float64{1000, 1000, 1000, 1000, 100}
	for _, c := range []struct{ horizon, observed, potential float64 }{
		{math.Inf(1), 2300, 200 + 1000 + 1000 + 700 + 100},
		{365, 200 + 365 + 300 + 365 + 100, 200 + 365 + 365 + 365 + 100},
	} {
		got, err := monitor.ClarkC(time, died, potential, c.horizon)
		if err != nil || got.Reason != "" || got.Cases != 5 {
			t.Fatal(err, got)
		}
		near(t, "observed", got.Observed, c.observed)
		near(t, "potential", got.Potential, c.potential)
		near(t, "C", got.C, c.observed/c.potential)
	}
	// Known at day 365: the two dead, the one followed; not the lost. The last is too young.
	p, err := monitor.FollowedTo(time, died, potential, 365, 0.95)
	if err != nil || p.K != 3 || p.N != 4 || p.Estimate != 0.75 {
		t.Errorf("%+v, %v", p, err)
	}
}

// The hypothetical cohort of Xue and others, BMC Med Res Methodol 17 (2017) 155,
// figure 1: 100 people for three years, 10, 5 and 5 events, and 40 lost in the
// first (A) or in the third year (B), all at the middle of the year.
func TestClarkCOfAPublishedCohort(t *testing.T) {
	for lostAt, want := range map[float64]float64{0.5: 165. / 265, 2.5: 245. / 265} {
		var time, potential []float64
		var died []bool
		add := func(n int, at float64, dead bool) {
			for range n {
				time, potential, died = append(time, at), append(potential, 3), append(died, dead)
			}
		}
		add(10, 0.5, true)
		add(5, 1.5, true)
		add(5, 2.5, true)
		add(40, lostAt, false)
		add(40, 3, false)
		c, err := monitor.ClarkC(time, died, potential, math.Inf(1))
		if err != nil {
			t.Fatal(err)
		}
		near(t, "C", c.C, want)
	}
}

func TestFollowedToCountsDay365AsUnknown(t *testing.T) {
	// Alive on day 365, alive on day 366, potential exactly 365, dead on day 365.
	p, err := monitor.FollowedTo([]float64{365, 366, 365, 365}, []bool{false, false, false, true},
		[]float64{400, 400, 365, 400}, 365, 0.95)
	if err != nil || p.K != 2 || p.N != 3 {
		t.Errorf("%+v, %v", p, err)
	}
	p, err = monitor.FollowedTo([]float64{100}, []bool{false}, []float64{100}, 365, 0.95)
	if err != nil || p.Reason != describe.ReasonNoCase || !math.IsNaN(p.Estimate) {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestCompletenessRefuses(t *testing.T) {
	c, err := monitor.ClarkC(nil, nil, nil, 365)
	if err != nil {
		t.Fatal(err)
	}
	missing(t, "no case", c.C, c.Reason, monitor.ReasonNoCase)
	c, err = monitor.ClarkC([]float64{0}, []bool{true}, []float64{9}, 365)
	if err != nil {
		t.Fatal(err)
	}
	missing(t, "died on day 0", c.C, c.Reason, monitor.ReasonNoFollowUp)
	var fault *survival.CaseError
	for _, x := range [][2]float64{{-1, 5}, {6, 5}, {math.NaN(), 5}, {1, math.NaN()}, {1, math.Inf(1)}} {
		if _, err := monitor.ClarkC([]float64{x[0]}, []bool{false}, []float64{x[1]}, 365); !errors.As(err, &fault) {
			t.Errorf("%v: %v", x, err)
		}
	}
	if _, err := monitor.FollowedTo([]float64{1}, nil, nil, 365, 0.95); !errors.Is(err, survival.ErrColumns) {
		t.Error(err)
	}
	if _, err := monitor.FollowedTo(nil, nil, nil, 365, 1); !errors.Is(err, survival.ErrLevel) {
		t.Error(err)
	}
	if _, err := monitor.ClarkC(nil, nil, nil, math.NaN()); !errors.Is(err, monitor.ErrHorizon) {
		t.Error(err)
	}
}

func BenchmarkSurvivalPseudoValues(b *testing.B) {
	r := rand.New(rand.NewPCG(6, 6))
	var o survival.Observations
	for range int(1e5) {
		o.Time, o.Cause = append(o.Time, r.ExpFloat64()*400), append(o.Cause, uint8(r.IntN(2)))
	}
	for b.Loop() {
		if _, err := monitor.SurvivalPseudoValues(o, 365); err != nil {
			b.Fatal(err)
		}
	}
}

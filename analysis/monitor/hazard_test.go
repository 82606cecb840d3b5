package monitor_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"graftstat/analysis/monitor"
	"graftstat/analysis/survival"
)

func hazard(t testing.TB, times, values []float64) *monitor.CumulativeHazard {
	t.Helper()
	h, err := monitor.NewCumulativeHazard(times, values)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestCumulativeHazardByHand(t *testing.T) {
	h := hazard(t, []float64{100, 365}, []float64{0.06, 0.15})
	for time, want := range map[float64]float64{-1: 0, 0: 0, 50: 0.03, 100: 0.06, 232.5: 0.105, 365: 0.15, 4000: 0.15} {
		near(t, fmt.Sprint("H of ", time), h.At(time), want)
	}
	if h.Horizon() != 365 {
		t.Errorf("horizon %g", h.Horizon())
	}
	s, err := monitor.HazardFromSurvival([]float64{100, 365}, []float64{1, 0.9})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "from survival", s.At(365), -math.Log(0.9))
	near(t, "before day 100", s.At(100), 0)
}

func TestCumulativeHazardRefuses(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range [][2][]float64{{nil, nil}, {{0}, {0.1}}, {{100, 100}, {0.1, 0.2}}, {{100, 365}, {0.2, 0.1}},
		{{100}, {-0.1}}, {{nan}, {0.1}}, {{100}, {nan}}, {{inf}, {0.1}}, {{100}, {inf}}} {
		if _, err := monitor.NewCumulativeHazard(c[0], c[1]); !errors.Is(err, monitor.ErrHazard) {
			t.Errorf("%v: %v", c, err)
		}
	}
	if _, err := monitor.NewCumulativeHazard([]float64{1}, nil); !errors.Is(err, survival.ErrColumns) {
		t.Error(err)
	}
	for _, s := range []float64{0, -0.5, 1.2, nan} {
		if _, err := monitor.HazardFromSurvival([]float64{365}, []float64{s}); !errors.Is(err, monitor.ErrHazard) {
			t.Errorf("S = %g: %v", s, err)
		}
	}
}

// Days 50, 100, 232.5 and 400 against H(100) = .06, H(365) = .15; the case of
// day 400 died after the horizon and does not count. The first has twice the hazard.
func TestObservedOverExpectedByHand(t *testing.T) {
	h := hazard(t, []float64{100, 365}, []float64{0.06, 0.15})
	time, died := []float64{50, 100, 232.5, 400}, []bool{true, false, true, true}
	r, err := monitor.ObservedOverExpected(time, died, []float64{2, 1, 1, 1}, h, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "expected", r.Expected, 0.06+0.06+0.105+0.15)
	if r.Observed != 2 {
		t.Errorf("observed %d", r.Observed)
	}
	near(t, "ratio", r.Ratio, 2/0.375)
	each, err := monitor.ExpectedEvents(time, nil, h)
	if err != nil || !slices.Equal(each, []float64{h.At(50), h.At(100), h.At(232.5), h.At(400)}) {
		t.Errorf("%v, %v", each, err)
	}
}

func TestObservedOverExpectedRefuses(t *testing.T) {
	h := hazard(t, []float64{365}, []float64{0.1})
	r, err := monitor.ObservedOverExpected(nil, nil, nil, h, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	missing(t, "no case", r.Ratio, r.Reason, monitor.ReasonNoCase)
	r, err = monitor.ObservedOverExpected([]float64{0}, []bool{true}, nil, h, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	missing(t, "died on day 0", r.Ratio, r.Reason, monitor.ReasonNoExpected)
	var fault *survival.CaseError
	for _, c := range []struct{ time, multiplier float64 }{{-1, 1}, {math.NaN(), 1}, {math.Inf(1), 1}, {1, -1},
		{1, math.NaN()}, {1, math.Inf(1)}} {
		if _, err := monitor.ObservedOverExpected([]float64{c.time}, []bool{true}, []float64{c.multiplier}, h,
			0.95); !errors.As(err, &fault) {
			t.Errorf("%+v: %v", c, err)
		}
	}
	if _, err := monitor.ObservedOverExpected([]float64{1}, []bool{true}, []float64{1, 2}, h, 0.95); !errors.Is(err,
		survival.ErrColumns) {
		t.Error(err)
	}
	if _, err := monitor.ObservedOverExpected([]float64{1}, []bool{true}, nil, h, 0); !errors.Is(err,
		survival.ErrLevel) {
		t.Error(err)
	}
}

// One patient with hazard 0.001 a day, twice it to be detected: from 0 the chart
// cannot fall; the death on day 200 lifts it by ln 2. The second enters on that
// day and takes 0.1 in 100 days; dead on day 300, ln 2 more.
func TestTimeToEventCUSUMByHand(t *testing.T) {
	h := hazard(t, []float64{365}, []float64{0.365})
	f := monitor.FollowUp{Entry: []float64{0, 200}, Exit: []float64{200, 300}, Died: []bool{true, true}}
	c, err := monitor.TimeToEventCUSUM(f, h, monitor.HazardCUSUMSettings{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	want := []monitor.HazardCUSUMPoint{
		{Time: 0},
		{Time: 200, Before: 0, After: math.Ln2, Observed: 1, Expected: 0.2},
		{Time: 300, Before: math.Ln2 - 0.1, After: 2*math.Ln2 - 0.1, Observed: 2, Expected: 0.3, Signal: true},
	}
	if len(c.Points) != len(want) || !slices.Equal(c.Signals, []int{2}) {
		t.Fatalf("got %+v", c)
	}
	for i, w := range want {
		p := c.Points[i]
		near(t, fmt.Sprint("before ", w.Time), p.Before, w.Before)
		near(t, fmt.Sprint("after ", w.Time), p.After, w.After)
		near(t, fmt.Sprint("expected ", w.Time), p.Expected, w.Expected)
		if p.Time != w.Time || p.Observed != w.Observed || p.Signal != w.Signal {
			t.Errorf("got %+v, want %+v", p, w)
		}
	}
}

func TestTimeToEventCUSUMEqualsR(t *testing.T) {
	h := hazard(t, []float64{100, 365}, []float64{0.06, 0.15})
	for _, b := range blocks(t, "hazard-cusum") {
		f := monitor.FollowUp{Entry: b.input[0], Exit: b.input[1], Died: bools(b.input[2]), Multiplier: b.input[3]}
		c, err := monitor.TimeToEventCUSUM(f, h, monitor.HazardCUSUMSettings{Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]float64{}
		for i, p := range c.Points {
			got[fmt.Sprint("time", i)], got[fmt.Sprint("before", i)] = p.Time, p.Before
			got[fmt.Sprint("after", i)], got[fmt.Sprint("expected", i)] = p.After, p.Expected
		}
		b.equals(t, "hazard cusum", got)
	}
}

// After a signal the chart starts from 0, or goes on and signals no more until
// it has been under the limit.
func TestTimeToEventCUSUMReset(t *testing.T) {
	h := hazard(t, []float64{365}, []float64{1e-9})
	f := monitor.FollowUp{Entry: []float64{0, 0, 0, 0}, Exit: []float64{1, 2, 3, 4},
		Died: []bool{true, true, true, true}}
	for reset, want := range map[monitor.ResetPolicy][]int{monitor.ResetToZero: {2, 4}, monitor.ResetNever: {2}} {
		c, err := monitor.TimeToEventCUSUM(f, h, monitor.HazardCUSUMSettings{Limit: 1.3, Reset: reset})
		if err != nil || !slices.Equal(c.Signals, want) {
			t.Errorf("%s: %v, want %v, %v", reset, c.Signals, want, err)
		}
	}
}

// followUp is an invented programme of n patients, followed to a closing date
// in whole days so that ties occur.
func followUp(n int) monitor.FollowUp {
	r := rand.New(rand.NewPCG(3, uint64(n)))
	var f monitor.FollowUp
	for range n {
		entry := float64(r.IntN(1500))
		f.Entry = append(f.Entry, entry)
		f.Exit = append(f.Exit, entry+float64(r.IntN(600)))
		f.Died = append(f.Died, r.Float64() < 0.15)
		f.Multiplier = append(f.Multiplier, math.Exp(r.NormFloat64()/2))
	}
	return f
}

// The order of the patients, the unit of time and its origin change nothing,
// and the deaths expected are those of O/E.
func TestTimeToEventCUSUMKeepsUnderOrderAndScale(t *testing.T) {
	f := followUp(200)
	settings := monitor.HazardCUSUMSettings{Limit: 1, HazardRatio: 1.7}
	base, err := monitor.TimeToEventCUSUM(f, hazard(t, []float64{100, 365}, []float64{0.06, 0.15}), settings)
	if err != nil {
		t.Fatal(err)
	}
	if len(base.Signals) == 0 {
		t.Fatal("no signal to compare")
	}
	order := rand.New(rand.NewPCG(4, 4)).Perm(200)
	var g monitor.FollowUp
	for _, i := range order {
		g.Entry, g.Exit = append(g.Entry, 1000+f.Entry[i]/0.25), append(g.Exit, 1000+f.Exit[i]/0.25)
		g.Died, g.Multiplier = append(g.Died, f.Died[i]), append(g.Multiplier, f.Multiplier[i])
	}
	other, err := monitor.TimeToEventCUSUM(g, hazard(t, []float64{400, 1460}, []float64{0.06, 0.15}), settings)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(base.Signals, other.Signals) || len(base.Points) != len(other.Points) {
		t.Fatalf("signals %v and %v", base.Signals, other.Signals)
	}
	for i, p := range base.Points {
		near(t, "time", other.Points[i].Time, 1000+p.Time/0.25)
		near(t, "path", other.Points[i].After, p.After)
	}
	time := make([]float64, 200)
	for i := range time {
		time[i] = f.Exit[i] - f.Entry[i]
	}
	r, err := monitor.ObservedOverExpected(time, f.Died, f.Multiplier,
		hazard(t, []float64{100, 365}, []float64{0.06, 0.15}), 0.95)
	if err != nil {
		t.Fatal(err)
	}
	last := base.Points[len(base.Points)-1]
	near(t, "expected", last.Expected, r.Expected)
	if last.Observed != r.Observed {
		t.Errorf("observed %d and %d", last.Observed, r.Observed)
	}
}

func TestTimeToEventCUSUMRefuses(t *testing.T) {
	h := hazard(t, []float64{365}, []float64{0.1})
	ok := monitor.HazardCUSUMSettings{Limit: 1}
	var fault *survival.CaseError
	for _, c := range []monitor.FollowUp{
		{Entry: []float64{5}, Exit: []float64{4}, Died: []bool{true}},
		{Entry: []float64{math.NaN()}, Exit: []float64{4}, Died: []bool{true}},
		{Entry: []float64{0}, Exit: []float64{math.Inf(1)}, Died: []bool{true}},
		{Entry: []float64{0}, Exit: []float64{1}, Died: []bool{true}, Multiplier: []float64{-1}},
	} {
		if _, err := monitor.TimeToEventCUSUM(c, h, ok); !errors.As(err, &fault) {
			t.Errorf("%+v: %v", c, err)
		}
	}
	if _, err := monitor.TimeToEventCUSUM(monitor.FollowUp{Entry: []float64{0}}, h, ok); !errors.Is(err,
		survival.ErrColumns) {
		t.Error(err)
	}
	for _, c := range []struct {
		s    monitor.HazardCUSUMSettings
		want error
	}{
		{monitor.HazardCUSUMSettings{}, monitor.ErrLimit},
		{monitor.HazardCUSUMSettings{Limit: 1, HazardRatio: 0.5}, monitor.ErrRatio},
		{monitor.HazardCUSUMSettings{Limit: 1, Reset: "half"}, monitor.ErrReset},
	} {
		if _, err := monitor.TimeToEventCUSUM(monitor.FollowUp{}, h, c.s); !errors.Is(err, c.want) {
			t.Errorf("%+v: %v", c.s, err)
		}
	}
	for _, none := range []*monitor.CumulativeHazard{nil, {}} {
		if _, err := monitor.TimeToEventCUSUM(monitor.FollowUp{}, none, ok); !errors.Is(err, monitor.ErrHazard) {
			t.Error(err)
		}
		if _, err := monitor.ExpectedEvents(nil, nil, none); !errors.Is(err, monitor.ErrHazard) {
			t.Error(err)
		}
	}
	if c, err := monitor.TimeToEventCUSUM(monitor.FollowUp{}, h, ok); err != nil || len(c.Points) != 0 {
		t.Errorf("no patient: %+v, %v", c, err)
	}
	// A death on the day of the transplant, and one after the horizon.
	f := monitor.FollowUp{Entry: []float64{3, 3}, Exit: []float64{3, 400}, Died: []bool{true, true}}
	c, err := monitor.TimeToEventCUSUM(f, h, ok)
	if err != nil || len(c.Points) != 2 || c.Points[1].Time != 368 || c.Points[1].Observed != 1 {
		t.Errorf("%+v, %v", c, err)
	}
	near(t, "expected", c.Points[1].Expected, 0.1)
}

func BenchmarkTimeToEventCUSUM(b *testing.B) {
	f, h := followUp(1e5), hazard(b, []float64{100, 365}, []float64{0.06, 0.15})
	for b.Loop() {
		if _, err := monitor.TimeToEventCUSUM(f, h, monitor.HazardCUSUMSettings{Limit: 4}); err != nil {
			b.Fatal(err)
		}
	}
}

package monitor_test

import (
	"errors"
	"flag"
	"fmt"
	"math"
	"testing"

	"graftstat/analysis/monitor"
)

// programmes are simulated for each number below. The full size is
//
//	go test ./analysis/monitor -run Simulated -v -programmes 10000
var programmes = flag.Int("programmes", 300, "simulated programmes")

func simulation() monitor.Simulation {
	return monitor.Simulation{Programmes: *programmes, Seed: 20260106}
}

// The chart of outcomes keeps its stated run length: the share of programmes in
// control with a signal within 100 and 500 patients is that of the chain, and
// the mean run length the stated one.
func TestSimulatedFalseAlarmsFitStatedRunLength(t *testing.T) {
	p, _ := invented(60)
	const runLength = 500
	l, err := monitor.CUSUMLimit(p, 2, runLength)
	if err != nil {
		t.Fatal(err)
	}
	run, err := monitor.SimulateRunLength(p, nil, 2, l.Limit, simulation())
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("limit %.3f for a run length of %d: simulated %.0f ± %.0f", l.Limit, runLength, run.Mean, run.StdErr)
	if math.Abs(run.Mean-runLength) > 4*run.StdErr+0.02*runLength {
		t.Errorf("run length %g ± %g", run.Mean, run.StdErr)
	}
	for _, patients := range []int{100, 500} {
		s, err := monitor.SimulateCUSUM(p, monitor.CUSUMSettings{Limit: l.Limit}, monitor.Shift{}, patients,
			simulation())
		if err != nil {
			t.Fatal(err)
		}
		want, _, err := monitor.SignalProbability(p, nil, 2, l.Limit, patients)
		if err != nil {
			t.Fatal(err)
		}
		n := float64(*programmes)
		t.Logf("false alarm within %d patients: %.4f of %d programmes, by the chain %.4f", patients,
			s.FalseAlarms.Estimate, *programmes, want)
		if s.FalseAlarms.N != *programmes || math.Abs(s.FalseAlarms.Estimate-want) > 4*math.Sqrt(want*(1-want)/n)+0.01 {
			t.Errorf("false alarms %+v, want %g", s.FalseAlarms, want)
		}
		missing(t, "delay without a shift", s.MeanDelay, s.Reason, monitor.ReasonNoSignal)
	}
}

// Mortality doubles after 60 patients, three years of 20: the mean delay is near
// the run length of a chart that starts with doubled risk, and shorter, since
// the chart is not always at 0.
func TestSimulatedDelayAfterDoubledMortality(t *testing.T) {
	p, _ := invented(60)
	const limit = 2.5
	s, err := monitor.SimulateCUSUM(p, monitor.CUSUMSettings{Limit: limit}, monitor.Shift{At: 60, Ratio: 2}, 5000,
		simulation())
	if err != nil {
		t.Fatal(err)
	}
	doubled := make([]float64, len(p))
	for i := range p {
		doubled[i] = 2 * p[i]
	}
	from0, err := monitor.AverageRunLength(p, doubled, 2, limit)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("delay after doubling: mean %.1f, median %.0f patients; false alarms before it %.3f; from zero %.1f",
		s.MeanDelay, s.Delay.Median, s.FalseAlarms.Estimate, from0.Mean)
	if s.Detected.K != s.Detected.N || s.FalseAlarms.K+s.Detected.K != s.Programmes {
		t.Errorf("programmes lost: %+v", s)
	}
	if !(s.MeanDelay < from0.Mean && s.MeanDelay > 0.7*from0.Mean) || s.Delay.Min < 1 || s.Reason != "" {
		t.Errorf("mean delay %g, from zero %g", s.MeanDelay, from0.Mean)
	}
}

// children is a programme of 20 transplants a year with 10 % mortality at one
// year, in days; case mix from half to twice the hazard.
func children(t testing.TB) monitor.Programme {
	return monitor.Programme{Rate: 20 / 365.25, Hazard: hazard(t, []float64{100, 365}, []float64{0.06, 0.105}),
		Multiplier: []float64{0.5, 0.8, 1, 2}}
}

// The two limits in calendar time: each has in other programmes, of another
// seed, what it was found for.
func TestSimulatedLimitsInCalendarTime(t *testing.T) {
	p, years := children(t), 365.25
	other := simulation()
	other.Seed++
	l, err := p.LimitForFalseAlarms(2, 0.1, 5*years, simulation())
	if err != nil || l.Reason != "" {
		t.Fatal(err, l.Reason)
	}
	s, err := p.Simulate(monitor.HazardCUSUMSettings{Limit: l.Limit}, monitor.Shift{}, 5*years, other)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("limit %.3f for 10 %% false alarms in five years: %.4f achieved, %.4f in others", l.Limit, l.Achieved,
		s.FalseAlarms.Estimate)
	n := float64(*programmes)
	if l.Achieved > 0.1 || l.Achieved < 0.1-2/n || math.Abs(s.FalseAlarms.Estimate-0.1) > 6*math.Sqrt(0.09/n) {
		t.Errorf("achieved %g, others %g", l.Achieved, s.FalseAlarms.Estimate)
	}
	r, err := p.LimitForRunLength(2, 30*years, simulation())
	if err != nil || r.Reason != "" {
		t.Fatal(err, r.Reason)
	}
	again, err := p.LimitForRunLength(2, 30*years, simulation())
	if err != nil || again != r {
		t.Errorf("the same seed gave %+v and %+v", r, again)
	}
	s, err = p.Simulate(monitor.HazardCUSUMSettings{Limit: r.Limit}, monitor.Shift{}, 30*years, other)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("limit %.3f for a run length of 30 years: %.1f ± %.1f achieved; signal within 30 years %.3f", r.Limit,
		r.Achieved/years, r.StdErr/years, s.FalseAlarms.Estimate)
	if math.Abs(r.Achieved/(30*years)-1) > 0.02 ||
		math.Abs(s.FalseAlarms.Estimate-(1-math.Exp(-1))) > 6*math.Sqrt(0.24/n) {
		t.Errorf("achieved %g years, signal within 30 years %g", r.Achieved/years, s.FalseAlarms.Estimate)
	}
	more, err := p.LimitForRunLength(2, 60*years, simulation())
	if err != nil || more.Limit <= r.Limit {
		t.Errorf("60 years: %+v, %v", more, err)
	}
}

// Mortality doubles at the start of the fourth year: the chart in time sees it
// in more programmes than without.
func TestSimulatedDoublingInYearFour(t *testing.T) {
	p, years := children(t), 365.25
	c := monitor.HazardCUSUMSettings{Limit: 2}
	s, err := p.Simulate(c, monitor.Shift{At: 3 * years, Ratio: 2}, 8*years, simulation())
	if err != nil {
		t.Fatal(err)
	}
	without, err := p.Simulate(c, monitor.Shift{}, 8*years, simulation())
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("doubled in year four, limit 2: false alarms before %.3f, detected by year eight %.3f, delay median %.1f mean %.1f years; signals without doubling %.3f",
		s.FalseAlarms.Estimate, s.Detected.Estimate, s.Delay.Median/years, s.MeanDelay/years,
		without.FalseAlarms.Estimate)
	if s.FalseAlarms.K+s.Detected.N != s.Programmes || s.Delay.N != s.Detected.K || s.Delay.Min <= 0 ||
		s.Delay.Max > 5*years {
		t.Errorf("got %+v", s)
	}
	if all := float64(s.FalseAlarms.K+s.Detected.K) / float64(s.Programmes); all < without.FalseAlarms.Estimate+0.2 {
		t.Errorf("signals in %g, without doubling in %g", all, without.FalseAlarms.Estimate)
	}
}

// Where nobody dies there is no signal and no limit; where everybody dies within
// an hour the first signal comes with the first patient.
func TestSimulatedExtremes(t *testing.T) {
	never := monitor.Programme{Rate: 1, Hazard: hazard(t, []float64{365}, []float64{0})}
	l, err := never.LimitForFalseAlarms(2, 0.1, 100, simulation())
	if err != nil {
		t.Fatal(err)
	}
	missing(t, "nobody dies", l.Limit, l.Reason, monitor.ReasonNoSignal)
	l, err = never.LimitForRunLength(2, 1000, simulation())
	if err != nil {
		t.Fatal(err)
	}
	missing(t, "nobody dies", l.Limit, l.Reason, monitor.ReasonRunTooShort)
	s, err := never.Simulate(monitor.HazardCUSUMSettings{Limit: 1}, monitor.Shift{At: 5, Ratio: 3}, 100, simulation())
	if err != nil || s.FalseAlarms.K != 0 || s.Detected.K != 0 {
		t.Errorf("%+v, %v", s, err)
	}
	missing(t, "nobody dies", s.MeanDelay, s.Reason, monitor.ReasonNoSignal)
	certain := monitor.Programme{Rate: 1, Hazard: hazard(t, []float64{1}, []float64{50})}
	s, err = certain.Simulate(monitor.HazardCUSUMSettings{Limit: 1e-9}, monitor.Shift{}, 3, simulation())
	if err != nil {
		t.Fatal(err)
	}
	if want := 1 - math.Exp(-3); math.Abs(s.FalseAlarms.Estimate-want) > 5*math.Sqrt(want*(1-want)/float64(*programmes))+0.02 {
		t.Errorf("a death in three days: %g, want about %g", s.FalseAlarms.Estimate, want)
	}
}

func TestSimulationRefuses(t *testing.T) {
	p := children(t)
	ok, none := simulation(), p
	none.Rate = 0
	bare := p
	bare.Hazard = nil
	settings := monitor.HazardCUSUMSettings{Limit: 2}
	for i, c := range []struct{ got, want error }{
		{second(none.LimitForRunLength(2, 1000, ok)), monitor.ErrArrivals},
		{second(bare.LimitForRunLength(2, 1000, ok)), monitor.ErrHazard},
		{second(p.LimitForRunLength(1, 1000, ok)), monitor.ErrRatio},
		{second(p.LimitForRunLength(2, math.Inf(1), ok)), monitor.ErrRunLength},
		{second(p.LimitForRunLength(2, 1e12, ok)), monitor.ErrRunLength},
		{second(p.LimitForFalseAlarms(2, 1, 1000, ok)), monitor.ErrProbability},
		{second(p.LimitForFalseAlarms(2, 0.1, -1, ok)), monitor.ErrArrivals},
		{second(p.LimitForFalseAlarms(2, 0.1, 1000, monitor.Simulation{Programmes: -1})), monitor.ErrArrivals},
		{second(p.Simulate(settings, monitor.Shift{At: -1, Ratio: 2}, 1000, ok)), monitor.ErrRatio},
		{second(p.Simulate(monitor.HazardCUSUMSettings{}, monitor.Shift{}, 1000, ok)), monitor.ErrLimit},
		{second(monitor.SimulateCUSUM([]float64{0.1}, monitor.CUSUMSettings{Limit: 1}, monitor.Shift{}, 0, ok)),
			monitor.ErrArrivals},
	} {
		if !errors.Is(c.got, c.want) {
			t.Errorf("%d: %v, want %v", i, c.got, c.want)
		}
	}
	for reason, risks := range map[monitor.Reason][]float64{monitor.ReasonNoCase: nil,
		monitor.ReasonExpectedAtEdge: {0}} {
		s, err := monitor.SimulateCUSUM(risks, monitor.CUSUMSettings{Limit: 1}, monitor.Shift{}, 10, ok)
		if err != nil {
			t.Fatal(err)
		}
		missing(t, "simulated", s.MeanDelay, s.Reason, reason)
		missing(t, "simulated", s.FalseAlarms.Estimate, s.Reason, reason)
	}
}

func BenchmarkLimitForRunLength(b *testing.B) {
	p := children(b)
	for _, n := range []int{200, 1000} {
		b.Run(fmt.Sprintf("programmes=%d", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := p.LimitForRunLength(2, 30*365.25, monitor.Simulation{Programmes: n}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Ten thousand programmes of 100 patients, in control.
func BenchmarkSimulateCUSUM(b *testing.B) {
	p, _ := invented(60)
	for b.Loop() {
		if _, err := monitor.SimulateCUSUM(p, monitor.CUSUMSettings{Limit: 3}, monitor.Shift{}, 100,
			monitor.Simulation{}); err != nil {
			b.Fatal(err)
		}
	}
}

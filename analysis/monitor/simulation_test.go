package monitor

import (
	"errors"
	"math"
	"math/rand/v2"

	"graftstat/analysis/describe"
	"graftstat/analysis/survival"
)

// ReasonNoSignal is that of a delay where no simulated programme gave a signal.
const ReasonNoSignal Reason = "no_signal"

var (
	// ErrProbability is returned for a false-alarm probability outside (0, 1).
	ErrProbability = errors.New("probability of a false alarm is not between 0 and 1")
	// ErrArrivals is returned for a simulation without patients, with fewer than
	// two programmes, or of more than 2·10⁹ patients.
	ErrArrivals = errors.New("simulation has too few or too many programmes or patients")
)

// A Simulation says how much to simulate. Programme i draws from a stream of its
// own, so that the same seed gives the same numbers.
type Simulation struct {
	Programmes int // at least 2; 0 means 10,000
	Seed       uint64
}

func (s Simulation) withDefaults() (Simulation, error) {
	if s.Programmes == 0 {
		s.Programmes = 10_000
	}
	if s.Programmes < 2 {
		return s, ErrArrivals
	}
	return s, nil
}

func (s Simulation) random(programme int) *rand.Rand {
	return rand.New(rand.NewPCG(s.Seed, uint64(programme)))
}

// A Shift is a change of the risk in a simulated programme: that of every
// patient transplanted at At or later is multiplied by Ratio. Ratio 0 means none.
type Shift struct {
	At    float64 // patients before it, or calendar time
	Ratio float64 // of the probability (at most 1), or of the hazard
}

func (s Shift) check() error {
	if s.Ratio != 0 && (!isPositive(s.Ratio) || !(s.At >= 0)) {
		return ErrRatio
	}
	return nil
}

func (s Shift) start() float64 {
	if s.Ratio == 0 {
		return math.Inf(1)
	}
	return s.At
}

// Simulated counts programmes by their first signal.
type Simulated struct {
	Programmes  int
	FalseAlarms describe.Proportion // first signal not after the shift, with a 95 % interval
	Detected    describe.Proportion // of those without a false alarm, first signal after the shift
	Delay       describe.Summary    // from the shift to that signal, in patients or in time
	MeanDelay   float64
	Reason      Reason // no_signal: why Delay and MeanDelay are NaN; empty where they are not
}

// firstSignals sums up the time of each programme's first signal, +Inf for none.
func firstSignals(at []float64, shift Shift) Simulated {
	start, alarms := shift.start(), 0
	var delays []float64
	var sum compensated
	for _, t := range at {
		switch {
		case t <= start && !math.IsInf(t, 1):
			alarms++
		case !math.IsInf(t, 1):
			delays = append(delays, t-start)
			sum.add(t - start)
		}
	}
	s := Simulated{Programmes: len(at), FalseAlarms: describe.ExactProportion(alarms, len(at), 0.95),
		Detected: describe.ExactProportion(len(delays), len(at)-alarms, 0.95),
		Delay:    describe.Quartiles(delays, describe.Type7), MeanDelay: sum.value() / float64(len(delays))}
	if len(delays) == 0 {
		s.MeanDelay, s.Reason = math.NaN(), ReasonNoSignal
	}
	return s
}

// SimulatedRunLength is the number of patients, or the time, to the first signal.
type SimulatedRunLength struct {
	Programmes int
	Mean       float64
	StdErr     float64 // of Mean
	Reason     Reason  // why the numbers are NaN; empty where they are not
}

// maxSimulated keeps a simulation from running for hours.
const maxSimulated = 2e9

// SimulateRunLength is AverageRunLength by simulation: each programme goes on
// until its chart reaches limit. It is the check of the chain. A simulation of
// more than 2·10⁹ patients is refused with ErrRunLength.
func SimulateRunLength(expected, actual []float64, oddsRatio, limit float64, s Simulation) (SimulatedRunLength, error) {
	s, err := s.withDefaults()
	if err != nil {
		return SimulatedRunLength{}, err
	}
	mean, err := AverageRunLength(expected, actual, oddsRatio, limit)
	if err != nil {
		return SimulatedRunLength{}, err
	}
	if mean.Reason != "" {
		return SimulatedRunLength{Programmes: s.Programmes, Mean: math.NaN(), StdErr: math.NaN(), Reason: mean.Reason},
			nil
	}
	if !(mean.Mean*float64(s.Programmes) <= maxSimulated) {
		return SimulatedRunLength{}, ErrRunLength
	}
	patients, err := newPatients(expected, actual, oddsRatio)
	if err != nil {
		return SimulatedRunLength{}, err
	}
	lengths := make([]float64, s.Programmes)
	for i := range lengths {
		random, chart := s.random(i), chart{limit: limit}
		for lengths[i] = 1; !chart.add(patients.draw(random, 1)); {
			lengths[i]++
		}
	}
	return meanOf(lengths), nil
}

func meanOf(x []float64) SimulatedRunLength {
	var sum, squares compensated
	for _, v := range x {
		sum.add(v)
	}
	n := float64(len(x))
	mean := sum.value() / n
	for _, v := range x {
		squares.add((v - mean) * (v - mean))
	}
	return SimulatedRunLength{Programmes: len(x), Mean: mean, StdErr: math.Sqrt(squares.value() / (n * (n - 1)))}
}

// SimulateCUSUM runs programmes of so many patients, drawn from those of
// expected, each alike, through the chart of BernoulliCUSUM and counts their
// first signals. Before the shift, or without one, a signal is false.
//
// Delay is in patients, 1 for a signal at the first patient after the shift:
// add the horizon and the time between patients for a delay on the calendar.
// A shift moves a probability p to min(1, Ratio·p), 2 for doubled mortality.
//
// Reasons: no_signal; no_case and expected_at_edge, with no programme run.
// Errors: as in BernoulliCUSUM, ErrArrivals for no patient.
func SimulateCUSUM(expected []float64, c CUSUMSettings, shift Shift, patients int, s Simulation) (Simulated, error) {
	c, err := c.withDefaults()
	if err != nil {
		return Simulated{}, err
	}
	if s, err = s.withDefaults(); err != nil {
		return Simulated{}, err
	}
	if err := shift.check(); err != nil {
		return Simulated{}, err
	}
	if patients < 1 || float64(patients)*float64(s.Programmes) > maxSimulated {
		return Simulated{}, ErrArrivals
	}
	reason, err := checkExpected(expected)
	if len(expected) == 0 {
		reason = ReasonNoCase
	}
	if err != nil {
		return Simulated{}, err
	}
	if reason != "" {
		none := firstSignals(nil, shift)
		none.Reason = reason
		return none, nil
	}
	drawn, err := newPatients(expected, nil, c.OddsRatio)
	if err != nil {
		return Simulated{}, err
	}
	shift.At = math.Ceil(shift.At)
	first := make([]float64, s.Programmes)
	for i := range first {
		first[i] = drawn.firstSignal(s.random(i), c.Limit, shift, patients)
	}
	return firstSignals(first, shift), nil
}

// patients are those from whom a simulated programme draws.
type patients struct {
	actual             []float64
	ifDied, ifSurvived []float64 // weights
}

func newPatients(expected, actual []float64, oddsRatio float64) (*patients, error) {
	if actual == nil {
		actual = expected
	}
	if len(actual) != len(expected) {
		return nil, survival.ErrColumns
	}
	if oddsRatio == 0 {
		oddsRatio = 2
	}
	p := &patients{actual: actual}
	for _, e := range expected {
		p.ifDied = append(p.ifDied, CUSUMWeight(e, oddsRatio, true))
		p.ifSurvived = append(p.ifSurvived, CUSUMWeight(e, oddsRatio, false))
	}
	return p, nil
}

// draw is the weight of a random patient, of risk multiplied by ratio.
func (p *patients) draw(random *rand.Rand, ratio float64) float64 {
	i := random.IntN(len(p.actual))
	if random.Float64() < ratio*p.actual[i] {
		return p.ifDied[i]
	}
	return p.ifSurvived[i]
}

// firstSignal is the number of the patient at whom a programme first signals.
func (p *patients) firstSignal(random *rand.Rand, limit float64, shift Shift, patients int) float64 {
	start, chart := shift.start(), chart{limit: limit}
	for k := range patients {
		ratio := 1.0
		if float64(k) >= start {
			ratio = shift.Ratio
		}
		if chart.add(p.draw(random, ratio)) {
			return float64(k + 1)
		}
	}
	return math.Inf(1)
}

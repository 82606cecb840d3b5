package monitor

import (
	"math"
	"math/rand/v2"
	"slices"
	"sort"
)

// A Programme is a transplant programme to simulate in calendar time, from its
// first day on.
type Programme struct {
	Rate       float64           // patients per unit of time, arriving at random (Poisson)
	Hazard     *CumulativeHazard // of a patient with multiplier 1, in the same unit
	Multiplier []float64         // hazard ratios, drawn each alike; nil: 1 for all
}

// A SimulatedLimit is a limit of TimeToEventCUSUM found by simulation.
type SimulatedLimit struct {
	Limit      float64
	Programmes int
	Achieved   float64 // the mean run length, or the probability of a false alarm, of Limit in these programmes
	StdErr     float64 // of Achieved
	Reason     Reason  // why the numbers are NaN; empty where they are not
}

// LimitForRunLength is the limit of TimeToEventCUSUM at which programmes in
// control run on average for runLength, in units of time from the first day,
// until a signal. hazardRatio 0 means 2.
//
// Each programme is followed until its chart has been as high as needed, and
// its new heights kept with their times; the mean time to a height rises with it.
//
// Reasons: run_length_too_short where even the first death takes longer.
// Errors: ErrRatio, ErrArrivals, ErrHazard, *survival.CaseError, and ErrRunLength for a
// run length that is not positive or would take more than 2·10⁹ patients.
func (p Programme) LimitForRunLength(hazardRatio, runLength float64, s Simulation) (SimulatedLimit, error) {
	c, s, err := p.prepare(hazardRatio, s)
	if err != nil {
		return SimulatedLimit{}, err
	}
	if !isPositive(runLength) || p.Rate*runLength*float64(s.Programmes) > maxSimulated {
		return SimulatedLimit{}, ErrRunLength
	}
	missing := SimulatedLimit{Programmes: s.Programmes, Limit: math.NaN(), Achieved: math.NaN(), StdErr: math.NaN()}
	if p.deathRate()*runLength <= 1 {
		missing.Reason = ReasonRunTooShort
		return missing, nil
	}
	runs := make([]*programmeRun, s.Programmes)
	for i := range runs {
		runs[i] = p.newRun(s.random(i), c, Shift{})
	}
	reach := func(height float64) SimulatedRunLength {
		times := make([]float64, len(runs))
		for i, r := range runs {
			times[i] = r.timeTo(height)
		}
		return meanOf(times)
	}
	low, high := 0.0, math.Log(c.HazardRatio)/2
	if reach(low).Mean >= runLength {
		missing.Reason = ReasonRunTooShort
		return missing, nil
	}
	for reach(high).Mean < runLength {
		low, high = high, high+0.25
	}
	for range 40 {
		if mid := (low + high) / 2; reach(mid).Mean < runLength {
			low = mid
		} else {
			high = mid
		}
	}
	m := reach(high)
	return SimulatedLimit{Limit: high, Programmes: s.Programmes, Achieved: m.Mean, StdErr: m.StdErr}, nil
}

// LimitForFalseAlarms is the limit of TimeToEventCUSUM that a programme in
// control reaches within duration, from its first day on, with at most the
// given probability: a quantile of the greatest heights. hazardRatio 0 means 2.
//
// Reasons: no_signal where so many programmes have no death at all. Errors:
// ErrRatio, ErrProbability, ErrArrivals, ErrHazard, *survival.CaseError.
func (p Programme) LimitForFalseAlarms(hazardRatio, probability, duration float64, s Simulation) (SimulatedLimit,
	error) {
	c, s, err := p.prepare(hazardRatio, s)
	if err != nil {
		return SimulatedLimit{}, err
	}
	if !(probability > 0 && probability < 1) {
		return SimulatedLimit{}, ErrProbability
	}
	if err := p.checkDuration(duration, s); err != nil {
		return SimulatedLimit{}, err
	}
	heights := make([]float64, s.Programmes)
	for i := range heights {
		r := p.newRun(s.random(i), c, Shift{})
		r.until(duration)
		heights[i] = r.highest(duration)
	}
	slices.Sort(heights)
	n := len(heights)
	over := min(int(probability*float64(n)), n-1)
	limit := heights[n-1-over] * (1 + 1e-6) // not reached by this one
	l := SimulatedLimit{Limit: limit, Programmes: n}
	if limit == 0 {
		return SimulatedLimit{math.NaN(), n, math.NaN(), math.NaN(), ReasonNoSignal}, nil
	}
	l.Achieved = float64(n-sort.SearchFloat64s(heights, limit)) / float64(n)
	l.StdErr = math.Sqrt(l.Achieved * (1 - l.Achieved) / float64(n))
	return l, nil
}

// Simulate runs programmes through the chart of TimeToEventCUSUM for duration
// and counts their first signals. Before the shift, or without one, a signal is
// false; delays are in units of time. A shift multiplies the hazards of all who
// are transplanted from At on.
//
// Reason: no_signal. Errors: those of LimitForFalseAlarms, ErrLimit.
func (p Programme) Simulate(c HazardCUSUMSettings, shift Shift, duration float64, s Simulation) (Simulated, error) {
	c, err := c.withDefaults()
	if err != nil {
		return Simulated{}, err
	}
	if _, s, err = p.prepare(c.HazardRatio, s); err != nil {
		return Simulated{}, err
	}
	if err := shift.check(); err != nil {
		return Simulated{}, err
	}
	if err := p.checkDuration(duration, s); err != nil {
		return Simulated{}, err
	}
	first := make([]float64, s.Programmes)
	for i := range first {
		r := p.newRun(s.random(i), c, shift)
		r.until(duration)
		first[i] = r.firstOver(c.Limit, duration)
	}
	return firstSignals(first, shift), nil
}

// prepare checks a programme and makes the settings of a chart that never resets.
func (p Programme) prepare(hazardRatio float64, s Simulation) (HazardCUSUMSettings, Simulation, error) {
	c, err := HazardCUSUMSettings{HazardRatio: hazardRatio, Limit: 1}.withDefaults()
	if err != nil {
		return c, s, err
	}
	if !p.Hazard.isMade() {
		return c, s, ErrHazard
	}
	for i := range p.Multiplier {
		if _, err := multiplierOf(p.Multiplier, i); err != nil {
			return c, s, err
		}
	}
	if !isPositive(p.Rate) {
		return c, s, ErrArrivals
	}
	s, err = s.withDefaults()
	return c, s, err
}

func (p Programme) checkDuration(duration float64, s Simulation) error {
	if !isPositive(duration) || p.Rate*duration*float64(s.Programmes) > maxSimulated {
		return ErrArrivals
	}
	return nil
}

// deathRate is the number of deaths per unit of time once the programme is full.
func (p Programme) deathRate() float64 {
	total := p.Hazard.At(p.Hazard.Horizon())
	if len(p.Multiplier) == 0 {
		return p.Rate * -math.Expm1(-total)
	}
	sum := 0.0
	for _, m := range p.Multiplier {
		sum -= math.Expm1(-m * total)
	}
	return p.Rate * sum / float64(len(p.Multiplier))
}

// A programmeRun is one simulated programme, which can always go on.
type programmeRun struct {
	programme Programme
	random    *rand.Rand
	shift     float64
	ratio     float64
	next      float64  // the next arrival
	pending   []change // in order of time
	chart     *hazardChart
	heights   []float64 // each greater than those before
	times     []float64 // of heights
}

// arrivals are drawn so many at a time.
const arrivals = 64

func (p Programme) newRun(random *rand.Rand, c HazardCUSUMSettings, shift Shift) *programmeRun {
	c.Limit, c.Reset = math.MaxFloat64, ResetNever // heights are judged afterwards
	return &programmeRun{programme: p, random: random, shift: shift.start(), ratio: shift.Ratio,
		next: random.ExpFloat64() / p.Rate, chart: newHazardChart(c)}
}

// advance draws some arrivals and moves the chart up to the first still to come.
func (r *programmeRun) advance() {
	p := r.programme
	for range arrivals {
		multiplier, actual := 1.0, 1.0
		if len(p.Multiplier) > 0 {
			multiplier = p.Multiplier[r.random.IntN(len(p.Multiplier))]
		}
		if r.next >= r.shift {
			actual = r.ratio
		}
		exit, died := r.next+p.Hazard.Horizon(), false
		if t := p.Hazard.timeOf(r.random.ExpFloat64() / (multiplier * actual)); !math.IsInf(t, 1) {
			exit, died = r.next+t, true
		}
		r.pending = p.Hazard.appendPatient(r.pending, r.next, exit, died, multiplier)
		r.next += r.random.ExpFloat64() / p.Rate
	}
	sortChanges(r.pending)
	done := 0
	for done < len(r.pending) && r.pending[done].time < r.next {
		point, _ := r.chart.point(r.pending[done : done+1])
		if done++; len(r.heights) == 0 && point.After > 0 || len(r.heights) > 0 &&
			point.After > r.heights[len(r.heights)-1] {
			r.heights, r.times = append(r.heights, point.After), append(r.times, point.Time)
		}
	}
	r.pending = append(r.pending[:0], r.pending[done:]...)
}

// until moves the chart to a time or past it.
func (r *programmeRun) until(time float64) {
	for r.next < time {
		r.advance()
	}
}

// timeTo is the first time at which the chart is at a height or over it; at
// height 0, the first death.
func (r *programmeRun) timeTo(height float64) float64 {
	for len(r.heights) == 0 || r.heights[len(r.heights)-1] < height {
		r.advance()
	}
	return r.times[sort.SearchFloat64s(r.heights, height)]
}

// firstOver is timeTo within a duration that was run, +Inf if there is none.
func (r *programmeRun) firstOver(height, duration float64) float64 {
	i := sort.SearchFloat64s(r.heights, height)
	if i < len(r.heights) && r.times[i] <= duration {
		return r.times[i]
	}
	return math.Inf(1)
}

// highest is the greatest height within a duration that was run.
func (r *programmeRun) highest(duration float64) float64 {
	n := sort.SearchFloat64s(r.times, math.Nextafter(duration, math.Inf(1)))
	if n == 0 {
		return 0
	}
	return r.heights[n-1]
}

// timeOf is the time at which H reaches a value, +Inf if it does not.
func (h *CumulativeHazard) timeOf(value float64) float64 {
	i, found := slices.BinarySearch(h.values, value)
	switch {
	case i == len(h.values):
		return math.Inf(1)
	case found:
		return h.times[i]
	}
	return h.times[i-1] + (value-h.values[i-1])/h.rate(i)
}

package monitor

import "math"

// longestRunLength is the greatest that is given.
const longestRunLength = 1e10

// ReasonRunTooLong is that of a run length over 10¹⁰, or of a chart that never signals.
const ReasonRunTooLong Reason = "run_length_too_long"

// A RunLength is the number of patients to a signal.
type RunLength struct {
	Mean   float64
	Reason Reason // why Mean is NaN; empty where it is not
}

// AverageRunLength is the mean number of patients until the chart of
// BernoulliCUSUM, started at 0, reaches limit. Patients come at random, each
// alike, from those of expected; actual are the probabilities with which they
// then die, nil for the expected ones (in control).
//
// The chart is the Markov chain of CUSUMLimit.
//
// Reasons: no_case, expected_at_edge, run_length_too_long. Errors as in BernoulliCUSUM.
func AverageRunLength(expected, actual []float64, oddsRatio, limit float64) (RunLength, error) {
	if !isPositive(limit) {
		return RunLength{}, ErrLimit
	}
	w, reason, err := newWeights(expected, actual, oddsRatio)
	if err != nil {
		return RunLength{}, err
	}
	if reason != "" {
		return RunLength{math.NaN(), reason}, nil
	}
	mean := w.chain(limit).meanRunLength()
	if !(mean >= 1 && mean <= longestRunLength) {
		return RunLength{math.NaN(), ReasonRunTooLong}, nil
	}
	return RunLength{Mean: mean}, nil
}

// SignalProbability is the probability that the chart of BernoulliCUSUM,
// started at 0, reaches limit within so many patients, by the chain of
// AverageRunLength. NaN has its reasons: no_case, expected_at_edge.
func SignalProbability(expected, actual []float64, oddsRatio, limit float64, patients int) (float64, Reason, error) {
	switch {
	case !isPositive(limit):
		return 0, "", ErrLimit
	case patients < 0 || patients > maxRunLength:
		return 0, "", ErrRunLength
	}
	w, reason, err := newWeights(expected, actual, oddsRatio)
	if err != nil {
		return 0, "", err
	}
	if reason != "" {
		return math.NaN(), reason, nil
	}
	return w.chain(limit).signalWithin(patients), "", nil
}

// signalWithin is the probability of a signal within n steps from state 0.
// Once the shares of the states no longer change, each step loses the same share.
func (c *chain) signalWithin(n int) float64 {
	now, next := make([]float64, c.states), make([]float64, c.states)
	now[0] = 1
	left, kept := 1.0, 0.0
	for step := range n {
		clear(next)
		for i, p := range now {
			if p > 0 {
				c.move(next, i, p)
			}
		}
		sum := 0.0
		for _, p := range next {
			sum += p
		}
		now, next = next, now
		steady := step > c.states && math.Abs(sum/left-kept) < 1e-13
		if kept, left = sum/left, sum; steady || left == 0 {
			return 1 - left*math.Pow(kept, float64(n-step-1))
		}
	}
	return 1 - left
}

// move adds the probability p of state i to where it goes next.
func (c *chain) move(next []float64, i int, p float64) {
	for d, q := range c.step {
		if j := i + d - c.down; j <= 0 {
			next[0] += p * q
		} else if j < c.states {
			next[j] += p * q
		}
	}
}

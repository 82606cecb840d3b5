package monitor

import (
	"math"

	"graftstat/analysis/survival"
)

// A Limit is a limit of a chart and the mean run length that it has.
type Limit struct {
	Limit     float64
	RunLength float64
	Reason    Reason // why the numbers are NaN; empty where they are not
}

// maxRunLength is the greatest that is asked for: (I - R) stays far from singular.
const maxRunLength = 1e8

// CUSUMLimit is the limit of BernoulliCUSUM whose mean in-control run length,
// in patients, is runLength. Patients come from those of expected, each alike;
// oddsRatio 0 means 2.
//
// The chart is a Markov chain on a grid of [0, limit). With R the probabilities
// of going from one point of the grid to another without a signal, the mean run
// lengths are (I - R)⁻¹ 1. A weight between two steps of the grid is shared by
// both, so that its mean is kept. The run length is within about 2 %, but for a
// limit that is itself a height of the chart: there the run length has a step,
// and RunLength lies between its ends.
//
// The run length of a limit h is at least e^h, so the limit is sought up to
// ln(runLength). Where patients have few different risks the run length rises in
// steps: RunLength, the one reached, may then be the longer one.
//
// Reasons: no_case, expected_at_edge, run_length_too_short where the first
// event alone takes longer. Errors: as in BernoulliCUSUM, ErrRunLength.
//
// Source: Brook and Evans, Biometrika 59 (1972) 539-549; Steiner, Cook,
// Farewell and Treasure, Biostatistics 1 (2000) 441-452.
func CUSUMLimit(expected []float64, oddsRatio, runLength float64) (Limit, error) {
	if !(runLength > 1 && runLength <= maxRunLength) {
		return Limit{}, ErrRunLength
	}
	w, reason, err := newWeights(expected, nil, oddsRatio)
	if err != nil {
		return Limit{}, err
	}
	if reason == "" && runLength <= 1/w.upward() {
		reason = ReasonRunTooShort
	}
	if reason != "" {
		return Limit{math.NaN(), math.NaN(), reason}, nil
	}
	high := w.limitOf(runLength)
	reached := w.chain(high)
	l := Limit{Limit: high, RunLength: reached.meanRunLength()}
	past := high * (1 + 2/float64(reached.states))
	if m := w.chain(past).meanRunLength(); m > 1.05*runLength {
		l = Limit{past, m, ""} // just above a step of the run length, which the grid blurs
	}
	return l, nil
}

// limitOf seeks the limit of a run length by false position (Illinois) on its
// logarithm, which rises nearly along a line, to a ten-thousandth of it or to
// the place of its step.
func (w *weights) limitOf(runLength float64) float64 {
	excess := func(limit float64) float64 { return math.Log(w.chain(limit).meanRunLength() / runLength) }
	low, high := 0.0, math.Log(runLength)+0.1
	under, over := -math.Log(w.upward()*runLength), excess(high)
	side := 0
	for range 60 {
		mid := (low*over - high*under) / (over - under)
		e := excess(mid)
		switch {
		case math.Abs(e) < 1e-4:
			return mid
		case e < 0:
			if low, under = mid, e; side < 0 {
				over /= 2
			}
			side = -1
		default:
			if high, over = mid, e; side > 0 {
				under /= 2
			}
			side = 1
		}
		if high-low < 1e-6*high {
			break
		}
	}
	return high
}

// weights are the steps of a chart, each with its probability.
type weights struct {
	step        []float64
	probability []float64
}

func newWeights(expected, actual []float64, oddsRatio float64) (*weights, Reason, error) {
	if oddsRatio == 0 {
		oddsRatio = 2
	}
	if !isOddsRatio(oddsRatio) {
		return nil, "", ErrRatio
	}
	if actual == nil {
		actual = expected
	}
	if len(actual) != len(expected) {
		return nil, "", survival.ErrColumns
	}
	reason, err := checkExpected(expected)
	if err == nil {
		_, err = checkExpected(actual)
	}
	if err != nil {
		return nil, "", err
	}
	if len(expected) == 0 {
		reason = ReasonNoCase
	}
	if reason != "" {
		return nil, reason, nil
	}
	w, share := &weights{}, 1/float64(len(expected))
	for i, p := range expected {
		w.step = append(w.step, CUSUMWeight(p, oddsRatio, true), CUSUMWeight(p, oddsRatio, false))
		w.probability = append(w.probability, share*actual[i], share*(1-actual[i]))
	}
	return w, "", nil
}

// upward is the probability of a step up.
func (w *weights) upward() float64 {
	sum := 0.0
	for i, step := range w.step {
		if step > 0 {
			sum += w.probability[i]
		}
	}
	return sum
}

package monitor

import "math"

// Steps of the grid on which the chart in continuous time is put, and the
// highest limit that is sought: there the run length is over 10⁸.
const (
	hazardStates = 500
	highestLimit = 20
)

// HazardCUSUMLimit is the limit of TimeToEventCUSUM at which a programme in
// control has expected, on average, runLength events when it first signals.
// hazardRatio 0 means 2.
//
// On the scale of expected events Λ the events of a programme in control are a
// Poisson process of rate 1, whenever its patients come and whatever their
// risks. The chart is thus one process, and a limit is that of all programmes.
// Divide by the probability of the event by the horizon for patients, and by
// their rate for time: the latter leaves out that expected events lag behind
// the patients who bring them.
//
// The chart is a chain of steps in which it falls by a five-hundredth of the limit,
// dΛ = limit/(500(θ-1)), or an event of probability 1 - exp(-dΛ) raises it by
// ln θ as well. Up to a limit of ln θ the first event signals, and the run
// length is 1.
//
// Reason: run_length_too_short for a run length of 1 or less. Errors: ErrRatio,
// ErrRunLength.
//
// Source: Watanabe, Japanese J Math 34 (1964) 53-70, for the process; Brook and
// Evans, Biometrika 59 (1972) 539-549, for the chain.
func HazardCUSUMLimit(hazardRatio, runLength float64) (Limit, error) {
	if hazardRatio == 0 {
		hazardRatio = 2
	}
	switch {
	case !isOddsRatio(hazardRatio) || hazardRatio < 1:
		return Limit{}, ErrRatio
	case !(runLength > 0 && runLength <= maxRunLength):
		return Limit{}, ErrRunLength
	case runLength <= 1:
		return Limit{math.NaN(), math.NaN(), ReasonRunTooShort}, nil
	}
	low, high := math.Log(hazardRatio), highestLimit+math.Log(hazardRatio)
	for range 100 {
		mid := (low + high) / 2
		if hazardRunLength(hazardRatio, mid) < runLength {
			low = mid
		} else {
			high = mid
		}
		if high-low < 1e-5*high {
			break
		}
	}
	return Limit{Limit: high, RunLength: hazardRunLength(hazardRatio, high)}, nil
}

// hazardRunLength is the mean number of expected events to a signal from 0.
func hazardRunLength(hazardRatio, limit float64) float64 {
	width := limit / hazardStates
	expected := width / (hazardRatio - 1)
	event := -math.Expm1(-expected)
	rise := math.Min(math.Log(hazardRatio)/width-1, hazardStates)
	k := math.Floor(rise)
	c := &chain{states: hazardStates, down: 1, up: int(k) + 1}
	c.step = make([]float64, c.up+c.down+1)
	c.step[0] = 1 - event
	c.step[int(k)+c.down] += event * (1 - (rise - k))
	c.step[int(k)+1+c.down] += event * (rise - k)
	return c.meanRunLength() * expected
}

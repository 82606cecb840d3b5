package document

import (
	"errors"
	"math"
)

// Spark is a trend without axes, small enough for a cell of a table or a card.
// It stands for nothing that is not also written in numbers beside it.
type Spark struct {
	Alt       string    // what it shows, for who cannot see it
	Low, High float64   // of its height; Low < High
	Values    []float64 // equally far apart; NaN: a gap
	Benchmark float64   // a line; NaN: none
	Signal    bool      // the last value needs attention
}

var errSpark = errors.New("a value of the small trend has no place in its height")

// Check holds the values and the benchmark to the height.
func (s *Spark) Check() error {
	if !finite(s.Low) || !finite(s.High) || s.Low >= s.High {
		return errSpark
	}
	for _, v := range append(s.Values[:len(s.Values):len(s.Values)], s.Benchmark) {
		if !math.IsNaN(v) && (v < s.Low || v > s.High) {
			return errSpark
		}
	}
	return nil
}

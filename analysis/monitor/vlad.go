package monitor

import (
	"math"

	"graftstat/analysis/survival"
)

// A VLADPoint is the variable life-adjusted display after one more patient.
type VLADPoint struct {
	Observed     int
	Expected     float64
	Difference   float64 // Expected - Observed: the lives saved, below 0 the lives lost
	Lower, Upper float64 // of Difference at this one patient, if the expected probabilities hold
}

// VLAD cumulates expected minus observed deaths by a fixed horizon, in the
// order of the patients: Σ (p_i - X_i).
//
// Its limits are pointwise and exact: the sum of deaths of patients with their
// own probabilities has the Poisson-binomial distribution, found by convolution,
// and the limits leave at most (1 - level)/2 on each side. A chart of many
// patients leaves pointwise limits sooner or later; the signal comes from the CUSUM.
//
// Probabilities of 0 and 1 are allowed. As in BernoulliCUSUM only patients
// followed to the horizon belong here. O(n √n).
//
// Errors: survival.ErrColumns, survival.ErrLevel, a *survival.CaseError.
//
// Source: Lovegrove, Valencia, Treasure, Sherlaw-Johnson and Gallivan, Lancet
// 350 (1997) 1128-1130; limits: Hong, Comput Stat Data Anal 59 (2013) 41-51.
func VLAD(expected []float64, died []bool, level float64) ([]VLADPoint, error) {
	switch {
	case len(expected) != len(died):
		return nil, survival.ErrColumns
	case !isLevel(level):
		return nil, survival.ErrLevel
	}
	if _, err := checkExpected(expected); err != nil {
		return nil, err
	}
	points := make([]VLADPoint, len(expected))
	deaths := distribution{probability: []float64{1}}
	var sum compensated
	observed := 0
	for i, p := range expected {
		if sum.add(p); died[i] {
			observed++
		}
		deaths.convolve(p)
		fewest, most := deaths.limits((1 - level) / 2)
		e := sum.value()
		points[i] = VLADPoint{Observed: observed, Expected: e, Difference: e - float64(observed),
			Lower: e - float64(most), Upper: e - float64(fewest)}
	}
	return points, nil
}

func isLevel(level float64) bool { return level > 0 && level < 1 }

// A compensated sum loses no last bits, however many terms.
type compensated struct{ sum, lost float64 }

func (c *compensated) add(x float64) {
	t := c.sum + x
	if math.Abs(c.sum) >= math.Abs(x) {
		c.lost += c.sum - t + x
	} else {
		c.lost += x - t + c.sum
	}
	c.sum = t
}

func (c *compensated) value() float64 { return c.sum + c.lost }

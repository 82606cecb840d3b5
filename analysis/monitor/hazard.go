package monitor

import (
	"math"
	"sort"

	"graftstat/analysis/survival"
)

// A CumulativeHazard is H(t), piecewise linear from (0, 0) through given
// points: the hazard is constant between them. Past the last point, the
// horizon, nothing more is expected.
type CumulativeHazard struct {
	times, values []float64 // (0, 0) first
}

// NewCumulativeHazard takes the points (times[i], values[i]) of H, times rising
// from above 0 and values not falling from 0 on; else ErrHazard. Columns of
// different length give survival.ErrColumns.
func NewCumulativeHazard(times, values []float64) (*CumulativeHazard, error) {
	if len(times) != len(values) {
		return nil, survival.ErrColumns
	}
	h := &CumulativeHazard{times: []float64{0}, values: []float64{0}}
	for i, t := range times {
		v := values[i]
		if !isPositive(t) || !(v >= 0) || math.IsInf(v, 1) || t <= h.times[i] || v < h.values[i] {
			return nil, ErrHazard
		}
		h.times, h.values = append(h.times, t), append(h.values, v)
	}
	if len(times) == 0 {
		return nil, ErrHazard
	}
	return h, nil
}

// HazardFromSurvival takes points of a benchmark's survival, such as S(100) and
// S(365): H = -ln S. A survival of 0 has no H: ErrHazard.
func HazardFromSurvival(times, survival []float64) (*CumulativeHazard, error) {
	values := make([]float64, len(survival))
	for i, s := range survival {
		values[i] = math.Abs(math.Log(s)) // no negative zero; over 1 is refused below
		if !(s > 0 && s <= 1) {
			return nil, ErrHazard
		}
	}
	return NewCumulativeHazard(times, values)
}

// Through is a hazard of the same shape whose survival at the horizon is the one
// given: each value times ln(survival)/-H(horizon). A survival that is none or 0,
// or a hazard of 0, which has no shape, gives ErrHazard.
func (h *CumulativeHazard) Through(survival float64) (*CumulativeHazard, error) {
	last := h.values[len(h.values)-1]
	if !(survival > 0 && survival <= 1) || last == 0 {
		return nil, ErrHazard
	}
	scaled := &CumulativeHazard{times: h.times, values: make([]float64, len(h.values))}
	for i, v := range h.values {
		scaled.values[i] = v / last * math.Abs(math.Log(survival))
	}
	return scaled, nil
}

// isMade says whether h came from one of the two functions above.
func (h *CumulativeHazard) isMade() bool { return h != nil && len(h.times) > 1 }

// Horizon is the time of the last point.
func (h *CumulativeHazard) Horizon() float64 { return h.times[len(h.times)-1] }

// At is H(t), that of the horizon after it and 0 before time 0; of NaN it is NaN.
func (h *CumulativeHazard) At(t float64) float64 {
	switch {
	case math.IsNaN(t):
		return t
	case t <= 0:
		return 0
	case t >= h.Horizon():
		return h.values[len(h.values)-1]
	}
	i := sort.SearchFloat64s(h.times, t) // times[i-1] < t <= times[i]
	return h.values[i-1] + (t-h.times[i-1])*h.rate(i)
}

// rate is the hazard between point i-1 and point i.
func (h *CumulativeHazard) rate(i int) float64 {
	return (h.values[i] - h.values[i-1]) / (h.times[i] - h.times[i-1])
}

package survival

import (
	"math"
	"slices"
)

// OccupationOfAny estimates the probability of being in any of the states of a set:
// the sum of their probabilities in StateOccupation, with the error of the sum, which
// their errors alone do not give,
//
//	p_A(t) = Σ_{h in A} p_h(t),   Var p_A(t) = Σ_{h,j in A} V_hj(t)
//
// with V the covariance by the infinitesimal jackknife. AtRisk counts the cases in a
// state of the set just before the time, Events the moves into one of them, Competing
// those out of one (a move within the set is both), Censored those censored in one.
// Intervals, ties and the end of follow-up are those of StateOccupation.
func OccupationOfAny(x Transitions, states int, set []uint8, s Settings) (*Curve, error) {
	s, err := s.withDefaults()
	if err != nil {
		return nil, err
	}
	if err := x.check(states); err != nil {
		return nil, err
	}
	if s, err = s.ofStates(x.caseCount(), x.moveCount()); err != nil {
		return nil, err
	}
	o := &occupancy{x: x, states: states, settings: s, diary: x.diary(), cases: x.caseCount(), set: set}
	o.made()
	return o.any, nil
}

func (x Transitions) caseCount() (n int) {
	for i := range x.Case {
		if x.isFirst(i) {
			n++
		}
	}
	return n
}

func (x Transitions) moveCount() (n int) {
	for _, to := range x.To {
		if to > 0 {
			n++
		}
	}
	return n
}

// addAny adds up the points of the set.
func (o *occupancy) addAny() {
	if len(o.set) == 0 {
		return
	}
	one := *o.curves[0]
	o.any = &one
	o.any.Points = make([]Point, len(one.Points))
	o.any.Events, o.any.Competing = 0, 0
	for at := -1; at < len(o.diary.times); at++ {
		sum := o.any.point(at)
		*sum = Point{Time: o.curves[0].point(at).Time}
		for _, h := range o.set {
			p := o.curves[h-1].point(at)
			sum.Estimate += p.Estimate
			sum.AtRisk, sum.Events = sum.AtRisk+p.AtRisk, sum.Events+p.Events
			sum.Competing, sum.Censored = sum.Competing+p.Competing, sum.Censored+p.Censored
		}
	}
	for _, h := range o.set {
		o.any.Events += o.curves[h-1].Events
		o.any.Competing += o.curves[h-1].Competing
	}
}

// setError sets the standard error of the set at a time.
func (o *occupancy) setError(at int, v [][]float64) {
	if o.any == nil {
		return
	}
	sum := 0.0
	for _, h := range o.set {
		for _, j := range o.set {
			sum += v[h-1][j-1]
		}
	}
	o.any.point(at).StdErr = math.Sqrt(math.Max(0, sum))
}

func (o *occupancy) addIntervalOfAny(at, known int, z, tail float64) {
	if o.any == nil {
		return
	}
	p := o.any.point(at)
	outside := 0.0
	for h, c := range o.curves {
		if !slices.Contains(o.set, uint8(h+1)) {
			outside += c.point(at).Estimate
		}
	}
	if outside == 0 {
		p.Estimate = 1
	}
	if p.Estimate == 0 || p.Estimate == 1 {
		p.StdErr = 0
	}
	p.incidenceInterval(o.any.Interval, effectiveCases(p.Estimate, square(p.StdErr), known), z, tail)
}

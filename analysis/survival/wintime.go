package survival

import (
	"errors"
	"math"
	"slices"
)

// A WinTime is the mean time that a case of one group is better off than one of
// another, less the time that it is worse off.
type WinTime struct {
	Difference         // Estimate is Win − Loss
	Win, Loss  float64 // mean time in a better state, and in a worse one
}

// ErrRanks is returned where the ranks are not one for each state of both groups.
var ErrRanks = errors.New("ranks are not one for each state")

// CompareStates is the restricted mean time in favour of a, from the origin up to a
// horizon, over an ordering of states: ranks[h-1] is that of state h, the
// least is best, and states of one rank are as good as each other. With X and Y the
// states of independent cases of a and b,
//
//	Win = ∫ P(X(t) better than Y(t)) dt = Σ_{h better than j} ∫ p_h(t)·q_j(t) dt
//	Loss the same with worse,   Estimate = Win − Loss
//
// with p and q the occupations of a and b. Unlike in the source a state may be
// left for a better one: nothing in it asks for more than the occupations.
//
// The error is that of independent groups, SE² = Σ_i (∫ Σ_h U_ih·w_h dt)² over the
// cases of a with the influences U_i of occupationVariance and w_h(t) = P(Y(t) worse than h) − P(Y(t)
// better than h), and the same of b. The interval is BetaInfluence, from the limits of
// winBound; least coverage of a nominal .95 over the designs of MeanTime:
//
//	n                    10    20    30    60   120
//	normal             .772  .816  .823  .863  .903
//	BetaInfluence      .990  .985  .973  .978  .965
//
// With delayed entry in a group there is none (ReasonNoInterval). Where nobody in one of the
// groups changes rank there is neither error nor interval (ReasonNoEvent).
// A horizon past the follow-up of a group is refused, for the reason of MeanTime.
//
// With two states it is the difference of the mean times in the better one, with
// its error. Source: Mao, Biometrics 79 (2023) 61-72,
// doi:10.1111/biom.13570.
func CompareStates(a, b *Occupation, ranks []int, tau float64) (WinTime, error) {
	w := WinTime{newDifference(tau), math.NaN(), math.NaN()}
	if len(ranks) != len(a.States) || len(ranks) != len(b.States) {
		return w, ErrRanks
	}
	for _, o := range []*Occupation{a, b} {
		if w.Reason = o.made.refusal(tau); w.Reason != "" {
			return w, nil
		}
	}
	if a.made.diary.origin != b.made.diary.origin {
		w.Reason = ReasonNotDefined
		return w, nil
	}
	x, y := newSide(a.made, b.made, ranks, tau), newSide(b.made, a.made, ranks, tau)
	w.Win, w.Loss, w.Estimate = x.win, x.loss, x.win-x.loss
	length := tau - a.made.diary.origin
	for _, s := range []*side{x, y} {
		if w.Reason = s.unknown(length); w.Reason != "" {
			return w, nil
		}
	}
	w.StdErr = math.Sqrt(x.variance() + y.variance())
	if a.made.isLate() || b.made.isLate() {
		w.Reason = ReasonNoInterval
		return w, nil
	}
	w.bound(x, y, length, a.made.settings.tail())
	return w, nil
}

// A side is one group of a comparison of states.
type side struct {
	win, loss   float64   // against the other group
	influence   []float64 // of its cases on win − loss
	best, worst float64   // mean time in states of the best rank, and of the worst
	bestBy      []float64 // influences on these
	worstBy     []float64
	moves       int     // from rank to rank before the horizon
	next        float64 // see occupancy.nextCase
}

func newSide(o, other *occupancy, ranks []int, tau float64) *side {
	stretches := o.stretches(tau)
	s := &side{next: o.nextCase(stretches)}
	rewards := matrix(len(stretches), o.states)
	for m, area := range other.areas(o.diary.origin, stretches) {
		for h, rank := range ranks {
			p := o.curves[h].point(m - 1).Estimate
			for j, x := range area {
				if ranks[j] > rank {
					rewards[m][h] += x
					s.win += p * x
				} else if ranks[j] < rank {
					rewards[m][h] -= x
					s.loss += p * x
				}
			}
		}
	}
	_, s.influence = o.influences(rewards)
	s.best, s.bestBy = o.influences(inRank(ranks, slices.Min(ranks), stretches))
	s.worst, s.worstBy = o.influences(inRank(ranks, slices.Max(ranks), stretches))
	for i, to := range o.x.To {
		if to > 0 && o.x.Stop[i] < tau && o.x.Stop[i] > o.diary.origin && ranks[to-1] != ranks[o.x.From[i]-1] {
			s.moves++
		}
	}
	return s
}

// areas are the times that each state has in each stretch from the origin on.
func (o *occupancy) areas(origin float64, stretches []float64) [][]float64 {
	found := matrix(len(stretches), o.states)
	times, at, from := o.diary.times, 0, origin
	for m, length := range stretches {
		for end := from + length; from < end; {
			next := end
			if at < len(times) && times[at] < end {
				next = times[at]
			}
			for h, c := range o.curves {
				found[m][h] += (next - from) * c.point(at-1).Estimate
			}
			if from = next; at < len(times) && times[at] <= next {
				at++
			}
		}
	}
	return found
}

// inRank rewards time in states of one rank.
func inRank(ranks []int, rank int, stretches []float64) [][]float64 {
	rewards := matrix(len(stretches), len(ranks))
	for m, length := range stretches {
		for h := range ranks {
			if ranks[h] == rank {
				rewards[m][h] = length
			}
		}
	}
	return rewards
}

func (s *side) variance() float64 { return dot(s.influence, s.influence) }

// unknown says why nothing is known of the error that a side brings; "" where it is.
func (s *side) unknown(length float64) Reason {
	switch {
	case s.variance() > singular*length*length:
		return ""
	case s.moves == 0:
		return ReasonNoEvent
	}
	return ReasonAllHadEvent
}

// bound sets interval and p of a − b from winBound: with U and L the distributions
// of the greatest and of the least win time,
//
//	lower: α/2 quantile of L,   upper: 1 − α/2 quantile of U,   p: 2·min(P(L ≤ 0), P(U ≥ 0)), at most 1
func (w *WinTime) bound(a, b *side, length, tail float64) {
	high, low := winBound(a, b, length), winBound(b, a, length) // low is that of b − a
	w.Method = DifferenceMethod(BetaInfluence)
	w.Lower, w.Upper = length*(1-2*low.quantile(1-tail)), length*(2*high.quantile(1-tail)-1)
	w.P = math.Min(1, 2*math.Min(1-low.cdf(.5), 1-high.cdf(.5)))
}

// winBound is the confidence distribution of the win time of a over b from above,
// (w + length)/(2·length), as timeIn.bounds is of a mean time: one more case of a is in
// the best state all the time, one more of b in the worst. With D and E their
// weights and X the win time, Y that over a group in the worst state and Z that of a
// group in the best over b, it is
//
//	(1−D)(1−E)·X + (1−D)E·Y + D(1−E)·Z + DE·length,   Y = length − worst_a,   Z = length − best_b
//
// of which the mean and the variance are taken, with the covariances that the influences give.
func winBound(a, b *side, length float64) beta {
	d, e := oneMore(a.next), oneMore(b.next)
	mean := [4]float64{a.win - a.loss, length - a.worst, length - b.best, length}
	products := [4][4]float64{
		{d.shrink*dot(a.influence, a.influence) + e.shrink*dot(b.influence, b.influence),
			-d.shrink * dot(a.influence, a.worstBy), e.shrink * dot(b.influence, b.bestBy), 0},
		{0, d.shrink * dot(a.worstBy, a.worstBy), 0, 0},
		{0, 0, e.shrink * dot(b.bestBy, b.bestBy), 0},
	}
	byD, byE := [4]int{0, 0, 1, 1}, [4]int{0, 1, 0, 1} // which of the four parts have D, and E
	first, second := 0.0, 0.0
	for k, x := range mean {
		first += d.power(byD[k], 1-byD[k]) * e.power(byE[k], 1-byE[k]) * x
		for l, y := range mean {
			p := products[min(k, l)][max(k, l)] + x*y
			second += d.power(byD[k]+byD[l], 2-byD[k]-byD[l]) * e.power(byE[k]+byE[l], 2-byE[k]-byE[l]) * p
		}
	}
	shift := moments{(first + length) / 2, (second + 2*first*length + length*length) / 4}
	return shift.beta(length)
}

// power is the mean of D^i·(1 − D)^j, i + j up to 2.
func (w nextWeight) power(i, j int) float64 {
	switch {
	case i == 0 && j == 1:
		return w.rest
	case i == 1 && j == 0:
		return w.next
	case i == 0:
		return w.rest2
	case i == 2:
		return w.next2
	}
	return w.both
}

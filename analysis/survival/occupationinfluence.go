package survival

import (
	"math"
	"slices"
)

// influences is a mean over the occupation up to a horizon, and the influence of
// each case on it, in the order of the cases.
//
// rewards[0] is what a case in each state brings from the origin to the first
// time, rewards[m+1] from time m to the next or, of the last that counts, to the
// horizon. With y_h what a case in state h brings from a time on, y after the last time its reward,
//
//	θ = Σ_h p_h(0)·y_h(0),   y(t−) = P(t)·y(t),   y before the stretch = y after it + its reward
//
// The influences are those of occupationVariance, summed over the way that is
// left: (y_s − θ)/n of the n cases at risk from the origin on, and at each time
// (p_h/n_h)·(y_j(t) − y_h(t−)) of those in state h who go to j (h if they stay). What
// those who stay add depends on state and time alone, so that a row has the
// difference of two sums: O(times·states² + rows).
func (o *occupancy) influences(rewards [][]float64) (mean float64, influence []float64) {
	w := o.backwards(rewards)
	for h, c := range o.curves {
		mean += c.start.Estimate * w.origin[h]
	}
	for i := range o.x.Case {
		if o.x.isFirst(i) {
			influence = append(influence, 0)
		}
		influence[len(influence)-1] += w.ofRow(i)
	}
	if o.fixed > 0 {
		return mean, influence
	}
	at, n := -1, float64(len(o.diary.first))
	for i := range o.x.Case {
		if !o.x.isFirst(i) {
			continue
		}
		if at++; o.x.Start[i] <= o.diary.origin {
			influence[at] += (w.origin[o.x.From[i]-1] - mean) / n
		}
	}
	return mean, influence
}

// wayLeft is what cases bring from each time on.
type wayLeft struct {
	o      *occupancy
	value  [][]float64 // by time and state: y just after the time
	stay   [][]float64 // by time and state: what staying adds to the influence from the time on
	origin []float64   // y at the origin
}

func (o *occupancy) backwards(rewards [][]float64) *wayLeft {
	times := len(rewards) - 1
	w := &wayLeft{o: o, value: matrix(times, o.states), stay: matrix(times+1, o.states)}
	y := slices.Clone(rewards[times])
	before := make([]float64, o.states)
	for at := times - 1; at >= 0; at-- {
		copy(w.value[at], y)
		copy(w.stay[at], w.stay[at+1])
		copy(before, y)
		moves := o.path.at(at)
		for _, m := range moves {
			if m.from == m.to {
				before[m.from] = 0
			}
		}
		for _, m := range moves {
			before[m.from] += m.share * y[m.to]
		}
		for h := range y {
			if before[h] != y[h] {
				w.stay[at][h] += o.weight(at, h) * (y[h] - before[h])
			}
		}
		copy(y, before)
		addScaled(y, 1, rewards[at])
	}
	w.origin = y
	return w
}

// weight is p_h/n_h just before a time.
func (o *occupancy) weight(at, h int) float64 {
	c := o.curves[h]
	return c.point(at-1).Estimate / float64(c.Points[at].AtRisk)
}

// ofRow is the influence of row i, without that of where its case starts.
func (w *wayLeft) ofRow(i int) float64 {
	o, times := w.o, len(w.value)
	from, stop, h := int(w.o.from[i]), int(w.o.stop[i]), w.o.x.From[i]-1
	if from >= times {
		return 0
	}
	if stop >= times {
		return w.stay[from][h]
	}
	sum := w.stay[from][h] - w.stay[stop+1][h]
	if to := o.x.To[i]; to > 0 {
		sum += o.weight(stop, int(h)) * (w.value[stop][to-1] - w.value[stop][h])
	}
	return sum
}

// stretches are the lengths of time from the origin to the first time, from each
// to the next and from the last before a horizon to it.
func (o *occupancy) stretches(tau float64) []float64 {
	var found []float64
	from := o.diary.origin
	for _, time := range o.diary.times {
		if time >= tau {
			break
		}
		found, from = append(found, time-from), time
	}
	return append(found, tau-from)
}

// mostUnknown is the share of time that may be spent, in the estimate, in states
// of which nobody is seen any more.
const mostUnknown = 0.05

// refusal says why there is no mean over the occupation up to a horizon; "" where
// there is one.
func (o *occupancy) refusal(tau float64) Reason {
	switch {
	case !(tau > o.diary.origin) || math.IsInf(tau, 1):
		return ReasonNotDefined
	case o.curves[0].isPast(tau):
		return ReasonPastFollowUp
	}
	unseen := 0.0
	for m, length := range o.stretches(tau) {
		unseen += length * o.unseen(m-1)
	}
	if unseen > mostUnknown*(tau-o.diary.origin) {
		return ReasonRiskSetEmptied
	}
	return ""
}

// unseen is the probability, just after a time, of the states that are left at
// some time and in which nobody is at risk: it stands still from then on, whatever
// becomes of the cases. Time −1 is the origin.
func (o *occupancy) unseen(at int) float64 {
	sum := 0.0
	for h, c := range o.curves {
		if o.open[h] && c.atRiskAfter(at) == 0 {
			sum += c.point(at).Estimate
		}
	}
	return sum
}

package regress

import (
	"cmp"
	"errors"
	"math"
	"slices"
)

// Transform is the function of time g(t) with which a coefficient may change.
type Transform string

const (
	// TransformKM is one minus the Kaplan-Meier estimate just before t, all strata together.
	TransformKM       Transform = "km"
	TransformIdentity Transform = "identity"
	// TransformRank is the rank of t among the times of all rows, the mean one of tied times.
	TransformRank Transform = "rank"
	TransformLog  Transform = "log"
)

// ErrTransform is returned for a transform that is not in the list.
var ErrTransform = errors.New("unknown transform: use km, identity, rank or log")

// timeValues are the g(t) of each event time.
func timeValues(d Data, r *rows, transform Transform) ([]float64, error) {
	g := make([]float64, len(r.times))
	switch transform {
	case "", TransformKM:
		r.eachTime(kaplanMeierBefore(d, r), g)
	case TransformRank:
		ends := r.sortedEnds(d)
		r.eachTime(func(time float64, _ int) float64 {
			before, _ := slices.BinarySearch(ends, time)
			upTo, _ := slices.BinarySearch(ends, math.Nextafter(time, math.Inf(1)))
			return float64(before+upTo+1) / 2
		}, g)
	case TransformIdentity:
		r.eachTime(func(time float64, _ int) float64 { return time }, g)
	case TransformLog:
		r.eachTime(func(time float64, _ int) float64 { return math.Log(time) }, g)
	default:
		return nil, ErrTransform
	}
	return g, nil
}

// eachTime sets g to the value at each distinct event time, from the first on,
// the same in every stratum.
func (r *rows) eachTime(value func(time float64, events int) float64, g []float64) {
	order := make([]int, len(r.times))
	for k := range order {
		order[k] = k
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(r.times[a].time, r.times[b].time) })
	for len(order) > 0 {
		time, events, n := r.times[order[0]].time, 0, 0
		for n < len(order) && r.times[order[n]].time == time {
			events += r.times[order[n]].events
			n++
		}
		v := value(time, events)
		for _, k := range order[:n] {
			g[k] = v
		}
		order = order[n:]
	}
}

// kaplanMeierBefore is one minus the Kaplan-Meier estimate of all rows just
// before each time it is asked for, in ascending order.
func kaplanMeierBefore(d Data, r *rows) func(time float64, events int) float64 {
	ends, starts := r.sortedEnds(d), make([]float64, 0, len(r.entries))
	for _, e := range r.entries {
		starts = append(starts, e.start)
	}
	slices.Sort(starts)
	free := 1.0
	return func(time float64, events int) float64 {
		g := 1 - free
		gone, _ := slices.BinarySearch(ends, time)
		come, _ := slices.BinarySearch(starts, time)
		atRisk := (len(ends) - gone) - (len(starts) - come)
		free *= 1 - float64(events)/float64(atRisk)
		return g
	}
}

// sortedEnds are the times of all rows, ascending.
func (r *rows) sortedEnds(d Data) []float64 {
	ends := make([]float64, len(r.index))
	for i, row := range r.index {
		ends[i] = d.Time[row]
	}
	slices.Sort(ends)
	return ends
}

package figure

import (
	"math"

	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// scale maps values to a stretch of the page.
type scale struct {
	from, to  float64   // the values at its ends
	low, high vg.Length // the ends
	log       bool      // equal ratios are equal lengths
}

func (s scale) at(v float64) vg.Length {
	share := (v - s.from) / (s.to - s.from)
	if s.log {
		share = math.Log(v/s.from) / math.Log(s.to/s.from)
	}
	return s.low + vg.Length(share)*(s.high-s.low)
}

// ticked is a scale from the first tick to the last.
func ticked(ticks []document.Tick, low, high vg.Length, log bool) scale {
	return scale{from: ticks[0].At, to: ticks[len(ticks)-1].At, low: low, high: high, log: log}
}

// spread moves places that ascend as little as it must (least squares) until
// each is a gap after the one before it and all are within low to high. Where
// the room is too small for the gap, all take equal parts of it.
//
// Less a gap for each place before it, the wanted order is that of isotonic
// regression, solved by pooling adjacent violators (Barlow et al., Statistical
// Inference under Order Restrictions, 1972).
func spread(places []vg.Length, gap, low, high vg.Length) []vg.Length {
	n := len(places)
	if n > 1 {
		gap = min(gap, (high-low)/vg.Length(n-1))
	}
	type pool struct {
		mean  vg.Length
		count int
	}
	var pools []pool
	for i, at := range places {
		pools = append(pools, pool{at - vg.Length(i)*gap, 1})
		for k := len(pools); k > 1 && pools[k-2].mean > pools[k-1].mean; k = len(pools) {
			a, b := pools[k-2], pools[k-1]
			sum := a.mean*vg.Length(a.count) + b.mean*vg.Length(b.count)
			pools = append(pools[:k-2], pool{sum / vg.Length(a.count+b.count), a.count + b.count})
		}
	}
	out := make([]vg.Length, 0, n)
	highest := high - vg.Length(n-1)*gap
	for _, p := range pools {
		for range p.count {
			out = append(out, max(low, min(highest, p.mean))+vg.Length(len(out))*gap)
		}
	}
	return out
}

package monitor

import (
	"math"
	"testing"

	"graftstat/reports/document"
)

// A walk of n points; every signalAt-th signals.
func walk(n, signalAt int) []document.ControlPoint {
	points := make([]document.ControlPoint, n)
	for i := range points {
		points[i] = document.ControlPoint{At: float64(i), Y: 10 * math.Sin(float64(i)/300) * math.Cos(float64(i)/7)}
		if i%signalAt == signalAt-1 {
			points[i].Signal, points[i].Label = true, "case"
		}
	}
	return points
}

func TestThinnedPathLooksTheSame(t *testing.T) {
	all := walk(20_000, 400)
	low, high := math.Inf(1), math.Inf(-1)
	for _, p := range all {
		low, high = min(low, p.Y), max(high, p.Y)
	}
	kept := thinned(all)
	if len(kept) > maxPlotted+50 {
		t.Errorf("%d points are drawn", len(kept))
	}
	signals, named, last := 0, 0, math.Inf(-1)
	keptLow, keptHigh := math.Inf(1), math.Inf(-1)
	for i, p := range kept {
		if p.At <= last || i > 0 && p.At-last > 4*20_000/maxPlotted {
			t.Fatalf("point %d at %v follows %v", i, p.At, last)
		}
		last = p.At
		keptLow, keptHigh = min(keptLow, p.Y), max(keptHigh, p.Y)
		if p.Signal {
			signals++
		}
		if p.Label != "" {
			named++
		}
	}
	if kept[0] != all[0] || last != 19_999 || keptLow != low || keptHigh != high {
		t.Errorf("from %v to %v, between %v and %v; want 0 to 19999, %v and %v", kept[0].At, last, keptLow, keptHigh,
			low, high)
	}
	if signals != 50 || named != maxNamedSignals {
		t.Errorf("%d signals, %d named; want 50 and %d", signals, named, maxNamedSignals)
	}
}

func TestShortPathIsDrawnWhole(t *testing.T) {
	if kept := thinned(walk(maxPlotted, 100)); len(kept) != maxPlotted {
		t.Errorf("%d of %d points are drawn", len(kept), maxPlotted)
	}
}

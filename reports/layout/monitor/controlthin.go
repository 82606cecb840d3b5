package monitor

import (
	"graftstat/reports/document"
)

const (
	// maxPlotted is the number of points of a control chart up to which each is
	// drawn: more are closer together than lines are wide.
	maxPlotted = 1000
	// maxNamedSignals is the number of signals of a chart that are named beside their
	// marks, the last ones: the workbook has all.
	maxNamedSignals = 20
)

// thinned is a path for drawing only. Of each stretch of a long one it keeps
// the first and the last point, the lowest and the highest, every signal and
// every new start, so that it looks the same.
func thinned(points []document.ControlPoint) []document.ControlPoint {
	points = namedLast(points)
	n := len(points)
	if n <= maxPlotted {
		return points
	}
	var kept []document.ControlPoint
	stretch := (4*n + maxPlotted - 1) / maxPlotted
	for from := 0; from < n; from += stretch {
		to := min(from+stretch, n)
		low, high := from, from
		for i := from; i < to; i++ {
			if points[i].Y < points[low].Y {
				low = i
			}
			if points[i].Y > points[high].Y {
				high = i
			}
		}
		for i := from; i < to; i++ {
			if p := points[i]; i == from || i == low || i == high || i == to-1 || p.Signal || p.Reset {
				kept = append(kept, p)
			}
		}
	}
	return kept
}

// namedLast takes the names of all signals but the last ones.
func namedLast(points []document.ControlPoint) []document.ControlPoint {
	named := 0
	for i := len(points) - 1; i >= 0; i-- {
		if points[i].Label == "" {
			continue
		}
		if named++; named > maxNamedSignals {
			points[i].Label = ""
		}
	}
	return points
}

// thinnedBand is a long band in longer steps.
func thinnedBand(band []document.ControlBand) []document.ControlBand {
	n := len(band)
	if n <= maxPlotted {
		return band
	}
	var kept []document.ControlBand
	for i := 0; i < n; i += (n + maxPlotted - 1) / maxPlotted {
		kept = append(kept, band[i])
	}
	return kept
}

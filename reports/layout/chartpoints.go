package layout

import (
	"math"

	"graftstat/reports/document"
)

// chartPoint is a corner of a step function.
type chartPoint struct{ at, y, lower, upper float64 }

// chartSteps are the corners of a curve as it is drawn, and its censorings.
type chartSteps struct {
	corners  []chartPoint
	faint    int // the first corner of the part that rests on few cases
	censored []chartPoint
}

const (
	// exactSteps is the number of steps up to which a curve is drawn step for step.
	exactSteps = 500
	// finestStep is what a curve of more steps must move by to be drawn anew:
	// less than a pixel.
	finestStep = 0.001
	// finestTime is the share of the axis within which censorings are one mark,
	// where there are as many.
	finestTime = 0.01
)

// stepsOf are a curve's corners from the start of the axis to its last
// follow-up: nothing is drawn past it.
func stepsOf(c document.Curve, from, to float64) chartSteps {
	end := min(c.End, to)
	if math.IsNaN(end) || end < from {
		return chartSteps{}
	}
	s := chartSteps{}
	level := chartPoint{from, c.Start, c.Lower0, c.Upper0}
	steps := c.Steps
	for len(steps) > 0 && steps[0].At < from {
		level = chartPoint{from, steps[0].Y, steps[0].Lower, steps[0].Upper}
		steps = steps[1:]
	}
	s.corners = []chartPoint{level}
	cut := math.Inf(1)
	if c.FadeSet && c.FadeAt < end {
		cut = max(c.FadeAt, from)
	}
	least := 0.0
	if len(steps) > exactSteps {
		least = finestStep
	}
	for _, step := range steps {
		if step.At > end {
			break
		}
		next := chartPoint{step.At, step.Y, step.Lower, step.Upper}
		if !next.differs(level, least) {
			continue
		}
		if step.At >= cut {
			s.fade(level, cut)
			cut = math.Inf(1)
		}
		s.reach(level, step.At)
		s.corners = append(s.corners, next)
		level = next
	}
	if !math.IsInf(cut, 1) {
		s.fade(level, cut)
	}
	s.reach(level, end)
	s.markCensored(c.Ticks, from, end, to)
	return s
}

// differs reports whether a level is to be drawn apart from the last one.
func (p chartPoint) differs(last chartPoint, least float64) bool {
	apart := func(a, b float64) bool {
		return math.IsNaN(a) != math.IsNaN(b) || math.Abs(a-b) > least
	}
	return apart(p.y, last.y) || apart(p.lower, last.lower) || apart(p.upper, last.upper)
}

// reach draws a level on to a time.
func (s *chartSteps) reach(level chartPoint, at float64) {
	if at > s.corners[len(s.corners)-1].at {
		level.at = at
		s.corners = append(s.corners, level)
	}
}

// fade starts the faint part: its first corner is the last of what is not faint.
func (s *chartSteps) fade(level chartPoint, at float64) {
	s.reach(level, at)
	s.faint = len(s.corners) - 1
}

// markCensored sets each censoring on the curve.
func (s *chartSteps) markCensored(ticks []float64, from, end, to float64) {
	apart := 0.0
	if float64(len(ticks))*finestTime > 1 {
		apart = finestTime * (to - from)
	}
	on, last := 0, math.Inf(-1)
	for _, at := range ticks {
		if at < from || at > end || at-last < apart {
			continue
		}
		for on+1 < len(s.corners) && s.corners[on+1].at <= at {
			on++
		}
		s.censored = append(s.censored, chartPoint{at, s.corners[on].y, math.NaN(), math.NaN()})
		last = at
	}
}

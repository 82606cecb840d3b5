package result

import (
	"math"
	"slices"

	"graftstat/analysis/code"
)

// TimeAxis is what the ticks of an axis of time are chosen by. Its times are in
// the study's unit.
type TimeAxis struct {
	Study   string    // the study's unit of time
	Unit    string    // in which ticks are named; "": days, months or years, by the length
	End     float64   // up to where there is something to show
	Asked   []float64 // times at which a table gives estimates
	Horizon float64   // the last time asked for, where the axis ends with it; else 0
}

// Tick is a time of an axis, as it is named and in the study's unit.
type Tick struct {
	AskedTime
	Time float64
}

// Ticks are from 0 to the first step at or past the end, in steps that a clinician
// counts by. Of the steps that give neither too few nor too many, the one is taken
// whose ticks hold most of the times asked for; of equals the finest.
//
// Without a unit an axis has years if it is two of them or more, months from four
// on, else days. One that ends with the last time asked for has days where that
// is no round number of the longer unit: acute GVHD by day 180.
func (a TimeAxis) Ticks() []Tick {
	unit := a.Unit
	if unit == "" {
		unit = a.unitByLength()
	}
	var best []Tick
	held := -1
	steps := stepsOf(unit)
	for _, step := range steps {
		ticks, fits := a.everyStep(step, unit)
		if !fits {
			continue
		}
		if len(best) > minSteps && len(ticks) <= minSteps {
			break
		}
		if n := a.holds(ticks); n > held {
			best, held = ticks, n
		}
	}
	for step := 2 * steps[len(steps)-1]; best == nil; step *= 2 {
		best, _ = a.everyStep(step, unit)
	}
	return best
}

// An axis has at most so many steps, and from minSteps on it does without
// coarser ones that would leave fewer.
const minSteps, maxSteps = 4, 8

func stepsOf(unit string) []float64 {
	switch unit {
	case code.Years:
		return []float64{0.25, 0.5, 1, 2, 5, 10, 20}
	case code.Months:
		return []float64{1, 3, 6, 12, 24, 60, 120}
	}
	return []float64{1, 2, 5, 7, 10, 20, 30, 50, 60, 100, 200, 500, 1000}
}

// unitByLength is the unit for the length of the axis.
func (a TimeAxis) unitByLength() string {
	switch {
	case a.End >= a.inStudy(2, code.Years) && a.isRound(code.Years, 2):
		return code.Years
	case a.End >= a.inStudy(4, code.Months) && a.isRound(code.Months, 1):
		return code.Months
	}
	return code.Days
}

// isRound reports whether the axis may end at any time, or at one that is a
// whole number of the parts of a unit.
func (a TimeAxis) isRound(unit string, parts float64) bool {
	if a.Horizon == 0 {
		return true
	}
	n := math.Round(a.Horizon / a.length(unit) * parts)
	return near(a.inStudy(n/parts, unit), a.Horizon)
}

// inStudy is a time of a unit in the study's, whose whole days are rounded down.
func (a TimeAxis) inStudy(x float64, unit string) float64 {
	if a.Study == code.Days {
		return math.Floor(x * a.length(unit))
	}
	return x * a.length(unit)
}

// length of a unit in the study's.
func (a TimeAxis) length(unit string) float64 { return code.UnitDays(unit) / code.UnitDays(a.Study) }

// Named are the ticks at times of a unit.
func (a TimeAxis) Named(times []float64, unit string) []Tick {
	var ticks []Tick
	for _, x := range times {
		ticks = append(ticks, Tick{AskedTime: AskedTime{Asked: x, Unit: unit}, Time: a.inStudy(x, unit)})
	}
	return ticks
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-6*max(1, math.Abs(b)) }

// everyStep has at least one step. It does not fit if there are too many; parts
// of a year may be six.
func (a TimeAxis) everyStep(step float64, unit string) (ticks []Tick, fits bool) {
	most := maxSteps
	if step < 1 {
		most = 6
	}
	ticks = []Tick{{AskedTime: AskedTime{Unit: unit}}}
	for i := 1; i == 1 || ticks[i-1].Time < a.End; i++ {
		if i > most {
			return nil, false
		}
		at := float64(i) * step
		ticks = append(ticks, Tick{AskedTime: AskedTime{Asked: at, Unit: unit}, Time: a.inStudy(at, unit)})
	}
	return ticks, true
}

// holds counts the times asked for at which a tick stands.
func (a TimeAxis) holds(ticks []Tick) int {
	n := 0
	for _, t := range a.Asked {
		if slices.ContainsFunc(ticks, func(x Tick) bool { return near(x.Time, t) }) {
			n++
		}
	}
	return n
}

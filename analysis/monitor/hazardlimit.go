package monitor

import "math"

const (
	// highestLimit is the most that is sought: there the run length is over 10⁸.
	highestLimit = 20
	// Steps of the grid: at least so many to a rise, and so many to the limit.
	stepsToRise  = 64
	stepsToLimit = 400
)

// HazardCUSUMLimit is the limit of TimeToEventCUSUM at which a programme in
// control has expected, on average, runLength events when it first signals.
// hazardRatio 0 means 2.
//
// On the scale of expected events Λ the events of a programme in control are a
// Poisson process of rate 1, whenever its patients come and whatever their
// risks. The chart is thus one process, and a limit is that of all programmes.
// Divide by the probability of the event by the horizon for patients, and by
// their rate for time: the latter leaves out that expected events lag behind
// the patients who bring them.
//
// Let m(x) be the mean number of expected events to a signal from the height x,
// a = ln θ the rise at an event and c = θ - 1 the fall with each expected one.
// Between two events the chart falls, so that
//
//	c m'(x) = 1 + m(x+a) - m(x) on 0 < x < h,  m(0) = 1 + m(a),  m = 0 from h on
//
// which is solved on a grid through h whose steps divide a, with m linear within
// a step: twice as many steps change the run length by less than 10⁻⁴ of it. Up to a limit
// of ln θ the first event signals, and the run length is 1.
//
// Reason: run_length_too_short for a run length of 1 or less. Errors: ErrRatio,
// ErrRunLength.
//
// Source: Watanabe, Japanese J Math 34 (1964) 53-70, for the process; Gandy,
// Kvaløy, Bottle and Zhou, Biometrika 97 (2010) 375-388, for the chart.
func HazardCUSUMLimit(hazardRatio, runLength float64) (Limit, error) {
	if hazardRatio == 0 {
		hazardRatio = 2
	}
	switch {
	case !isOddsRatio(hazardRatio) || hazardRatio < 1:
		return Limit{}, ErrRatio
	case !(runLength > 0 && runLength <= maxRunLength):
		return Limit{}, ErrRunLength
	case runLength <= 1:
		return Limit{math.NaN(), math.NaN(), ReasonRunTooShort}, nil
	}
	low := math.Log(hazardRatio)
	high := 2 * low
	for high < highestLimit && hazardRunLength(hazardRatio, high) < runLength {
		low, high = high, 2*high
	}
	for high-low > 1e-6*high {
		mid := (low + high) / 2
		if hazardRunLength(hazardRatio, mid) < runLength {
			low = mid
		} else {
			high = mid
		}
	}
	return Limit{Limit: high, RunLength: hazardRunLength(hazardRatio, high)}, nil
}

// hazardRunLength is the mean number of expected events to a signal from 0.
func hazardRunLength(hazardRatio, limit float64) float64 {
	rise, fall := math.Log(hazardRatio), hazardRatio-1
	if limit <= rise {
		return 1
	}
	perRise := max(stepsToRise, int(math.Ceil(stepsToLimit*rise/limit)))
	width := rise / float64(perRise)
	above := int(limit / width) // whole steps from the limit down; below them a part of one
	part := max(0, limit-float64(above)*width)
	// Row 0 is the height 0, row s the height part + (s-1)·width, the last the limit.
	g := newHazardGrid(above+2, perRise+1)
	at := (rise - part) / width // of the height of one rise, in steps from row 1 on
	k := math.Floor(at)
	g.add(0, int(k)+1, at-k-1)
	g.add(0, int(k)+2, k-at)
	g.known[0] = 1
	for s := 1; s < g.rows; s++ {
		step := width
		if s == 1 {
			step = part
		}
		stay := math.Exp(-step / fall)
		upper := 0.0 // weight of the upper end of the step in the integral
		if step > 0 {
			upper = 1 + math.Expm1(-step/fall)*fall/step
		}
		lower := 1 - stay - upper
		if s == 1 { // the lower end of the part is within a step one rise higher
			f := 0.0
			if part > 0 {
				f = part / width
			}
			g.add(s, perRise, -lower*f)
			g.add(s, 1+perRise, -lower*(1-f)-upper)
		} else if s+perRise < g.rows { // a step that starts at the limit or above has nothing left to run
			g.add(s, s-1+perRise, -lower)
			g.add(s, s+perRise, -upper)
		}
		g.known[s], g.below[s] = 1-stay, -stay
	}
	return g.solve()
}

// A hazardGrid are linear equations: of each row itself, the row below it and
// those up to a width above it.
type hazardGrid struct {
	rows, width  int
	above        []float64 // [row*(width+1) + distance], distance 0 being the row itself
	below, known []float64
}

func newHazardGrid(rows, width int) *hazardGrid {
	g := &hazardGrid{rows: rows, width: width, above: make([]float64, rows*(width+1)), below: make([]float64, rows),
		known: make([]float64, rows)}
	for s := range rows {
		g.above[s*(width+1)] = 1
	}
	return g
}

// add adds a coefficient to a row; above the limit nothing is left to run.
func (g *hazardGrid) add(row, of int, coefficient float64) {
	if of < g.rows {
		g.above[row*(g.width+1)+of-row] += coefficient
	}
}

// solve is the value of row 0. The coefficients off the diagonal are not above 0
// and do not outweigh it, so that elimination needs no pivoting.
func (g *hazardGrid) solve() float64 {
	band := g.width + 1
	for s := 1; s < g.rows; s++ {
		pivot, row := g.above[(s-1)*band:s*band], g.above[s*band:(s+1)*band]
		factor := g.below[s] / pivot[0]
		for d := 1; d < band; d++ {
			row[d-1] -= factor * pivot[d]
		}
		g.known[s] -= factor * g.known[s-1]
	}
	x := g.known
	for s := g.rows - 1; s >= 0; s-- {
		row := g.above[s*band : (s+1)*band]
		for d := 1; d < band && s+d < g.rows; d++ {
			x[s] -= row[d] * x[s+d]
		}
		x[s] /= row[0]
	}
	return x[0]
}

package document

import (
	"math"
	"strconv"
)

// Number is one thing that a figure draws, unrounded. NaN is none.
type Number struct {
	// Part is what it is: curve, censored, at_risk, state, phase, mark, end, reading, volume, value, quartiles,
	// row, step, aside, path, limit, band, unit, benchmark, prediction.
	Part   string
	Series string // whose: the curve, patient, group or row
	Name   string // which: the phase, milestone, limit
	// X and Y are where: time and height, or from and to of a phase. Times of curves, of tables at risk, of
	// states and of patients are in the study's unit of time.
	X, Y  float64
	Lower float64
	Upper float64
	Text  string // what stands beside it
	When  string // X in words, where it is a calendar day
	Cases int    // behind a share, which decide its decimals; 0: not known
}

// none is a number that a row does not have.
var none = math.NaN()

// Numbers are those behind a figure, for who wants to draw it otherwise or to
// check it: a head and then a row a Number, with the names of the figure's
// language and numbers as programs read them.
func (f *Figure) Numbers() [][]string {
	rows := [][]string{{"part", "series", "name", "x", "y", "lower", "upper", "text"}}
	if f.Chart != nil {
		f.Chart.Numbers(f, func(n Number) { rows = append(rows, n.row()) })
	}
	return rows
}

func (n Number) row() []string {
	row := []string{n.Part, n.Series, n.Name}
	for _, v := range []float64{n.X, n.Y, n.Lower, n.Upper} {
		if math.IsNaN(v) {
			row = append(row, "")
		} else {
			row = append(row, strconv.FormatFloat(v, 'g', -1, 64))
		}
	}
	return append(row, n.Text)
}

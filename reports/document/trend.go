package document

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// Trend shows indicators over windows of time, one row an indicator. The
// figure's XTicks are the windows, at the points' places; its YTicks are not
// used.
type Trend struct {
	Rows []TrendRow
	// Names in the legend; empty: not named.
	Estimate   string // the dot with its interval
	Benchmark  string // the line
	Prediction string // the band
	Signal     string // the mark of a point that needs attention
	Counts     string // before the numbers under each row: "n"
}

// TrendRow is one indicator, from the top down.
type TrendRow struct {
	Label     string
	YTicks    []Tick // at least two
	Points    []TrendPoint
	Benchmark float64 // NaN: none
}

// TrendPoint is an indicator in one window. NaN leaves out what it stands for.
type TrendPoint struct {
	At                     float64 // ascends
	Estimate, Lower, Upper float64
	// PredictionLower and PredictionUpper are where the benchmark leaves an
	// estimate of this many cases.
	PredictionLower, PredictionUpper float64
	Count                            string // "12"
	Signal                           bool
}

// Axes are a linear one of windows; each row has a y axis of its own.
func (t *Trend) Axes() (x, y Axis) { return Linear, NoAxis }

// Texts of the legend and of the rows.
func (t *Trend) Texts(visit func(where string, text *string)) {
	visit("name of the estimate", &t.Estimate)
	visit("name of the benchmark", &t.Benchmark)
	visit("name of the prediction", &t.Prediction)
	visit("name of a signal", &t.Signal)
	visit("name of the counts", &t.Counts)
	for i := range t.Rows {
		r := &t.Rows[i]
		visit(fmt.Sprintf("label of row %d", i+1), &r.Label)
		visitTicks(visit, fmt.Sprintf("row %d, y tick", i+1), r.YTicks)
		for k := range r.Points {
			visit(fmt.Sprintf("row %d, count %d", i+1, k+1), &r.Points[k].Count)
		}
	}
}

// Check holds each row to its axes.
func (t *Trend) Check(f *Figure) error {
	for i := range t.Rows {
		if err := t.Rows[i].check(f); err != nil {
			return fmt.Errorf("row %d: %w", i+1, err)
		}
	}
	return nil
}

func (r *TrendRow) check(f *Figure) error {
	if err := checkTicks("y tick", r.YTicks); err != nil {
		return err
	}
	if len(r.YTicks) < 2 {
		return errors.New("its y axis has not two ticks")
	}
	if !math.IsNaN(r.Benchmark) && !onAxis(r.Benchmark, r.YTicks) {
		return errors.New("its benchmark is not on its y axis")
	}
	for i, p := range r.Points {
		switch {
		case !onAxis(p.At, f.XTicks) || i > 0 && p.At <= r.Points[i-1].At:
			return fmt.Errorf("window %d is not on the x axis or not after the one before it", i+1)
		case !math.IsNaN(p.Estimate) && !onAxis(p.Estimate, r.YTicks):
			return fmt.Errorf("window %d: its estimate is not on the y axis", i+1)
		case p.Lower > p.Estimate || p.Upper < p.Estimate || p.Lower > p.Upper:
			return fmt.Errorf("window %d: its interval does not hold its estimate", i+1)
		case p.PredictionLower > p.PredictionUpper:
			return fmt.Errorf("window %d: its prediction runs backwards", i+1)
		}
	}
	return nil
}

// Numbers are the estimates by window.
func (t *Trend) Numbers(_ *Figure, add func(Number)) {
	for _, row := range t.Rows {
		for _, p := range row.Points {
			add(Number{Part: "row", Series: row.Label, X: p.At, Y: p.Estimate, Lower: p.Lower, Upper: p.Upper,
				Text: p.Count})
		}
	}
}

func (t *Trend) clone() Chart {
	out := *t
	out.Rows = slices.Clone(t.Rows)
	for i := range out.Rows {
		out.Rows[i].YTicks, out.Rows[i].Points = slices.Clone(out.Rows[i].YTicks), slices.Clone(out.Rows[i].Points)
	}
	return &out
}

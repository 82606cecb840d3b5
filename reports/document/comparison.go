package document

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Comparison sets what was observed beside what a benchmark expects, one row
// an indicator. The figure's XTicks are proportions, from 0 to 1 as a rule;
// it has no y ticks.
type Comparison struct {
	LabelHead string
	TextHeads []string // one for each text of a row
	// Names in the legend; empty: not named.
	Observed   string
	Benchmark  string
	Prediction string
	Signal     string
	Rows       []ComparisonRow
}

// ComparisonRow is one indicator against one benchmark, from the top down.
type ComparisonRow struct {
	Label   string
	Heading bool // only the label counts: it groups the rows below it
	Indent  int
	// Observed and Benchmark with their intervals; Prediction is where the
	// benchmark leaves an estimate of this many cases. NaN: not known.
	Observed, Benchmark              Interval
	PredictionLower, PredictionUpper float64
	Others                           []float64 // further benchmarks, marked without an interval
	Missing                          string    // where there is no observed value: "too few to judge"
	Signal                           bool
	Texts                            []string // at the right: "90% (47–99%)"
}

// Interval is an estimate with its limits; NaN: not known.
type Interval struct{ Estimate, Lower, Upper float64 }

// Axes are a linear one of proportions and no y axis.
func (c *Comparison) Axes() (x, y Axis) { return Linear, NoAxis }

// Texts of the heads, of the legend and of the rows.
func (c *Comparison) Texts(visit func(where string, text *string)) {
	visit("head of the labels", &c.LabelHead)
	visit("name of the observed", &c.Observed)
	visit("name of the benchmark", &c.Benchmark)
	visit("name of the prediction", &c.Prediction)
	visit("name of a signal", &c.Signal)
	visitAll(visit, "heads of the texts", c.TextHeads)
	for i := range c.Rows {
		where := fmt.Sprintf("row %d", i+1)
		visit(where+", label", &c.Rows[i].Label)
		visit(where+", missing", &c.Rows[i].Missing)
		visitAll(visit, where, c.Rows[i].Texts)
	}
}

// Check holds estimates to the x axis and to their intervals.
func (c *Comparison) Check(f *Figure) error {
	for i := range c.Rows {
		if err := c.Rows[i].check(len(c.TextHeads), f.XTicks); err != nil {
			return fmt.Errorf("row %d: %w", i+1, err)
		}
	}
	return nil
}

func (r *ComparisonRow) check(columns int, ticks []Tick) error {
	switch {
	case r.Heading && len(r.Texts) > 0:
		return errors.New("a heading has texts")
	case r.Heading:
		return nil
	case len(r.Texts) != columns:
		return fmt.Errorf("%d texts for %d columns", len(r.Texts), columns)
	case r.Indent < 0:
		return errors.New("its indent is negative")
	case r.PredictionLower > r.PredictionUpper:
		return errors.New("its prediction runs backwards")
	}
	for _, v := range []Interval{r.Observed, r.Benchmark} {
		switch {
		case math.IsNaN(v.Estimate):
		case !onAxis(v.Estimate, ticks):
			return errors.New("an estimate is not on the x axis")
		case v.Lower > v.Estimate || v.Upper < v.Estimate:
			return errors.New("an interval does not hold its estimate")
		}
	}
	return nil
}

// Numbers are what was observed, the benchmark and the prediction of each row.
func (c *Comparison) Numbers(_ *Figure, add func(Number)) {
	for _, r := range c.Rows {
		if r.Heading {
			continue
		}
		add(Number{Part: "row", Series: r.Label, Name: c.Observed, X: none, Y: r.Observed.Estimate,
			Lower: r.Observed.Lower, Upper: r.Observed.Upper, Text: strings.Join(r.Texts, "; ")})
		add(Number{Part: "benchmark", Series: r.Label, Name: c.Benchmark, X: none, Y: r.Benchmark.Estimate,
			Lower: r.Benchmark.Lower, Upper: r.Benchmark.Upper})
		add(Number{Part: "prediction", Series: r.Label, Name: c.Prediction, X: none, Y: none,
			Lower: r.PredictionLower, Upper: r.PredictionUpper})
	}
}

func (c *Comparison) clone() Chart {
	out := *c
	out.TextHeads, out.Rows = slices.Clone(c.TextHeads), slices.Clone(c.Rows)
	for i := range out.Rows {
		out.Rows[i].Texts = slices.Clone(out.Rows[i].Texts)
	}
	return &out
}

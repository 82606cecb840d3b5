package figure

import (
	"fmt"
	"math"
	"slices"

	"graftstat/reports/document"
)

func (c *cleaner) trend(s document.Trend, f *document.Figure) *document.Trend {
	for _, t := range []struct {
		what string
		text *string
	}{
		{"name of the estimate", &s.Estimate}, {"name of the benchmark", &s.Benchmark}, {"name of the prediction", &s.Prediction},
		{"name of a signal", &s.Signal}, {"name of the counts", &s.Counts},
	} {
		c.text(t.what, t.text)
	}
	s.Rows = slices.Clone(s.Rows)
	for i := range s.Rows {
		r := &s.Rows[i]
		c.text(fmt.Sprintf("label of row %d", i+1), &r.Label)
		r.YTicks = c.ticks(fmt.Sprintf("row %d, y tick", i+1), r.YTicks)
		r.Points = slices.Clone(r.Points)
		for k := range r.Points {
			c.text(fmt.Sprintf("row %d, count %d", i+1, k+1), &r.Points[k].Count)
		}
		if len(r.YTicks) < 2 {
			c.keep(fmt.Errorf("row %d: its y axis has not two ticks", i+1))
		} else if !math.IsNaN(r.Benchmark) && !onAxis(r.Benchmark, r.YTicks) {
			c.keep(fmt.Errorf("row %d: its benchmark is not on its y axis", i+1))
		} else if err := checkTrend(r.Points, f.XTicks, r.YTicks); err != nil {
			c.keep(fmt.Errorf("row %d: %w", i+1, err))
		}
	}
	return &s
}

func checkTrend(points []document.TrendPoint, x, y []document.Tick) error {
	for i, p := range points {
		switch {
		case !onAxis(p.At, x) || i > 0 && p.At <= points[i-1].At:
			return fmt.Errorf("window %d is not on the x axis or not after the one before it", i+1)
		case !math.IsNaN(p.Estimate) && !onAxis(p.Estimate, y):
			return fmt.Errorf("window %d: its estimate is not on the y axis", i+1)
		case p.Lower > p.Estimate || p.Upper < p.Estimate || p.Lower > p.Upper:
			return fmt.Errorf("window %d: its interval does not hold its estimate", i+1)
		case p.PredictionLower > p.PredictionUpper:
			return fmt.Errorf("window %d: its prediction runs backwards", i+1)
		}
	}
	return nil
}

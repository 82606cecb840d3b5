package figure

import (
	"errors"

	"graftstat/reports/document"
)

var errContents = errors.New("it has more than one content")

// chart cleans the one chart of a figure and checks its values.
func (c *cleaner) chart(f *document.Figure) {
	contents := 0
	for _, has := range []bool{
		len(f.Curves)+len(f.Risk) > 0, f.Stack != nil, f.Swimmer != nil, f.Trajectories != nil,
		f.Strips != nil, f.Forest != nil, f.Flow != nil, f.ControlChart != nil, f.Funnel != nil, f.Trend != nil, f.Comparison != nil,
	} {
		if has {
			contents++
		}
	}
	if contents > 1 {
		c.keep(errContents)
		return
	}
	if isChart(f) && f.Flow == nil && len(f.XTicks) < 2 {
		c.keep(errors.New("its x axis has not two ticks"))
	}
	if (f.Stack != nil || f.Trajectories != nil || f.Funnel != nil) && len(f.YTicks) < 2 {
		c.keep(errors.New("its y axis has not two ticks"))
	}
	if c.err != nil {
		return
	}
	switch {
	case f.Stack != nil:
		f.Stack = c.stack(*f.Stack, f)
	case f.Swimmer != nil:
		f.Swimmer = c.swimmer(*f.Swimmer, f)
	case f.Flow != nil:
		f.Flow = c.flow(*f.Flow)
	case f.Strips != nil:
		f.Strips = c.strips(*f.Strips, f)
	case f.Forest != nil:
		f.Forest = c.forest(*f.Forest, f)
	case f.Trajectories != nil:
		f.Trajectories = c.trajectories(*f.Trajectories, f)
	case f.ControlChart != nil:
		f.ControlChart = c.controlChart(*f.ControlChart, f)
	case f.Funnel != nil:
		f.Funnel = c.funnel(*f.Funnel, f)
	case f.Trend != nil:
		f.Trend = c.trend(*f.Trend, f)
	case f.Comparison != nil:
		f.Comparison = c.comparison(*f.Comparison, f)
	}
}

// onAxis reports whether v lies between the first and the last tick, but for
// the last digits of a sum.
func onAxis(v float64, ticks []document.Tick) bool {
	const rounding = 1e-6
	low, high := ticks[0].At, ticks[len(ticks)-1].At
	slack := rounding * (high - low)
	return v >= low-slack && v <= high+slack
}

package figure

import (
	"errors"
	"fmt"
	"math"

	"graftstat/reports/document"
)

func (c *cleaner) trajectories(t document.Trajectories, f *document.Figure) *document.Trajectories {
	c.text("label of the threshold", &t.ThresholdLabel)
	c.text("name of readings below", &t.Below)
	c.text("name of readings above", &t.Above)
	c.text("title of the volumes", &t.VolumeTitle)
	t.VolumeTicks = c.ticks("volume tick", t.VolumeTicks)
	if f.YTicks[0].At <= 0 {
		c.keep(errors.New("y tick 1 has no logarithm"))
	}
	if !math.IsNaN(t.Threshold) && !onAxis(t.Threshold, f.YTicks) {
		c.keep(errors.New("the threshold is not on the y axis"))
	}
	t.Lines = append([]document.Trajectory(nil), t.Lines...)
	for i := range t.Lines {
		c.text(fmt.Sprintf("label of line %d", i+1), &t.Lines[i].Label)
		if err := checkReadings(t.Lines[i].Readings, f); err != nil {
			c.keep(fmt.Errorf("line %d: %w", i+1, err))
		}
	}
	t.Volumes = append([]document.VolumeStrip(nil), t.Volumes...)
	for i := range t.Volumes {
		c.text(fmt.Sprintf("label of strip %d", i+1), &t.Volumes[i].Label)
		if err := checkVolumes(t.Volumes[i].Bars, t.VolumeTicks, f.XTicks); err != nil {
			c.keep(fmt.Errorf("strip %d: %w", i+1, err))
		}
	}
	return &t
}

func checkReadings(readings []document.Reading, f *document.Figure) error {
	for i, r := range readings {
		switch {
		case !onAxis(r.At, f.XTicks):
			return fmt.Errorf("reading %d is not on the x axis", i+1)
		case !math.IsNaN(r.Value) && !onAxis(r.Value, f.YTicks):
			return fmt.Errorf("reading %d is not on the y axis", i+1)
		case i > 0 && r.At < readings[i-1].At:
			return fmt.Errorf("reading %d is before the one in front of it", i+1)
		case r.Bound != document.Exact && r.Bound != document.Below && r.Bound != document.Above:
			return fmt.Errorf("reading %d has an unknown bound", i+1)
		}
	}
	return nil
}

func checkVolumes(bars []document.Volume, ticks, times []document.Tick) error {
	if len(ticks) < 2 || ticks[0].At != 0 {
		return errors.New("the volumes' scale has not two ticks from 0 on")
	}
	sums := map[float64]float64{}
	for i, b := range bars {
		sums[b.At] += max(0, b.Amount)
		switch {
		case !onAxis(b.At, times):
			return fmt.Errorf("volume %d is not on the x axis", i+1)
		case !(b.Amount >= 0) || !onAxis(sums[b.At], ticks):
			return fmt.Errorf("volume %d is not on its scale", i+1)
		}
	}
	return nil
}

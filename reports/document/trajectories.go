package document

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// Trajectories are values on a log2 axis over time, such as antibody titres,
// with the volumes infused on strips below that share the x axis. Equal
// readings of one day stand side by side, a mark's width apart. The figure's
// XTicks are days (those before the transplant negative), its YTicks titres as
// reciprocals (1, 2, 4 … 1024), at least two.
type Trajectories struct {
	Lines          []Trajectory
	Threshold      float64 // as a value; NaN: none
	ThresholdLabel string  // "threshold 1:32"
	Below, Above   string  // name the marks of readings that are only bounds, in the legend

	VolumeTitle string // over the strips: "Donor red cells infused (mL)"
	VolumeTicks []Tick // from 0 on, the last one is the top of every strip; empty: no strips
	Volumes     []VolumeStrip
}

// Trajectory is one patient's antibody of one class.
type Trajectory struct {
	Label    string
	Readings []Reading // ascending in time; NaN values break the line
}

// Reading is a value at a time.
type Reading struct {
	At, Value float64 // Value > 0
	Bound     Bound
}

// Bound says that a value was only bounded by its test.
type Bound string

const (
	Exact Bound = ""
	Below Bound = "below" // "<1:2" or negative: drawn at Value as an open mark that points down
	Above Bound = "above" // "≥1:1024": drawn at Value as an open mark that points up
)

// VolumeStrip is one patient's infusions.
type VolumeStrip struct {
	Label string // case id; may be empty where there is one strip
	Bars  []Volume
}

// Volume infused at a time. Volumes of one time stand upon one another.
type Volume struct{ At, Amount float64 }

// Axes are a linear one of days and a y axis of logarithms.
func (t *Trajectories) Axes() (x, y Axis) { return Linear, Log }

// Texts of the lines, of the threshold and of the volumes.
func (t *Trajectories) Texts(visit func(where string, text *string)) {
	visit("label of the threshold", &t.ThresholdLabel)
	visit("name of readings below", &t.Below)
	visit("name of readings above", &t.Above)
	visit("title of the volumes", &t.VolumeTitle)
	visitTicks(visit, "volume tick", t.VolumeTicks)
	for i := range t.Lines {
		visit(fmt.Sprintf("label of line %d", i+1), &t.Lines[i].Label)
	}
	for i := range t.Volumes {
		visit(fmt.Sprintf("label of strip %d", i+1), &t.Volumes[i].Label)
	}
}

// Check holds readings and volumes to their axes.
func (t *Trajectories) Check(f *Figure) error {
	if err := checkTicks("volume tick", t.VolumeTicks); err != nil {
		return err
	}
	if !math.IsNaN(t.Threshold) && !onAxis(t.Threshold, f.YTicks) {
		return errors.New("the threshold is not on the y axis")
	}
	for i := range t.Lines {
		if err := checkReadings(t.Lines[i].Readings, f); err != nil {
			return fmt.Errorf("line %d: %w", i+1, err)
		}
	}
	for i := range t.Volumes {
		if err := checkVolumes(t.Volumes[i].Bars, t.VolumeTicks, f.XTicks); err != nil {
			return fmt.Errorf("strip %d: %w", i+1, err)
		}
	}
	return nil
}

func checkReadings(readings []Reading, f *Figure) error {
	for i, r := range readings {
		switch {
		case !onAxis(r.At, f.XTicks):
			return fmt.Errorf("reading %d is not on the x axis", i+1)
		case !math.IsNaN(r.Value) && !onAxis(r.Value, f.YTicks):
			return fmt.Errorf("reading %d is not on the y axis", i+1)
		case i > 0 && r.At < readings[i-1].At:
			return fmt.Errorf("reading %d is before the one in front of it", i+1)
		case r.Bound != Exact && r.Bound != Below && r.Bound != Above:
			return fmt.Errorf("reading %d has an unknown bound", i+1)
		}
	}
	return nil
}

func checkVolumes(bars []Volume, ticks, times []Tick) error {
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

// Numbers are the readings and the volumes.
func (t *Trajectories) Numbers(_ *Figure, add func(Number)) {
	for _, line := range t.Lines {
		for _, r := range line.Readings {
			add(Number{Part: "reading", Series: line.Label, Name: string(r.Bound), X: r.At, Y: r.Value, Lower: none,
				Upper: none})
		}
	}
	for _, strip := range t.Volumes {
		for _, v := range strip.Bars {
			add(Number{Part: "volume", Series: strip.Label, X: v.At, Y: v.Amount, Lower: none, Upper: none})
		}
	}
}

func (t *Trajectories) clone() Chart {
	out := *t
	out.VolumeTicks, out.Lines, out.Volumes = slices.Clone(t.VolumeTicks), slices.Clone(t.Lines),
		slices.Clone(t.Volumes)
	return &out
}

package figure

import (
	"math"
	"testing"

	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// ratio is a forest of one row on an axis from 0.1 to 10.
func ratio(estimate, lower, upper float64) *document.Figure {
	f := ratios(shortName)
	as[*document.Forest](f).
		Rows = []document.ForestRow{{Label: "x", Estimate: estimate, Lower: lower, Upper: upper,
		Missing: "không ước tính được", Texts: []string{"a", "b"}}}
	return f
}

// forestParts gives a row's interval, its arrows' tips and its points, in units
// of the axis: 0 is 0.1, 0.5 is 1, 1 is 10.
func forestParts(t *testing.T, r *recorder) (lines [][2]float64, tips, points []float64) {
	t.Helper()
	a := r.axesOf(t, 1)
	unit := func(x vg.Length) float64 {
		return math.Round(1e6*float64((x-a.box.Min.X)/(a.box.Max.X-a.box.Min.X))) / 1e6
	}
	for _, s := range r.strokes {
		p := s.points
		if len(p) == 2 && p[0].Y == p[1].Y && p[0].Y > a.box.Min.Y+1 && s.colour.R == uint8(ink) {
			lines = append(lines, [2]float64{unit(p[0].X), unit(p[1].X)})
		}
	}
	for _, s := range r.fills {
		if len(s.points) == 3 && s.points[0].Y > a.box.Min.Y {
			tips = append(tips, unit(s.points[0].X))
		}
	}
	for _, s := range inColour(r.fills, 0) {
		low, high := extentOf(s.points)
		points = append(points, unit((low.X+high.X)/2))
	}
	return lines, tips, points
}

func TestForestIsOnALogAxis(t *testing.T) {
	r := record(t, ratio(1, 0.1, 10), Size{Width: DoubleWidth})
	lines, tips, points := forestParts(t, r)
	if len(lines) != 1 || lines[0] != [2]float64{0, 1} || len(tips) > 0 || len(points) != 1 || points[0] != 0.5 {
		t.Errorf("interval %v, arrows %v, point %v; want all the axis, none, its middle", lines, tips, points)
	}
	r = record(t, ratio(math.Sqrt(10), 1, 10), Size{Width: DoubleWidth})
	if lines, _, points := forestParts(t, r); lines[0] != [2]float64{0.5, 1} || points[0] != 0.75 {
		t.Errorf("interval %v, point %v", lines, points)
	}
}

func TestForestArrowsWhereTheIntervalLeaves(t *testing.T) {
	for _, c := range []struct {
		estimate, lower, upper float64
		tips                   []float64
		points                 int
	}{
		{1, 0.5, 20, []float64{1}, 1},
		{1, 0, 2, []float64{0}, 1},
		{1, 0, math.Inf(1), []float64{0, 1}, 1},
		{20, 2, 90, []float64{1, 1}, 0},
		{20, 12, 90, []float64{1, 1, 1}, 0},
		{0.01, 0.001, 0.02, []float64{0, 0, 0}, 0},
		{1, math.NaN(), math.NaN(), nil, 1},
	} {
		r := record(t, ratio(c.estimate, c.lower, c.upper), Size{Width: SingleWidth})
		lines, tips, points := forestParts(t, r)
		if len(tips) != len(c.tips) || len(points) != c.points {
			t.Errorf("%v (%v, %v): arrows %v and points %v, want %v and %d", c.estimate, c.lower, c.upper, tips, points,
				c.tips, c.points)
			continue
		}
		for i, tip := range c.tips {
			if tips[i] != tip {
				t.Errorf("%v (%v, %v): arrow at %v, want %v", c.estimate, c.lower, c.upper, tips[i], tip)
			}
		}
		for _, l := range lines {
			if l[0] < 0 || l[1] > 1 {
				t.Errorf("%v (%v, %v): interval %v leaves the frame", c.estimate, c.lower, c.upper, l)
			}
		}
	}
}

func TestForestSaysWhyThereIsNoRatio(t *testing.T) {
	nan := math.NaN()
	f := ratio(nan, nan, nan)
	r := record(t, f, Size{Width: SingleWidth})
	lines, tips, points := forestParts(t, r)
	w, ok := r.find("không ước tính được")
	if len(lines)+len(tips)+len(points) > 0 || !ok || !covered(w, r) {
		t.Errorf("interval %v, arrows %v, points %v, text %v", lines, tips, points, ok)
	}
}

func TestForestTextsStandInColumns(t *testing.T) {
	f := ratios(shortName)
	for _, width := range []vg.Length{SingleWidth, DoubleWidth} {
		r := record(t, f, Size{Width: width})
		head, ok := r.find(as[*document.Forest](f).TextHeads[0])
		if !ok {
			t.Fatal("no head")
		}
		for _, row := range as[*document.Forest](f).Rows {
			if row.Heading {
				continue
			}
			label, _ := r.find(row.Label)
			found := false
			for _, w := range r.texts {
				level := math.Abs(float64(w.box.Min.Y+w.box.Max.Y-label.box.Min.Y-label.box.Max.Y)) < 2
				found = found || w.text == row.Texts[0] && level && math.Abs(float64(w.box.Min.X-head.box.Min.X)) < 1e-6
			}
			if !found {
				t.Errorf("at %.0f: %q does not stand in its column beside %q", mm(width), row.Texts[0], row.Label)
			}
		}
	}
}

// Long labels leave the plot its room: then the texts stand under them.
func TestForestKeepsRoomForItsPlot(t *testing.T) {
	f := ratios(longName)
	for _, width := range []vg.Length{SingleWidth, DoubleWidth} {
		r := record(t, f, Size{Width: width})
		if a := r.axesOf(t, 1); a.box.Max.X-a.box.Min.X < rowPlotLeast*width {
			t.Errorf("at %.0f the plot is %.0f mm wide", mm(width), mm(a.box.Max.X-a.box.Min.X))
		}
	}
}

func TestForestReferenceLineAndSides(t *testing.T) {
	f := ratios(shortName)
	r := record(t, f, Size{Width: DoubleWidth})
	a := r.axesOf(t, 1)
	one := a.x(0.5)
	drawn := false
	for _, s := range r.strokes {
		drawn = drawn || len(s.points) == 2 && s.colour.R == uint8(muted) &&
			math.Abs(float64(s.points[0].X-one)) < 1e-6 && s.points[0].X == s.points[1].X
	}
	lower, ok := r.find(as[*document.Forest](f).Lower)
	higher, also := r.find(as[*document.Forest](f).Higher)
	if !drawn || !ok || !also || lower.box.Max.X > one || higher.box.Min.X < one {
		t.Errorf("line at 1 drawn: %v; sides at %v and %v", drawn, lower.box, higher.box)
	}
	if _, ok := r.find("1"); !ok {
		t.Error("the tick at 1 has no text")
	}
}

// Where ticks are thinned, the one at 1 keeps its text.
func TestForestKeepsTheTickAtOne(t *testing.T) {
	f := ratios(longName)
	f.XTicks = nil
	for v := 1.0 / 64; v <= 64; v *= 2 {
		f.XTicks = append(f.XTicks, document.Tick{At: v, Label: decimal(v)})
	}
	as[*document.Forest](f).Rows[0] = document.ForestRow{Label: "y", Estimate: 2, Lower: 1, Upper: 4,
		Texts: []string{"", ""}}
	r := record(t, f, Size{Width: SingleWidth})
	a := r.axesOf(t, 1)
	named := 0
	for _, w := range r.texts {
		middle := (w.box.Min.X + w.box.Max.X) / 2
		if w.box.Max.Y < a.box.Min.Y && w.text == "1" && math.Abs(float64(middle-a.x(0.5))) < 1e-6 {
			named++
		}
	}
	if named != 1 {
		t.Errorf("the tick at 1 has %d texts", named)
	}
}

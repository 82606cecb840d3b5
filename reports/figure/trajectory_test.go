package figure

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// steps is one antibody that falls from 1:16 to 1:2 over days -10 to 10.
func steps() *document.Figure {
	f := titres(1, "IgM %d")
	f.XTicks = []document.Tick{{At: -10, Label: "-10"}, {At: 0, Label: "0"}, {At: 10, Label: "10"}}
	f.YTicks = f.YTicks[:6] // to 1:32
	t := as[*document.Trajectories](f)
	t.Threshold = 8
	t.Lines[0].Readings = []document.Reading{{At: -10, Value: 16}, {At: 0, Value: 8}, {At: 5, Value: 2}}
	t.Volumes = []document.VolumeStrip{{Label: "TM-1", Bars: []document.Volume{{At: -10, Amount: 20},
		{At: 0, Amount: 60}, {At: 0, Amount: 40}}}}
	return f
}

// titreAxes gives the plot of values with day -10 at 0 and 10 at 1, and 1:1 at
// 0 and 1:32 at 1: the ends of the grid.
func titreAxes(t *testing.T, r *recorder) axes {
	t.Helper()
	a := axes{to: 1, box: vg.Rectangle{Min: vg.Point{Y: r.height}}}
	for _, s := range r.strokes {
		if len(s.points) == 2 && s.points[0].Y == s.points[1].Y && s.colour.R == uint8(hair) {
			a.box.Min = vg.Point{X: s.points[0].X, Y: min(a.box.Min.Y, s.points[0].Y)}
			a.box.Max = vg.Point{X: s.points[1].X, Y: max(a.box.Max.Y, s.points[0].Y)}
		}
	}
	if a.box.Max.X == 0 {
		t.Fatal("no grid drawn")
	}
	return a
}

func TestTitresHalveInEqualSteps(t *testing.T) {
	r := record(t, steps(), Size{Width: DoubleWidth})
	a := titreAxes(t, r)
	lines := inColour(r.strokes, 0)
	if want := at(a, 0, 0.8, 0.5, 0.6, 0.75, 0.2); len(lines) == 0 || !near(lines[0].points, want) {
		t.Errorf("line %v, want %v", lines, want)
	}
	dots := inColour(r.fills, 0)
	if len(dots) != 3 {
		t.Fatalf("%d marks, want 3", len(dots))
	}
	low, high := extentOf(dots[1].points)
	if got := []vg.Point{{X: (low.X + high.X) / 2, Y: (low.Y + high.Y) / 2}}; !near(got, at(a, 0.5, 0.6)) {
		t.Errorf("mark at %v, want %v", got, at(a, 0.5, 0.6))
	}
}

func TestThresholdIsDrawnAndNamed(t *testing.T) {
	f := steps()
	r := record(t, f, Size{Width: DoubleWidth})
	a := titreAxes(t, r)
	drawn := false
	for _, s := range r.strokes {
		drawn = drawn || len(s.dashes) == 2 && near(s.points, at(a, 0, 0.6, 1, 0.6))
	}
	w, named := r.find(as[*document.Trajectories](f).ThresholdLabel)
	if away := math.Abs(float64((w.box.Min.Y+w.box.Max.Y)/2 - a.y(0.6))); !drawn || !named || away > 12 {
		t.Errorf("threshold drawn %v, named %v, %v from its line", drawn, named, away)
	}
	as[*document.Trajectories](f).Threshold = math.NaN()
	if _, named := record(t, f, Size{Width: DoubleWidth}).find(as[*document.Trajectories](f).ThresholdLabel); named {
		t.Error("a threshold that is not there is named")
	}
}

// With no room beside its line, the legend names the threshold.
func TestThresholdInTheLegend(t *testing.T) {
	f := steps()
	tr := as[*document.Trajectories](f)
	tr.ThresholdLabel = fmt.Sprintf(longName, 1)
	for up := range 2 { // two lines that leave no room above and below
		tr.Lines = append(tr.Lines,
			document.Trajectory{Readings: []document.Reading{{At: -10, Value: 7 + 2*float64(up)},
				{At: 10, Value: 7 + 2*float64(up)}}})
	}
	r := record(t, f, Size{Width: DoubleWidth})
	if w, ok := r.find(tr.ThresholdLabel); !ok || w.box.Min.Y < titreAxes(t, r).box.Max.Y {
		t.Errorf("label of the threshold at %v, want it above the plot", w.box)
	}
}

func TestMissingReadingBreaksTheLine(t *testing.T) {
	f := steps()
	as[*document.Trajectories](f).Lines[0].Readings = []document.Reading{
		{At: -10, Value: 16}, {At: -5, Value: 8}, {At: 0, Value: math.NaN()}, {At: 5, Value: 4}, {At: 10, Value: 2},
	}
	r := record(t, f, Size{Width: DoubleWidth})
	a := titreAxes(t, r)
	got := inColour(r.strokes, 0)
	if len(got) < 2 || !near(got[0].points, at(a, 0, 0.8, 0.25, 0.6)) ||
		!near(got[1].points, at(a, 0.75, 0.4, 1, 0.2)) {
		t.Errorf("lines %v, want two", got)
	}
}

func TestBoundsAreOpenMarksWithAName(t *testing.T) {
	f := steps()
	as[*document.Trajectories](f).Lines[0].Readings[2].Bound = document.Below
	r := record(t, f, Size{Width: DoubleWidth})
	if n := len(inColour(r.fills, 0)); n != 2 {
		t.Errorf("%d filled marks, want 2", n)
	}
	if _, ok := r.find(as[*document.Trajectories](f).Below); !ok {
		t.Error("no name for readings below")
	}
	if _, ok := r.find(as[*document.Trajectories](f).Above); ok {
		t.Error("a name for readings above, which are none")
	}
}

// Readings of two lines at one place stand side by side.
func TestEqualReadingsAreBothSeen(t *testing.T) {
	f := steps()
	tr := as[*document.Trajectories](f)
	tr.Lines = append(tr.Lines, document.Trajectory{Label: "IgG", Readings: tr.Lines[0].Readings})
	r := record(t, f, Size{Width: SingleWidth})
	blue, red := inColour(r.fills, 0), inColour(r.fills, 1)
	if len(blue) != 3 || len(red) != 3 {
		t.Fatalf("%d and %d marks, want 3 each", len(blue), len(red))
	}
	for i := range blue {
		_, high := extentOf(blue[i].points)
		low, _ := extentOf(red[i].points)
		if low.X < high.X || low.X > high.X+3 {
			t.Errorf("marks %d end at %v and begin at %v", i, high.X, low.X)
		}
	}
}

// Every line is named once, and with words in its colour.
func TestEveryTrajectoryIsNamedOnce(t *testing.T) {
	for _, n := range []int{1, 2, 6, 20, 40} {
		f := titres(n, "TM-%03d IgM")
		for _, size := range []Size{Single(f), Double(f)} {
			r := record(t, f, size)
			for i, l := range as[*document.Trajectories](f).Lines {
				found := 0
				for _, w := range r.texts {
					if w.text == l.Label {
						found++
					}
				}
				if found != 1 {
					t.Errorf("%d lines at %.0f: line %d is named %d times", n, size.Width, i+1, found)
				}
			}
		}
	}
}

func TestTrajectoriesLookDifferent(t *testing.T) {
	f := titres(6, "TM-%03d")
	r := record(t, f, Size{Width: DoubleWidth})
	seen := map[string]bool{}
	for i := range 6 {
		seen[fmt.Sprint(inColour(r.strokes, i)[0].dashes)] = true
	}
	if len(seen) != 6 {
		t.Errorf("%d kinds of dashes among six lines", len(seen))
	}
}

// Bars stand under their day; those of one day upon one another.
func TestVolumesShareTheTimeAxis(t *testing.T) {
	r := record(t, steps(), Size{Width: DoubleWidth})
	a := titreAxes(t, r)
	var got []vg.Rectangle
	for _, s := range r.fills {
		if s.colour == tint(curveColour(0), 0.75) {
			low, high := extentOf(s.points)
			got = append(got, vg.Rectangle{Min: low, Max: high})
		}
	}
	if len(got) != 3 {
		t.Fatalf("%d bars, want 3", len(got))
	}
	unit := (got[0].Max.Y - got[0].Min.Y) / 20
	for i, want := range []struct{ at, from, to float64 }{{0, 0, 20}, {0.5, 0, 60}, {0.5, 60, 100}} {
		x := (got[i].Min.X + got[i].Max.X) / 2
		from, to := (got[i].Min.Y-got[0].Min.Y)/unit, (got[i].Max.Y-got[0].Min.Y)/unit
		if math.Abs(float64(x-a.x(want.at))) > 1e-6 || math.Abs(float64(from)-want.from) > 1e-6 ||
			math.Abs(float64(to)-want.to) > 1e-6 {
			t.Errorf("bar %d at %v from %v to %v, want %v, %v to %v", i, x, from, to, a.x(want.at), want.from, want.to)
		}
		if got[i].Max.Y > a.box.Min.Y {
			t.Errorf("bar %d reaches into the plot", i)
		}
	}
}

func TestDayOfTheTransplantIsMarked(t *testing.T) {
	f := steps()
	r := record(t, f, Size{Width: DoubleWidth})
	a := titreAxes(t, r)
	marked := 0
	for _, s := range r.strokes {
		if len(s.points) == 2 && s.colour.R == uint8(muted) && math.Abs(float64(s.points[0].X-a.x(0.5))) < 1e-6 &&
			s.points[1].X == s.points[0].X {
			marked++
		}
	}
	if marked != 2 {
		t.Errorf("%d lines at day 0, want one in the plot and one in the strips", marked)
	}
}

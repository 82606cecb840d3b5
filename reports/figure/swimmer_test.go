package figure

import (
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// oneLane is one patient, dependent to 40 and followed to 80 of 100.
func oneLane(exit document.SwimmerExit, marks ...document.SwimmerMark) *document.Figure {
	f := swimmers(1)
	f.XTicks = xTicks(100, 50)
	as[*document.Swimmer](f).Lanes = []document.SwimmerLane{{
		Label: "TM-1", End: 80, Exit: exit, Marks: marks,
		Phases: []document.SwimmerPhase{{From: 0, To: 40, Phase: 0}, {From: 40, To: 80, Phase: 1}},
	}}
	return f
}

// bars gives the boxes of the lanes, which lie in the plot.
func bars(r *recorder, a axes) []shape {
	var out []shape
	for _, s := range r.fills {
		if len(s.points) == 4 && s.points[0].Y == s.points[1].Y && s.points[0].X >= a.box.Min.X-1e-6 &&
			s.points[2].Y < a.box.Max.Y &&
			s.points[1].X-s.points[0].X > 10 && s.colour.R != uint8(paper) {
			out = append(out, s)
		}
	}
	return out
}

// symbols gives the centres of the marks in the plot: the fills that are no
// boxes or arrows.
func symbols(r *recorder, a axes) []vg.Point {
	var out []vg.Point
	for _, s := range r.fills {
		low, high := extentOf(s.points)
		square := math.Abs(float64(high.X-low.X-(high.Y-low.Y))) < 0.35*float64(high.X-low.X)
		if square && high.Y < a.box.Max.Y && (s.colour.R == uint8(ink) || s.colour.R == uint8(paper)) &&
			len(s.points) != 3 {
			out = append(out, vg.Point{X: (low.X + high.X) / 2, Y: (low.Y + high.Y) / 2})
		}
	}
	return out
}

func extentOf(points []vg.Point) (low, high vg.Point) {
	low, high = points[0], points[0]
	for _, p := range points {
		low = vg.Point{X: min(low.X, p.X), Y: min(low.Y, p.Y)}
		high = vg.Point{X: max(high.X, p.X), Y: max(high.Y, p.Y)}
	}
	return low, high
}

// swimmerAxes finds the plot between the x axis and the legend.
func swimmerAxes(t *testing.T, r *recorder, to float64) axes {
	a := r.axesOf(t, to)
	for _, s := range r.strokes { // the grid is as high as the plot
		if len(s.points) == 2 && s.points[0].X == s.points[1].X && s.colour.R == uint8(hair) {
			a.box.Min.Y, a.box.Max.Y = s.points[0].Y, s.points[1].Y
		}
	}
	return a
}

func TestSwimmerBarsRunFromPhaseToPhase(t *testing.T) {
	r := record(t, oneLane(document.ExitFollowed), Size{Width: DoubleWidth})
	a := swimmerAxes(t, r, 100)
	got := bars(r, a)
	if len(got) != 2 {
		t.Fatalf("%d bars, want two phases", len(got))
	}
	for i, want := range [][2]float64{{0, 40}, {40, 80}} {
		low, high := extentOf(got[i].points)
		if math.Abs(float64(low.X-a.x(want[0]))) > 1e-6 || math.Abs(float64(high.X-a.x(want[1]))) > 1e-6 {
			t.Errorf("phase %d from %v to %v, want %v to %v", i, low.X, high.X, a.x(want[0]), a.x(want[1]))
		}
	}
	if got[0].colour == got[1].colour {
		t.Error("both phases look alike")
	}
}

func TestSwimmerExits(t *testing.T) {
	for _, c := range []struct {
		exit          document.SwimmerExit
		arrows, cross int
	}{{document.ExitFollowed, 1, 0}, {document.ExitDied, 0, 1}, {document.ExitPlain, 0, 0}} {
		// two marks of the last day stand before its end, not after it
		last := []document.SwimmerMark{{At: 80, Milestone: 0}, {At: 80, Milestone: 1}}
		r := record(t, oneLane(c.exit, last...), Size{Width: DoubleWidth})
		a := swimmerAxes(t, r, 100)
		arrows, cross := 0, 0
		for _, s := range r.fills {
			if len(s.points) == 3 && s.points[0].Y < a.box.Max.Y && s.points[0].X > a.x(80) {
				arrows++
			}
		}
		for _, s := range r.strokes {
			rising := len(s.points) == 2 && s.points[0].X < s.points[1].X && s.points[0].Y < s.points[1].Y
			if rising && s.colour.R == uint8(ink) && s.points[0].Y < a.box.Max.Y && s.points[0].Y > a.box.Min.Y {
				cross++
				if middle := (s.points[0].X + s.points[1].X) / 2; math.Abs(float64(middle-a.x(80))) > 1e-6 {
					t.Errorf("death at %v, want %v", middle, a.x(80))
				}
			}
		}
		if arrows != c.arrows || cross != c.cross {
			t.Errorf("%q: %d arrows and %d crosses, want %d and %d", c.exit, arrows, cross, c.arrows, c.cross)
		}
	}
}

// Marks of one day stand one over the other at that day, each still to be seen.
func TestSwimmerMarksDoNotHideEachOther(t *testing.T) {
	var marks []document.SwimmerMark
	for i := range 7 {
		marks = append(marks, document.SwimmerMark{At: 30, Milestone: 6 - i})
	}
	marks = append(marks, document.SwimmerMark{At: 80, Milestone: 0}, document.SwimmerMark{At: 1, Milestone: 0})
	for _, exit := range []document.SwimmerExit{document.ExitDied, document.ExitFollowed} {
		f := oneLane(exit, marks...)
		for _, width := range []vg.Length{SingleWidth, DoubleWidth} {
			r := record(t, f, Size{Width: width})
			a := swimmerAxes(t, r, 100)
			centres := symbols(r, a)
			// three-sided marks look like arrows to the test
			if want := len(marks) - 2; len(centres) != want {
				t.Errorf("%s at %.0f: %d marks, want %d", exit, mm(width), len(centres), want)
			}
			radius := markSize * NewPress().typography(width, false).em
			for i, p := range centres {
				if !slices.ContainsFunc([]float64{1, 30, 80},
					func(day float64) bool { return math.Abs(float64(p.X-a.x(day))) < 1e-6 }) {
					t.Errorf("%s at %.0f: a mark at %v, which is no day of one", exit, mm(width), p.X)
				}
				for _, q := range centres[:i] {
					if math.Hypot(float64(p.X-q.X), float64(p.Y-q.Y)) < 1.85*float64(radius) {
						t.Errorf("%s at %.0f: marks at %v and %v", exit, mm(width), p, q)
					}
				}
			}
		}
	}
}

// However long a name and narrow the figure, every letter of a patient's name is there.
func TestSwimmerNamesArePrintedWhole(t *testing.T) {
	for _, name := range []string{"H001", strings.Repeat("TM-2024-", 8), strings.Repeat("W", 64),
		strings.Repeat("Nhi ", 20)} {
		f := swimmers(10)
		s := as[*document.Swimmer](f)
		for i := range s.Lanes {
			s.Lanes[i].Label = name
		}
		for _, width := range []vg.Length{SingleWidth, DoubleWidth} {
			r := record(t, f, Size{Width: width})
			printed := ""
			for _, w := range r.texts {
				if w.box.Min.X == 0 && !w.upright && strings.Contains(name, w.text) {
					printed += w.text
				}
			}
			plain := func(s string) string { return strings.ReplaceAll(s, " ", "") }
			if want := strings.Repeat(plain(name), 10); plain(printed) != want {
				t.Errorf("at %.0f: %q, want %q ten times", mm(width), printed, name)
			}
		}
	}
}

// A single mark stands at its day.
func TestSwimmerMarkStandsAtItsDay(t *testing.T) {
	r := record(t, oneLane(document.ExitFollowed, document.SwimmerMark{At: 25, Milestone: 0}), Size{Width: DoubleWidth})
	a := swimmerAxes(t, r, 100)
	if got := symbols(r, a); len(got) != 1 || math.Abs(float64(got[0].X-a.x(25))) > 1e-6 {
		t.Errorf("mark at %v, want %v", got, a.x(25))
	}
}

func TestSwimmerLegendNamesWhatOccurs(t *testing.T) {
	f := oneLane(document.ExitFollowed, document.SwimmerMark{At: 25, Milestone: 4})
	r := record(t, f, Size{Width: DoubleWidth})
	s := as[*document.Swimmer](f)
	for text, want := range map[string]bool{
		s.Phases[0]: true, s.Phases[1]: true, s.Milestones[4]: true, s.Milestones[0]: false, s.Followed: true,
		s.Died: false,
	} {
		if _, ok := r.find(text); ok != want {
			t.Errorf("%q in the legend: %v", text, ok)
		}
	}
}

func TestSwimmerHeight(t *testing.T) {
	if h := mm(Height(swimmers(10), DoubleWidth)); h < 75 || h > 115 {
		t.Errorf("ten patients are %.0f mm high, want about 100", h)
	}
	if h := Height(swimmers(60), DoubleWidth); h > maxHeight {
		t.Errorf("sixty patients are %.0f mm high", mm(h))
	}
}

func TestSwimmerCountsLanesLeftOut(t *testing.T) {
	for _, n := range []int{60, 200} {
		for _, width := range []vg.Length{SingleWidth, DoubleWidth} {
			r := record(t, swimmers(n), Size{Width: width})
			lanes, left := 0, ""
			for _, w := range r.texts {
				if strings.HasPrefix(w.text, "TM-") {
					lanes++
				}
				if strings.HasPrefix(w.text, "+") {
					left = w.text
				}
			}
			if want := plus(n - lanes); left != want || n == 60 && lanes != 60 {
				t.Errorf("%d patients: %d lanes and %q, want %q", n, lanes, left, want)
			}
		}
	}
}

func plus(n int) string {
	if n == 0 {
		return ""
	}
	return "+" + decimal(float64(n))
}

func TestMilestonesHaveTheirOwnShapes(t *testing.T) {
	type look struct {
		sides int
		low   vg.Point
		open  bool
	}
	seen := map[look]int{}
	for i := range document.MaxMilestones {
		points, open := symbol(i, vg.Point{}, 10)
		low, _ := extentOf(points)
		l := look{len(points), vg.Point{X: vg.Length(math.Round(float64(low.X))),
			Y: vg.Length(math.Round(float64(low.Y)))}, open}
		if other, ok := seen[l]; ok {
			t.Errorf("milestones %d and %d look alike", i, other)
		}
		seen[l] = i
	}
}

func TestPhasesDifferInGrey(t *testing.T) {
	box := vg.Rectangle{Max: vg.Point{X: 100, Y: 8}}
	var tones []float64
	for i := range 4 {
		r := newRecorder(Size{100, 8})
		drawPhase(pen{r}, i, box, 8)
		tones = append(tones, contrast(r.fills[0].colour))
		if hatched := len(r.strokes) > 1; hatched != (i > 1) {
			t.Errorf("phase %d hatched: %v", i, hatched)
		}
	}
	if tones[0] < 1.5*tones[1] || tones[2] < 1.5*tones[3] {
		t.Errorf("tones %v, want dark and light by turns", tones)
	}
}

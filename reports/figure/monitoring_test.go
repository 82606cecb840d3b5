package figure

import (
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// twoCases is a CUSUM of three values, 0, 2 (a signal) and, anew, 0 and 1, in a
// panel from 0 to 4 over cases 0 to 10, of which those from 5 on are pending.
func twoCases() *document.Figure {
	f := chartFigure("two-cases", "CUSUM")
	f.XTicks, f.XLabel = xTicks(10, 5), "Ca"
	f.Chart = &document.ControlChart{
		PendingFrom: 5, Pending: "chờ", Signal: "tín hiệu", Reset: "bắt đầu lại",
		Panels: []document.ControlPanel{{
			YTicks: xTicks(4, 2), Limits: []document.ControlLimit{{Y: 1.5, Label: "giới hạn"}},
			Paths: []document.ControlPath{{Points: []document.ControlPoint{
				{At: 1}, {At: 2, Y: 2, Signal: true, Label: "ca 2"}, {At: 2, Reset: true}, {At: 3, Y: 1},
			}}},
		}},
	}
	return f
}

// plotOf finds the scales of a chart from the ends of its x axis and the ticks
// of its y axis.
func plotOf(t *testing.T, r *recorder, f *document.Figure, fromTick, toTick written, from, to float64) (x,
	y func(float64) vg.Length) {
	t.Helper()
	first, last := f.XTicks[0], f.XTicks[len(f.XTicks)-1]
	left, right := centreOf(r, t, first.Label, true), centreOf(r, t, last.Label, true)
	low, high := middle(fromTick.box).Y, middle(toTick.box).Y
	x = func(v float64) vg.Length {
		return left + vg.Length((v-first.At)/(last.At-first.At))*(right-left)
	}
	y = func(v float64) vg.Length { return low + vg.Length((v-from)/(to-from))*(high-low) }
	return x, y
}

// centreOf finds the lowest text of a label: that of the x axis.
func centreOf(r *recorder, t *testing.T, text string, lowest bool) vg.Length {
	t.Helper()
	var found *written
	for i := range r.texts {
		if w := &r.texts[i]; w.text == text && (found == nil || lowest == (w.box.Min.Y < found.box.Min.Y)) {
			found = w
		}
	}
	if found == nil {
		t.Fatalf("no %q", text)
	}
	return middle(found.box).X
}

func yTick(t *testing.T, r *recorder, text string) written {
	t.Helper()
	for _, w := range r.texts {
		if w.text == text && w.box.Max.X < r.width/3 {
			return w
		}
	}
	t.Fatalf("no tick %q", text)
	return written{}
}

func TestCUSUMBreaksWhereItStartsAnew(t *testing.T) {
	f := twoCases()
	r := record(t, f, Size{Width: DoubleWidth})
	x, y := plotOf(t, r, f, yTick(t, r, "2"), yTick(t, r, "4"), 2, 4)
	lines := inColour(r.strokes, 0)
	for i, want := range [][]vg.Point{
		{{X: x(1), Y: y(0)}, {X: x(2), Y: y(2)}},
		{{X: x(2), Y: y(0)}, {X: x(3), Y: y(1)}},
	} {
		if i >= len(lines) || !near(lines[i].points, want) {
			t.Fatalf("line %d is %v, want %v", i, lines, want)
		}
	}
	if label, ok := r.find("ca 2"); !ok || math.Abs(float64(middle(label.box).Y-y(2))) > 30 {
		t.Errorf("the signal's label stands at %v", label.box)
	}
	for _, want := range []string{"giới hạn", "chờ", "tín hiệu", "bắt đầu lại"} {
		if _, ok := r.find(want); !ok {
			t.Errorf("no %q", want)
		}
	}
}

func TestPendingIsShadedToTheEnd(t *testing.T) {
	f := twoCases()
	r := record(t, f, Size{Width: DoubleWidth})
	x, _ := plotOf(t, r, f, yTick(t, r, "2"), yTick(t, r, "4"), 2, 4)
	found := false
	for _, s := range r.fills {
		if s.colour.R == uint8(pale) && math.Abs(float64(s.points[0].X-x(5))) < 1e-6 &&
			math.Abs(float64(s.points[1].X-x(10))) < 1e-6 {
			found = true
		}
	}
	if !found {
		t.Error("no shade from 5 to 10")
	}
	as[*document.ControlChart](f).PendingFrom = math.NaN()
	if _, ok := record(t, f, Size{Width: DoubleWidth}).find("chờ"); ok {
		t.Error("a shade that is not there has a name")
	}
}

// Both panels share the x axis: equal cases stand over each other.
func TestPanelsShareTheXAxis(t *testing.T) {
	f := cusum(12, "ca %d")
	r := record(t, f, Size{Width: SingleWidth})
	lines := inColour(r.strokes, 0)
	if len(lines) < 2 || lines[0].points[0].X != lines[len(lines)-1].points[0].X {
		t.Fatalf("%d lines, from %v and %v", len(lines), lines[0].points[0], lines[len(lines)-1].points[0])
	}
}

func TestEverySignalIsNamed(t *testing.T) {
	for _, label := range []string{"ca %d", longName} {
		f := cusum(300, label)
		as[*document.ControlChart](f).Panels = as[*document.ControlChart](f).Panels[:1]
		for _, width := range []vg.Length{SingleWidth, DoubleWidth} {
			r := record(t, f, Size{Width: width})
			all := ""
			for _, w := range r.texts {
				all += w.text + " "
			}
			signals := 0
			for _, p := range as[*document.ControlChart](f).Panels[0].Paths[0].Points {
				if p.Signal {
					signals++
					if label == "ca %d" && !strings.Contains(all, p.Label) {
						t.Errorf("%q is not named", p.Label)
					}
				}
			}
			if signals < 4 {
				t.Fatalf("only %d signals", signals)
			}
		}
	}
}

func TestFunnelPointsLieAtTheirValues(t *testing.T) {
	f := funnel(8, "%d")
	r := record(t, f, Size{Width: DoubleWidth})
	x, y := plotOf(t, r, f, yTick(t, r, "0%"), yTick(t, r, "100%"), 0, 1)
	for i, p := range as[*document.Funnel](f).Points {
		at := vg.Point{X: x(p.N), Y: y(p.Y)}
		found := false
		for _, s := range r.fills {
			low, high := bounds([]vg.Rectangle{boxOf(s.points)})
			centre := vg.Point{X: (low.X + high.X) / 2, Y: (low.Y + high.Y) / 2}
			found = found || near([]vg.Point{centre}, []vg.Point{at})
		}
		if !found {
			t.Errorf("no mark for point %d at %v", i+1, at)
		}
		if _, ok := r.find(p.Label); !ok && p.Outside > 0 {
			t.Errorf("point %d outside the limits has no name", i+1)
		}
	}
	for _, want := range []string{"mục tiêu 12%", "giới hạn 95%", "giới hạn 99,8%", "ngoài 95%"} {
		if _, ok := r.find(want); !ok {
			t.Errorf("no %q", want)
		}
	}
}

func boxOf(points []vg.Point) vg.Rectangle {
	box := vg.Rectangle{Min: points[0], Max: points[0]}
	for _, p := range points {
		box = span(vg.Point{X: min(box.Min.X, p.X), Y: min(box.Min.Y, p.Y)},
			vg.Point{X: max(box.Max.X, p.X), Y: max(box.Max.Y, p.Y)})
	}
	return box
}

// In grey the marks differ by their shapes, so by their numbers of corners.
func TestFunnelMarksDifferInShape(t *testing.T) {
	corners := map[int]int{}
	for outside := range 3 {
		r := newRecorder(Size{100, 100})
		drawFunnelPoint(pen{r}, vg.Point{X: 50, Y: 50}, outside, 8)
		shape := r.fills[0].points
		corners[len(shape)*1000+int(shape[0].X*10)]++
	}
	if len(corners) != 3 {
		t.Errorf("%d shapes for three marks", len(corners))
	}
}

func TestTrendLeavesOutWhatIsMissing(t *testing.T) {
	f := trend(1, 4, shortName)
	r := record(t, f, Size{Width: DoubleWidth})
	x, y := plotOf(t, r, f, yTick(t, r, "0%"), yTick(t, r, "100%"), 0, 1)
	bars := 0
	for _, s := range inColour(r.strokes, 0) {
		if len(s.points) == 2 && s.points[0].X == s.points[1].X && s.points[0].X > x(0)-1 {
			p := as[*document.Trend](f).Rows[0].Points[[]int{0, 1, 3}[min(bars, 2)]]
			if !near(s.points, []vg.Point{{X: x(p.At), Y: y(p.Lower)}, {X: x(p.At), Y: y(p.Upper)}}) {
				t.Errorf("bar %d at %v", bars+1, s.points)
			}
			bars++
		}
	}
	if bars != 3 {
		t.Errorf("%d bars, want 3: one window has no estimate", bars)
	}
	for _, p := range as[*document.Trend](f).Rows[0].Points {
		if w, ok := r.find(p.Count); !ok || math.Abs(float64(middle(w.box).X-x(p.At))) > 1e-6 && p.Count != "0" {
			t.Errorf("the count %q stands at %v", p.Count, w.box)
		}
	}
}

func TestComparisonCutsAtTheAxis(t *testing.T) {
	f := comparison(shortName)
	as[*document.Comparison](f).Rows[1].Observed.Lower, as[*document.Comparison](f).Rows[1].PredictionUpper = -0.5, 3
	r := record(t, f, Size{Width: DoubleWidth})
	left, right := centreOf(r, t, "0%", true), centreOf(r, t, "100%", true)
	legend, ok := r.find(as[*document.Comparison](f).Prediction)
	looked := 0
	for _, s := range append(inColour(r.strokes, 0), r.fills...) {
		for _, p := range s.points {
			drawn := p.Y < legend.box.Min.Y-10 && (s.colour == bandGround() || s.colour == curveColour(0))
			if drawn && (p.X < left-3 || p.X > right+3) { // but for marks at the ends
				t.Errorf("something goes to %v, beyond %v or %v", p, left, right)
			}
			if drawn {
				looked++
			}
		}
	}
	if !ok || looked < 30 {
		t.Errorf("looked at %d points only", looked)
	}
	if _, ok := r.find("không ước tính được"); !ok {
		t.Error("what is missing is not said")
	}
}

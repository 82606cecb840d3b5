package figure

import (
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// twoStates is 100 % in the second state, then half and half from 4 on.
func twoStates() *document.Figure {
	f := stacked(2, shortName)
	f.XTicks, as[*document.Stack](f).Counts = xTicks(10, 5), nil
	as[*document.Stack](f).Times, as[*document.Stack](f).End = []float64{0, 4}, 8
	as[*document.Stack](f).States[0].Shares, as[*document.Stack](f).States[1].Shares = []float64{0, 0.5},
		[]float64{1, 0.5}
	return f
}

// axesOf finds the plot by its two axes, which are drawn apart in a chart.
func (r *recorder) axesOf(t *testing.T, to float64) axes {
	t.Helper()
	var a axes
	for _, s := range r.strokes {
		if len(s.points) != 2 || s.colour.R != uint8(ink) || s.colour.B != uint8(ink) || len(s.dashes) > 0 {
			continue
		}
		p, q := s.points[0], s.points[1]
		longer := q.X - p.X - (a.box.Max.X - a.box.Min.X)
		if p.Y == q.Y && (longer > 1e-6 || longer > -1e-6 && p.Y < a.box.Min.Y) {
			a.box.Min, a.box.Max.X = p, q.X
		}
		if p.X == q.X {
			a.box.Max.Y = max(a.box.Max.Y, q.Y)
		}
	}
	a.to = to
	if a.box.Max.X == 0 {
		t.Fatal("no axes drawn")
	}
	return a
}

// areas gives the fills with the tint of area i, without patches and keys.
func (r *recorder) areas(i int, a axes) []shape {
	var out []shape
	for _, s := range r.fills {
		if s.colour == areaColour(i) && len(inPlot([]shape{s}, a)) == 1 && s.points[0].X == a.box.Min.X {
			out = append(out, s)
		}
	}
	return out
}

func TestStackFillsThePlotUpToTheEnd(t *testing.T) {
	r := record(t, twoStates(), Size{Width: DoubleWidth})
	a := r.axesOf(t, 10)
	lower, upper := r.areas(0, a), r.areas(1, a)
	if len(lower) != 1 || len(upper) != 1 {
		t.Fatalf("%d and %d areas, want one each", len(lower), len(upper))
	}
	if want := at(a, 0, 0, 4, 0, 4, 0.5, 8, 0.5, 8, 0, 4, 0, 4, 0, 0, 0); !near(lower[0].points, want) {
		t.Errorf("lower area %v, want %v", lower[0].points, want)
	}
	if want := at(a, 0, 1, 4, 1, 4, 1, 8, 1, 8, 0.5, 4, 0.5, 4, 0, 0, 0); !near(upper[0].points, want) {
		t.Errorf("upper area %v, want %v", upper[0].points, want)
	}
}

func TestStackDropsTimesPastItsEnd(t *testing.T) {
	f := twoStates()
	as[*document.Stack](f).Times = append(as[*document.Stack](f).Times, 9)
	for i := range as[*document.Stack](f).States {
		as[*document.Stack](f).States[i].Shares = append(as[*document.Stack](f).States[i].Shares, 0.5)
	}
	r := record(t, f, Size{Width: DoubleWidth})
	a := r.axesOf(t, 10)
	if want := at(a, 0, 0, 4, 0, 4, 0.5, 8, 0.5, 8, 0, 4, 0, 4, 0, 0, 0); !near(r.areas(0, a)[0].points, want) {
		t.Errorf("lower area %v, want %v", r.areas(0, a)[0].points, want)
	}
}

func TestStackIsCutAtTheAxisAndAtItsEnd(t *testing.T) {
	for _, c := range []struct{ end, to float64 }{{6, 6}, {99, 10}, {4, 4}} {
		f := twoStates()
		as[*document.Stack](f).Times = []float64{-2, 4}
		as[*document.Stack](f).End = c.end
		r := record(t, f, Size{Width: DoubleWidth})
		a := r.axesOf(t, 10)
		got := r.areas(1, a)
		if len(got) != 1 {
			t.Fatalf("end %v: %d areas", c.end, len(got))
		}
		low, high := vg.Length(math.Inf(1)), vg.Length(0)
		for _, p := range got[0].points {
			low, high = min(low, p.X), max(high, p.X)
		}
		if math.Abs(float64(low-a.x(0))) > 1e-6 || math.Abs(float64(high-a.x(c.to))) > 1e-6 {
			t.Errorf("end %v: from %v to %v, want %v to %v", c.end, low, high, a.x(0), a.x(c.to))
		}
	}
}

func TestStackWithoutFollowUp(t *testing.T) {
	f := twoStates()
	as[*document.Stack](f).End = math.NaN()
	r := record(t, f, Size{Width: DoubleWidth})
	if a := r.axesOf(t, 10); len(r.areas(0, a))+len(r.areas(1, a)) > 0 {
		t.Error("areas without follow-up")
	}
}

// Every state is named once: in its area or in the legend above the plot.
func TestEveryStateIsNamedOnce(t *testing.T) {
	for _, n := range []int{1, 2, 4, 7} {
		f := stacked(n, shortName)
		for _, size := range []Size{Single(f), Double(f)} {
			r := record(t, f, size)
			a := r.axesOf(t, 24)
			for i, s := range as[*document.Stack](f).States {
				found := 0
				for _, w := range r.texts {
					if w.text != s.Label {
						continue
					}
					found++
					if inside(w.box, a.box) && !lies(w.box, r.areas(i, a)) {
						t.Errorf("%d states at %.0f: %q stands outside its area", n, size.Width, w.text)
					}
					if !inside(w.box, a.box) && w.box.Min.Y < a.box.Max.Y {
						t.Errorf("%d states at %.0f: %q stands neither in the plot nor above it", n, size.Width, w.text)
					}
				}
				if found != 1 {
					t.Errorf("%d states at %.0f: state %d is named %d times", n, size.Width, i+1, found)
				}
			}
		}
	}
}

// lies reports whether a box lies within an area's outline: within its floor
// and its ceiling.
func lies(box vg.Rectangle, areas []shape) bool {
	if len(areas) != 1 {
		return false
	}
	points := areas[0].points
	half := len(points) / 2
	for k := 1; k < half; k += 2 {
		from, to := points[k-1].X, points[k].X
		ceiling, bottom := points[k].Y, points[len(points)-k].Y
		if from < box.Max.X && to > box.Min.X && (ceiling < box.Max.Y || bottom > box.Min.Y) {
			return false
		}
	}
	return box.Min.X >= points[0].X && box.Max.X <= points[half-1].X
}

func TestStackCountsStandUnderTheirTicks(t *testing.T) {
	f := stacked(4, shortName)
	r := record(t, f, Size{Width: SingleWidth})
	a := r.axesOf(t, 24)
	for i, text := range as[*document.Stack](f).Counts {
		w, ok := r.find(text)
		if middle := (w.box.Min.X + w.box.Max.X) / 2; !ok || math.Abs(float64(middle-a.x(f.XTicks[i].At))) > 1e-6 ||
			w.box.Max.Y > a.box.Min.Y {
			t.Errorf("count %q at %v", text, w.box)
		}
	}
	if _, ok := r.find(as[*document.Stack](f).Counted); !ok {
		t.Error("the counts have no name")
	}
}

// A long name of the counts takes two lines over them; counts that are not
// known stay empty; nothing of it comes near the axis label.
func TestStackCountsWithALongName(t *testing.T) {
	f := stacked(4, longName)
	as[*document.Stack](f).
		Counted = "Số người bệnh đang được theo dõi và chưa có biến cố kết thúc tại mỗi thời điểm trong nghiên cứu"
	as[*document.Stack](f).Counts[4] = ""
	for _, size := range []Size{Single(f), Double(f)} {
		r := record(t, f, size)
		label, _ := r.find(f.XLabel)
		last, ok := r.find(as[*document.Stack](f).Counts[3])
		if !ok || last.box.Max.Y > label.box.Min.Y || last.box.Min.Y < 0 {
			t.Errorf("at %.0f: a count at %v, the axis label at %v", size.Width, last.box, label.box)
		}
		title := ""
		for _, w := range r.texts {
			if w.face.Font.Weight > 0 && w.box.Max.Y < label.box.Min.Y && w.box.Min.Y > last.box.Max.Y {
				title += w.text + " "
			}
			if w.text == "" {
				t.Error("an empty text is drawn")
			}
		}
		if strings.TrimSpace(title) != as[*document.Stack](f).Counted {
			t.Errorf("at %.0f: the counts are called %q", size.Width, title)
		}
	}
}

// In grey, areas differ by their hatches; text on them reads.
func TestAreasDifferInGrey(t *testing.T) {
	for i := range 7 {
		c := areaColour(i)
		if on := contrast(textColour(black)) / contrast(c); on < 4.5 {
			t.Errorf("text on area %d has a contrast of %.1f", i, on)
		}
		region := []vg.Rectangle{{Max: vg.Point{X: 60, Y: 60}}}
		for j := range i {
			same := len(hatch(i, region, vg.Point{}, 8)) == len(hatch(j, region, vg.Point{}, 8)) &&
				i%hatches == j%hatches
			if same && math.Abs(float64(c.R)-float64(areaColour(j).R)) < 20 {
				t.Errorf("areas %d and %d look alike in grey", i, j)
			}
		}
	}
}

func TestHatchesStayInTheirArea(t *testing.T) {
	region := []vg.Rectangle{
		{Min: vg.Point{X: 10, Y: 20}, Max: vg.Point{X: 30, Y: 60}},
		{Min: vg.Point{X: 30, Y: 35}, Max: vg.Point{X: 47, Y: 90}},
		{Min: vg.Point{X: 47, Y: 50}, Max: vg.Point{X: 80, Y: 55}},
	}
	for i := 1; i < hatches; i++ {
		r := newRecorder(Size{200, 200})
		pen{r}.strokePath(hatch(i, region, vg.Point{X: 10, Y: 20}, 8), 1, ink, nil)
		if len(r.strokes) < 10 {
			t.Errorf("hatch %d has only %d lines", i, len(r.strokes))
		}
		for _, s := range r.strokes {
			for k := range 21 { // points along the line
				share := vg.Length(k) / 20
				p := vg.Point{X: s.points[0].X + share*(s.points[1].X-s.points[0].X),
					Y: s.points[0].Y + share*(s.points[1].Y-s.points[0].Y)}
				within := false
				for _, box := range region {
					within = within || inside(vg.Rectangle{Min: p, Max: p}, grow(box, 1e-6))
				}
				if !within {
					t.Fatalf("hatch %d leaves its area at %v", i, p)
				}
			}
		}
	}
}

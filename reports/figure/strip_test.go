package figure

import (
	"math"
	"testing"

	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// tied are the days 10, 14, 14, 20 of one group.
func tied() *document.Figure {
	f := engraftment(1, 1, shortName)
	as[*document.Strips](f).Groups[0].Values = []float64{14, 10, 20, 14}
	as[*document.Strips](f).Groups[0].Q1, as[*document.Strips](f).Groups[0].Median, as[*document.Strips](f).
		Groups[0].Q3 = 11, 14, 18.5
	return f
}

func dots(r *recorder, i int) []vg.Point {
	var out []vg.Point
	for _, s := range inColour(r.fills, i) {
		low, high := extentOf(s.points)
		out = append(out, vg.Point{X: (low.X + high.X) / 2, Y: (low.Y + high.Y) / 2})
	}
	return out
}

func TestDotsStandAtTheirDaysAndTiesUponOneAnother(t *testing.T) {
	for _, width := range []vg.Length{SingleWidth, DoubleWidth} {
		r := record(t, tied(), Size{Width: width})
		a := r.axesOf(t, 49)
		got := dots(r, 0)
		if len(got) != 4 {
			t.Fatalf("%d dots, want 4", len(got))
		}
		for i, day := range []float64{10, 14, 14, 20} {
			if math.Abs(float64(got[i].X-a.x(day))) > 1e-6 {
				t.Errorf("dot %d at %v, want %v", i, got[i].X, a.x(day))
			}
		}
		if got[0].Y != got[1].Y || got[0].Y != got[3].Y || got[2].Y <= got[1].Y {
			t.Errorf("dots at heights %v, want only the second of day 14 higher", got)
		}
	}
}

func TestNoDotHidesAnother(t *testing.T) {
	for _, cases := range []int{8, 40} {
		f := engraftment(3, cases, shortName)
		for _, width := range []vg.Length{SingleWidth, DoubleWidth} {
			r := record(t, f, Size{Width: width})
			for g := range 2 {
				shapes := inColour(r.fills, g)
				if len(shapes) != cases {
					t.Fatalf("%d dots for %d cases", len(shapes), cases)
				}
				low, high := extentOf(shapes[0].points)
				across := float64(high.X - low.X)
				centres := dots(r, g)
				for i, p := range centres {
					for _, q := range centres[:i] {
						if math.Hypot(float64(p.X-q.X), float64(p.Y-q.Y)) < 0.99*across {
							t.Errorf("%d cases at %.0f: dots at %v and %v", cases, mm(width), p, q)
						}
					}
				}
			}
		}
	}
}

func TestManyDotsArePressedIntoTheirRow(t *testing.T) {
	f := engraftment(2, 3000, shortName)
	f.XTicks = xTicks(70, 10)
	if h := mm(Height(f, DoubleWidth)); h > 90 {
		t.Errorf("two rows are %.0f mm high", h)
	}
	r := record(t, f, Size{Width: DoubleWidth})
	if n := len(dots(r, 0)); n != 3000 {
		t.Errorf("%d dots for 3000 cases", n)
	}
}

func TestMedianAndQuartiles(t *testing.T) {
	r := record(t, tied(), Size{Width: DoubleWidth})
	a := r.axesOf(t, 49)
	bracket := false
	for _, s := range r.strokes {
		if len(s.points) == 4 && s.points[0].Y < r.height/1.5 {
			bracket = bracket || math.Abs(float64(s.points[0].X-a.x(11))) < 1e-6 &&
				math.Abs(float64(s.points[3].X-a.x(18.5))) < 1e-6
		}
	}
	median := false
	for _, s := range r.fills {
		low, high := extentOf(s.points)
		median = median || s.colour.R == uint8(ink) && math.Abs(float64((low.X+high.X)/2-a.x(14))) < 1e-6
	}
	if !bracket || !median {
		t.Errorf("bracket %v, median %v", bracket, median)
	}
	f := tied()
	nan := math.NaN()
	as[*document.Strips](f).Groups[0] = document.Strip{Label: "-", Q1: nan, Median: nan, Q3: nan}
	if _, ok := record(t, f, Size{Width: DoubleWidth}).find("Trung vị"); ok {
		t.Error("a legend for a median that is not there")
	}
}

func TestStripTextsStandBesideTheirRows(t *testing.T) {
	f := engraftment(3, 8, shortName)
	for _, width := range []vg.Length{SingleWidth, DoubleWidth} {
		r := record(t, f, Size{Width: width})
		for _, g := range as[*document.Strips](f).Groups {
			label, ok := r.find(g.Label)
			text, also := r.find(g.Text)
			if !ok || !also || math.Abs(float64(label.box.Min.Y+label.box.Max.Y-text.box.Min.Y-text.box.Max.Y)) > 2 {
				t.Errorf("at %.0f: %q at %v, %q at %v", mm(width), g.Label, label.box, g.Text, text.box)
			}
		}
	}
}

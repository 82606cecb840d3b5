package layout

import (
	"fmt"
	"math"
	"testing"

	"graftstat/reports/document"
)

func shownPoints(points []chartPoint) string {
	s := ""
	for _, p := range points {
		s += fmt.Sprintf("(%v %v %v %v)", p.at, p.y, p.lower, p.upper)
	}
	return s
}

// Three patients: an event on day 1, one on day 3 and the last one followed to
// day 4, each followed from day 0.
func TestCornersOfAStepFunction(t *testing.T) {
	nan := math.NaN()
	c := document.Curve{Start: 1, Lower0: nan, Upper0: nan, End: 4, Ticks: []float64{2, 4},
		Steps: []document.Step{{At: 1, Y: 2. / 3, Lower: 0.1, Upper: 0.9}, {At: 2, Y: 2. / 3, Lower: 0.1, Upper: 0.9},
			{At: 3, Y: 1. / 3, Lower: 0, Upper: 0.8}}}
	s := stepsOf(c, 0, 5)
	third, two := 1./3, 2./3
	want := fmt.Sprintf("(0 1 NaN NaN)(1 1 NaN NaN)(1 %v 0.1 0.9)(3 %v 0.1 0.9)(3 %v 0 0.8)(4 %v 0 0.8)", two, two,
		third, third)
	if got := shownPoints(s.corners); got != want {
		t.Errorf("corners %s, want %s", got, want)
	}
	if got, want := shownPoints(s.censored), fmt.Sprintf("(2 %v NaN NaN)(4 %v NaN NaN)", two, third); got != want {
		t.Errorf("censored %s, want %s", got, want)
	}
	if s.faint != 0 {
		t.Errorf("faint from corner %d", s.faint)
	}
}

func TestNothingIsDrawnPastFollowUp(t *testing.T) {
	for _, c := range []document.Curve{
		{Start: 1, End: 2, Steps: []document.Step{{At: 1, Y: 0.5, Lower: 0, Upper: 1},
			{At: 3, Y: 0.25, Lower: 0, Upper: 1}}, Ticks: []float64{1.5, 2.5}},
		// past the axis
		{Start: 1, End: 9, Steps: []document.Step{{At: 1, Y: 0.5, Lower: 0, Upper: 1},
			{At: 3, Y: 0.25, Lower: 0, Upper: 1}}, Ticks: []float64{1.5, 2.5}},
	} {
		s := stepsOf(c, 0, 2)
		if last := s.corners[len(s.corners)-1]; last.at != 2 || last.y != 0.5 || len(s.censored) != 1 {
			t.Errorf("ends at %v, height %v, %d censored", last.at, last.y, len(s.censored))
		}
	}
	if s := stepsOf(document.Curve{Start: 1, End: math.NaN()}, 0, 2); len(s.corners) != 0 {
		t.Errorf("a curve without follow-up has corners %v", s.corners)
	}
}

// A step before the axis begins sets the height there; one on its first day is
// drawn upright.
func TestStepsAtTheStartOfTheAxis(t *testing.T) {
	c := document.Curve{Start: 0, End: 10, Steps: []document.Step{{At: 1, Y: 0.1, Lower: 0, Upper: 1},
		{At: 5, Y: 0.2, Lower: 0, Upper: 1}, {At: 7, Y: 0.3, Lower: 0, Upper: 1}}}
	if got, want := shownPoints(stepsOf(c, 5, 10).corners),
		"(5 0.1 0 1)(5 0.2 0 1)(7 0.2 0 1)(7 0.3 0 1)(10 0.3 0 1)"; got != want {
		t.Errorf("corners %s, want %s", got, want)
	}
}

// Both parts of a fading curve share a corner; a step at that time is faint.
func TestFewAtRiskFade(t *testing.T) {
	for _, c := range []struct {
		at    float64
		faint int
		want  string
	}{
		{2, 3, "(0 1 0 0)(1 1 0 0)(1 0.5 0 1)(2 0.5 0 1)(3 0.5 0 1)(3 0.25 0 1)(4 0.25 0 1)"},
		{3, 3, "(0 1 0 0)(1 1 0 0)(1 0.5 0 1)(3 0.5 0 1)(3 0.25 0 1)(4 0.25 0 1)"},
		{3.5, 5, "(0 1 0 0)(1 1 0 0)(1 0.5 0 1)(3 0.5 0 1)(3 0.25 0 1)(3.5 0.25 0 1)(4 0.25 0 1)"},
		{5, 0, "(0 1 0 0)(1 1 0 0)(1 0.5 0 1)(3 0.5 0 1)(3 0.25 0 1)(4 0.25 0 1)"},
	} {
		s := stepsOf(document.Curve{Start: 1, End: 4, FadeAt: c.at, FadeSet: true,
			Steps: []document.Step{{At: 1, Y: 0.5, Lower: 0, Upper: 1}, {At: 3, Y: 0.25, Lower: 0, Upper: 1}}}, 0, 4)
		if got := shownPoints(s.corners); got != c.want || s.faint != c.faint {
			t.Errorf("fading at %v: corners %s, faint from %d, want %s, %d", c.at, got, s.faint, c.want, c.faint)
		}
	}
}

// A curve of very many steps is thinned to what can be seen, and stays within a
// thousandth of itself.
func TestManyStepsAreThinned(t *testing.T) {
	c := document.Curve{Start: 1, Lower0: 1, Upper0: 1, End: 100_000}
	for i := 1; i < 100_000; i++ {
		y := 1 - float64(i)/100_000
		c.Steps = append(c.Steps, document.Step{At: float64(i), Y: y, Lower: y, Upper: y})
		c.Ticks = append(c.Ticks, float64(i))
	}
	s := stepsOf(c, 0, 100_000)
	if len(s.corners) > 2100 || len(s.corners) < 1500 || len(s.censored) > 101 || len(s.censored) < 90 {
		t.Errorf("%d corners, %d censored", len(s.corners), len(s.censored))
	}
	for _, p := range append(s.corners, s.censored...) {
		if math.Abs(p.y-(1-p.at/100_000)) > finestStep+2./100_000 {
			t.Fatalf("at %v the height is %v", p.at, p.y)
		}
	}
}

package figure

import (
	"math"
	"testing"

	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// Every row and lane is named; what a lane lacks is said in it, and nowhere else.
func TestCoursesNameRowsAndWhatIsMissing(t *testing.T) {
	f := redCellCourses(3, "TM-%03d")
	r := record(t, f, Size{Width: DoubleWidth})
	count := func(text string) (n int) {
		for _, w := range r.texts {
			if w.text == text {
				n++
			}
		}
		return n
	}
	for text, want := range map[string]int{"TM-001": 1, "TM-003": 1, "Hiệu giá": 3, "Đơn vị": 3, "không có hiệu giá": 1,
		"không truyền hồng cầu": 1, "không có hồng cầu lưới": 1, "không rõ truyền máu": 1, "1:256": 3, "1:32": 0} {
		if got := count(text); got != want {
			t.Errorf("%q stands %d times, want %d", text, got, want)
		}
	}
}

// A bar stands on its day, as high as its units on the lane's scale; one without its
// units is an open mark, no bar.
func TestCoursesDrawUnitsOnTheirDay(t *testing.T) {
	f := redCellCourses(1, "TM-%03d")
	c := as[*document.Courses](f)
	c.Rows[0].Lanes[1].Readings = []document.Reading{{At: -28, Value: 3}, {At: 42, Value: 1.5}, {At: 112, Value: math.NaN()}}
	bars := inColour(record(t, f, Size{Width: DoubleWidth}).fills, 1)
	if len(bars) != 2 {
		t.Fatalf("%d bars, want 2", len(bars))
	}
	low, high := extentOf(bars[0].points)
	other, top := extentOf(bars[1].points)
	if whole, half := high.Y-low.Y, top.Y-other.Y; math.Abs(float64(whole-2*half)) > 0.1 || low.Y != other.Y {
		t.Errorf("3 units are %v high, 1.5 are %v", whole, half)
	}
	left, right := record(t, f, Size{Width: DoubleWidth}), 0.
	for _, s := range left.strokes {
		if len(s.points) == 2 && s.points[0].Y == s.points[1].Y {
			right = max(right, float64(s.points[1].X))
		}
	}
	middle := func(a, b vg.Point) float64 { return float64(a.X+b.X) / 2 }
	if start, centre := middle(low, high), middle(other, top); math.Abs(centre-(start+right)/2) > 0.5 {
		t.Errorf("day 42 is at %v, between %v and %v", centre, start, right)
	}
}

// What has no place on its lane's scale is an error, never cut off.
func TestCoursesHoldReadingsToTheirLane(t *testing.T) {
	for name, spoil := range map[string]func(*document.Courses){
		"over its scale":       func(c *document.Courses) { c.Rows[0].Lanes[1].Readings[0].Value = 4 },
		"after the axis":       func(c *document.Courses) { c.Rows[0].Lanes[2].Readings[2].At = 113 },
		"a lane less":          func(c *document.Courses) { c.Rows[1].Lanes = c.Rows[1].Lanes[:2] },
		"threshold over it":    func(c *document.Courses) { c.Rows[0].Lanes[2].Threshold = 5 },
		"logarithm from 0":     func(c *document.Courses) { c.Rows[0].Lanes[0].Ticks[0].At = 0 },
		"a scale of one tick":  func(c *document.Courses) { c.Rows[0].Lanes[0].Ticks = c.Rows[0].Lanes[0].Ticks[:1] },
		"one before the other": func(c *document.Courses) { c.Rows[0].Lanes[2].Readings[1].At = 3 },
	} {
		f := redCellCourses(2, "TM-%03d")
		c := as[*document.Courses](f)
		if err := c.Check(f); err != nil {
			t.Fatal(err)
		}
		spoil(c)
		if c.Check(f) == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

package figure

import "gonum.org/v1/plot/vg"

// axes map time and probability to a plot's box, reckoned apart from the code
// under test.
type axes struct {
	box      vg.Rectangle
	from, to float64 // time at the left and right edge
}

func (a axes) x(t float64) vg.Length {
	return a.box.Min.X + vg.Length((t-a.from)/(a.to-a.from))*(a.box.Max.X-a.box.Min.X)
}

func (a axes) y(p float64) vg.Length {
	return a.box.Min.Y + vg.Length(p)*(a.box.Max.Y-a.box.Min.Y)
}

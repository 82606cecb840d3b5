package figure

import (
	"math"

	"gonum.org/v1/plot/vg"
)

// circleSides is the number of corners from which a regular polygon is drawn for a circle.
const circleSides = 12

// circle is the middle and the radius of a closed path of many corners that lie on one;
// an outline may go on over its first corners.
func circle(p vg.Path) (middle vg.Point, radius vg.Length, ok bool) {
	var corners []vg.Point
	for i, c := range p {
		switch {
		case c.Type == vg.CloseComp && i == len(p)-1:
		case c.Type == vg.MoveComp && i == 0, c.Type == vg.LineComp:
			if len(corners) > 0 && coincide(c.Pos, corners[0]) {
				return onCircle(corners)
			}
			corners = append(corners, c.Pos)
		default:
			return middle, 0, false
		}
	}
	if len(p) == 0 || p[len(p)-1].Type != vg.CloseComp {
		return middle, 0, false
	}
	return onCircle(corners)
}

func onCircle(corners []vg.Point) (middle vg.Point, radius vg.Length, ok bool) {
	n := vg.Length(len(corners))
	if n < circleSides {
		return middle, 0, false
	}
	for _, c := range corners {
		middle = middle.Add(vg.Point{X: c.X / n, Y: c.Y / n})
	}
	radius = distance(middle, corners[0])
	side := 2 * radius * vg.Length(math.Sin(math.Pi/float64(n)))
	for i, c := range corners {
		if math.Abs(float64(distance(middle, c)-radius)) > 1e-6 ||
			math.Abs(float64(distance(c, corners[(i+1)%len(corners)])-side)) > 1e-6 {
			return middle, 0, false
		}
	}
	return middle, radius, true
}

func distance(a, b vg.Point) vg.Length {
	return vg.Length(math.Hypot(float64(a.X-b.X), float64(a.Y-b.Y)))
}

func coincide(a, b vg.Point) bool { return distance(a, b) < 1e-9 }

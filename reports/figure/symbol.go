package figure

import (
	"math"

	"gonum.org/v1/plot/vg"
)

// symbol gives the outline of mark i around a point, six shapes of about equal
// area, and whether it is open: even marks are filled, odd ones are not.
func symbol(i int, at vg.Point, radius vg.Length) (points []vg.Point, open bool) {
	up := math.Pi / 2
	switch i / 2 % 6 {
	case 0:
		points = polygon(at, radius, 24, 0)
	case 1:
		points = polygon(at.Add(vg.Point{Y: -0.18 * radius}), 1.3*radius, 3, up)
	case 2:
		points = polygon(at, 1.25*radius, 4, math.Pi/4)
	case 3:
		points = polygon(at, 1.25*radius, 4, 0)
	case 4:
		points = polygon(at.Add(vg.Point{Y: 0.18 * radius}), 1.3*radius, 3, -up)
	case 5:
		outer, inner := polygon(at, 1.4*radius, 5, up), polygon(at, 0.62*radius, 5, up+math.Pi/5)
		for k := range outer {
			points = append(points, outer[k], inner[k])
		}
	}
	return points, i%2 == 1
}

// polygon has its first corner at an angle.
func polygon(at vg.Point, radius vg.Length, sides int, angle float64) []vg.Point {
	points := make([]vg.Point, sides)
	for k := range points {
		sin, cos := math.Sincos(angle + 2*math.Pi*float64(k)/float64(sides))
		points[k] = vg.Point{X: at.X + radius*vg.Length(cos), Y: at.Y + radius*vg.Length(sin)}
	}
	return points
}

// drawSymbol draws mark i with a thin rim of paper, so that it stands out from
// what lies under it.
func drawSymbol(d pen, i int, at vg.Point, radius vg.Length) {
	points, open := symbol(i, at, radius)
	closed := append(points[:len(points):len(points)], points[0], points[1])
	d.stroke(closed, 0.75*radius, paper, nil)
	if open {
		d.fill(points, paper)
	} else {
		d.fill(points, ink)
	}
	d.stroke(closed, 0.28*radius, ink, nil)
}

// drawCross marks a death.
func drawCross(d pen, at vg.Point, radius vg.Length) {
	cross := append(
		path([]vg.Point{{X: at.X - radius, Y: at.Y - radius}, {X: at.X + radius, Y: at.Y + radius}}),
		path([]vg.Point{{X: at.X - radius, Y: at.Y + radius}, {X: at.X + radius, Y: at.Y - radius}})...)
	d.strokePath(cross, 1.1*radius, paper, nil)
	d.strokePath(cross, 0.5*radius, ink, nil)
}

// drawArrow draws a line from one point to another with a head of a length.
func drawArrow(d pen, from, to vg.Point, width, head vg.Length) {
	dx, dy := to.X-from.X, to.Y-from.Y
	length := vg.Length(math.Hypot(float64(dx), float64(dy)))
	if length == 0 {
		return
	}
	ux, uy := dx/length, dy/length
	neck := vg.Point{X: to.X - head*ux, Y: to.Y - head*uy}
	if length > head+1e-6 { // but for rounding
		d.stroke([]vg.Point{from, neck}, width, ink, nil)
	}
	half := 0.45 * head
	d.fill([]vg.Point{to, {X: neck.X - half*uy, Y: neck.Y + half*ux}, {X: neck.X + half*uy, Y: neck.Y - half*ux}}, ink)
}

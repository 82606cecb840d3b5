package figure

import (
	"math"

	"gonum.org/v1/plot/vg"
)

// callouts finds places for the labels of points in a plot, clear of its lines,
// of its marks and of each other.
type callouts struct {
	em    vg.Length
	room  vg.Rectangle
	lines [][2]vg.Point
	boxes []vg.Rectangle // marks and texts
}

// callout is a label at its place; a leader joins it to a point that is not
// beside it.
type callout struct {
	text   string
	box    vg.Rectangle
	leader []vg.Point
}

// Distances of callouts in ems.
const (
	calloutGap   = 0.45 // from a mark to its label
	calloutApart = 0.25 // of a label from the marks of others
	calloutClear = 0.15
	calloutNet   = 24 // places across the plot and down it that are tried with a leader
)

// addLine keeps labels off a polyline.
func (c *callouts) addLine(points []vg.Point) {
	for i := 1; i < len(points); i++ {
		c.lines = append(c.lines, [2]vg.Point{points[i-1], points[i]})
	}
}

// addMark keeps labels off a mark.
func (c *callouts) addMark(at vg.Point, radius vg.Length) {
	c.boxes = append(c.boxes, square(at, radius+calloutApart*c.em))
}

func square(at vg.Point, radius vg.Length) vg.Rectangle {
	return grow(vg.Rectangle{Min: at, Max: at}, radius)
}

// place finds room for the label of a mark: beside it, else, if led, anywhere
// in the plot, as near as can be, with a leader. The room is then taken.
func (c *callouts) place(at vg.Point, radius vg.Length, text string, face typeface, led bool) (callout, bool) {
	size := vg.Point{X: face.Width(text), Y: capHeight * face.Font.Size}
	for _, corner := range c.beside(at, radius, size) {
		if box := (vg.Rectangle{Min: corner, Max: corner.Add(size)}); c.free(box) {
			c.boxes = append(c.boxes, box)
			return callout{text: text, box: box}, true
		}
	}
	if !led {
		return callout{}, false
	}
	best, found := callout{text: text}, false
	nearest := math.Inf(1)
	for i := range calloutNet + 1 {
		for j := range calloutNet + 1 {
			corner := vg.Point{
				X: c.room.Min.X + vg.Length(i)/calloutNet*(c.room.Max.X-c.room.Min.X-size.X),
				Y: c.room.Min.Y + vg.Length(j)/calloutNet*(c.room.Max.Y-c.room.Min.Y-size.Y),
			}
			box := vg.Rectangle{Min: corner, Max: corner.Add(size)}
			end := nearestPoint(grow(box, calloutClear*c.em), at)
			away := math.Hypot(float64(end.X-at.X), float64(end.Y-at.Y))
			if away >= nearest || !c.free(box) || c.hits(at, end, radius) {
				continue
			}
			best.box, best.leader, nearest, found = box, []vg.Point{at, end}, away, true
		}
	}
	if found {
		c.boxes = append(c.boxes, best.box)
		c.addLine(best.leader)
	}
	return best, found
}

// beside lists the lower left corners of places beside a mark, the best first.
func (c *callouts) beside(at vg.Point, radius vg.Length, size vg.Point) []vg.Point {
	gap := radius + calloutGap*c.em
	right, left := at.X+gap, at.X-gap-size.X
	above, below := at.Y+gap, at.Y-gap-size.Y
	half := vg.Point{X: at.X - size.X/2, Y: at.Y - size.Y/2}
	return []vg.Point{
		{X: right, Y: half.Y}, {X: half.X, Y: above}, {X: left, Y: half.Y}, {X: half.X, Y: below},
		{X: at.X, Y: above}, {X: at.X - size.X, Y: above}, {X: at.X, Y: below}, {X: at.X - size.X, Y: below},
		{X: right, Y: at.Y}, {X: left, Y: at.Y}, {X: right, Y: at.Y - size.Y}, {X: left, Y: at.Y - size.Y},
	}
}

// free reports whether a text has room in a box.
func (c *callouts) free(box vg.Rectangle) bool {
	clear := grow(box, calloutClear*c.em)
	if !inside(clear, c.room) || overlap(clear, c.boxes) > 0 {
		return false
	}
	for _, l := range c.lines {
		if crosses(clear, l[0], l[1]) {
			return false
		}
	}
	return true
}

// hits reports whether a leader from a mark runs through another mark or text.
func (c *callouts) hits(from, to vg.Point, radius vg.Length) bool {
	for _, box := range c.boxes {
		own := inside(box, grow(square(from, radius+calloutApart*c.em), 0.01))
		if !own && crosses(box, from, to) {
			return true
		}
	}
	return false
}

// nearestPoint of a box to a point outside it.
func nearestPoint(box vg.Rectangle, at vg.Point) vg.Point {
	return vg.Point{X: max(box.Min.X, min(box.Max.X, at.X)), Y: max(box.Min.Y, min(box.Max.Y, at.Y))}
}

// draw a label and its leader.
func (c callout) draw(d pen, face typeface, em vg.Length) {
	d.stroke(c.leader, 0.06*em, muted, nil)
	d.text(c.box.Min, c.text, face, ink, anchor{})
}

package figure

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// coursesBody shows the courses of patients, a row each, over one time axis.
type coursesBody struct {
	noteAbove
	courses *document.Courses
	typ     typography
	frame   vg.Rectangle
	x       xAxis
	axisY   vg.Length
	top     vg.Length
	lane    vg.Length // height of a lane
}

// Distances of courses in ems.
const (
	courseLane      = 2.9
	courseLaneLeast = 2.0
	courseLaneGap   = 0.75 // between the lanes of a row
	courseHead      = 1.9  // over the first lane of a row, for its label
	courseGutter    = 0.5  // between texts and the plot
	courseDot       = 0.2
)

func newCoursesBody(f *document.Figure, courses *document.Courses, typ typography, frame vg.Rectangle) *coursesBody {
	b := &coursesBody{courses: courses, typ: typ, frame: frame}
	var names, scales vg.Length
	for _, row := range courses.Rows {
		for _, lane := range row.Lanes {
			names = max(names, typ.small.Width(lane.Name))
			scales = max(scales, widest(typ.small, tickLabels(lane.Ticks)))
		}
	}
	names = min(names, 0.3*(frame.Max.X-frame.Min.X))
	b.x = newXAxis(f, typ, frame, frame.Min.X+names+courseGutter*typ.em, frame.Max.X-scales-courseGutter*typ.em, 0)
	return b
}

func (b *coursesBody) plot() (left, right vg.Length) { return b.x.low, b.x.high }

// lanes of each row.
func (b *coursesBody) lanes() int {
	if len(b.courses.Rows) == 0 {
		return 0
	}
	return len(b.courses.Rows[0].Lanes)
}

// rowHeight with lanes of a height.
func (b *coursesBody) rowHeight(lane vg.Length) vg.Length {
	return courseHead*b.typ.em + vg.Length(b.lanes())*(lane+courseLaneGap*b.typ.em)
}

func (b *coursesBody) heights() (natural, least vg.Length) {
	n, em := vg.Length(max(1, len(b.courses.Rows))), b.typ.em
	return n*b.rowHeight(courseLane*em) + b.x.height(), n*b.rowHeight(courseLaneLeast*em) + b.x.height()
}

func (b *coursesBody) settle(bottom, top vg.Length) bool {
	b.axisY, b.top = bottom+b.x.height(), top
	n, lanes := vg.Length(max(1, len(b.courses.Rows))), vg.Length(max(1, b.lanes()))
	free := (top-b.axisY)/n - b.rowHeight(0)
	b.lane = max(courseLaneLeast*b.typ.em, free/lanes)
	return true
}

func (b *coursesBody) keys() []key {
	used := map[document.Bound]bool{}
	ends := false
	for _, row := range b.courses.Rows {
		ends = ends || b.endsEarly(row)
		for _, lane := range row.Lanes {
			for _, r := range lane.Readings {
				used[r.Bound] = true
			}
		}
	}
	var keys []key
	for _, k := range []struct {
		bound document.Bound
		name  string
	}{{document.Below, b.courses.Below}, {document.Above, b.courses.Above}} {
		if used[k.bound] {
			keys = append(keys, key{label: k.name,
				draw: func(d pen, box vg.Rectangle) { b.drawDot(d, middle(box), k.bound) }})
		}
	}
	if ends {
		keys = append(keys, key{label: b.courses.Unknown,
			draw: func(d pen, box vg.Rectangle) { d.fill(corners(box), hair) }})
	}
	return keys
}

// endsEarly reports whether bars are not known to the end of the axis.
func (b *coursesBody) endsEarly(row document.CourseRow) bool {
	return row.KnownTo < b.x.to && slices.ContainsFunc(row.Lanes, func(l document.Lane) bool { return l.Bars })
}

func (b *coursesBody) draw(d pen) {
	em := b.typ.em
	b.x.grid(d, b.axisY, b.top)
	y := b.top
	for _, row := range b.courses.Rows {
		d.text(vg.Point{X: b.frame.Min.X, Y: y - 0.55*em}, row.Label, b.typ.strong, ink, anchor{0, 1})
		d.text(vg.Point{X: b.frame.Min.X + b.typ.strong.Width(row.Label) + 0.8*em, Y: y - 0.55*em}, row.Text, b.typ.base,
			ink, anchor{0, 1})
		y -= courseHead * em
		for _, lane := range row.Lanes {
			b.drawLane(d, lane, row, y-b.lane)
			y -= b.lane + courseLaneGap*em
		}
	}
	b.x.draw(d, b.axisY)
}

// drawLane draws a lane of a row, whose foot is at y.
func (b *coursesBody) drawLane(d pen, lane document.Lane, row document.CourseRow, y vg.Length) {
	em := b.typ.em
	s := ticked(lane.Ticks, y, y+b.lane, lane.Log)
	if lane.Bars && b.endsEarly(row) {
		from := b.x.at(max(row.KnownTo, b.x.from))
		d.fill(corners(vg.Rectangle{Min: vg.Point{X: from, Y: y}, Max: vg.Point{X: b.x.high, Y: y + b.lane}}), hair)
	}
	d.stroke([]vg.Point{{X: b.x.low, Y: y}, {X: b.x.high, Y: y}}, 0.05*em, muted, nil)
	if b.x.from < 0 && b.x.to > 0 {
		d.stroke([]vg.Point{{X: b.x.at(0), Y: y}, {X: b.x.at(0), Y: y + b.lane}}, axisLine*em, muted, nil)
	}
	if !math.IsNaN(lane.Threshold) {
		at := s.at(lane.Threshold)
		d.stroke([]vg.Point{{X: b.x.low, Y: at}, {X: b.x.high, Y: at}}, thresholdLine*em, ink, thresholdDashes(em))
	}
	d.text(vg.Point{X: b.x.low - courseGutter*em, Y: y + b.lane/2},
		elide(b.typ.small, lane.Name, b.x.low-courseGutter*em-b.frame.Min.X), b.typ.small, ink, anchor{1, 0.5})
	b.drawScale(d, lane, s)
	switch {
	case len(lane.Readings) == 0:
		d.text(vg.Point{X: (b.x.low + b.x.high) / 2, Y: y + b.lane/2}, lane.Missing, b.typ.small, muted, anchor{0.5, 0.5})
	case lane.Bars:
		b.drawAmounts(d, lane.Readings, s)
	default:
		b.drawLine(d, lane.Readings, s)
	}
}

func (b *coursesBody) drawScale(d pen, lane document.Lane, s scale) {
	em := b.typ.em
	x := b.x.high + 0.2*em
	d.stroke([]vg.Point{{X: x, Y: s.low}, {X: x, Y: s.high}}, 0.06*em, muted, nil)
	for i, t := range lane.Ticks {
		if i > 0 && i+1 < len(lane.Ticks) {
			continue
		}
		up := vg.Length(0)
		if i > 0 {
			up = 1
		}
		d.text(vg.Point{X: b.x.high + courseGutter*em, Y: s.at(t.At)}, t.Label, b.typ.small, muted, anchor{0, up})
	}
}

func (b *coursesBody) drawAmounts(d pen, readings []document.Reading, s scale) {
	half := 0.22 * b.typ.em
	for _, r := range readings {
		x := b.x.at(r.At)
		if math.IsNaN(r.Value) { // given, nobody knows how much
			b.drawDot(d, vg.Point{X: x, Y: s.low + 0.4*b.typ.em}, document.Above)
			continue
		}
		d.fill(corners(vg.Rectangle{Min: vg.Point{X: x - half, Y: s.low}, Max: vg.Point{X: x + half, Y: s.at(r.Value)}}),
			curveColour(1))
	}
}

func (b *coursesBody) drawLine(d pen, readings []document.Reading, s scale) {
	em := b.typ.em
	var line []vg.Point
	for _, r := range readings {
		line = append(line, vg.Point{X: b.x.at(r.At), Y: s.at(r.Value)})
	}
	if len(line) > 1 {
		d.stroke(line, 0.12*em, curveColour(0), nil)
	}
	for i, r := range readings {
		b.drawDot(d, line[i], r.Bound)
	}
}

// drawDot draws a dot, or an open triangle that points to where the value lies.
func (b *coursesBody) drawDot(d pen, at vg.Point, bound document.Bound) {
	em := b.typ.em
	if bound == document.Exact {
		d.fill(polygon(at, courseDot*em, 24, 0), curveColour(0))
		return
	}
	i := 3
	if bound == document.Below {
		i = 9 // turned over
	}
	points, _ := symbol(i, at, boundSize*em)
	d.fill(points, paper)
	d.stroke(append(points, points[0], points[1]), 0.1*em, curveColour(0), nil)
}

// spots are the places of the readings, row by row.
func (b *coursesBody) spots() []vg.Rectangle {
	em := b.typ.em
	var places []vg.Rectangle
	y := b.top
	for _, row := range b.courses.Rows {
		y -= courseHead * em
		for _, lane := range row.Lanes {
			s := ticked(lane.Ticks, y-b.lane, y, lane.Log)
			for _, r := range lane.Readings {
				at := vg.Point{X: b.x.at(r.At), Y: s.low}
				if !math.IsNaN(r.Value) {
					at.Y = s.at(r.Value)
				}
				places = append(places, around(at, courseDot*em))
			}
			y -= b.lane + courseLaneGap*em
		}
	}
	return places
}

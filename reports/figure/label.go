package figure

import "gonum.org/v1/plot/vg"

// label names a curve beside its line.
type label struct {
	text string
	box  vg.Rectangle
}

// maxLabelled is the number of curves up to which labels beside the lines are
// easier to read than a legend.
const maxLabelled = 5

// placeLabels finds room at the end of every line. It reports false if one label
// has none: then a legend names all.
func (b *curveBody) placeLabels() bool {
	n := len(b.curves.Lines)
	if n < 2 || n > maxLabelled {
		return false
	}
	lines := make([][]vg.Rectangle, n)
	for i, t := range b.traces {
		lines[i] = append(b.lineBoxes(t), b.limitBoxes(t)...)
	}
	b.labels = nil
	for i, c := range b.curves.Lines {
		box, ok := b.labelSpot(i, lines, b.typ.strong.Width(c.Label))
		if !ok || c.Label == "" {
			b.labels = nil
			return false
		}
		b.labels = append(b.labels, label{c.Label, box})
	}
	return true
}

// labelSpot looks at the end of curve i for a place beside its line, or just above
// or below it, which no other line comes near and, if there is one, no other
// band touches.
func (b *curveBody) labelSpot(i int, lines [][]vg.Rectangle, width vg.Length) (vg.Rectangle, bool) {
	var best vg.Rectangle
	least := vg.Length(-1)
	for _, box := range b.labelSpots(b.traces[i], width) {
		if !b.labelFits(i, box, lines) {
			continue
		}
		var under vg.Length
		for j, t := range b.traces {
			if j != i {
				under += overlap(box, t.band)
			}
		}
		if least < 0 || under < least {
			best, least = box, under
		}
	}
	return best, least >= 0
}

func (b *curveBody) labelFits(i int, box vg.Rectangle, lines [][]vg.Rectangle) bool {
	em := b.typ.em
	if !inside(box, grow(b.box(), -0.2*em)) || overlap(grow(box, 0.12*em), lines[i]) > 0 {
		return false
	}
	for j := range lines {
		if j != i && overlap(grow(box, 0.9*em), lines[j]) > 0 {
			return false
		}
	}
	for _, other := range b.labels {
		if overlap(grow(box, 0.6*em), []vg.Rectangle{other.box}) > 0 {
			return false
		}
	}
	return true
}

// labelSpots lists the places at the end of a line: after it, then above and
// below it.
func (b *curveBody) labelSpots(t trace, width vg.Length) []vg.Rectangle {
	points := append(append([]vg.Point(nil), t.line...), t.faded...)
	if len(points) < 2 {
		return nil
	}
	em := b.typ.em
	height := capHeight * em
	end := points[len(points)-1]
	after := vg.Point{X: end.X + 0.5*em, Y: end.Y - height/2}
	spots := []vg.Rectangle{{Min: after, Max: after.Add(vg.Point{X: width, Y: height})}}
	gap := (markHeight + 0.2) * em
	low, high, ok := extent(points, end.X-width, end.X)
	if !ok || high-low > 0.8*em {
		return spots // the line falls away from under the label
	}
	for _, y := range []vg.Length{high + gap, low - gap - height} {
		at := vg.Point{X: end.X - width, Y: y}
		spots = append(spots, vg.Rectangle{Min: at, Max: at.Add(vg.Point{X: width, Y: height})})
	}
	return spots
}

// extent of a line between two x.
func extent(points []vg.Point, left, right vg.Length) (low, high vg.Length, ok bool) {
	for i := 1; i < len(points); i++ {
		s := span(points[i-1], points[i])
		if s.Max.X < left || s.Min.X > right {
			continue
		}
		if !ok {
			low, high, ok = s.Min.Y, s.Max.Y, true
		}
		low, high = min(low, s.Min.Y), max(high, s.Max.Y)
	}
	return low, high, ok
}

func (b *curveBody) drawLabels(d pen) {
	for i, l := range b.labels {
		d.text(l.box.Min, l.text, b.typ.strong, readable(b.colour(i)), anchor{})
	}
}

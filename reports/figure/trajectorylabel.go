package figure

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
)

// endLabel names a trajectory.
type endLabel struct {
	line   int
	box    vg.Rectangle
	leader []vg.Point // from the line's end; none beside it
}

// placeBeside looks for room beside the end of every line.
func (b *trajectoryBody) placeBeside() bool {
	b.labels = nil
	for i, l := range b.trajectories.Lines {
		if l.Label == "" || !b.lines[i].ends {
			continue
		}
		box, ok := b.besideEnd(b.lines[i], b.typ.strong.Width(l.Label))
		if !ok {
			b.labels = nil
			return false
		}
		b.labels = append(b.labels, endLabel{line: i, box: box})
	}
	return true
}

func (b *trajectoryBody) besideEnd(line polyline, width vg.Length) (vg.Rectangle, bool) {
	em, end := b.typ.em, line.end
	height := capHeight * em
	boxAt := func(x, y vg.Length) vg.Rectangle {
		return vg.Rectangle{Min: vg.Point{X: x, Y: y}, Max: vg.Point{X: x + width, Y: y + height}}
	}
	var spots []vg.Rectangle
	for _, up := range []vg.Length{0, 0.5, -0.5, 1, -1} {
		spots = append(spots, boxAt(line.reach+endGap*em, end.Y-height/2+up*em))
	}
	for _, share := range []vg.Length{0.5, 1} {
		x := end.X - share*width
		spots = append(spots, boxAt(x, end.Y+0.55*em), boxAt(x, end.Y-0.55*em-height))
	}
	room := vg.Rectangle{
		Min: vg.Point{X: b.x.low + 0.3*em, Y: b.plotY + 0.2*em},
		Max: vg.Point{X: b.frame.Max.X, Y: b.y.high + 0.4*em},
	}
	for _, s := range spots {
		if inside(s, room) && b.free(s) {
			return s, true
		}
	}
	return vg.Rectangle{}, false
}

// free reports whether nothing drawn so far comes near a box.
func (b *trajectoryBody) free(box vg.Rectangle) bool {
	em := b.typ.em
	for _, l := range b.lines {
		for _, part := range l.parts {
			for k := 1; k < len(part); k++ {
				if crosses(grow(box, 0.15*em), part[k-1], part[k]) {
					return false
				}
			}
		}
		for _, m := range l.marks {
			if overlap(grow(box, (boundSize+0.05)*em),
				[]vg.Rectangle{{Min: m.at.Add(vg.Point{X: -0.01, Y: -0.01}),
					Max: m.at.Add(vg.Point{X: 0.01, Y: 0.01})}}) > 0 {
				return false
			}
		}
	}
	for _, l := range b.labels {
		if overlap(grow(box, 0.3*em), []vg.Rectangle{l.box}) > 0 {
			return false
		}
	}
	for _, line := range [][]vg.Point{b.thresholdEnds(), b.transplant()} {
		if len(line) == 2 && crosses(grow(box, 0.15*em), line[0], line[1]) {
			return false
		}
	}
	return true
}

// transplant is the line of day 0 across the plot, where days before it are
// shown.
func (b *trajectoryBody) transplant() []vg.Point {
	if b.x.from >= 0 || b.x.to <= 0 {
		return nil
	}
	x := b.x.at(0)
	return []vg.Point{{X: x, Y: b.plotY}, {X: x, Y: b.y.high}}
}

// placeColumn sets the names in a column at the right, each as near to the
// height of its line's end as its neighbours allow.
func (b *trajectoryBody) placeColumn() bool {
	em := b.typ.em
	b.labels = nil
	for i, l := range b.trajectories.Lines {
		if l.Label != "" && b.lines[i].ends {
			b.labels = append(b.labels, endLabel{line: i})
		}
	}
	if room := b.y.high - b.plotY; vg.Length(len(b.labels))*columnPitch*em > room {
		b.labels = nil
		return false
	}
	slices.SortStableFunc(b.labels, func(p, q endLabel) int {
		return cmp.Compare(b.lines[p.line].end.Y, b.lines[q.line].end.Y)
	})
	places := make([]vg.Length, len(b.labels))
	for i, l := range b.labels {
		places[i] = b.lines[l.line].end.Y
	}
	half := capHeight / 2 * em
	x := b.x.high + leaderLength*em
	for i, y := range spread(places, columnPitch*em, b.plotY+half, b.y.high) {
		l := &b.labels[i]
		width := b.typ.strong.Width(b.trajectories.Lines[l.line].Label)
		l.box = vg.Rectangle{Min: vg.Point{X: x, Y: y - half}, Max: vg.Point{X: x + width, Y: y + half}}
		end := b.lines[l.line].end
		l.leader = []vg.Point{end, {X: b.x.high + 0.25*em, Y: end.Y}, {X: x - 0.2*em, Y: y}}
	}
	return true
}

// thresholdEnds is the threshold's line across the plot.
func (b *trajectoryBody) thresholdEnds() []vg.Point {
	at := b.trajectories.Threshold
	if math.IsNaN(at) {
		return nil
	}
	y := b.y.at(at)
	return []vg.Point{{X: b.x.low, Y: y}, {X: b.x.high, Y: y}}
}

// placeThreshold finds room for the threshold's label just above or below its
// line; without room, the legend names it.
func (b *trajectoryBody) placeThreshold() {
	b.threshold = nil
	ends, text, em := b.thresholdEnds(), b.trajectories.ThresholdLabel, b.typ.em
	if b.keyed || len(ends) == 0 || text == "" {
		return
	}
	size := vg.Point{X: b.typ.base.Width(text), Y: capHeight * em}
	const net = 12
	for k := range net + 1 {
		x := ends[0].X + 0.5*em + vg.Length(k)/net*(ends[1].X-ends[0].X-size.X-em)
		for _, y := range []vg.Length{ends[0].Y + 0.45*em, ends[0].Y - 0.45*em - size.Y} {
			at := vg.Point{X: x, Y: y}
			box := vg.Rectangle{Min: at, Max: at.Add(size)}
			room := vg.Rectangle{Min: vg.Point{X: b.x.low, Y: b.plotY + 0.2*em},
				Max: vg.Point{X: b.x.high, Y: b.y.high}}
			if inside(box, room) && b.free(grow(box, 0.15*em)) && !b.onLeader(box) {
				b.threshold = &areaLabel{[]string{text}, box}
				return
			}
		}
	}
}

func (b *trajectoryBody) onLeader(box vg.Rectangle) bool {
	for _, l := range b.labels {
		for k := 1; k < len(l.leader); k++ {
			if crosses(grow(box, 0.15*b.typ.em), l.leader[k-1], l.leader[k]) {
				return true
			}
		}
	}
	return false
}

// crosses reports whether a line from p to q passes through r, by the
// clipping of Liang and Barsky (ACM Transactions on Graphics 3, 1984).
func crosses(r vg.Rectangle, p, q vg.Point) bool {
	if max(p.X, q.X) < r.Min.X || min(p.X, q.X) > r.Max.X || max(p.Y, q.Y) < r.Min.Y || min(p.Y, q.Y) > r.Max.Y {
		return false // most lines of a plot
	}
	from, to := vg.Length(0), vg.Length(1)
	for _, side := range [][2]vg.Length{
		{p.X - q.X, p.X - r.Min.X}, {q.X - p.X, r.Max.X - p.X},
		{p.Y - q.Y, p.Y - r.Min.Y}, {q.Y - p.Y, r.Max.Y - p.Y},
	} {
		out, room := side[0], side[1]
		switch {
		case out == 0 && room < 0:
			return false
		case out < 0:
			from = max(from, room/out)
		case out > 0:
			to = min(to, room/out)
		}
	}
	return from < to
}

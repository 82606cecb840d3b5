package figure

import (
	"math"
	"strconv"

	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// swimmerBody shows patients as bars in time, with marks on them.
type swimmerBody struct {
	noteAbove
	fig       *document.Figure
	swimmer   *document.Swimmer
	typ       typography
	frameLeft vg.Length
	x         xAxis
	axisY     vg.Length
	face      typeface  // of the labels
	pitch     vg.Length // from one lane to the next
	top       vg.Length
	shown     int // lanes; the rest is counted
}

// Distances of a swimmer plot in ems.
const (
	laneNatural  = 1.45
	laneGap      = 0.8  // between label and bar
	barShare     = 0.62 // of a lane's pitch
	markSize     = 0.36 // radius of a mark
	followedLine = 0.14 // of follow-up without a known phase
	arrowLength  = 1.7  // with the mark before it
	stub         = 0.12 // of a lane's pitch: the day of a mark shows under the bar
)

// labelMost is the share of the width that labels of rows take at most.
const labelMost = 0.3

func newSwimmerBody(f *document.Figure, swimmer *document.Swimmer, typ typography, frame vg.Rectangle) *swimmerBody {
	b := &swimmerBody{fig: f, swimmer: swimmer, typ: typ, frameLeft: frame.Min.X, face: typ.base}
	if vg.Length(len(swimmer.Lanes))*laneNatural*typ.em > maxHeight/2 {
		b.face = typ.small
	}
	var labels vg.Length
	for _, l := range swimmer.Lanes {
		labels = max(labels, b.face.Width(l.Label))
	}
	labels = min(labels, labelMost*(frame.Max.X-frame.Min.X))
	b.x = newXAxis(f, typ, frame, frame.Min.X+labels+laneGap*typ.em, frame.Max.X-(arrowLength+0.2)*typ.em, 0)
	return b
}

func (b *swimmerBody) plot() (left, right vg.Length) { return b.x.low, b.x.high }

// minPitch is that of labels which do not touch.
func (b *swimmerBody) minPitch() vg.Length { return 1.12 * b.face.Font.Size }

func (b *swimmerBody) heights() (natural, least vg.Length) {
	under := b.x.height()
	n := vg.Length(len(b.swimmer.Lanes))
	return max(n, 1)*laneNatural*b.typ.em + under, max(1, min(n, 3))*b.minPitch() + under
}

func (b *swimmerBody) settle(bottom, top vg.Length) bool {
	b.axisY, b.top = bottom+b.x.height(), top
	n := len(b.swimmer.Lanes)
	room := top - b.axisY
	b.shown = n
	b.pitch = min(2*b.typ.em, room/vg.Length(max(n, 1)))
	if b.pitch < b.minPitch() {
		lines := max(1, int(room/b.minPitch()+1e-6))
		b.shown = min(n, lines-1) // one line for those left out
		b.pitch = room / vg.Length(lines)
	}
	return true
}

// keys names what occurs: phases, marks, the arrow and the cross.
func (b *swimmerBody) keys() []key {
	s, em := b.swimmer, b.typ.em
	phases, marks, exits := map[int]bool{}, map[int]bool{}, map[document.SwimmerExit]bool{}
	for _, l := range s.Lanes {
		for _, p := range l.Phases {
			phases[p.Phase] = true
		}
		for _, m := range l.Marks {
			marks[m.Milestone] = true
		}
		if !math.IsNaN(l.End) {
			exits[l.Exit] = true
		}
	}
	var keys []key
	for i, name := range s.Phases {
		if phases[i] {
			keys = append(keys, key{name, func(d pen, box vg.Rectangle) { drawPhase(d, i, box, em) }})
		}
	}
	if s.Open != "" {
		keys = append(keys, key{s.Open, func(d pen, box vg.Rectangle) {
			y := middle(box).Y
			d.stroke([]vg.Point{{X: box.Min.X, Y: y}, {X: box.Max.X, Y: y}}, followedLine*em, muted, nil)
		}})
	}
	for i, name := range s.Milestones {
		if marks[i] {
			keys = append(keys, key{name, func(d pen, box vg.Rectangle) { drawSymbol(d, i, middle(box), markSize*em) }})
		}
	}
	if exits[document.ExitFollowed] {
		keys = append(keys, key{s.Followed, func(d pen, box vg.Rectangle) {
			y := middle(box).Y
			drawArrow(d, vg.Point{X: box.Min.X, Y: y}, vg.Point{X: box.Max.X, Y: y}, 0.12*em, 0.55*em)
		}})
	}
	if exits[document.ExitDied] {
		keys = append(keys, key{s.Died, func(d pen, box vg.Rectangle) { drawCross(d, middle(box), markSize*em) }})
	}
	return keys
}

func middle(r vg.Rectangle) vg.Point {
	return vg.Point{X: (r.Min.X + r.Max.X) / 2, Y: (r.Min.Y + r.Max.Y) / 2}
}

func (b *swimmerBody) draw(d pen) {
	em := b.typ.em
	b.x.grid(d, b.axisY, b.top)
	if b.x.from < 0 && b.x.to > 0 { // the transplant
		x := b.x.at(0)
		d.stroke([]vg.Point{{X: x, Y: b.axisY}, {X: x, Y: b.top}}, axisLine*em, muted, nil)
	}
	most := b.x.low - laneGap*em - b.frameLeft
	for i, l := range b.swimmer.Lanes[:b.shown] {
		y := b.laneY(i)
		d.text(vg.Point{X: b.frameLeft, Y: y}, elide(b.face, l.Label, most), b.face, ink, anchor{0, 0.5})
		b.drawLane(d, l, y)
	}
	if rest := len(b.swimmer.Lanes) - b.shown; rest > 0 {
		at := vg.Point{X: b.frameLeft, Y: b.top - (vg.Length(b.shown)+0.5)*b.pitch}
		d.text(at, "+"+strconv.Itoa(rest), b.face, muted, anchor{0, 0.5})
	}
	b.x.draw(d, b.axisY)
}

// laneY is the middle of a lane.
func (b *swimmerBody) laneY(i int) vg.Length { return b.top - (vg.Length(i)+0.5)*b.pitch }

func (b *swimmerBody) barHeight() vg.Length { return barShare * min(b.pitch, laneNatural*b.typ.em) }

func (b *swimmerBody) markRadius() vg.Length { return min(markSize*b.typ.em, 0.42*b.pitch) }

// drawLane draws one patient's bar around y.
func (b *swimmerBody) drawLane(d pen, l document.SwimmerLane, y vg.Length) {
	em := b.typ.em
	half := b.barHeight() / 2
	if start := max(0, b.x.from); l.End > start {
		d.stroke([]vg.Point{{X: b.x.at(start), Y: y}, {X: b.x.at(l.End), Y: y}}, followedLine*em, muted, nil)
	}
	for _, p := range l.Phases {
		if p.To <= p.From {
			continue
		}
		bar := vg.Rectangle{Min: vg.Point{X: b.x.at(p.From), Y: y - half}, Max: vg.Point{X: b.x.at(p.To), Y: y + half}}
		drawPhase(d, p.Phase, bar, em)
	}
	radius := b.markRadius()
	marks := b.placeMarks(l, radius)
	if l.Exit == document.ExitFollowed && !math.IsNaN(l.End) {
		from := b.x.at(l.End)
		for _, m := range marks {
			from = max(from, m.x+1.4*radius)
		}
		drawArrow(d, vg.Point{X: from, Y: y}, vg.Point{X: from + 0.95*em, Y: y}, 0.12*em, 0.55*em)
	}
	for _, m := range marks {
		x := b.x.at(m.at)
		d.stroke([]vg.Point{{X: x, Y: y - half - stub*b.pitch}, {X: x, Y: y + half}}, 0.07*em, ink, nil)
	}
	for _, m := range marks {
		at := vg.Point{X: m.x, Y: y}
		if m.milestone < 0 {
			drawCross(d, at, radius)
		} else {
			drawSymbol(d, m.milestone, at, radius)
		}
	}
}

// placedMark stands at x so that it touches no other; its day is at.
type placedMark struct {
	milestone int // -1: death
	at        float64
	x         vg.Length
}

// placeMarks spreads the marks of a lane, death last and at its day. Marks may
// cover each other's rims.
func (b *swimmerBody) placeMarks(l document.SwimmerLane, radius vg.Length) []placedMark {
	var marks []placedMark
	for _, m := range l.Marks {
		i := len(marks)
		for i > 0 && marks[i-1].at > m.At {
			i--
		}
		marks = append(marks, placedMark{})
		copy(marks[i+1:], marks[i:])
		marks[i] = placedMark{milestone: m.Milestone, at: m.At}
	}
	if l.Exit == document.ExitDied && !math.IsNaN(l.End) {
		marks = append(marks, placedMark{milestone: -1, at: l.End})
	}
	places := make([]vg.Length, len(marks))
	for i, m := range marks {
		places[i] = b.x.at(m.at)
	}
	gap, low, high := 2*radius, b.x.low, b.x.high
	if l.Exit == document.ExitDied && len(marks) > 0 {
		high = max(places[len(places)-1], low+vg.Length(len(marks)-1)*gap)
	}
	for i, x := range spread(places, gap, low, high) {
		marks[i].x = x
	}
	return marks
}

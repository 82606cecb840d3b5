package figure

import (
	"cmp"
	"math"
	"slices"
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
	face      typeface // of the labels
	labels    [][]string
	lines     int // of the longest label
	lanes     []swimLane
	top       vg.Length
	shown     int // lanes; the rest is counted
}

// swimLane is the place of a patient: so high that marks which would cover one
// another stand in tiers.
type swimLane struct {
	natural, height vg.Length
	y               vg.Length // of its middle
	tiers           int
}

// Distances of a swimmer plot in ems.
const (
	laneNatural  = 1.45
	laneGap      = 0.8  // between label and bar
	barShare     = 0.62 // of a lane without tiers
	markSize     = 0.36 // radius of a mark
	markClear    = 1.9  // of a radius: what keeps two marks apart, which may cover each other's rims
	tierSpace    = 0.3  // of a lane with tiers, over and under its marks
	followedLine = 0.14 // of follow-up without a known phase
	arrowLength  = 1.7  // with the mark before it
)

// labelMost is the share of the width that labels of rows take at most; those
// of lanes, which name patients, wrap in longMost of it.
const (
	labelMost = 0.3
	longMost  = 0.42
)

func newSwimmerBody(f *document.Figure, swimmer *document.Swimmer, typ typography, frame vg.Rectangle) *swimmerBody {
	b := &swimmerBody{fig: f, swimmer: swimmer, typ: typ, frameLeft: frame.Min.X, face: typ.base}
	width := frame.Max.X - frame.Min.X
	if vg.Length(len(swimmer.Lanes))*laneNatural*typ.em > maxHeight/2 || b.longest() > labelMost*width {
		b.face = typ.small
	}
	labels := min(b.longest(), longMost*width)
	for _, l := range swimmer.Lanes {
		lines := []string{l.Label}
		if b.face.Width(l.Label) > labels {
			lines = wrap(b.face, l.Label, labels, 0)
		}
		b.labels, b.lines = append(b.labels, lines), max(b.lines, len(lines))
	}
	b.x = newXAxis(f, typ, frame, frame.Min.X+labels+laneGap*typ.em, frame.Max.X-(arrowLength+0.2)*typ.em, 0)
	for _, l := range swimmer.Lanes {
		lane := swimLane{tiers: 1, natural: max(laneNatural*typ.em, b.minPitch())}
		for _, m := range b.tierMarks(l, markSize*typ.em) {
			lane.tiers = max(lane.tiers, m.of)
		}
		if lane.tiers > 1 {
			lane.natural = max(lane.natural, (2+vg.Length(lane.tiers-1)*markClear)*markSize*typ.em+tierSpace*typ.em)
		}
		b.lanes = append(b.lanes, lane)
	}
	return b
}

// longest label of a lane.
func (b *swimmerBody) longest() vg.Length {
	var w vg.Length
	for _, l := range b.swimmer.Lanes {
		w = max(w, b.face.Width(l.Label))
	}
	return w
}

func (b *swimmerBody) plot() (left, right vg.Length) { return b.x.low, b.x.high }

// minPitch is that of labels which do not touch.
func (b *swimmerBody) minPitch() vg.Length {
	return 1.12 * vg.Length(max(1, b.lines)) * b.face.Font.Size
}

func (b *swimmerBody) heights() (natural, least vg.Length) {
	under := b.x.height()
	n := vg.Length(len(b.lanes))
	return max(b.naturalLanes(), laneNatural*b.typ.em) + under, max(1, min(n, 3))*b.minPitch() + under
}

func (b *swimmerBody) naturalLanes() vg.Length {
	var h vg.Length
	for _, l := range b.lanes {
		h += l.natural
	}
	return h
}

func (b *swimmerBody) settle(bottom, top vg.Length) bool {
	b.axisY, b.top = bottom+b.x.height(), top
	room := top - b.axisY
	b.shown = len(b.lanes)
	b.shareRoom(room)
	y := top
	for i := range b.lanes[:b.shown] {
		l := &b.lanes[i]
		l.y = y - l.height/2
		y -= l.height
	}
	return true
}

// shareRoom gives each lane its height: more than it needs where there is room;
// else tiers are pressed together, and then lanes are left out.
func (b *swimmerBody) shareRoom(room vg.Length) {
	n, natural := vg.Length(len(b.lanes)), b.naturalLanes()
	base := max(laneNatural*b.typ.em, b.minPitch())
	switch pitch := room / max(n, 1); {
	case natural <= room:
		share := min(room/max(natural, 1), 1.4)
		for i := range b.lanes {
			b.lanes[i].height = share * b.lanes[i].natural
		}
	case n*base <= room:
		for i := range b.lanes {
			b.lanes[i].height = base + (b.lanes[i].natural-base)*(room-n*base)/(natural-n*base)
		}
	case pitch >= b.minPitch()-1e-6:
		for i := range b.lanes {
			b.lanes[i].height = pitch
		}
	default:
		lines := max(1, int(room/b.minPitch()+1e-6))
		b.shown = min(len(b.lanes), lines-1) // one line for those left out
		for i := range b.lanes {
			b.lanes[i].height = room / vg.Length(lines)
		}
	}
}

// keys names what occurs: phases, the arrow and the cross, then the marks.
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
			keys = append(keys, key{label: name, draw: func(d pen, box vg.Rectangle) { b.drawPhase(d, i, box) }})
		}
	}
	if s.Open != "" {
		keys = append(keys, key{label: s.Open, draw: func(d pen, box vg.Rectangle) {
			y := middle(box).Y
			d.stroke([]vg.Point{{X: box.Min.X, Y: y}, {X: box.Max.X, Y: y}}, followedLine*em, muted, nil)
		}})
	}
	if exits[document.ExitFollowed] {
		keys = append(keys, key{label: s.Followed, draw: func(d pen, box vg.Rectangle) {
			y := middle(box).Y
			drawArrow(d, vg.Point{X: box.Min.X, Y: y}, vg.Point{X: box.Max.X, Y: y}, 0.12*em, 0.55*em)
		}})
	}
	if exits[document.ExitDied] {
		keys = append(keys, key{label: s.Died,
			draw: func(d pen, box vg.Rectangle) { drawCross(d, middle(box), markSize*em) }})
	}
	for i, name := range s.Milestones {
		if marks[i] {
			keys = append(keys, key{label: name, group: 1,
				draw: func(d pen, box vg.Rectangle) { drawSymbol(d, i, middle(box), markSize*em) }})
		}
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
	bottom := b.top
	for i, l := range b.swimmer.Lanes[:b.shown] {
		lane := b.lanes[i]
		step := 1.12 * b.face.Font.Size
		for k, line := range b.labels[i] {
			y := lane.y + (vg.Length(len(b.labels[i])-1)/2-vg.Length(k))*step
			d.text(vg.Point{X: b.frameLeft, Y: y}, line, b.face, ink, anchor{0, 0.5})
		}
		b.drawLane(d, i, l)
		bottom = lane.y - lane.height/2
	}
	if rest := len(b.swimmer.Lanes) - b.shown; rest > 0 {
		at := vg.Point{X: b.frameLeft, Y: (bottom + b.axisY) / 2}
		d.text(at, "+"+strconv.Itoa(rest), b.face, muted, anchor{0, 0.5})
	}
	b.x.draw(d, b.axisY)
}

func (b *swimmerBody) barHeight(lane swimLane) vg.Length {
	return barShare * min(lane.height, laneNatural*b.typ.em)
}

func (b *swimmerBody) markRadius(lane swimLane) vg.Length {
	return min(markSize*b.typ.em, 0.42*lane.height)
}

// drawLane draws the bar of patient i.
func (b *swimmerBody) drawLane(d pen, i int, l document.SwimmerLane) {
	em, lane := b.typ.em, b.lanes[i]
	y, half := lane.y, b.barHeight(lane)/2
	if start := max(0, b.x.from); l.End > start {
		d.stroke([]vg.Point{{X: b.x.at(start), Y: y}, {X: b.x.at(l.End), Y: y}}, followedLine*em, muted, nil)
	}
	for _, p := range l.Phases {
		if p.To <= p.From {
			continue
		}
		bar := vg.Rectangle{Min: vg.Point{X: b.x.at(p.From), Y: y - half}, Max: vg.Point{X: b.x.at(p.To), Y: y + half}}
		b.drawPhase(d, p.Phase, bar)
	}
	radius := b.markRadius(lane)
	marks := b.placeMarks(i)
	if l.Exit == document.ExitFollowed && !math.IsNaN(l.End) {
		from := b.x.at(l.End)
		for _, m := range marks {
			from = max(from, m.place.X+1.4*radius)
		}
		drawArrow(d, vg.Point{X: from, Y: y}, vg.Point{X: from + 0.95*em, Y: y}, 0.12*em, 0.55*em)
	}
	for _, m := range marks {
		if m.milestone < 0 {
			drawCross(d, m.place, radius)
		} else {
			drawSymbol(d, m.milestone, m.place, radius)
		}
	}
}

// drawPhase fills a bar in the colour of its state.
func (b *swimmerBody) drawPhase(d pen, i int, bar vg.Rectangle) {
	em := b.typ.em
	switch look := lookOf(b.swimmer.Looks, i); {
	case b.swimmer.Looks == nil:
		drawPhase(d, i, bar, em)
		return
	case look == document.Plain:
		d.fill(corners(bar), hair)
	default:
		d.fill(corners(bar), areaColour(look))
	}
	d.stroke(append(corners(bar), bar.Min), 0.05*em, muted, nil)
}

// placedMark stands at its day, on one of the tiers of the marks that are close to it.
type placedMark struct {
	milestone int // -1: death
	at        float64
	tier, of  int
	place     vg.Point
}

// placeMarks of lane i, one tier over the other about its middle.
func (b *swimmerBody) placeMarks(i int) []placedMark {
	lane := b.lanes[i]
	radius := b.markRadius(lane)
	marks := b.tierMarks(b.swimmer.Lanes[i], radius)
	for k := range marks {
		m := &marks[k]
		step := markClear * radius
		if m.of > 1 {
			step = min(step, (lane.height-2*radius)/vg.Length(m.of-1))
		}
		m.place = vg.Point{X: b.x.at(m.at), Y: lane.y + (vg.Length(m.of-1)/2-vg.Length(m.tier))*step}
	}
	return marks
}

// tierMarks sets each mark of a lane, death last, on the highest tier on which it
// covers no other. Marks that are close to each other share their tiers.
func (b *swimmerBody) tierMarks(l document.SwimmerLane, radius vg.Length) []placedMark {
	var marks []placedMark
	for _, m := range l.Marks {
		marks = append(marks, placedMark{milestone: m.Milestone, at: m.At})
	}
	slices.SortStableFunc(marks, func(x, y placedMark) int { return cmp.Compare(x.at, y.at) })
	if l.Exit == document.ExitDied && !math.IsNaN(l.End) {
		marks = append(marks, placedMark{milestone: -1, at: l.End})
	}
	gap := markClear * radius
	var reached []vg.Length // last mark of each tier of the cluster
	first := 0
	for i := range marks {
		x := b.x.at(marks[i].at)
		if i > first && x-b.x.at(marks[i-1].at) >= gap {
			first, reached = i, nil
		}
		tier := slices.IndexFunc(reached, func(last vg.Length) bool { return x-last >= gap })
		if tier < 0 {
			tier, reached = len(reached), append(reached, 0)
		}
		reached[tier], marks[i].tier = x, tier
		for k := first; k <= i; k++ {
			marks[k].of = len(reached)
		}
	}
	return marks
}

package figure

import (
	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// flowBody is a CONSORT flow diagram: boxes from the top down, what was set
// aside at their right.
type flowBody struct {
	noteAbove
	typ                  typography
	mainLeft, mainRight  vg.Length
	asideLeft, asideEdge vg.Length
	boxes                []flowBox // y is measured from the top down
	ways                 []flowWay
	height               vg.Length
	top                  vg.Length
}

// flowBox is a box laid out; its y runs down from the body's top.
type flowBox struct {
	left, right, top, bottom vg.Length
	title, count             []string
	reasons                  []flowReason
	counts                   vg.Length // width of the column of the reasons' counts
	aside                    bool
}

type flowReason struct {
	count string
	lines []string
}

// flowWay leads down from one box to the next, or from the middle to an aside.
type flowWay struct {
	from, to vg.Point
	arrow    bool
}

// Shares of the width and distances in ems of a flow diagram.
const (
	flowShare  = 0.46 // most of the width that one column takes
	flowLeast  = 0.30
	flowGap    = 0.06 // between the columns
	flowPad    = 0.7
	flowWayMin = 2.0 // from one box to the next
	flowJoint  = 1.0 // from a box to a way aside
	flowApart  = 0.9 // between boxes aside
	flowLine   = 0.09
	reasonGap  = 0.5 // between a reason's count and its text
)

func newFlowBody(f *document.Figure, flow *document.Flow, typ typography, frame vg.Rectangle) *flowBody {
	b := &flowBody{typ: typ, top: frame.Max.Y}
	frame.Min.X, frame.Max.X = frame.Min.X+flowLine/2*typ.em, frame.Max.X-flowLine/2*typ.em
	b.layColumns(flow, frame)
	middle := (b.mainLeft + b.mainRight) / 2
	var y, free vg.Length // free is where the next box aside may begin
	em := typ.em
	for i, s := range flow.Steps {
		box := b.newBox(s.Box, b.mainLeft, b.mainRight, y, false)
		b.boxes = append(b.boxes, box)
		at := box.bottom
		b.height = max(b.height, at)
		for _, a := range s.Aside {
			aside := b.newBox(a, b.asideLeft, b.asideEdge, 0, true)
			at = max(at+flowJoint*em, free+aside.bottom/2)
			half := aside.bottom / 2
			aside.top, aside.bottom = at-half, at+half
			b.boxes = append(b.boxes, aside)
			b.ways = append(b.ways, flowWay{vg.Point{X: middle, Y: at}, vg.Point{X: b.asideLeft, Y: at}, true})
			free = aside.bottom + flowApart*em
			b.height = max(b.height, aside.bottom)
		}
		last := i == len(flow.Steps)-1
		if !last {
			y = max(box.bottom+flowWayMin*em, at+1.2*flowJoint*em)
		} else {
			y = at
		}
		if y > box.bottom {
			b.ways = append(b.ways, flowWay{vg.Point{X: middle, Y: box.bottom}, vg.Point{X: middle, Y: y}, !last})
		}
	}
	return b
}

// layColumns makes both columns as wide as their texts need, within bounds.
func (b *flowBody) layColumns(f *document.Flow, frame vg.Rectangle) {
	width := frame.Max.X - frame.Min.X
	var wide, wideAside vg.Length
	asides := false
	for _, s := range f.Steps {
		wide = max(wide, b.needs(s.Box))
		for _, a := range s.Aside {
			wideAside, asides = max(wideAside, b.needs(a)), true
		}
	}
	most := flowShare * width
	if !asides {
		most = 0.7 * width
	}
	b.mainLeft = frame.Min.X
	b.mainRight = b.mainLeft + max(flowLeast*width, min(most, wide))
	b.asideLeft = b.mainRight + flowGap*width
	b.asideEdge = b.asideLeft + max(flowLeast*width, min(frame.Max.X-b.asideLeft, wideAside))
	edge := b.mainRight
	if asides {
		edge = b.asideEdge
	}
	shift := (frame.Max.X - edge) / 2 // to the middle
	b.mainLeft, b.mainRight = b.mainLeft+shift, b.mainRight+shift
	b.asideLeft, b.asideEdge = b.asideLeft+shift, b.asideEdge+shift
}

// needs is the width of a box with no line broken.
func (b *flowBody) needs(box document.FlowBox) vg.Length {
	w := max(b.typ.base.Width(box.Title), b.typ.strong.Width(box.Count))
	counts := b.countColumn(box)
	for _, r := range box.Reasons {
		w = max(w, counts+b.typ.base.Width(r.Text))
	}
	return w + (2*flowPad+0.1)*b.typ.em
}

// countColumn is the width of the reasons' counts with the gap behind them.
func (b *flowBody) countColumn(box document.FlowBox) vg.Length {
	var w vg.Length
	for _, r := range box.Reasons {
		w = max(w, b.typ.base.Width(r.Count))
	}
	if w > 0 {
		w += reasonGap * b.typ.em
	}
	return w
}

// newBox breaks a box's texts to its width and finds its height.
func (b *flowBody) newBox(f document.FlowBox, left, right, top vg.Length, aside bool) flowBox {
	em := b.typ.em
	room := right - left - 2*flowPad*em
	box := flowBox{left: left, right: right, top: top, aside: aside, counts: min(b.countColumn(f), room/2)}
	box.title = wrap(b.typ.base, f.Title, room, 0)
	box.count = wrap(b.typ.strong, f.Count, room, 0)
	lines := len(box.title) + len(box.count)
	for _, r := range f.Reasons {
		reason := flowReason{elide(b.typ.base, r.Count, box.counts), wrap(b.typ.base, r.Text, room-box.counts, 0)}
		box.reasons = append(box.reasons, reason)
		lines += max(1, len(reason.lines))
	}
	box.bottom = top + 2*flowPad*em + blockHeight(b.typ.base, max(1, lines)) + b.reasonSkip(box)
	return box
}

// reasonSkip sets the reasons apart from the title.
func (b *flowBody) reasonSkip(box flowBox) vg.Length {
	if len(box.reasons) == 0 {
		return 0
	}
	return 0.3 * b.typ.em
}

func (b *flowBody) plot() (left, right vg.Length) { return b.mainLeft, b.mainRight }

// heights are one: texts cannot be pressed together.
func (b *flowBody) heights() (natural, least vg.Length) { return b.height, b.height }

func (b *flowBody) keys() []key { return nil }

func (b *flowBody) settle(_, top vg.Length) bool {
	b.top = top
	return true
}

func (b *flowBody) draw(d pen) {
	em := b.typ.em
	at := func(p vg.Point) vg.Point { return vg.Point{X: p.X, Y: b.top - p.Y} }
	for _, w := range b.ways {
		if w.arrow {
			drawArrow(d, at(w.from), at(w.to), flowLine*em, 0.6*em)
		} else {
			d.stroke([]vg.Point{at(w.from), at(w.to)}, flowLine*em, ink, nil)
		}
	}
	for _, box := range b.boxes {
		b.drawBox(d, box)
	}
}

func (b *flowBody) drawBox(d pen, box flowBox) {
	em := b.typ.em
	frame := vg.Rectangle{Min: vg.Point{X: box.left, Y: b.top - box.bottom},
		Max: vg.Point{X: box.right, Y: b.top - box.top}}
	if box.aside {
		d.fill(corners(frame), pale)
	}
	d.stroke(append(corners(frame), frame.Min), flowLine*em, ink, nil)
	x, across := (box.left+box.right)/2, vg.Length(0.5)
	if box.aside || len(box.reasons) > 0 {
		x, across = box.left+flowPad*em, 0
	}
	y := frame.Max.Y - flowPad*em
	step := pitch(b.typ.base)
	d.lines(x, y, box.title, b.typ.base, ink, across)
	y -= vg.Length(len(box.title)) * step
	d.lines(x, y, box.count, b.typ.strong, ink, across)
	y -= vg.Length(len(box.count))*step + b.reasonSkip(box)
	for _, r := range box.reasons {
		d.lines(x+box.counts-reasonGap*em, y, []string{r.count}, b.typ.base, ink, 1)
		d.lines(x+box.counts, y, r.lines, b.typ.base, ink, 0)
		y -= vg.Length(max(1, len(r.lines))) * step
	}
}

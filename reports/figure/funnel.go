package figure

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// funnelBody plots proportions against numbers of cases, with limits.
type funnelBody struct {
	noteAbove
	fig    *document.Figure
	funnel *document.Funnel
	typ    typography
	frame  vg.Rectangle
	x      xAxis
	y      yAxis
	axisY  vg.Length
	points []vg.Point
	target *callout
	keyed  bool // the legend names the target
	labels []callout
}

// Distances of a funnel in ems.
const (
	funnelPoint = 0.3  // radius
	funnelFoot  = 0.55 // under 0 and over 100%, where points lie
)

func newFunnelBody(f *document.Figure, funnel *document.Funnel, typ typography, frame vg.Rectangle) *funnelBody {
	b := &funnelBody{fig: f, funnel: funnel, typ: typ, frame: frame}
	b.y = newYAxis(f.YTicks, f.YLabel, typ, frame.Max.X-frame.Min.X, false)
	b.y.foot = funnelFoot * typ.em
	b.x = newXAxis(f, typ, frame, frame.Min.X+b.y.gutter(), frame.Max.X-0.6*typ.em, f.XTicks[0].At)
	return b
}

func (b *funnelBody) plot() (left, right vg.Length) { return b.x.low, b.x.high }

func (b *funnelBody) heights() (natural, least vg.Length) {
	under := b.x.height() + 2*b.y.foot
	share := vg.Length(min(1, max(0, float64((b.frame.Max.X-b.frame.Min.X-SingleWidth)/(DoubleWidth-SingleWidth)))))
	return (0.8-0.25*share)*(b.x.high-b.x.low) + under, lowestPlot*b.typ.em + under
}

func (b *funnelBody) settle(bottom, top vg.Length) bool {
	b.axisY = bottom + b.x.height()
	b.y.low, b.y.high = b.axisY+b.y.foot, top-b.y.foot
	b.points = nil
	for _, p := range b.funnel.Points {
		b.points = append(b.points, vg.Point{X: b.x.at(p.N), Y: b.y.at(p.Y)})
	}
	before := b.keyed
	b.placeLabels()
	return b.keyed == before
}

// placeLabels names the target, then the points: those outside the limits
// first, of each kind those with most cases first. Only names of points outside
// are led to from afar; others that have no room are left out.
func (b *funnelBody) placeLabels() {
	f, em := b.funnel, b.typ.em
	spots := &callouts{em: em, room: vg.Rectangle{
		Min: vg.Point{X: b.x.low + 0.2*em, Y: b.axisY + 0.2*em},
		Max: vg.Point{X: b.frame.Max.X, Y: b.y.high + b.y.foot + 0.2*em},
	}}
	for _, l := range f.Limits {
		spots.addLine(b.edge(l.Lower))
		spots.addLine(b.edge(l.Upper))
	}
	spots.addLine(b.targetEnds())
	for _, at := range b.points {
		spots.addMark(at, 1.2*funnelPoint*em)
	}
	b.placeTarget(spots)
	order := make([]int, len(f.Points))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(f.Points[j].Outside, f.Points[i].Outside), cmp.Compare(f.Points[j].N, f.Points[i].N))
	})
	b.labels = nil
	for _, i := range order {
		p := f.Points[i]
		if p.Label == "" {
			continue
		}
		text := elide(b.typ.base, p.Label, labelMost*(b.frame.Max.X-b.frame.Min.X))
		if c, ok := spots.place(b.points[i], 1.2*funnelPoint*em, text, b.typ.base, p.Outside > 0); ok {
			b.labels = append(b.labels, c)
		}
	}
}

func (b *funnelBody) targetEnds() []vg.Point {
	if math.IsNaN(b.funnel.Target) {
		return nil
	}
	y := b.y.at(b.funnel.Target)
	return []vg.Point{{X: b.x.low, Y: y}, {X: b.x.high, Y: y}}
}

// placeTarget finds room for the target's name along its line, from the right
// on, where the funnel is narrow but few units are; else the legend names it.
func (b *funnelBody) placeTarget(spots *callouts) {
	b.target = nil
	ends, text, em := b.targetEnds(), b.funnel.TargetLabel, b.typ.em
	if b.keyed || text == "" || len(ends) == 0 {
		return
	}
	size := vg.Point{X: b.typ.base.Width(text), Y: capHeight * em}
	for k := range calloutNet + 1 {
		x := ends[1].X - size.X - vg.Length(k)/calloutNet*(ends[1].X-ends[0].X-size.X-em)
		for _, y := range []vg.Length{ends[0].Y + 0.4*em, ends[0].Y - 0.4*em - size.Y} {
			at := vg.Point{X: x, Y: y}
			if box := (vg.Rectangle{Min: at, Max: at.Add(size)}); spots.free(box) {
				spots.boxes = append(spots.boxes, box)
				b.target = &callout{text: text, box: box}
				return
			}
		}
	}
	b.keyed = true
}

func (b *funnelBody) keys() []key {
	f, em := b.funnel, b.typ.em
	var keys []key
	if b.keyed {
		keys = append(keys, key{label: f.TargetLabel,
			draw: func(d pen, box vg.Rectangle) { d.stroke(through(box), controlLine*em, ink, nil) }})
	}
	for i, l := range f.Limits {
		if l.Label != "" {
			keys = append(keys, key{label: l.Label,
				draw: func(d pen, box vg.Rectangle) { d.stroke(through(box), limitLine*em, ink, limitDashes(i, em)) }})
		}
	}
	occurs := map[int]bool{}
	for _, p := range f.Points {
		occurs[p.Outside] = true
	}
	for k, name := range append([]string{f.Within}, f.Beyond...) {
		if occurs[k] && name != "" {
			keys = append(keys, key{label: name,
				draw: func(d pen, box vg.Rectangle) { drawFunnelPoint(d, middle(box), k, em) }})
		}
	}
	return keys
}

// limitDashes tell the inner limit from the outer one.
func limitDashes(i int, em vg.Length) []vg.Length {
	if i == 0 {
		return []vg.Length{0.25 * em, 0.22 * em}
	}
	return []vg.Length{0.75 * em, 0.25 * em}
}

// drawFunnelPoint marks a point that lies outside of so many limits.
func drawFunnelPoint(d pen, at vg.Point, outside int, em vg.Length) {
	switch outside {
	case 0:
		points := polygon(at, funnelPoint*em, 24, 0)
		d.fill(points, curveColour(0))
		d.stroke(append(points, points[0], points[1]), 0.06*em, paper, nil)
	case 1:
		points := polygon(at, 1.15*funnelPoint*em, 4, math.Pi/4)
		d.fill(points, paper)
		d.stroke(append(points, points[0], points[1]), 0.13*em, textColour(orange), nil)
	default:
		drawSignal(d, at, 1.35*funnelPoint*em)
	}
}

func (b *funnelBody) draw(d pen) {
	f, em := b.funnel, b.typ.em
	b.y.grid(d, b.x.low, b.x.high)
	for _, c := range append(b.labels, b.shownTarget()...) {
		d.fill(corners(grow(c.box, 0.12*em)), paper) // the grid runs behind no name
	}
	d.stroke(b.targetEnds(), controlLine*em, ink, nil)
	for i, l := range f.Limits {
		d.stroke(b.edge(l.Lower), limitLine*em, ink, limitDashes(i, em))
		d.stroke(b.edge(l.Upper), limitLine*em, ink, limitDashes(i, em))
	}
	for _, c := range append(b.labels, b.shownTarget()...) {
		c.draw(d, b.typ.base, em)
	}
	for most := 0; most <= len(f.Limits); most++ { // those outside lie on top
		for i, p := range f.Points {
			if p.Outside == most {
				drawFunnelPoint(d, b.points[i], most, em)
			}
		}
	}
	b.x.draw(d, b.axisY)
	b.y.draw(d, b.x.low)
}

func (b *funnelBody) shownTarget() []callout {
	if b.target == nil {
		return nil
	}
	return []callout{*b.target}
}

// edge of a limit on the page, cut at the ends of the x axis.
func (b *funnelBody) edge(edge []document.FunnelEdge) []vg.Point {
	var points []vg.Point
	for i, e := range edge {
		if i > 0 && edge[i-1].N < b.x.from && e.N > b.x.from {
			points = append(points, b.between(edge[i-1], e, b.x.from))
		}
		if e.N >= b.x.from && e.N <= b.x.to {
			points = append(points, vg.Point{X: b.x.at(e.N), Y: b.y.at(e.Y)})
		}
		if i > 0 && edge[i-1].N < b.x.to && e.N > b.x.to {
			points = append(points, b.between(edge[i-1], e, b.x.to))
		}
	}
	return points
}

func (b *funnelBody) between(p, q document.FunnelEdge, n float64) vg.Point {
	share := (n - p.N) / (q.N - p.N)
	return vg.Point{X: b.x.at(n), Y: b.y.at(p.Y + share*(q.Y-p.Y))}
}

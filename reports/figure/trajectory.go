package figure

import (
	"math"

	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// trajectoryBody shows values on a log2 axis over time, and under it the
// volumes infused.
type trajectoryBody struct {
	noteAbove
	fig          *document.Figure
	trajectories *document.Trajectories
	typ          typography
	frame        vg.Rectangle
	x            xAxis
	y            yAxis
	axisY        vg.Length // of the x axis, under the strips
	plotY        vg.Length // of the plot's foot
	left         vg.Length // of the plot

	lines     []polyline
	naming    naming
	labels    []endLabel
	threshold *areaLabel // its label in the plot
	keyed     bool       // the legend names the threshold
}

// polyline is one trajectory on the page.
type polyline struct {
	parts [][]vg.Point // unbroken stretches
	marks []readingMark
	end   vg.Point  // the last reading
	reach vg.Length // how far to the right its mark and those beside it go
	ends  bool      // there is one
}

type readingMark struct {
	at    vg.Point
	bound document.Bound
}

// naming is where the names of the lines stand, from the best on.
type naming int

const (
	besideEnds naming = iota // each beside the end of its line
	inColumn                 // at the right, led to by a dotted line
	inLegend
)

// Distances of trajectories in ems.
const (
	readingSize  = 0.24 // radius of a mark
	boundSize    = 0.34
	endGap       = 0.55 // from a line's end to its label
	leaderLength = 1.3
	columnPitch  = 1.15 // of labels in a column
	plotFoot     = 0.7  // under the lowest tick, so that no line lies on the axis
)

func newTrajectoryBody(f *document.Figure, trajectories *document.Trajectories, typ typography,
	frame vg.Rectangle) *trajectoryBody {
	b := &trajectoryBody{fig: f, trajectories: trajectories, typ: typ, frame: frame}
	width := frame.Max.X - frame.Min.X
	b.y = newYAxis(f.YTicks, f.YLabel, typ, width, true)
	b.y.foot = plotFoot * typ.em
	b.left = frame.Min.X + max(b.y.gutter(), b.stripGutter())
	if most := labelMost * width; b.widestLabel() > most {
		b.naming = inLegend
	}
	b.layAcross()
	return b
}

func (b *trajectoryBody) widestLabel() vg.Length {
	var w vg.Length
	for _, l := range b.trajectories.Lines {
		w = max(w, b.typ.strong.Width(l.Label))
	}
	return w
}

// layAcross finds the x axis for the present naming.
func (b *trajectoryBody) layAcross() {
	em := b.typ.em
	right := max(0.3*em, b.stripMargin())
	switch b.naming {
	case besideEnds:
		right = max(right, b.endMargin(right))
	case inColumn:
		right = max(right, b.widestLabel()+(leaderLength+0.3)*em)
	}
	b.x = newXAxis(b.fig, b.typ, b.frame, b.left, b.frame.Max.X-right, 0)
}

// endMargin is what labels need right of the plot: one of a line that ends at
// a share s of the plot's width w ends at s·w + gap + label, and that is to be
// within w + margin, where w + margin is all the room there is.
func (b *trajectoryBody) endMargin(least vg.Length) vg.Length {
	room := b.frame.Max.X - b.left
	ticks := b.fig.XTicks
	for _, l := range b.trajectories.Lines {
		end := math.NaN()
		for _, r := range l.Readings {
			if !math.IsNaN(r.Value) {
				end = r.At
			}
		}
		share := vg.Length((end - ticks[0].At) / (ticks[len(ticks)-1].At - ticks[0].At))
		if share > 0.3 {
			needs := b.typ.strong.Width(l.Label) + (endGap+0.4)*b.typ.em
			least = max(least, room-(room-needs)/share)
		}
	}
	return least
}

func (b *trajectoryBody) plot() (left, right vg.Length) { return b.x.low, b.x.high }

func (b *trajectoryBody) heights() (natural, least vg.Length) {
	em := b.typ.em
	under := b.x.height() + b.stripsHeight()
	plot := max(0.5*(b.frame.Max.X-b.frame.Min.X), vg.Length(len(b.y.ticks))*1.3*em, 10*em)
	if b.naming == inColumn {
		plot = max(plot, vg.Length(len(b.lines)+1)*columnPitch*em)
	}
	return plot + under, 8*em + under
}

func (b *trajectoryBody) settle(bottom, top vg.Length) bool {
	b.axisY = bottom + b.x.height()
	b.plotY = b.axisY + b.stripsHeight()
	b.y.low, b.y.high = b.plotY+b.y.foot, top
	before := b.naming
	b.layAcross()
	for b.layLines(); !b.placeNames(); b.layLines() {
		b.naming++
		b.layAcross()
	}
	b.placeThreshold()
	grown := b.naming == inLegend && before != inLegend
	if b.threshold == nil && !b.keyed && !math.IsNaN(b.trajectories.Threshold) {
		b.keyed, grown = true, true
	}
	return !grown
}

// layLines puts the readings on the page. Marks of one place stand side by
// side.
func (b *trajectoryBody) layLines() {
	type place struct{ at, value float64 }
	sharing, placed := map[place]int{}, map[place]int{}
	for _, l := range b.trajectories.Lines {
		for _, r := range l.Readings {
			sharing[place{r.At, r.Value}]++
		}
	}
	b.lines = make([]polyline, len(b.trajectories.Lines))
	for i, l := range b.trajectories.Lines {
		var line polyline
		var part []vg.Point
		for _, r := range l.Readings {
			if math.IsNaN(r.Value) {
				line.parts, part = append(line.parts, part), nil
				continue
			}
			at := vg.Point{X: b.x.at(r.At), Y: b.y.at(r.Value)}
			part, line.end, line.ends = append(part, at), at, true
			p := place{r.At, r.Value}
			half := vg.Length(sharing[p]-1) / 2
			step := 2.3 * readingSize * b.typ.em
			shift := (vg.Length(placed[p]) - half) * step
			placed[p]++
			line.reach = at.X + half*step
			line.marks = append(line.marks, readingMark{vg.Point{X: at.X + shift, Y: at.Y}, r.Bound})
		}
		line.parts = append(line.parts, part)
		b.lines[i] = line
	}
}

func (b *trajectoryBody) keys() []key {
	t, em := b.trajectories, b.typ.em
	var keys []key
	if b.naming == inLegend {
		for i, l := range t.Lines {
			keys = append(keys, key{label: l.Label, draw: func(d pen, box vg.Rectangle) {
				y := middle(box).Y
				d.stroke([]vg.Point{{X: box.Min.X, Y: y}, {X: box.Max.X, Y: y}}, b.lineWidth(), curveColour(i),
					curveDashes(i, em))
				d.fill(polygon(middle(box), readingSize*em, 24, 0), curveColour(i))
			}})
		}
	}
	if b.keyed {
		keys = append(keys, key{label: t.ThresholdLabel, draw: func(d pen, box vg.Rectangle) {
			y := middle(box).Y
			d.stroke([]vg.Point{{X: box.Min.X, Y: y}, {X: box.Max.X, Y: y}}, thresholdLine*em, ink, thresholdDashes(em))
		}})
	}
	bounds := map[document.Bound]bool{}
	for _, l := range t.Lines {
		for _, r := range l.Readings {
			bounds[r.Bound] = true
		}
	}
	for _, k := range []struct {
		bound document.Bound
		name  string
	}{{document.Below, t.Below}, {document.Above, t.Above}} {
		if bounds[k.bound] {
			keys = append(keys, key{label: k.name,
				draw: func(d pen, box vg.Rectangle) { b.drawReading(d, readingMark{middle(box), k.bound}, ink) }})
		}
	}
	return keys
}

// placeNames reports whether the names have room where they should stand.
func (b *trajectoryBody) placeNames() bool {
	switch b.naming {
	case besideEnds:
		return b.placeBeside()
	case inColumn:
		return b.placeColumn()
	}
	b.labels = nil
	return true
}

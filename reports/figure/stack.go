package figure

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// stackBody shows the occupation of states as areas that fill the plot.
type stackBody struct {
	fig    *document.Figure
	typ    typography
	left   vg.Length // of the frame
	x      xAxis
	y      yAxis
	bottom vg.Length // of all

	areas  [][]vg.Rectangle // of each state, one box for each stretch of time
	labels []areaLabel      // of each state; without lines it has no room
	keyed  []bool           // states that the legend names
	counts []bool           // ticks that have room for their count
}

type areaLabel struct {
	lines []string
	box   vg.Rectangle
}

func newStackBody(f *document.Figure, typ typography, frame vg.Rectangle) *stackBody {
	b := &stackBody{fig: f, typ: typ, left: frame.Min.X, keyed: make([]bool, len(f.Stack.States))}
	b.y = newYAxis(f.YTicks, f.YLabel, typ, frame.Max.X-frame.Min.X, false)
	b.x = newXAxis(f, typ, frame, frame.Min.X+b.y.gutter(), frame.Max.X-0.3*typ.em, f.XTicks[0].At)
	if n := len(f.Stack.Counts); n > 0 {
		widths := make([]vg.Length, n)
		for i, text := range f.Stack.Counts {
			widths[i] = typ.base.Width(text)
		}
		b.x = newXAxis(f, typ, frame, max(b.x.low, b.left+widths[0]/2), min(b.x.high, frame.Max.X-widths[n-1]/2), f.XTicks[0].At)
		centres := make([]vg.Length, n)
		for i, t := range f.XTicks {
			centres[i] = b.x.at(t.At)
		}
		b.counts = thinned(centres, widths, riskGap*typ.em, 0)
	}
	return b
}

func (b *stackBody) plot() (left, right vg.Length) { return b.x.low, b.x.high }

func (b *stackBody) heights() (natural, least vg.Length) {
	width := b.x.high - b.x.low
	under := b.under()
	return 0.55*width + under, lowestPlot*b.typ.em + under
}

// Distances around the row of counts in ems.
const (
	countsGap  = 1.2 // over its title
	countsStep = 0.7 // under its title
)

// under is what stands under the plot.
func (b *stackBody) under() vg.Length {
	h := b.x.height()
	if len(b.fig.Stack.Counts) > 0 {
		h += (countsGap+countsStep+capHeight)*b.typ.em + blockHeight(b.typ.strong, len(b.countTitle()))
	}
	return h
}

func (b *stackBody) countTitle() []string {
	return wrap(b.typ.strong, b.fig.Stack.Counted, b.x.high-b.left, 2)
}

func (b *stackBody) keys() []key {
	var keys []key
	for i := len(b.keyed) - 1; i >= 0; i-- { // from the top down, as they lie
		if b.keyed[i] {
			keys = append(keys, key{b.fig.Stack.States[i].Label, func(d pen, box vg.Rectangle) { drawSwatch(d, i, box, b.typ.em) }})
		}
	}
	return keys
}

func (b *stackBody) settle(bottom, top vg.Length) bool {
	b.bottom = bottom
	b.y.low, b.y.high = bottom+b.under(), top
	b.layAreas()
	b.labels = make([]areaLabel, len(b.areas))
	enough := true
	for i, s := range b.fig.Stack.States {
		if b.keyed[i] || len(b.areas[i]) == 0 || s.Label == "" {
			continue
		}
		label, ok := b.placeLabel(s.Label, b.areas[i])
		if !ok {
			b.keyed[i], enough = true, false
		}
		b.labels[i] = label
	}
	return enough
}

// layAreas cuts the states at the last follow-up and at the ends of the axis.
func (b *stackBody) layAreas() {
	s := b.fig.Stack
	b.areas = make([][]vg.Rectangle, len(s.States))
	end := min(s.End, b.x.to)
	for k, at := range s.Times {
		from, to := max(at, b.x.from), end
		if k+1 < len(s.Times) {
			to = min(end, s.Times[k+1])
		}
		if math.IsNaN(end) || to <= from {
			continue
		}
		sum := 0.0
		for i, state := range s.States {
			below := sum
			sum = min(1, sum+max(0, state.Shares[k]))
			if i == len(s.States)-1 {
				sum = 1 // but for rounding
			}
			b.areas[i] = append(b.areas[i], vg.Rectangle{
				Min: vg.Point{X: b.x.at(from), Y: b.y.at(below)},
				Max: vg.Point{X: b.x.at(to), Y: b.y.at(sum)},
			})
		}
	}
}

// placeLabel on one line, else on two.
func (b *stackBody) placeLabel(text string, area []vg.Rectangle) (areaLabel, bool) {
	em, face := b.typ.em, b.typ.strong
	whole := face.Width(text)
	for _, share := range []vg.Length{1.01, 0.7, 0.55} {
		lines := wrap(face, text, share*whole, 0)
		if len(lines) > 2 {
			continue
		}
		size := vg.Point{X: widest(face, lines), Y: blockHeight(face, len(lines))}
		if box, ok := roomIn(area, size, 0.5*em); ok {
			return areaLabel{lines, box}, true
		}
	}
	return areaLabel{}, false
}

func (b *stackBody) draw(d pen) {
	em := b.typ.em
	origin := vg.Point{X: b.x.low, Y: b.y.low}
	for i, area := range b.areas {
		if low, high := bounds(area); high.Y > low.Y {
			drawArea(d, i, area, origin, em)
		}
	}
	for i, area := range b.areas {
		if i > 0 {
			d.stroke(floor(area), 0.09*em, ink, nil)
		}
	}
	for i, l := range b.labels {
		if len(l.lines) > 0 {
			d.fill(corners(grow(l.box, 0.35*em)), areaColour(i))
			d.lines((l.box.Min.X+l.box.Max.X)/2, l.box.Max.Y, l.lines, b.typ.strong, ink, 0.5)
		}
	}
	b.x.draw(d, b.y.low)
	b.y.draw(d, b.x.low)
	b.drawCounts(d)
}

// floor is the lower edge of an area.
func floor(area []vg.Rectangle) []vg.Point {
	var points []vg.Point
	for _, r := range area {
		points = append(points, r.Min, vg.Point{X: r.Max.X, Y: r.Min.Y})
	}
	return points
}

func (b *stackBody) drawCounts(d pen) {
	em, counts := b.typ.em, b.fig.Stack.Counts
	if len(counts) == 0 {
		return
	}
	title := b.countTitle()
	d.lines(b.left, b.bottom+(capHeight+countsStep)*em+blockHeight(b.typ.strong, len(title)), title, b.typ.strong, ink, 0)
	for i, text := range counts {
		if b.counts[i] {
			d.text(vg.Point{X: b.x.at(b.fig.XTicks[i].At), Y: b.bottom}, text, b.typ.base, ink, anchor{0.5, 0})
		}
	}
}

func (c *cleaner) stack(s document.Stack, f *document.Figure) *document.Stack {
	c.text("name of the counts", &s.Counted)
	s.Counts = c.texts("count", s.Counts)
	if n := len(s.Counts); n > 0 && n != len(f.XTicks) {
		c.keep(fmt.Errorf("%d counts for %d ticks", n, len(f.XTicks)))
	}
	if math.IsInf(s.End, 0) {
		c.keep(errors.New("the last follow-up is not finite"))
	}
	for _, t := range f.YTicks {
		if !probability(t.At) {
			c.keep(errors.New("a y tick is not within 0 to 1"))
		}
	}
	s.States = append([]document.StackState(nil), s.States...)
	for i := range s.States {
		c.text(fmt.Sprintf("label of state %d", i+1), &s.States[i].Label)
		if len(s.States[i].Shares) != len(s.Times) {
			c.keep(fmt.Errorf("state %d has %d shares for %d times", i+1, len(s.States[i].Shares), len(s.Times)))
			return &s
		}
	}
	for k, at := range s.Times {
		if !finite(at) || k > 0 && at <= s.Times[k-1] {
			c.keep(fmt.Errorf("time %d is not after the one before it", k+1))
		}
		c.keep(checkShares(s.States, k))
	}
	return &s
}

// checkShares holds the states' sum to 1 but for rounding.
func checkShares(states []document.StackState, k int) error {
	sum := 0.0
	for i, s := range states {
		if !probability(s.Shares[k]) || math.IsNaN(s.Shares[k]) {
			return fmt.Errorf("share %d of state %d is not within 0 to 1", k+1, i+1)
		}
		sum += s.Shares[k]
	}
	if math.Abs(sum-1) > 1e-6 {
		return fmt.Errorf("the shares at time %d do not sum to 1", k+1)
	}
	return nil
}

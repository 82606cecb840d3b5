package figure

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// trendBody shows indicators over windows of time, one row an indicator, each
// with an axis of its own.
type trendBody struct {
	noteAbove
	fig   *document.Figure
	trend *document.Trend
	typ   typography
	frame vg.Rectangle
	x     xAxis
	axisY vg.Length
	rows  []trendRow
	each  vg.Length // the height of a row's plot
}

type trendRow struct {
	row   document.TrendRow
	title []string
	y     yAxis
	named []bool // points whose number of cases has room
}

// Distances of a trend in ems.
const (
	trendInset  = 1.1 // of the first and last window from the plot's sides
	trendPlot   = 4.6 // natural height of a row's plot
	trendLeast  = 3.0
	trendTitle  = 0.95 // under a row's title
	trendCounts = 0.55 // over its numbers of cases
	trendGap    = 1.35 // between rows
	trendPoint  = 0.28
	trendBar    = 0.12
)

func newTrendBody(f *document.Figure, trend *document.Trend, typ typography, frame vg.Rectangle) *trendBody {
	b := &trendBody{fig: f, trend: trend, typ: typ, frame: frame}
	width := frame.Max.X - frame.Min.X
	gutter := typ.base.Width(trend.Counts)
	for _, r := range trend.Rows {
		row := trendRow{row: r, title: wrap(typ.strong, r.Label, width, 2),
			y: newYAxis(r.YTicks, "", typ, width, false)}
		gutter = max(gutter, row.y.gutter())
		b.rows = append(b.rows, row)
	}
	inset := trendInset * typ.em
	b.x = newXAxis(f, typ, frame, frame.Min.X+gutter+inset, frame.Max.X-inset, f.XTicks[0].At)
	for i := range b.rows {
		b.rows[i].named = b.countsNamed(b.rows[i].row.Points)
	}
	return b
}

func (b *trendBody) countsNamed(points []document.TrendPoint) []bool {
	centres, widths := make([]vg.Length, len(points)), make([]vg.Length, len(points))
	for i, p := range points {
		centres[i], widths[i] = b.x.at(p.At), b.typ.small.Width(p.Count)
	}
	if len(points) == 0 {
		return nil
	}
	return thinned(centres, widths, 0.35*b.typ.em, len(points)-1) // the last window is the present one
}

// left and right end of the rows' plots.
func (b *trendBody) left() vg.Length  { return b.x.low - trendInset*b.typ.em }
func (b *trendBody) right() vg.Length { return b.x.high + trendInset*b.typ.em }

func (b *trendBody) plot() (left, right vg.Length) { return b.left(), b.right() }

// around is what a row takes beside its plot.
func (b *trendBody) around(r trendRow) vg.Length {
	h := blockHeight(b.typ.strong, len(r.title))
	if h > 0 {
		h += trendTitle * b.typ.em
	}
	if r.counted() {
		h += trendCounts*b.typ.em + capHeight*b.typ.small.Font.Size
	}
	return h
}

func (r trendRow) counted() bool {
	return slices.ContainsFunc(r.row.Points, func(p document.TrendPoint) bool { return p.Count != "" })
}

func (b *trendBody) heights() (natural, least vg.Length) {
	em, n := b.typ.em, vg.Length(len(b.rows))
	h := b.x.height() + trendGap*em*max(0, n-1) + 0.8*em
	for _, r := range b.rows {
		h += b.around(r)
	}
	plot, low := vg.Length(trendPlot), vg.Length(trendLeast)
	if len(b.rows) == 1 {
		plot, low = 9, lowestPlot
	}
	return h + max(n, 1)*plot*em, h + max(n, 1)*low*em
}

func (b *trendBody) settle(bottom, top vg.Length) bool {
	em := b.typ.em
	b.axisY = bottom + b.x.height()
	n := vg.Length(len(b.rows))
	room := top - b.axisY - 0.8*em - trendGap*em*max(0, n-1)
	for _, r := range b.rows {
		room -= b.around(r)
	}
	b.each = room / max(n, 1)
	y := top
	for i := range b.rows {
		r := &b.rows[i]
		if h := blockHeight(b.typ.strong, len(r.title)); h > 0 {
			y -= h + trendTitle*em
		}
		r.y.high = y
		y -= b.each
		r.y.low = y
		if r.counted() {
			y -= trendCounts*em + capHeight*b.typ.small.Font.Size
		}
		y -= trendGap * em
	}
	return true
}

func (b *trendBody) keys() []key {
	t, em := b.trend, b.typ.em
	estimate, benchmark, prediction, signal := false, false, false, false
	for _, r := range t.Rows {
		benchmark = benchmark || !math.IsNaN(r.Benchmark)
		for _, p := range r.Points {
			estimate = estimate || !p.Signal && !math.IsNaN(p.Estimate)
			signal = signal || p.Signal && !math.IsNaN(p.Estimate)
			prediction = prediction || !math.IsNaN(p.PredictionLower) && !math.IsNaN(p.PredictionUpper)
		}
	}
	var keys []key
	for _, k := range []struct {
		occurs bool
		name   string
		draw   func(d pen, box vg.Rectangle)
	}{
		{estimate, t.Estimate, func(d pen, box vg.Rectangle) { drawEstimateKey(d, box, em) }},
		{signal, t.Signal, func(d pen, box vg.Rectangle) { drawSignal(d, middle(box), signalSize*em) }},
		{benchmark, t.Benchmark,
			func(d pen, box vg.Rectangle) { d.stroke(through(box), limitLine*em, ink, thresholdDashes(em)) }},
		{prediction, t.Prediction, func(d pen, box vg.Rectangle) { drawBandKey(d, box, em) }},
	} {
		if k.occurs && k.name != "" {
			keys = append(keys, key{label: k.name, draw: k.draw})
		}
	}
	return keys
}

// drawEstimateKey is a dot with its interval.
func drawEstimateKey(d pen, box vg.Rectangle, em vg.Length) {
	d.stroke(through(box), trendBar*em, curveColour(0), nil)
	d.fill(polygon(middle(box), trendPoint*em, 24, 0), curveColour(0))
}

func (b *trendBody) draw(d pen) {
	for _, r := range b.rows {
		b.drawRow(d, r)
	}
	em := b.typ.em
	d.stroke([]vg.Point{{X: b.left(), Y: b.axisY}, {X: b.right(), Y: b.axisY}}, axisLine*em, ink, nil)
	b.x.draw(d, b.axisY)
}

func (b *trendBody) drawRow(d pen, r trendRow) {
	em := b.typ.em
	if h := blockHeight(b.typ.strong, len(r.title)); h > 0 {
		d.lines(b.frame.Min.X, r.y.high+h+trendTitle*em, r.title, b.typ.strong, ink, 0)
	}
	r.y.grid(d, b.left(), b.right())
	drawSteppedBand(d, b.prediction(r), em)
	if !math.IsNaN(r.row.Benchmark) {
		y := r.y.at(r.row.Benchmark)
		d.stroke([]vg.Point{{X: b.left(), Y: y}, {X: b.right(), Y: y}}, limitLine*em, ink, thresholdDashes(em))
	}
	for _, p := range r.row.Points {
		b.drawInterval(d, r, p)
	}
	for _, p := range r.row.Points {
		at := vg.Point{X: b.x.at(p.At), Y: r.y.at(p.Estimate)}
		switch {
		case math.IsNaN(p.Estimate):
		case p.Signal:
			drawSignal(d, at, signalSize*em)
		default:
			d.fill(polygon(at, b.radius(), 24, 0), curveColour(0))
		}
	}
	r.y.draw(d, b.left())
	b.drawCounts(d, r)
}

// radius of a point: smaller where there are many windows.
func (b *trendBody) radius() vg.Length {
	gap := vg.Length(math.Inf(1))
	for _, r := range b.rows {
		for i := 1; i < len(r.row.Points); i++ {
			gap = min(gap, b.x.at(r.row.Points[i].At)-b.x.at(r.row.Points[i-1].At))
		}
	}
	return max(0.12*b.typ.em, min(trendPoint*b.typ.em, 0.4*gap))
}

// drawInterval draws the bar of a window, cut at the row's height.
func (b *trendBody) drawInterval(d pen, r trendRow, p document.TrendPoint) {
	if math.IsNaN(p.Lower) || math.IsNaN(p.Upper) {
		return
	}
	em, x, half := b.typ.em, b.x.at(p.At), 0.7*b.radius()
	low, high := r.y.at(max(p.Lower, r.y.from)), r.y.at(min(p.Upper, r.y.to))
	d.stroke([]vg.Point{{X: x, Y: low}, {X: x, Y: high}}, min(trendBar*em, 0.5*b.radius()), curveColour(0), nil)
	for _, y := range []vg.Length{low, high} {
		d.stroke([]vg.Point{{X: x - half, Y: y}, {X: x + half, Y: y}}, 0.08*em, curveColour(0), nil)
	}
}

// prediction covers each window from half way to its neighbours.
func (b *trendBody) prediction(r trendRow) []vg.Rectangle {
	var boxes []vg.Rectangle
	points := r.row.Points
	for i, p := range points {
		if math.IsNaN(p.PredictionLower) || math.IsNaN(p.PredictionUpper) {
			continue
		}
		x := b.x.at(p.At)
		left, right := x-trendInset*b.typ.em, x+trendInset*b.typ.em
		if i > 0 {
			left = (b.x.at(points[i-1].At) + x) / 2
		}
		if i+1 < len(points) {
			right = (x + b.x.at(points[i+1].At)) / 2
		}
		boxes = append(boxes, vg.Rectangle{
			Min: vg.Point{X: left, Y: r.y.at(max(p.PredictionLower, r.y.from))},
			Max: vg.Point{X: right, Y: r.y.at(min(p.PredictionUpper, r.y.to))},
		})
	}
	return boxes
}

func (b *trendBody) drawCounts(d pen, r trendRow) {
	if !r.counted() {
		return
	}
	em := b.typ.em
	y := r.y.low - trendCounts*em
	d.text(vg.Point{X: b.frame.Min.X, Y: y}, b.trend.Counts, b.typ.small, muted, anchor{0, 1})
	for i, p := range r.row.Points {
		if r.named[i] {
			d.text(vg.Point{X: b.x.at(p.At), Y: y}, p.Count, b.typ.small, muted, anchor{0.5, 1})
		}
	}
}

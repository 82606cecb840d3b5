package figure

import (
	"math"

	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// comparisonBody sets observed proportions beside benchmarks.
type comparisonBody struct {
	noteAbove
	fig        *document.Figure
	comparison *document.Comparison
	typ        typography
	frame      vg.Rectangle
	texts      rowTexts
	x          xAxis
	axisY      vg.Length
	top        vg.Length
	gap        vg.Length // what a row has more than its texts
}

// Distances of a comparison in ems.
const (
	comparisonGap   = 0.95
	comparisonLeast = 0.6
	comparisonRow   = 1.5  // the least height of what is drawn in a row
	comparisonApart = 0.37 // of observed and benchmark from the row's middle
	benchmarkSize   = 0.34
)

func newComparisonBody(f *document.Figure, comparison *document.Comparison, typ typography,
	frame vg.Rectangle) *comparisonBody {
	b := &comparisonBody{fig: f, comparison: comparison, typ: typ, frame: frame}
	c := comparison
	head := rowText{label: c.LabelHead, heading: true, texts: c.TextHeads}
	var rows []rowText
	for _, r := range c.Rows {
		rows = append(rows, rowText{label: r.Label, heading: r.Heading, indent: r.Indent, texts: r.Texts})
	}
	b.texts = newRowTexts(typ, frame, head, rows)
	left, right := b.texts.plot()
	b.x = newXAxis(f, typ, frame, left, right, f.XTicks[0].At)
	return b
}

func (b *comparisonBody) plot() (left, right vg.Length) { return b.x.low, b.x.high }

func (b *comparisonBody) heights() (natural, least vg.Length) {
	em := b.typ.em
	h := b.headHeight() + b.x.height()
	for i := range b.texts.rows {
		h += b.content(i)
	}
	h = max(h, b.x.height()+em)
	n := vg.Length(len(b.texts.rows))
	return h + n*comparisonGap*em, h + n*comparisonLeast*em
}

// content is the height of a row without the gap.
func (b *comparisonBody) content(i int) vg.Length {
	l := b.texts.rows[i]
	if l.heading {
		return b.texts.height(l)
	}
	return max(comparisonRow*b.typ.em, b.texts.height(l))
}

func (b *comparisonBody) headHeight() vg.Length {
	if h := b.texts.height(b.texts.head); h > 0 {
		return h + 0.6*b.typ.em
	}
	return 0
}

func (b *comparisonBody) settle(bottom, top vg.Length) bool {
	em := b.typ.em
	b.axisY, b.top = bottom+b.x.height(), top
	natural, _ := b.heights()
	b.gap = comparisonGap*em + min(em, (top-bottom-natural)/vg.Length(max(1, len(b.texts.rows))))
	return true
}

func (b *comparisonBody) keys() []key {
	c, em := b.comparison, b.typ.em
	observed, benchmark, prediction, signal := false, false, false, false
	for _, r := range c.Rows {
		if r.Heading {
			continue
		}
		observed = observed || !r.Signal && !math.IsNaN(r.Observed.Estimate)
		signal = signal || r.Signal && !math.IsNaN(r.Observed.Estimate)
		benchmark = benchmark || !math.IsNaN(r.Benchmark.Estimate)
		prediction = prediction || !math.IsNaN(r.PredictionLower) && !math.IsNaN(r.PredictionUpper)
	}
	var keys []key
	for _, k := range []struct {
		occurs bool
		name   string
		draw   func(d pen, box vg.Rectangle)
	}{
		{observed, c.Observed, func(d pen, box vg.Rectangle) { drawEstimateKey(d, box, em) }},
		{signal, c.Signal, func(d pen, box vg.Rectangle) { drawSignal(d, middle(box), signalSize*em) }},
		{benchmark, c.Benchmark, func(d pen, box vg.Rectangle) {
			d.stroke(through(box), 0.08*em, ink, nil)
			drawBenchmark(d, middle(box), em)
		}},
		{prediction, c.Prediction, func(d pen, box vg.Rectangle) { drawRange(d, box, em) }},
	} {
		if k.occurs && k.name != "" {
			keys = append(keys, key{label: k.name, draw: k.draw})
		}
	}
	return keys
}

func (b *comparisonBody) draw(d pen) {
	em := b.typ.em
	start := b.top - b.headHeight()
	b.x.grid(d, b.axisY, start)
	if b.headHeight() > 0 {
		b.texts.draw(d, b.texts.head, b.top-b.texts.height(b.texts.head)/2)
		d.stroke([]vg.Point{{X: b.frame.Min.X, Y: start}, {X: b.frame.Max.X, Y: start}}, axisLine*em, muted, nil)
	}
	y := start
	for i, l := range b.texts.rows {
		h := b.content(i) + b.gap
		if i > 0 {
			d.stroke([]vg.Point{{X: b.frame.Min.X, Y: y}, {X: b.frame.Max.X, Y: y}}, 0.05*em, hair, nil)
		}
		b.drawRow(d, b.comparison.Rows[i], y-h/2)
		b.texts.draw(d, l, y-h/2)
		y -= h
	}
	b.x.draw(d, b.axisY)
}

// drawRow draws a row around the height y: the observed value over the
// benchmark, both before the prediction.
func (b *comparisonBody) drawRow(d pen, r document.ComparisonRow, y vg.Length) {
	if r.Heading {
		return
	}
	em := b.typ.em
	if !math.IsNaN(r.PredictionLower) && !math.IsNaN(r.PredictionUpper) {
		half := comparisonRow/2*em + 0.1*em
		drawRange(d, vg.Rectangle{
			Min: vg.Point{X: b.x.at(b.clamp(r.PredictionLower)), Y: y - half},
			Max: vg.Point{X: b.x.at(b.clamp(r.PredictionUpper)), Y: y + half},
		}, em)
	}
	above, below := y+comparisonApart*em, y-comparisonApart*em
	for _, other := range r.Others {
		drawBenchmark(d, vg.Point{X: b.x.at(other), Y: below}, 0.75*em)
	}
	if !math.IsNaN(r.Benchmark.Estimate) {
		b.drawInterval(d, r.Benchmark, below, 0.08*em, ink)
		drawBenchmark(d, vg.Point{X: b.x.at(r.Benchmark.Estimate), Y: below}, em)
	}
	if math.IsNaN(r.Observed.Estimate) {
		b.drawMissing(d, r.Missing, above)
		return
	}
	b.drawInterval(d, r.Observed, above, trendBar*em, curveColour(0))
	at := vg.Point{X: b.x.at(r.Observed.Estimate), Y: above}
	if r.Signal {
		drawSignal(d, at, signalSize*em)
	} else {
		d.fill(polygon(at, trendPoint*em, 24, 0), curveColour(0))
	}
}

package figure

import (
	"image/color"

	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// curveBody shows curves with the table at risk under their axis.
type curveBody struct {
	fig    *document.Figure
	curves *document.Curves
	typ    typography
	frame  vg.Rectangle
	x      xAxis
	y      yAxis
	choice int // of choices
	blocks int // of the table that have room

	risk   riskTable
	traces []trace
	labels []label
	note   note
}

// choice is a way to make curves fit.
type choice struct {
	labelled  bool // names beside the lines instead of a legend
	noteAbove bool // the note stands above the plot
}

// choices from the best on; the last always fits.
func choices() []choice {
	return []choice{{labelled: true}, {}, {noteAbove: true}}
}

func newCurveBody(f *document.Figure, curves *document.Curves, typ typography, frame vg.Rectangle) *curveBody {
	b := &curveBody{fig: f, curves: curves, typ: typ, frame: frame, blocks: len(curves.Risk)}
	b.y = yAxis{
		scale: scale{from: 0, to: 1}, typ: typ, ticks: f.YTicks, label: wrap(typ.base, f.YLabel, 0.4*b.width(), 2),
		width: widest(typ.base, tickLabels(f.YTicks)),
	}
	b.layColumns()
	return b
}

func (b *curveBody) look(curve int) int { return lookOf(b.curves.Looks, curve) }

// colour of a curve: the one asked for, else that of its look.
func (b *curveBody) colour(curve int) color.NRGBA {
	if all := b.curves.Colours; all != nil && all[curve].Asked {
		c := all[curve]
		return color.NRGBA{c.Red, c.Green, c.Blue, 0xFF}
	}
	return curveColour(b.look(curve))
}

func (b *curveBody) chosen() choice { return choices()[b.choice] }

func (b *curveBody) plot() (left, right vg.Length) { return b.x.low, b.x.high }

// over says that the note stands above the plot.
func (b *curveBody) over() bool { return b.chosen().noteAbove }

// box of the plot.
func (b *curveBody) box() vg.Rectangle {
	return vg.Rectangle{Min: vg.Point{X: b.x.low, Y: b.y.low}, Max: vg.Point{X: b.x.high, Y: b.y.high}}
}

func (b *curveBody) width() vg.Length { return b.frame.Max.X - b.frame.Min.X }

func (b *curveBody) plotWidth() vg.Length { return b.x.high - b.x.low }

func (b *curveBody) plotHeight() vg.Length { return b.y.high - b.y.low }

func (b *curveBody) heights() (natural, least vg.Length) {
	return b.naturalPlot() + b.under(b.riskHeight()), lowestPlot*b.typ.em + b.under(b.minRiskHeight())
}

// readable is the height at which blocks of the table need not give way to the plot.
func (b *curveBody) readable() vg.Length { return b.minPlot() + b.under(b.minRiskHeight()) }

// naturalPlot is the plot's height: flatter in a wide figure.
func (b *curveBody) naturalPlot() vg.Length {
	share := vg.Length(min(1, max(0, float64((b.width()-SingleWidth)/(DoubleWidth-SingleWidth)))))
	return (0.66 - 0.16*share) * b.plotWidth()
}

// minPlot is the height below which blocks of the table give way.
func (b *curveBody) minPlot() vg.Length { return max(0.34*b.plotWidth(), 6*b.typ.em) }

// riskSkip is between the axis and the table at risk, in ems.
const riskSkip = 1.2

// under is what stands under the plot with a table of some height.
func (b *curveBody) under(table vg.Length) vg.Length {
	h := b.x.height()
	if table > 0 {
		h += riskSkip*b.typ.em + table
	}
	return h
}

// settle leaves out blocks of the table while the plot would be too low to read,
// then places what stands inside the plot, or takes the next choice.
func (b *curveBody) settle(bottom, top vg.Length) bool {
	b.y.low, b.y.high = bottom+b.under(b.riskHeight()), top
	if short := b.minPlot() - b.plotHeight(); b.blocks > 1 && short > 1e-6 { // but for rounding
		b.blocks = max(1, b.blocks-max(1, int(short/b.blockHeight(b.risk.blocks[0]))))
		b.layColumns()
		return false
	}
	b.traces, b.labels, b.note = nil, nil, note{}
	for _, curve := range b.curves.Lines {
		b.traces = append(b.traces, b.sparseMarks(newTrace(curve, b.x.scale, b.y.scale)))
	}
	if b.fits(b.chosen()) {
		return true
	}
	b.choice, b.blocks = b.choice+1, len(b.curves.Risk)
	b.layColumns()
	return false
}

func (b *curveBody) fits(c choice) bool {
	if c.labelled && !b.placeLabels() {
		return false
	}
	return c.noteAbove || b.placeNote(b.obstacles())
}

func (b *curveBody) obstacles() obstacles {
	var o obstacles
	for _, t := range b.traces {
		o.lines = append(o.lines, b.lineBoxes(t)...)
		o.lines = append(o.lines, b.limitBoxes(t)...)
		if b.curves.Limits == document.Band {
			o.bands = append(o.bands, t.band...)
		}
	}
	for _, l := range b.labels {
		o.lines = append(o.lines, l.box)
	}
	return o
}

// layColumns finds the x of the axes: left of them labels, right of them half
// of the last tick's texts. It takes the first form of the table in which no
// two numbers touch; in the last one ticks without room have neither name nor
// numbers.
func (b *curveBody) layColumns() {
	em := b.typ.em
	ticks, widths := make([]vg.Length, len(b.fig.XTicks)), make([]vg.Length, len(b.fig.XTicks))
	for i, t := range b.fig.XTicks {
		ticks[i] = b.typ.base.Width(t.Label)
	}
	b.x = xAxis{typ: b.typ, ticks: b.fig.XTicks}
	b.x.from, b.x.to = timeRange(b.fig, b.curves.Lines)
	for _, form := range b.riskForms() {
		b.risk = b.newRiskTable(b.blocks, form)
		numbers := b.risk.widths(len(ticks))
		b.layMargins(ticks, numbers)
		for i := range widths {
			widths[i] = max(ticks[i], numbers[i])
		}
		if apart(b.tickCentres(), numbers, riskGap*em, 1) {
			break
		}
	}
	b.x.setTexts(b.fig.XLabel, widths, b.frame, b.x.from)
}

func (b *curveBody) layMargins(ticks, numbers []vg.Length) {
	left, right := b.y.gutter(), 0.3*b.typ.em
	if n := len(ticks); n > 0 {
		right = max(right, ticks[n-1]/2, numbers[n-1]/2)
		left = max(left, ticks[0]/2)
		if len(b.risk.blocks) > 0 {
			left = max(left, b.riskGutter(numbers[0]))
		}
	}
	b.x.low, b.x.high = b.frame.Min.X+left, b.frame.Max.X-right
}

func (b *curveBody) tickCentres() []vg.Length {
	centres := make([]vg.Length, len(b.fig.XTicks))
	for i, t := range b.fig.XTicks {
		centres[i] = b.x.at(t.At)
	}
	return centres
}

// timeRange runs from the first to the last tick, or to the end that lies past it;
// curves without ticks reach to their longest follow-up.
func timeRange(f *document.Figure, curves []document.Curve) (from, to float64) {
	if n := len(f.XTicks); n > 0 {
		from, to = f.XTicks[0].At, max(f.XTicks[n-1].At, f.XEnd)
	} else {
		for _, c := range curves {
			to = max(to, c.End)
		}
	}
	if to <= from {
		to = from + 1
	}
	return from, to
}

// keys name the curves. One curve has the figure's title. They need none where
// the table at risk, which shows a sample of each curve, names them: where there
// are many, and in a compact figure.
func (b *curveBody) keys() []key {
	n := len(b.curves.Lines)
	tabled := len(b.risk.blocks) > 0 && (n >= denseRows || b.fig.Compact)
	if n < 2 || tabled || b.chosen().labelled {
		return nil
	}
	keys := make([]key, n)
	for i, curve := range b.curves.Lines {
		keys[i] = key{label: curve.Label, draw: func(d pen, box vg.Rectangle) { b.drawSample(d, box, i) }}
	}
	return keys
}

// drawSample draws a sample of a curve, with its band where it has one.
func (b *curveBody) drawSample(d pen, box vg.Rectangle, curve int) {
	if b.curves.Limits == document.Band {
		d.fill(corners(box), bandColour(b.colour(curve), 2))
	}
	d.stroke(through(box), b.lineWidth(), b.colour(curve), curveDashes(b.look(curve), b.typ.em))
}

// draw paints from the back to the front: no band covers a curve, no curve a
// text.
func (b *curveBody) draw(d pen) {
	b.drawGrid(d)
	b.clearNote(d)
	for i := range b.traces {
		b.drawLimits(d, i)
	}
	box := b.box()
	b.y.drawTexts(d, box.Min.X)
	b.x.drawTexts(d, box.Min.Y)
	d.stroke([]vg.Point{{X: box.Min.X, Y: box.Max.Y}, box.Min, {X: box.Max.X, Y: box.Min.Y}}, axisLine*b.typ.em, ink,
		nil)
	for i := range b.traces {
		b.drawCurve(d, i)
	}
	b.drawLabels(d)
	b.drawNote(d)
	b.drawRisk(d, box.Min.Y-b.x.height()-riskSkip*b.typ.em)
}

func (b *curveBody) drawGrid(d pen) {
	for _, t := range b.fig.YTicks {
		if t.At > 0 {
			y := b.y.at(t.At)
			d.stroke([]vg.Point{{X: b.x.low, Y: y}, {X: b.x.high, Y: y}}, 0.05*b.typ.em, hair, nil)
		}
	}
}

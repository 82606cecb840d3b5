package figure

import (
	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// plan is a figure laid out on its frame: all is known before the first line
// is drawn.
type plan struct {
	fig   *document.Figure
	typ   typography
	frame vg.Rectangle
	axes  axes

	head           head
	caption        []string
	xLabel, yLabel []string
	riskTitle      []string
	yTickWidth     vg.Length
	tickStride     int

	traces []trace
	labels []label
	note   note
	risk   riskTable

	tops struct{ risk, caption vg.Length } // from the axis down
}

// choice is a way to make a figure fit.
type choice struct {
	labelled  bool // names beside the lines instead of a legend
	noteAbove bool // the note stands above the plot
}

// choices from the best on; the last always fits.
func choices() []choice {
	return []choice{{labelled: true}, {}, {noteAbove: true}}
}

// newPlan lays f out on frame.
func newPlan(press *Press, f *document.Figure, frame vg.Rectangle) *plan {
	var p *plan
	for _, c := range choices() {
		p = arrange(press, f, frame, c)
		if p.settle(c) {
			break
		}
	}
	return p
}

// natural is the height of f at a width: the plot has its natural shape, or is
// lower than that, and every row of the table has its place, up to maxHeight;
// or, if the figure is compact, the height of its own shape. Where texts leave
// too little for the plot it is what they need.
func natural(press *Press, f *document.Figure, width, lower vg.Length) vg.Length {
	var height vg.Length
	for _, c := range choices() {
		most := maxHeight
		if f.Compact {
			most = width * compactHeight / SingleWidth
		}
		p := arrange(press, f, vg.Rectangle{Max: vg.Point{X: width, Y: most}}, c)
		rest := most - p.plotHeight()
		height = max(min(most, rest+p.naturalPlot()-lower), rest+p.leastPlot())
		if f.Compact {
			height = max(most, height)
		}
		p = arrange(press, f, vg.Rectangle{Max: vg.Point{X: width, Y: height}}, c)
		if p.settle(c) {
			break
		}
	}
	return height
}

// arrange gives every part its place but for what stands inside the plot. Rows
// of the table are left out while the plot would be too low to read.
func arrange(press *Press, f *document.Figure, frame vg.Rectangle, c choice) *plan {
	p := &plan{fig: f, frame: frame, typ: press.typography(frame.Max.X-frame.Min.X, f.Compact)}
	p.wrapTexts()
	for rows := len(f.Risk); ; {
		p.layColumns(rows)
		p.layLegend(c)
		if c.noteAbove {
			p.head.note = p.wrapNote(p.width())
		}
		p.head.lay(p.typ)
		p.axes.box.Min.Y, p.axes.box.Max.Y = frame.Min.Y+p.layFoot(), frame.Max.Y-p.head.height
		short := p.leastPlot() - p.plotHeight()
		if rows <= 1 || short <= 1e-6 { // but for rounding
			break
		}
		rows = max(1, rows-max(1, int(short/p.rowHeight(p.risk.rows[0]))))
	}
	for _, curve := range f.Curves {
		p.traces = append(p.traces, newTrace(curve, p.axes))
	}
	return p
}

// settle places what stands inside the plot and reports whether it fits.
func (p *plan) settle(c choice) bool {
	if c.labelled && !p.placeLabels() {
		return false
	}
	return c.noteAbove || p.placeNote(p.obstacles())
}

func (p *plan) obstacles() obstacles {
	var o obstacles
	for _, t := range p.traces {
		o.lines = append(o.lines, p.lineBoxes(t)...)
		o.bands = append(o.bands, t.band...)
	}
	for _, l := range p.labels {
		o.lines = append(o.lines, l.box)
	}
	return o
}

func (p *plan) width() vg.Length { return p.frame.Max.X - p.frame.Min.X }

func (p *plan) plotWidth() vg.Length { return p.axes.box.Max.X - p.axes.box.Min.X }

func (p *plan) plotHeight() vg.Length { return p.axes.box.Max.Y - p.axes.box.Min.Y }

// naturalPlot is the plot's height: flatter in a wide figure.
func (p *plan) naturalPlot() vg.Length {
	share := vg.Length(min(1, max(0, float64((p.width()-SingleWidth)/(DoubleWidth-SingleWidth)))))
	return (0.66 - 0.16*share) * p.plotWidth()
}

// leastPlot is the height below which rows of the table give way.
func (p *plan) leastPlot() vg.Length { return max(0.34*p.plotWidth(), 6*p.typ.em) }

func (p *plan) wrapTexts() {
	w := p.width()
	p.head.title = wrap(p.typ.title, p.fig.Title, w, 3)
	p.riskTitle = wrap(p.typ.strong, p.fig.RiskTitle, w, 2)
	p.yLabel = wrap(p.typ.base, p.fig.YLabel, 0.4*w, 2)
	if !p.fig.Compact {
		p.head.subtitle = wrap(p.typ.subtitle, p.fig.Subtitle, w, 4)
		p.caption = wrap(p.typ.small, p.fig.Caption, w, 0)
	}
	p.yTickWidth = widest(p.typ.base, tickLabels(p.fig.YTicks))
}

// layColumns finds the x of the axes: left of them labels, right of them half
// of the last tick's texts. It takes the first form of the table in which no
// two numbers touch.
func (p *plan) layColumns(rows int) {
	em := p.typ.em
	ticks := tickLabels(p.fig.XTicks)
	widths := make([]vg.Length, len(ticks))
	for i, t := range ticks {
		widths[i] = p.typ.base.Width(t)
	}
	p.axes.from, p.axes.to = timeRange(p.fig)
	for _, form := range p.riskForms() {
		p.risk = p.newRiskTable(rows, form)
		numbers := p.risk.widths(len(ticks))
		p.layMargins(widths, numbers)
		centres := p.tickCentres()
		p.tickStride = strideFor(centres, widths, 0.4*em)
		if apart(centres, numbers, riskGap*em, 1) {
			break
		}
		if form.thinned {
			p.risk.stride = strideFor(centres, numbers, riskGap*em)
		}
	}
	middle := (p.axes.box.Min.X + p.axes.box.Max.X) / 2
	room := 2 * min(middle-p.frame.Min.X, p.frame.Max.X-middle)
	p.xLabel = wrap(p.typ.base, p.fig.XLabel, room, 2)
}

func (p *plan) layMargins(ticks, numbers []vg.Length) {
	em := p.typ.em
	left := p.yTickWidth + (tickLength+0.3)*em
	if n := len(p.yLabel); n > 0 {
		left += (0.6+capHeight+0.25)*em + vg.Length(n-1)*pitch(p.typ.base)
	}
	right := 0.3 * em
	if n := len(ticks); n > 0 {
		right = max(right, ticks[n-1]/2, numbers[n-1]/2)
		left = max(left, ticks[0]/2)
		if len(p.risk.rows) > 0 {
			left = max(left, p.riskGutter(numbers[0]))
		}
	}
	p.axes.box.Min.X, p.axes.box.Max.X = p.frame.Min.X+left, p.frame.Max.X-right
}

func (p *plan) tickCentres() []vg.Length {
	centres := make([]vg.Length, len(p.fig.XTicks))
	for i, t := range p.fig.XTicks {
		centres[i] = p.axes.x(t.At)
	}
	return centres
}

// layLegend decides whether the curves need one. The table at risk, which
// shows a sample of each curve, names them where there is one curve, where
// there are many, and in a compact figure.
func (p *plan) layLegend(c choice) {
	p.head.legend = legend{}
	n := len(p.fig.Curves)
	tabled := len(p.risk.rows) > 0 && (n == 1 && p.risk.whole || n >= denseRows || p.fig.Compact)
	if n == 0 || tabled || c.labelled && n > 1 || n == 1 && p.fig.Curves[0].Label == "" {
		return
	}
	labels := make([]string, n)
	for i, curve := range p.fig.Curves {
		labels[i] = curve.Label
	}
	style := legendStyle{typ: p.typ, labels: labels, key: keyWidth, most: mostLegendLines}
	p.head.legend = newLegend(style, p.plotWidth(), p.width())
}

// layFoot stacks what stands below the plot and returns its height.
func (p *plan) layFoot() vg.Length {
	em := p.typ.em
	y := p.axisHeight()
	if h := p.riskHeight(); h > 0 {
		y += 1.2 * em
		p.tops.risk = y
		y += h
	}
	if len(p.caption) > 0 {
		y += 1.15 * em
		p.tops.caption = y
		y += blockHeight(p.typ.small, len(p.caption))
	}
	return y + 0.3*em
}

// blockHeight of a paragraph from the first cap height to the last base line.
func blockHeight(face typeface, lines int) vg.Length {
	if lines == 0 {
		return 0
	}
	return capHeight*face.Font.Size + vg.Length(lines-1)*pitch(face)
}

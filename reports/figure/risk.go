package figure

import (
	"strconv"

	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// riskTable stands under the axis, each text centred under its tick: a block a
// curve, with its name over its rows; of many curves, and in a compact figure, a
// line a curve.
type riskTable struct {
	title      []string
	blocks     [][]riskLine
	face       typeface // of the numbers
	labelFace  typeface
	labelWidth vg.Length // of labels beside numbers, with their samples
	leftOut    int       // blocks for which there is no room
}

// riskLine is a name, a line of numbers or both. It has lines where a label wraps.
type riskLine struct {
	curve int // whose sample stands before the label; -1: none
	named bool
	label []string
	texts []string
}

// riskForm is a way to set the numbers.
type riskForm struct{ small bool }

func (b *curveBody) riskForms() []riskForm { return []riskForm{{}, {small: true}} }

// Shares and distances of the table; what is no share or count is in ems.
const (
	labelShare = 0.16 // of the figure's width that names take beside the numbers
	denseShare = 0.30 // the same in a dense or compact table, where they are elided
	riskKey    = 1.5
	riskGap    = 0.45 // between two numbers
	maxBlocks  = 6    // curves that have a block; of more, a line each says who is at risk
	denseRows  = 14   // from this many curves on they are set small
)

// newRiskTable sets the first blocks of the figure's table in one form.
func (b *curveBody) newRiskTable(blocks int, form riskForm) riskTable {
	t := riskTable{face: b.typ.base, labelFace: b.typ.base}
	if len(b.curves.Risk) >= denseRows {
		t.labelFace = b.typ.small
	}
	if form.small || len(b.curves.Risk) >= denseRows {
		t.face = b.typ.small
	}
	t.leftOut = len(b.curves.Risk) - blocks
	set := b.blockSetter(&t)
	for _, r := range b.curves.Risk[:blocks] {
		lines := set(r)
		t.blocks = append(t.blocks, lines)
		for _, l := range lines {
			if len(l.texts) == 0 || len(l.label) == 0 {
				continue
			}
			t.labelWidth = max(t.labelWidth, b.keySpace(l)+widest(t.labelFace, l.label))
		}
	}
	return t
}

// blockSetter is the way in which every block of the table is set.
func (b *curveBody) blockSetter(t *riskTable) func(document.RiskBlock) []riskLine {
	several := len(b.curves.Lines) > 1
	name := func(r document.RiskBlock) riskLine {
		return riskLine{curve: r.Curve, named: true, label: wrap(b.typ.strong, r.Label, b.width()-riskKeySpace*b.typ.em,
			2)}
	}
	if !b.fig.Compact && len(b.curves.Risk) <= maxBlocks {
		return func(r document.RiskBlock) []riskLine { return b.wholeBlock(r, name, several) }
	}
	if !several {
		return func(r document.RiskBlock) []riskLine {
			return []riskLine{{curve: -1, label: []string{r.Rows[0].Label}, texts: r.Rows[0].Texts}}
		}
	}
	if len(b.curves.Risk) > 0 {
		t.title = wrap(b.typ.strong, b.curves.Risk[0].Rows[0].Label, b.width(), 2)
	}
	if !b.fig.Compact && len(b.curves.Risk) < denseRows && b.labelsAreLong() {
		return func(r document.RiskBlock) []riskLine {
			return []riskLine{name(r), {curve: -1, texts: r.Rows[0].Texts}}
		}
	}
	most := denseShare * b.width()
	shorter := elide
	if b.sameWhenElided(t.labelFace, most) {
		shorter = elideMiddle
	}
	return func(r document.RiskBlock) []riskLine {
		return []riskLine{{curve: r.Curve, label: []string{shorter(t.labelFace, r.Label, most)},
			texts: r.Rows[0].Texts}}
	}
}

// wholeBlock has all rows of a curve, under its name where there are several.
func (b *curveBody) wholeBlock(r document.RiskBlock, name func(document.RiskBlock) riskLine, several bool) []riskLine {
	var lines []riskLine
	if several {
		lines = append(lines, name(r))
	}
	for _, row := range r.Rows {
		label := elide(b.typ.base, row.Label, denseShare*b.width())
		lines = append(lines, riskLine{curve: -1, label: []string{label}, texts: row.Texts})
	}
	return lines
}

// sameWhenElided reports whether labels differ only in what an ellipsis at
// their end would take away.
func (b *curveBody) sameWhenElided(face typeface, width vg.Length) bool {
	seen := map[string]string{}
	for _, r := range b.curves.Risk {
		short := elide(face, r.Label, width)
		if other, ok := seen[short]; ok && other != r.Label {
			return true
		}
		seen[short] = r.Label
	}
	return false
}

func (b *curveBody) labelsAreLong() bool {
	for _, r := range b.curves.Risk {
		if b.typ.base.Width(r.Label) > labelShare*b.width() {
			return true
		}
	}
	return false
}

// widths of the columns of numbers.
func (t riskTable) widths(ticks int) []vg.Length {
	widths := make([]vg.Length, ticks)
	for _, lines := range t.blocks {
		for _, l := range lines {
			for i, text := range l.texts {
				widths[i] = max(widths[i], t.face.Width(text))
			}
		}
	}
	return widths
}

// riskGutter is what the table needs left of the axis.
func (b *curveBody) riskGutter(first vg.Length) vg.Length {
	if b.risk.labelWidth == 0 {
		return first / 2
	}
	return b.risk.labelWidth + 0.9*b.typ.em + first/2
}

// riskKeySpace is what the sample of a curve takes in front of its name, in ems.
const riskKeySpace = riskKey + keyGap

func (b *curveBody) keySpace(l riskLine) vg.Length {
	if l.curve < 0 {
		return 0
	}
	return riskKeySpace * b.typ.em
}

// riskStep is the distance of two lines of one label, rowGap what keeps lines
// apart, blockGap blocks with a name; in ems of the label.
const (
	riskStep = 1.15
	rowGap   = 0.2
	blockGap = 0.45
)

func (b *curveBody) lineHeight(l riskLine) vg.Length {
	return (vg.Length(max(1, len(l.label)))*riskStep + rowGap) * b.risk.labelFace.Font.Size
}

func (b *curveBody) blockHeight(lines []riskLine) vg.Length {
	var h vg.Length
	for _, l := range lines {
		h += b.lineHeight(l)
	}
	if len(lines) > 1 && lines[0].named {
		h += blockGap * b.risk.labelFace.Font.Size
	}
	return h
}

func (b *curveBody) riskTitleHeight() vg.Length {
	if len(b.risk.title) == 0 {
		return 0
	}
	return blockHeight(b.typ.strong, len(b.risk.title)) + 0.84*b.typ.em
}

// riskHeight is that of the title and the blocks.
func (b *curveBody) riskHeight() vg.Length {
	if len(b.risk.blocks) == 0 {
		return 0
	}
	h := b.riskTitleHeight()
	for _, lines := range b.risk.blocks {
		h += b.blockHeight(lines)
	}
	if b.risk.leftOut > 0 {
		h += b.leftOutHeight()
	}
	return h - 0.4*b.typ.em
}

// leftOutHeight is that of the line that counts the blocks left out.
func (b *curveBody) leftOutHeight() vg.Length {
	return (riskStep + rowGap) * b.risk.labelFace.Font.Size
}

// minRiskHeight is riskHeight with all blocks but one left out.
func (b *curveBody) minRiskHeight() vg.Length {
	if len(b.curves.Risk) < 2 {
		return b.riskHeight()
	}
	return b.riskTitleHeight() + b.blockHeight(b.risk.blocks[0]) + b.leftOutHeight() - 0.4*b.typ.em
}

func (b *curveBody) drawRisk(d pen, top vg.Length) {
	if len(b.risk.blocks) == 0 {
		return
	}
	x, y := b.frame.Min.X, top
	d.lines(x, y, b.risk.title, b.typ.strong, ink, 0)
	y -= b.riskTitleHeight()
	for _, lines := range b.risk.blocks {
		below := y - b.blockHeight(lines)
		for _, l := range lines {
			b.drawRiskLine(d, l, y)
			y -= b.lineHeight(l)
		}
		y = below
	}
	if b.risk.leftOut > 0 {
		at := vg.Point{X: x + riskKeySpace*b.typ.em, Y: y}
		d.text(at, "+"+strconv.Itoa(b.risk.leftOut), b.risk.labelFace, muted, anchor{0, 1})
	}
}

// drawRiskLine sets a line whose first label has its cap height at top.
func (b *curveBody) drawRiskLine(d pen, l riskLine, top vg.Length) {
	face := b.risk.labelFace
	middle := top - capHeight/2*face.Font.Size
	left := vg.Point{X: b.frame.Min.X, Y: middle}
	if l.curve >= 0 {
		half := vg.Point{Y: 0.42 * b.typ.em}
		b.drawSample(d, vg.Rectangle{Min: left.Sub(half), Max: left.Add(half).Add(vg.Point{X: riskKey * b.typ.em})},
			l.curve)
	}
	for _, line := range l.label {
		at := vg.Point{X: left.X + b.keySpace(l), Y: left.Y}
		if l.named {
			d.text(at, line, b.typ.strong, readable(b.colour(l.curve)), anchor{0, 0.5})
		} else {
			d.text(at, line, face, ink, anchor{0, 0.5})
		}
		left.Y -= riskStep * face.Font.Size
	}
	for i, text := range l.texts {
		if b.x.named[i] {
			d.text(vg.Point{X: b.x.at(b.fig.XTicks[i].At), Y: middle}, text, b.risk.face, ink, anchor{0.5, 0.5})
		}
	}
}

func tickLabels(ticks []document.Tick) []string {
	labels := make([]string, len(ticks))
	for i, t := range ticks {
		labels[i] = t.Label
	}
	return labels
}

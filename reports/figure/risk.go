package figure

import (
	"strconv"
	"strings"

	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// riskTable stands under the axis, each text centred under its tick.
type riskTable struct {
	rows       []riskRow
	face       typeface // of the numbers
	labelFace  typeface
	labelWidth vg.Length
	labelAbove bool   // long labels have lines of their own over the numbers
	shown      []bool // ticks that have numbers; nil: all
	leftOut    int    // rows for which there is no room
	whole      bool   // no label is missing or elided
}

type riskRow struct {
	curve int
	label []string
	texts [][]string // the lines of each tick's text
}

// riskForm is a way to set the numbers, from the best to the last resort.
type riskForm struct {
	small, stacked, thinned bool
}

func (b *curveBody) riskForms() []riskForm {
	if b.fig.Compact {
		return []riskForm{{}, {small: true}, {small: true, thinned: true}}
	}
	return []riskForm{{}, {small: true}, {stacked: true}, {small: true, stacked: true}, {small: true, thinned: true}}
}

// Shares and distances of the table; what is no share or count is in ems.
const (
	labelShare = 0.16 // of the figure's width that labels take beside the numbers
	denseShare = 0.30 // the same in a dense or compact table, where they are elided
	riskKey    = 1.5
	riskGap    = 0.45 // between two numbers
	denseRows  = 14   // from this many rows on they are set small
)

// newRiskTable sets the first rows of the figure's table in one form.
func (b *curveBody) newRiskTable(rows int, form riskForm) riskTable {
	t := riskTable{face: b.typ.base, labelFace: b.typ.base, whole: true}
	if len(b.curves.Risk) >= denseRows {
		t.labelFace = b.typ.small
	}
	if form.small || len(b.curves.Risk) >= denseRows {
		t.face = b.typ.small
	}
	t.leftOut = len(b.curves.Risk) - rows
	most, lines := denseShare*b.width(), 1
	if !b.fig.Compact && len(b.curves.Risk) < denseRows {
		t.labelAbove = b.labelsAreLong()
		if t.labelAbove {
			most, lines = b.width()-b.riskKeySpace(), 2
		}
	}
	shorter := func(_ typeface, text string, _ vg.Length) string { return text }
	if lines == 1 && b.sameWhenElided(t.labelFace, most) {
		shorter = elideMiddle
	}
	for _, r := range b.curves.Risk[:rows] {
		label := wrap(t.labelFace, shorter(t.labelFace, r.Label, most), most, lines)
		t.labelWidth = max(t.labelWidth, widest(t.labelFace, label))
		t.whole = t.whole && r.Label != "" && !strings.Contains(strings.Join(label, ""), ellipsis)
		t.rows = append(t.rows, riskRow{curve: r.Curve, label: label, texts: riskTexts(r.Texts, form.stacked)})
	}
	return t
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

// riskTexts puts what follows the first space of a text ("8 (1, 1)") on a line
// of its own where the numbers are stacked.
func riskTexts(texts []string, stacked bool) [][]string {
	lines := make([][]string, len(texts))
	for i, text := range texts {
		if first, rest, ok := strings.Cut(text, " "); ok && stacked {
			lines[i] = []string{first, rest}
		} else {
			lines[i] = []string{text}
		}
	}
	return lines
}

// widths of the columns of numbers.
func (t riskTable) widths(ticks int) []vg.Length {
	widths := make([]vg.Length, ticks)
	for _, r := range t.rows {
		for i, lines := range r.texts {
			widths[i] = max(widths[i], widest(t.face, lines))
		}
	}
	return widths
}

// riskGutter is what the table needs left of the axis.
func (b *curveBody) riskGutter(first vg.Length) vg.Length {
	if b.risk.labelAbove {
		return first / 2
	}
	return b.riskKeySpace() + b.risk.labelWidth + 0.9*b.typ.em + first/2
}

// riskKeySpace is what the sample of the curve takes in front of a label; a
// single curve needs none.
func (b *curveBody) riskKeySpace() vg.Length {
	if len(b.curves.Lines) > 1 {
		return (riskKey + keyGap) * b.typ.em
	}
	return 0
}

// riskStep is the distance of two lines of one row, rowGap what keeps rows
// apart; in ems of the label.
const (
	riskStep = 1.15
	rowGap   = 0.27
	labelGap = 0.15 // under a label that stands over its numbers
)

// rowLines counts the lines of a row's label and of its numbers.
func rowLines(r riskRow) (label, numbers int) {
	numbers = 1
	for _, text := range r.texts {
		numbers = max(numbers, len(text))
	}
	return len(r.label), numbers
}

func (b *curveBody) rowHeight(r riskRow) vg.Length {
	label, numbers := rowLines(r)
	size := b.risk.labelFace.Font.Size
	if b.risk.labelAbove {
		return (vg.Length(label+numbers)*riskStep + labelGap + 2*rowGap) * size
	}
	return (vg.Length(max(label, numbers))*riskStep + rowGap) * size
}

func (b *curveBody) riskTitleHeight() vg.Length {
	if len(b.riskTitle) == 0 {
		return 0
	}
	return blockHeight(b.typ.strong, len(b.riskTitle)) + 0.84*b.typ.em
}

// riskHeight is that of the title and the rows.
func (b *curveBody) riskHeight() vg.Length {
	if len(b.risk.rows) == 0 {
		return 0
	}
	h := b.riskTitleHeight()
	for _, r := range b.risk.rows {
		h += b.rowHeight(r)
	}
	if b.risk.leftOut > 0 {
		h += b.leftOutHeight()
	}
	return h - 0.4*b.typ.em
}

// leftOutHeight is that of the line that counts the rows left out.
func (b *curveBody) leftOutHeight() vg.Length {
	return (riskStep + rowGap) * b.risk.labelFace.Font.Size
}

// minRiskHeight is riskHeight with all rows but one left out.
func (b *curveBody) minRiskHeight() vg.Length {
	if len(b.curves.Risk) < 2 {
		return b.riskHeight()
	}
	return b.riskTitleHeight() + b.rowHeight(b.risk.rows[0]) + b.leftOutHeight() - 0.4*b.typ.em
}

func (b *curveBody) drawRisk(d pen, top vg.Length) {
	if len(b.risk.rows) == 0 {
		return
	}
	x, y := b.frame.Min.X, top
	d.lines(x, y, b.riskTitle, b.typ.strong, ink, 0)
	y -= b.riskTitleHeight()
	face := b.risk.labelFace
	for _, r := range b.risk.rows {
		b.drawRiskRow(d, r, y)
		y -= b.rowHeight(r)
	}
	if b.risk.leftOut > 0 {
		d.text(vg.Point{X: x + b.riskKeySpace(), Y: y}, "+"+strconv.Itoa(b.risk.leftOut), face, muted, anchor{0, 1})
	}
}

// drawRiskRow sets a row whose first line has its cap height at top.
func (b *curveBody) drawRiskRow(d pen, r riskRow, top vg.Length) {
	face := b.risk.labelFace
	step := riskStep * face.Font.Size
	middle := top - capHeight/2*face.Font.Size
	left := vg.Point{X: b.frame.Min.X, Y: middle}
	if len(b.curves.Lines) > 1 {
		half := vg.Point{Y: 0.42 * b.typ.em}
		b.drawSample(d, vg.Rectangle{Min: left.Sub(half), Max: left.Add(half).Add(vg.Point{X: riskKey * b.typ.em})}, r.curve)
	}
	for _, line := range r.label {
		d.text(vg.Point{X: left.X + b.riskKeySpace(), Y: left.Y}, line, face, ink, anchor{0, 0.5})
		left.Y -= step
	}
	if b.risk.labelAbove {
		middle = left.Y - labelGap*face.Font.Size
	}
	for i := range r.texts {
		if b.risk.shown != nil && !b.risk.shown[i] {
			continue
		}
		x := b.x.at(b.fig.XTicks[i].At)
		for j, line := range r.texts[i] {
			d.text(vg.Point{X: x, Y: middle - vg.Length(j)*step}, line, b.risk.face, ink, anchor{0.5, 0.5})
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

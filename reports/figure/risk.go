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
	labelAbove bool // long labels have lines of their own over the numbers
	stride     int  // every which tick has numbers
	leftOut    int  // rows for which there is no room
	whole      bool // no label is missing or elided
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

func (p *plan) riskForms() []riskForm {
	if p.fig.Compact {
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
func (p *plan) newRiskTable(rows int, form riskForm) riskTable {
	t := riskTable{face: p.typ.base, labelFace: p.typ.base, stride: 1, whole: true}
	if len(p.fig.Risk) >= denseRows {
		t.labelFace = p.typ.small
	}
	if form.small || len(p.fig.Risk) >= denseRows {
		t.face = p.typ.small
	}
	t.leftOut = len(p.fig.Risk) - rows
	most, lines := denseShare*p.width(), 1
	if !p.fig.Compact && len(p.fig.Risk) < denseRows {
		t.labelAbove = p.labelsAreLong()
		if t.labelAbove {
			most, lines = p.width()-p.riskKeySpace(), 2
		}
	}
	shorter := func(_ typeface, text string, _ vg.Length) string { return text }
	if lines == 1 && p.sameWhenElided(t.labelFace, most) {
		shorter = elideMiddle
	}
	for _, r := range p.fig.Risk[:rows] {
		label := wrap(t.labelFace, shorter(t.labelFace, r.Label, most), most, lines)
		t.labelWidth = max(t.labelWidth, widest(t.labelFace, label))
		t.whole = t.whole && r.Label != "" && !strings.Contains(strings.Join(label, ""), ellipsis)
		t.rows = append(t.rows, riskRow{curve: r.Curve, label: label, texts: riskTexts(r.Texts, form.stacked)})
	}
	return t
}

// sameWhenElided reports whether labels differ only in what an ellipsis at
// their end would take away.
func (p *plan) sameWhenElided(face typeface, width vg.Length) bool {
	seen := map[string]string{}
	for _, r := range p.fig.Risk {
		short := elide(face, r.Label, width)
		if other, ok := seen[short]; ok && other != r.Label {
			return true
		}
		seen[short] = r.Label
	}
	return false
}

func (p *plan) labelsAreLong() bool {
	for _, r := range p.fig.Risk {
		if p.typ.base.Width(r.Label) > labelShare*p.width() {
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
func (p *plan) riskGutter(first vg.Length) vg.Length {
	if p.risk.labelAbove {
		return first / 2
	}
	return p.riskKeySpace() + p.risk.labelWidth + 0.9*p.typ.em + first/2
}

// riskKeySpace is what the sample of the curve takes in front of a label; a
// single curve needs none.
func (p *plan) riskKeySpace() vg.Length {
	if len(p.fig.Curves) > 1 {
		return (riskKey + keyGap) * p.typ.em
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

func (p *plan) rowHeight(r riskRow) vg.Length {
	label, numbers := rowLines(r)
	size := p.risk.labelFace.Font.Size
	if p.risk.labelAbove {
		return (vg.Length(label+numbers)*riskStep + labelGap + 2*rowGap) * size
	}
	return (vg.Length(max(label, numbers))*riskStep + rowGap) * size
}

func (p *plan) riskTitleHeight() vg.Length {
	if len(p.riskTitle) == 0 {
		return 0
	}
	return blockHeight(p.typ.strong, len(p.riskTitle)) + 0.84*p.typ.em
}

// riskHeight is that of the title and the rows.
func (p *plan) riskHeight() vg.Length {
	if len(p.risk.rows) == 0 {
		return 0
	}
	h := p.riskTitleHeight()
	for _, r := range p.risk.rows {
		h += p.rowHeight(r)
	}
	if p.risk.leftOut > 0 {
		h += (riskStep + rowGap) * p.risk.labelFace.Font.Size
	}
	return h - 0.4*p.typ.em
}

func (p *plan) drawRisk(d pen, top vg.Length) {
	if len(p.risk.rows) == 0 {
		return
	}
	x, y := p.frame.Min.X, top
	d.lines(x, y, p.riskTitle, p.typ.strong, ink, 0)
	y -= p.riskTitleHeight()
	face := p.risk.labelFace
	for _, r := range p.risk.rows {
		p.drawRiskRow(d, r, y)
		y -= p.rowHeight(r)
	}
	if p.risk.leftOut > 0 {
		d.text(vg.Point{X: x + p.riskKeySpace(), Y: y}, "+"+strconv.Itoa(p.risk.leftOut), face, muted, anchor{0, 1})
	}
}

// drawRiskRow sets a row whose first line has its cap height at top.
func (p *plan) drawRiskRow(d pen, r riskRow, top vg.Length) {
	face := p.risk.labelFace
	step := riskStep * face.Font.Size
	middle := top - capHeight/2*face.Font.Size
	left := vg.Point{X: p.frame.Min.X, Y: middle}
	if len(p.fig.Curves) > 1 {
		p.drawKey(d, left, r.curve, riskKey*p.typ.em)
	}
	for _, line := range r.label {
		d.text(vg.Point{X: left.X + p.riskKeySpace(), Y: left.Y}, line, face, ink, anchor{0, 0.5})
		left.Y -= step
	}
	if p.risk.labelAbove {
		middle = left.Y - labelGap*face.Font.Size
	}
	for i := 0; i < len(r.texts); i += p.risk.stride {
		x := p.axes.x(p.fig.XTicks[i].At)
		for j, line := range r.texts[i] {
			d.text(vg.Point{X: x, Y: middle - vg.Length(j)*step}, line, p.risk.face, ink, anchor{0.5, 0.5})
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

package figure

import (
	"strings"

	"gonum.org/v1/plot/vg"
)

// rowText is what stands beside a row of a plot.
type rowText struct {
	label   string
	heading bool
	indent  int
	texts   []string // at the right
}

// rowTexts sets the labels of rows at the left of a plot and their texts at its
// right. Where both leave too little for the plot, the texts are set small, and
// then under their labels.
type rowTexts struct {
	typ    typography
	frame  vg.Rectangle
	rows   []rowLabel
	head   rowLabel
	face   typeface // of the texts
	under  bool
	label  vg.Length   // width of the labels
	widths []vg.Length // of the columns at the right
}

// rowLabel is one row in lines.
type rowLabel struct {
	lines   []string
	heading bool
	indent  vg.Length
	texts   [][]string
}

// Shares of the width and distances in ems beside rows.
const (
	rowLabelMost  = 0.36 // labels, where texts stand at the right
	rowUnderMost  = 0.46 // labels with their texts under them
	rowPlotLeast  = 0.42 // the plot, or rowPlotEnough
	rowColumnGap  = 1.0
	rowIndent     = 1.0
	rowLabelLines = 4
)

// rowPlotEnough is a width of the plot for which texts need not stand under labels.
const rowPlotEnough = 45 * vg.Millimeter

func newRowTexts(typ typography, frame vg.Rectangle, head rowText, rows []rowText) rowTexts {
	width := frame.Max.X - frame.Min.X
	var t rowTexts
	for _, face := range []typeface{typ.base, typ.small} {
		t = rowTexts{typ: typ, frame: frame, face: face}
		t.lay(head, rows, rowLabelMost*width)
		if left, right := t.plot(); right-left >= min(rowPlotLeast*width, rowPlotEnough) {
			return t
		}
	}
	t = rowTexts{typ: typ, frame: frame, face: typ.small, under: true}
	t.lay(head, rows, rowUnderMost*width)
	return t
}

func (t *rowTexts) lay(head rowText, rows []rowText, most vg.Length) {
	for _, r := range append([]rowText{head}, rows...) {
		face := t.labelFace(r.heading)
		t.label = max(t.label, face.Width(r.label)+vg.Length(r.indent)*rowIndent*t.typ.em)
		if t.under {
			t.label = max(t.label, t.face.Width(onOneLine(r.texts))+vg.Length(r.indent)*rowIndent*t.typ.em)
		}
	}
	t.label = min(t.label, most)
	if !t.under {
		t.layColumns(head.texts, rows)
	}
	t.head = t.newLabel(head)
	for _, r := range rows {
		t.rows = append(t.rows, t.newLabel(r))
	}
}

// layColumns finds the columns' widths; heads may take two lines.
func (t *rowTexts) layColumns(heads []string, rows []rowText) {
	column := func(i int) *vg.Length {
		for len(t.widths) <= i {
			t.widths = append(t.widths, 0)
		}
		return &t.widths[i]
	}
	for _, r := range rows {
		for i, text := range r.texts {
			w := column(i)
			*w = max(*w, t.face.Width(text))
		}
	}
	for i, text := range heads {
		w, strong := column(i), t.typ.strong
		if whole := strong.Width(text); whole > *w {
			*w = max(*w, min(whole,
				widest(strong, wrap(strong, text, max(*w, 0.6*whole, longestWord(strong, text)), 0))))
		}
	}
}

// longestWord is its width, under which it would be broken.
func longestWord(face typeface, text string) vg.Length { return widest(face, strings.Fields(text)) }

func (t *rowTexts) labelFace(heading bool) typeface {
	if heading {
		return t.typ.strong
	}
	return t.typ.base
}

func (t *rowTexts) newLabel(r rowText) rowLabel {
	indent := min(vg.Length(r.indent)*rowIndent*t.typ.em, t.label/2)
	l := rowLabel{heading: r.heading, indent: indent}
	most := t.label - indent
	if r.heading && len(r.texts) == 0 {
		most = t.frame.Max.X - t.frame.Min.X - indent // nothing stands beside it
	}
	l.lines = wrap(t.labelFace(r.heading), r.label, most+0.01, rowLabelLines)
	if t.under {
		if lines := wrap(t.face, onOneLine(r.texts), t.label-indent+0.01, 0); len(lines) > 0 {
			l.texts = [][]string{lines}
		}
		return l
	}
	for i, text := range r.texts {
		l.texts = append(l.texts, wrap(t.textFace(r.heading), text, t.widths[i]+0.01, 0))
	}
	return l
}

func onOneLine(texts []string) string {
	var said []string
	for _, text := range texts {
		if text != "" {
			said = append(said, text)
		}
	}
	return strings.Join(said, "   ")
}

func (t *rowTexts) textFace(heading bool) typeface {
	if heading && !t.under {
		return t.typ.strong
	}
	return t.face
}

// plot is what the texts leave.
func (t *rowTexts) plot() (left, right vg.Length) {
	em := t.typ.em
	left, right = t.frame.Min.X+t.label+rowColumnGap*em, t.frame.Max.X-0.3*em
	for i := range t.widths {
		right = t.columnX(i) - rowColumnGap*em
		break
	}
	return left, right
}

// columnX is the left end of column i.
func (t *rowTexts) columnX(i int) vg.Length {
	x := t.frame.Max.X
	for k := len(t.widths) - 1; k >= i; k-- {
		x -= t.widths[k]
		if k > i {
			x -= rowColumnGap * t.typ.em
		}
	}
	return x
}

// height of a row's texts.
func (t *rowTexts) height(l rowLabel) vg.Length {
	h := blockHeight(t.labelFace(l.heading), len(l.lines))
	for _, lines := range l.texts {
		if t.under {
			h += vg.Length(len(lines)) * pitch(t.textFace(l.heading))
		} else {
			h = max(h, blockHeight(t.textFace(l.heading), len(lines)))
		}
	}
	return h
}

// draw sets a row's texts around the height y.
func (t *rowTexts) draw(d pen, l rowLabel, y vg.Length) {
	top := y + t.height(l)/2
	x := t.frame.Min.X + l.indent
	face := t.labelFace(l.heading)
	if t.under {
		d.lines(x, top, l.lines, face, ink, 0)
		top -= vg.Length(len(l.lines)) * pitch(face)
		for _, lines := range l.texts {
			d.lines(x, top, lines, t.textFace(l.heading), muted, 0)
			top -= vg.Length(len(lines)) * pitch(t.textFace(l.heading))
		}
		return
	}
	d.lines(x, y+blockHeight(face, len(l.lines))/2, l.lines, face, ink, 0)
	for i, lines := range l.texts {
		face := t.textFace(l.heading)
		d.lines(t.columnX(i), y+blockHeight(face, len(lines))/2, lines, face, ink, 0)
	}
}

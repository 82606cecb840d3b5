package pdf

import "graftstat/reports/document"

// measure is the widest line of running text that is read with ease.
const measure = 160 * mm

// paragraph of running text in its style.
func (r *report) paragraph(parent *element, p *document.Paragraph, width float64) []piece {
	e := parent.add("P", "")
	switch p.Style {
	case document.Lead:
		return after(8, r.lines(e, p.Text, r.scale.lead, width))
	case document.Note:
		return after(5, r.lines(e, p.Text, r.scale.note, min(width, measure)))
	case document.Warning:
		return r.warning(e, p.Text, width)
	}
	return after(6, r.lines(e, p.Text, r.scale.body, min(width, measure)))
}

// after sets the space above the first piece.
func after(space float64, pieces []piece) []piece {
	pieces[0].space = space
	return pieces
}

// lines of a text, a piece each. The first two stay together and the last two.
func (r *report) lines(e *element, text string, s style, width float64) []piece {
	lines := r.wrap(text, s, width)
	pieces := make([]piece, len(lines))
	for i, line := range lines {
		pieces[i] = piece{
			height: s.leading,
			keep:   i < len(lines)-1 && (i == 0 || i == len(lines)-2),
			draw: func(x, y float64) {
				r.tagged(e, func() { r.write(x, y+s.baseline(), line, s) })
			},
		}
	}
	return pieces
}

// warning is a paragraph on a pale ground, with a bar and a symbol beside it.
func (r *report) warning(e *element, text string, width float64) []piece {
	const inset, pad = 22, 5
	pieces := r.lines(e, text, r.scale.body, min(width-inset-8, measure))
	last := len(pieces) - 1
	for i := range pieces {
		above, below := 0.0, 0.0
		if i == 0 {
			above = pad
		}
		if i == last {
			below = pad
		}
		line := pieces[i]
		pieces[i].height += above + below
		pieces[i].draw = func(x, y float64) {
			r.artifact(func() {
				r.box(x, y, width, pieces[i].height, r.scale.pale)
				r.box(x, y, 2.5, pieces[i].height, r.scale.attention)
			})
			if i == 0 {
				r.tagged(e, func() { r.symbol(document.Attention, x+8, y+above+1.8, 9) })
			}
			line.draw(x+inset, y+above)
		}
	}
	return after(7, pieces)
}

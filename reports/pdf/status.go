package pdf

import "graftstat/reports/document"

const (
	statusSide  = 11 // of a light
	statusInset = 20 // of the texts beside it
	statusGap   = 8  // between the name and the word
)

// statuses are a light each, with the name and the word beside it and why below.
func (r *report) statuses(parent *element, all []document.Status, width float64) []piece {
	var pieces []piece
	for i := range all {
		pieces = append(pieces, r.status(parent, &all[i], width))
	}
	return pieces
}

func (r *report) status(parent *element, s *document.Status, width float64) piece {
	head := r.scale.body.strong()
	lines := r.wrapAny(s.Text, r.scale.body, width-statusInset)
	e, found := r.linked(parent.add("P", ""), s.Link)
	var why *element
	if len(lines) > 0 {
		why = parent.add("P", "")
	}
	return piece{space: 7, height: head.leading + float64(len(lines))*r.scale.body.leading, draw: func(x, y float64) {
		left := x + statusInset
		r.tagged(e, func() {
			r.symbol(s.Mark, x+2, y+1, statusSide)
			r.write(left, y+head.baseline(), s.Name, head)
			r.write(left+r.width(s.Name, head)+statusGap, y+head.baseline(), s.Word, r.scale.body)
		})
		if found {
			r.link(e, s.Link, x, y, width, head.leading)
		}
		if why != nil {
			r.drawLines(why, lines, left, y+head.leading, r.scale.body)
		}
	}}
}

package pdf

import (
	"slices"

	"graftstat/reports/document"
)

// block of a section as pieces of a width.
func (r *report) block(parent *element, b document.Block, width float64) []piece {
	switch {
	case b.Paragraph != nil:
		return r.paragraph(parent, b.Paragraph, width)
	case b.Cards != nil:
		return r.cards(parent, b.Cards, width)
	case b.Statuses != nil:
		return r.statuses(parent, b.Statuses, width)
	case b.Table != nil:
		return r.table(parent, b.Table, width)
	case b.Figure != nil:
		return r.figure(parent, b.Figure, width)
	}
	return r.row(parent, b.Row, width)
}

// narrowest is the least width of a block beside others.
const narrowest = 70 * mm

// row is blocks side by side, in several rows where they would become too
// narrow, or one under the other where they are taller than a page.
func (r *report) row(parent *element, blocks []document.Block, width float64) []piece {
	most := max(1, int((width+gutter)/(narrowest+gutter)))
	columns := min(most, len(blocks))
	var pieces []piece
	for chunk := range slices.Chunk(blocks, columns) {
		pieces = append(pieces, r.sideBySide(parent, chunk, width, float64(columns))...)
	}
	return pieces
}

// sideBySide is blocks in the first of n columns.
func (r *report) sideBySide(parent *element, blocks []document.Block, width, n float64) []piece {
	each := (width - (n-1)*gutter) / n
	group := parent.add("Div", "")
	columns := make([][]piece, len(blocks))
	out := piece{}
	for i, b := range blocks {
		columns[i] = r.block(group, b, each)
		out.height = max(out.height, stackHeight(columns[i]))
		out.space = max(out.space, columns[i][0].space)
	}
	if out.height > bodyHeight {
		parent.kids = parent.kids[:len(parent.kids)-1]
		return r.stacked(parent, blocks, width)
	}
	out.draw = func(x, y float64) {
		for i, column := range columns {
			drawStack(column, x+float64(i)*(each+gutter), y)
		}
	}
	return []piece{out}
}

func (r *report) stacked(parent *element, blocks []document.Block, width float64) []piece {
	var pieces []piece
	for _, b := range blocks {
		pieces = append(pieces, r.block(parent, b, width)...)
	}
	return pieces
}

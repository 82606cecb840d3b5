package pdf

import (
	"slices"

	"graftstat/reports/document"
)

// maxLowered is by how much compact figures may become lower.
const maxLowered = 22 * mm

// chapters are the level-1 sections, each with the level-2 sections after it.
func chapters(sections []document.Section) [][]document.Section {
	var out [][]document.Section
	for i, s := range sections {
		if i == 0 || s.Level == 1 {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], s)
	}
	return out
}

func (r *report) chapter(sections []document.Section) []piece {
	var pieces []piece
	for i := range sections {
		pieces = append(pieces, r.section(&sections[i])...)
	}
	return pieces
}

// firstChapter answers on page one, below top, with its first section: where a little is
// missing for that, its compact figures become lower; where more is, what can
// be spared is left out.
func (r *report) firstChapter(sections []document.Section, top float64) []piece {
	before := len(r.tree.root.kids)
	first := sections[0]
	pieces := r.section(&first)
	excess := top + pieces[0].space + stackHeight(pieces) - bodyBottom
	if excess > 0 {
		r.tree.root.kids = r.tree.root.kids[:before]
		if excess > maxLowered {
			first.Blocks = slices.DeleteFunc(slices.Clone(first.Blocks), func(b document.Block) bool { return b.Spare })
			excess = 0
		}
		r.lowered = excess
		pieces = r.section(&first)
		r.lowered = 0
	}
	return append(pieces, r.chapter(sections[1:])...)
}

// section is its heading and its blocks. A note stays with what it follows, a
// sentence with the cards, the table or the figure that it introduces.
func (r *report) section(s *document.Section) []piece {
	pieces := r.heading(s)
	for i, b := range s.Blocks {
		below := r.block(r.tree.root, b, textWidth)
		if i > 0 {
			join(s.Blocks[i-1].Paragraph, b.Paragraph, &pieces[len(pieces)-1], &below[0])
		}
		pieces = append(pieces, below...)
	}
	return pieces
}

// join sets how the last piece of a block and the first piece of the next
// stand to each other; above and below are nil where a block is no paragraph.
func join(above, below *document.Paragraph, last, first *piece) {
	switch {
	case below != nil && below.Style == document.Note:
		last.keep = true
	case below != nil && above != nil && below.Style == document.Warning && above.Style == document.Warning:
		first.space = 2
	case below == nil && above != nil && above.Style != document.Note:
		last.keep = true
	case below != nil && above == nil:
		first.space = max(first.space, 12)
	}
}

package pdf

import (
	"strconv"

	"graftstat/reports/document"
	"graftstat/reports/figure"
)

// titleBlock opens page one: title, centre and closing date over a rule, and
// at their right the logo, nil where there is none.
func (r *report) titleBlock(l *logo) []piece {
	sizes, width := r.scale, textWidth
	if l != nil {
		width -= l.width + gutter
	}
	pieces := r.lines(r.tree.root.add("H1", ""), r.doc.Title, sizes.title, width)
	for _, text := range []string{r.doc.Centre, r.doc.Closing} {
		if text != "" {
			pieces = append(pieces, r.lines(r.tree.root.add("P", ""), text, sizes.subtitle, width)...)
		}
	}
	if l != nil {
		first := pieces[0].draw
		pieces[0].draw = func(x, y float64) {
			r.drawLogo(l, y)
			first(x, y)
		}
		if missing := l.height - stackHeight(pieces); missing > 0 {
			pieces = append(pieces, piece{height: missing, draw: func(float64, float64) {}})
		}
	}
	pieces = append(pieces, piece{height: 7, draw: func(x, y float64) {
		r.artifact(func() { r.box(x, y+5, textWidth, 1.2, sizes.blue) })
	}})
	keepTogether(pieces)
	return pieces
}

// heading of a section, kept with what follows: the target of its links.
func (r *report) heading(s *document.Section) []piece {
	kind, size, space := "H1", r.scale.heading1, 12.0
	if s.Level > 1 {
		kind, size, space = "H2", r.scale.heading2, 16.0
	}
	pieces := r.lines(r.tree.root.add(kind, ""), s.Title, size, textWidth)
	pieces[0].space, pieces[0].start = space, s.ID
	draw := pieces[0].draw
	pieces[0].draw = func(x, y float64) {
		r.use(figure.Regular, r.scale.body.size) // a bookmark is Unicode only in such a font
		r.pdf.Bookmark(oneLine(s.Title), r.bookmarkLevel(s), y-6)
		draw(x, y)
	}
	keepWithNext(pieces)
	return pieces
}

// bookmarkLevel is 0 for a level-2 section with no level-1 section before it.
func (r *report) bookmarkLevel(s *document.Section) int {
	if s.Level == 1 || r.doc.Pages[0].Level != 1 {
		return 0
	}
	return 1
}

// contents is the linked table of contents, on pages of its own; closer where
// that makes it one page.
func (r *report) contents() []piece {
	before := len(r.tree.root.kids)
	pieces := r.contentsOf(r.scale.body, 8, 1.5)
	if stackHeight(pieces) <= bodyHeight {
		return pieces
	}
	added := r.tree.root.kids[before:]
	r.tree.root.kids = r.tree.root.kids[:before:before]
	if closer := r.contentsOf(r.scale.table, 5, 0); stackHeight(closer) <= bodyHeight {
		return closer
	}
	r.tree.root.kids = append(r.tree.root.kids[:before], added...)
	return pieces
}

func (r *report) contentsOf(size style, chapterSpace, sectionSpace float64) []piece {
	pieces := r.lines(r.tree.root.add("H1", ""), r.doc.Contents, r.scale.heading1, textWidth)
	keepWithNext(pieces)
	toc := r.tree.root.add("TOC", "")
	for i := range r.doc.Pages {
		s := &r.doc.Pages[i]
		entry := r.contentsEntry(toc.add("TOCI", ""), s, size)
		entry.space = sectionSpace
		if s.Level == 1 {
			entry.space = chapterSpace
		}
		pieces = append(pieces, entry)
	}
	return pieces
}

func (r *report) contentsEntry(item *element, s *document.Section, size style) piece {
	indent := 12.0
	if s.Level == 1 {
		size, indent = size.strong(), 0
	}
	const numberWidth = 40
	lines := r.wrap(s.Title, size, textWidth-indent-numberWidth)
	height := float64(len(lines)) * size.leading
	entry := item.add("Link", "")
	return piece{height: height + 2, draw: func(x, y float64) {
		r.artifact(func() { r.line(x+indent, y+height+2, textWidth-indent) })
		last := y + height - size.leading + size.baseline()
		r.tagged(entry, func() {
			for i, line := range lines {
				r.write(x+indent, y+float64(i)*size.leading+size.baseline(), line, size)
			}
			r.writeRight(x+textWidth, last, strconv.Itoa(r.starts[s.ID].page), size)
		})
		r.link(entry, s.ID, x, y, textWidth, height)
	}}
}

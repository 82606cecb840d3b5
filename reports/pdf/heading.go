package pdf

import (
	"context"
	"strconv"

	"graftstat/reports/figure"
	"graftstat/reports/layout"
)

// titleBlock opens page one: title, centre and closing date over a rule.
func (r *report) titleBlock() []piece {
	sizes := r.scale
	pieces := r.lines(r.tree.root.add("H1", ""), r.doc.Title, sizes.title, textWidth)
	for _, text := range []string{r.doc.Centre, r.doc.Closing} {
		if text != "" {
			pieces = append(pieces, r.lines(r.tree.root.add("P", ""), text, sizes.subtitle, textWidth)...)
		}
	}
	pieces = append(pieces, piece{height: 7, draw: func(x, y float64) {
		r.artifact(func() { r.box(x, y+5, textWidth, 1.2, sizes.blue) })
	}})
	keepTogether(pieces)
	return pieces
}

// heading of a section, kept with what follows: the target of its links.
func (r *report) heading(s *layout.Section) []piece {
	kind, size, space := "H1", r.scale.heading1, 12.0
	if s.Level > 1 {
		kind, size, space = "H2", r.scale.heading2, 16.0
	}
	pieces := r.lines(r.tree.root.add(kind, ""), s.Title, size, textWidth)
	pieces[0].space = space
	draw := pieces[0].draw
	pieces[0].draw = func(x, y float64) {
		r.starts[s.ID] = place{r.pdf.PageNo(), y}
		r.use(figure.Regular, r.scale.body.size) // a bookmark is Unicode only in such a font
		r.pdf.Bookmark(oneLine(s.Title), r.bookmarkLevel(s), y-6)
		draw(x, y)
	}
	keepWithNext(pieces)
	return pieces
}

// bookmarkLevel is 0 for a level-2 section with no level-1 section before it.
func (r *report) bookmarkLevel(s *layout.Section) int {
	if s.Level == 1 || r.doc.Pages[0].Level != 1 {
		return 0
	}
	return 1
}

// contents is the linked table of contents, on pages of its own.
func (r *report) contents(ctx context.Context) error {
	if err := r.newPage(ctx); err != nil {
		return err
	}
	pieces := r.lines(r.tree.root.add("H1", ""), r.doc.Contents, r.scale.heading1, textWidth)
	keepWithNext(pieces)
	toc := r.tree.root.add("TOC", "")
	for i := range r.doc.Pages {
		pieces = append(pieces, r.contentsEntry(toc.add("TOCI", ""), &r.doc.Pages[i]))
	}
	return r.flow(ctx, pieces)
}

func (r *report) contentsEntry(item *element, s *layout.Section) piece {
	size, indent, space := r.scale.body.strong(), 0.0, 8.0
	if s.Level > 1 {
		size, indent, space = r.scale.body, 12, 1.5
	}
	const numberWidth = 40
	lines := r.wrap(s.Title, size, textWidth-indent-numberWidth)
	height := float64(len(lines)) * size.leading
	number := ""
	if start, ok := r.known.starts[s.ID]; ok {
		number = strconv.Itoa(start.page)
	}
	entry := item.add("Link", "")
	return piece{space: space, height: height + 2, draw: func(x, y float64) {
		r.artifact(func() { r.line(x+indent, y+height+2, textWidth-indent) })
		last := y + height - size.leading + size.baseline()
		r.tagged(entry, func() {
			for i, line := range lines {
				r.write(x+indent, y+float64(i)*size.leading+size.baseline(), line, size)
			}
			r.writeRight(x+textWidth, last, number, size)
		})
		r.link(entry, s.ID, x, y, textWidth, height)
	}}
}

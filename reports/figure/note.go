package figure

import "gonum.org/v1/plot/vg"

// note is the box of tests and estimates.
type note struct {
	lines []string
	box   vg.Rectangle // without its margin
	right bool         // lines end at the right edge
	free  bool         // nothing lies under it: the grid is cleared there
}

// Shares of the plot's width that a note takes at most, first and then, and
// its margin in ems.
const (
	noteWidest = 0.95
	noteNarrow = 0.55
	noteMargin = 0.55
)

// wrapNote breaks the note's lines for a place of width.
func (b *curveBody) wrapNote(width vg.Length) []string {
	var lines []string
	for _, text := range b.fig.Note {
		lines = append(lines, wrap(b.typ.base, text, width, 0)...)
	}
	return lines
}

// notePitch is looser than a paragraph's: each line says its own thing.
func (b *curveBody) notePitch() vg.Length { return 1.35 * b.typ.em }

// placeNote finds room for the note inside the plot: a corner that is free of
// lines and bands, else any free place, else the place with the least of a
// band under it. It reports false if every place would cut a line.
func (b *curveBody) placeNote(o obstacles) bool {
	if len(b.fig.Note) == 0 {
		return true
	}
	least := vg.Length(-1)
	for _, share := range []vg.Length{noteWidest, noteNarrow} {
		lines := b.wrapNote(share * b.plotWidth())
		for _, n := range b.noteSpots(lines) {
			under, ok := b.underNote(n, o)
			if !ok || least >= 0 && under >= least {
				continue
			}
			n.free = under == 0
			b.note, least = n, under
			if n.free {
				return true
			}
		}
	}
	return least >= 0
}

// underNote is how much of a band lies under n; it is not ok if n cuts a line
// or leaves the plot.
func (b *curveBody) underNote(n note, o obstacles) (area vg.Length, ok bool) {
	padded := grow(n.box, noteMargin*b.typ.em)
	if !inside(padded, grow(b.box(), 0.01)) || overlap(padded, o.lines) > 0 {
		return 0, false
	}
	return overlap(padded, o.bands), true
}

// noteSpots lists places by preference: the corners away from the curves'
// start, then a net over the whole plot.
func (b *curveBody) noteSpots(lines []string) []note {
	room := grow(b.box(), -noteMargin*b.typ.em)
	size := vg.Point{
		X: widest(b.typ.base, lines),
		Y: vg.Length(len(lines)-1)*b.notePitch() + capHeight*b.typ.em,
	}
	// left and low are shares of the free width and height
	type spot struct{ left, low vg.Length }
	spots := []spot{{1, 1}, {0, 0}, {1, 0}, {0, 1}}
	switch {
	case len(b.curves.Lines) == 0:
		spots = []spot{{0.5, 0.5}}
	case b.curves.Lines[0].Start < 0.5:
		spots = []spot{{1, 0}, {0, 1}, {1, 1}, {0, 0}}
	}
	const net = 16
	for i := net; i >= 0; i-- {
		for j := net; j >= 0; j-- {
			spots = append(spots, spot{vg.Length(i) / net, vg.Length(j) / net})
		}
	}
	notes := make([]note, len(spots))
	for i, s := range spots {
		at := vg.Point{
			X: room.Min.X + s.left*(room.Max.X-room.Min.X-size.X),
			Y: room.Min.Y + s.low*(room.Max.Y-room.Min.Y-size.Y),
		}
		notes[i] = note{lines: lines, box: vg.Rectangle{Min: at, Max: at.Add(size)}, right: s.left == 1}
	}
	return notes
}

// clearNote takes the grid away behind a note that has nothing else behind it.
func (b *curveBody) clearNote(d pen) {
	if b.note.free {
		d.fill(corners(grow(b.note.box, 0.3*b.typ.em)), paper)
	}
}

func (b *curveBody) drawNote(d pen) {
	x, across := b.note.box.Min.X, vg.Length(0)
	if b.note.right {
		x, across = b.note.box.Max.X, 1
	}
	for i, line := range b.note.lines {
		y := b.note.box.Max.Y - vg.Length(i)*b.notePitch()
		d.text(vg.Point{X: x, Y: y}, line, b.typ.base, ink, anchor{across, 1})
	}
}

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
func (p *plan) wrapNote(width vg.Length) []string {
	var lines []string
	for _, text := range p.fig.Note {
		lines = append(lines, wrap(p.typ.base, text, width, 0)...)
	}
	return lines
}

// notePitch is looser than a paragraph's: each line says its own thing.
func (p *plan) notePitch() vg.Length { return 1.35 * p.typ.em }

// placeNote finds room for the note inside the plot: a corner that is free of
// lines and bands, else any free place, else the place with the least of a
// band under it. It reports false if every place would cut a line.
func (p *plan) placeNote(o obstacles) bool {
	if len(p.fig.Note) == 0 {
		return true
	}
	least := vg.Length(-1)
	for _, share := range []vg.Length{noteWidest, noteNarrow} {
		lines := p.wrapNote(share * p.plotWidth())
		for _, n := range p.noteSpots(lines) {
			under, ok := p.underNote(n, o)
			if !ok || least >= 0 && under >= least {
				continue
			}
			n.free = under == 0
			p.note, least = n, under
			if n.free {
				return true
			}
		}
	}
	return least >= 0
}

// underNote is how much of a band lies under n; it is not ok if n cuts a line
// or leaves the plot.
func (p *plan) underNote(n note, o obstacles) (area vg.Length, ok bool) {
	padded := grow(n.box, noteMargin*p.typ.em)
	if !inside(padded, grow(p.axes.box, 0.01)) || overlap(padded, o.lines) > 0 {
		return 0, false
	}
	return overlap(padded, o.bands), true
}

// noteSpots lists places by preference: the corners away from the curves'
// start, then a net over the whole plot.
func (p *plan) noteSpots(lines []string) []note {
	room := grow(p.axes.box, -noteMargin*p.typ.em)
	size := vg.Point{
		X: widest(p.typ.base, lines),
		Y: vg.Length(len(lines)-1)*p.notePitch() + capHeight*p.typ.em,
	}
	// left and low are shares of the free width and height
	type spot struct{ left, low vg.Length }
	spots := []spot{{1, 1}, {0, 0}, {1, 0}, {0, 1}}
	switch {
	case len(p.fig.Curves) == 0:
		spots = []spot{{0.5, 0.5}}
	case p.fig.Curves[0].Start < 0.5:
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
func (p *plan) clearNote(d pen) {
	if p.note.free {
		d.fill(corners(grow(p.note.box, 0.3*p.typ.em)), paper)
	}
}

func (p *plan) drawNote(d pen) {
	x, across := p.note.box.Min.X, vg.Length(0)
	if p.note.right {
		x, across = p.note.box.Max.X, 1
	}
	for i, line := range p.note.lines {
		y := p.note.box.Max.Y - vg.Length(i)*p.notePitch()
		d.text(vg.Point{X: x, Y: y}, line, p.typ.base, ink, anchor{across, 1})
	}
}

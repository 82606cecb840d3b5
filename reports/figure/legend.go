package figure

import (
	"strconv"

	"gonum.org/v1/plot/vg"
)

// legend names what a plot shows, above it.
type legend struct {
	entries []entry
	width   vg.Length
	height  vg.Length
	key     vg.Length // width of a key
	wide    bool      // too wide for the plot: starts at the figure's left edge
}

// entry of a legend; at is the left end of its key at the middle of its first
// line, from the legend's upper left corner.
type entry struct {
	index int // of its label; -1: counts those left out
	lines []string
	at    vg.Point
}

// keyDrawer draws the sample of what label index names, at its left middle.
type keyDrawer func(d pen, at vg.Point, index int, width vg.Length)

// Distances of a legend in ems.
const (
	keyWidth    = 2.3
	keyGap      = 0.55
	entryGap    = 1.7
	legendPitch = 1.45
	narrowEntry = 10 // the narrowest column
)

// maxLegendLines is how high a legend of curves may be.
const maxLegendLines = 10

// legendStyle is what a legend is made from.
type legendStyle struct {
	typ    typography
	labels []string
	key    vg.Length // width of a key in ems
	most   int       // lines
}

// newLegend sets the entries on one line if they fit, else in columns of equal
// width. Labels wrap within their column; past the most lines they are elided
// and at last counted ("+12").
func newLegend(s legendStyle, plotWidth, frameWidth vg.Length) legend {
	l, ok := s.line(frameWidth)
	if ok {
		l.wide = l.width > plotWidth
		return l
	}
	em, n := s.typ.em, len(s.labels)
	var longest vg.Length
	for _, label := range s.labels {
		longest = max(longest, s.entryWidth(label))
	}
	columnsOf := func(width vg.Length) int {
		return min(n, max(1, int((frameWidth+entryGap*em)/(width+entryGap*em))))
	}
	columns, most := columnsOf(longest), columnsOf(narrowEntry*em)
	rows := (n + columns - 1) / columns
	columns = (n + rows - 1) / rows // no short last row
	l, all := s.grid(frameWidth, columns)
	for !all && columns < most {
		columns++
		l, all = s.grid(frameWidth, columns)
	}
	return l
}

// under puts a legend under l, a gap below it; its first label has the index first.
func (l *legend) under(next legend, first int, gap vg.Length) {
	if len(l.entries) == 0 {
		gap = 0
	}
	for _, e := range next.entries {
		if e.index >= 0 {
			e.index += first
		}
		e.at.Y -= l.height + gap
		l.entries = append(l.entries, e)
	}
	l.height += next.height + gap
	l.width, l.key, l.wide = max(l.width, next.width), next.key, l.wide || next.wide
}

func (s legendStyle) entryWidth(label string) vg.Length {
	return (s.key+keyGap)*s.typ.em + s.typ.base.Width(label)
}

func (s legendStyle) line(most vg.Length) (legend, bool) {
	l := legend{height: s.typ.em, key: s.key * s.typ.em}
	var x vg.Length
	for i, label := range s.labels {
		l.entries = append(l.entries, entry{index: i, lines: []string{label}, at: vg.Point{X: x, Y: -s.typ.em / 2}})
		x += s.entryWidth(label)
		l.width = x
		x += entryGap * s.typ.em
	}
	return l, l.width <= most
}

// grid fills columns of equal width row by row. It reports whether every label
// has found its place.
func (s legendStyle) grid(width vg.Length, columns int) (l legend, all bool) {
	em, n := s.typ.em, len(s.labels)
	column := (width + entryGap*em) / vg.Length(columns)
	room := column - (entryGap+s.key+keyGap)*em
	l = legend{width: width, key: s.key * em, wide: true}
	left := s.most
	y := -em / 2
	for first := 0; first < n; first += columns {
		row, tall := s.row(first, min(first+columns, n), room)
		if rest := n - first - len(row); tall > left || rest > 0 && tall == left {
			l.entries = append(l.entries, entry{index: -1, lines: []string{"+" + strconv.Itoa(n-first)},
				at: vg.Point{Y: y}})
			l.height = em - (y + em/2)
			return l, false
		}
		for i := range row {
			row[i].at = vg.Point{X: vg.Length(i) * column, Y: y}
		}
		l.entries = append(l.entries, row...)
		left -= tall
		l.height = em - (y + em/2) + vg.Length(tall-1)*pitch(s.typ.base)
		y -= legendPitch*em + vg.Length(tall-1)*pitch(s.typ.base)
	}
	return l, true
}

func (s legendStyle) row(first, end int, room vg.Length) (row []entry, tall int) {
	for i := first; i < end; i++ {
		lines := wrap(s.typ.base, s.labels[i], room, 2)
		tall = max(tall, len(lines), 1)
		row = append(row, entry{index: i, lines: lines})
	}
	return row, tall
}

// draw puts the upper left corner at corner.
func (l *legend) draw(d pen, typ typography, corner vg.Point, key keyDrawer) {
	for _, e := range l.entries {
		at := corner.Add(e.at)
		if e.index >= 0 {
			key(d, at, e.index, l.key)
		}
		at.X += l.key + keyGap*typ.em
		d.lines(at.X, at.Y+capHeight/2*typ.em, e.lines, typ.base, ink, 0)
	}
}

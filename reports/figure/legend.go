package figure

import (
	"strconv"

	"gonum.org/v1/plot/vg"
)

// legend names the curves above the plot.
type legend struct {
	entries []entry
	width   vg.Length
	height  vg.Length
	wide    bool // too wide for the plot: starts at the figure's left edge
}

// entry of a legend; at is the left end of its key at the middle of its first
// line, from the legend's upper left corner.
type entry struct {
	curve int // -1: counts those left out
	lines []string
	at    vg.Point
}

// Distances of a legend in ems.
const (
	keyWidth    = 2.3
	keyGap      = 0.55
	entryGap    = 1.7
	legendPitch = 1.45
	narrowEntry = 10 // the narrowest column
)

// mostLegendLines is how high a legend may be.
const mostLegendLines = 10

// newLegend sets the entries on one line if they fit, else in columns of equal
// width. Labels wrap within their column; past mostLegendLines they are
// elided and at last counted ("+12").
func (p *plan) newLegend(plotWidth, frameWidth vg.Length) legend {
	if l, ok := p.legendLine(frameWidth); ok {
		l.wide = l.width > plotWidth
		return l
	}
	em, n := p.typ.em, len(p.fig.Curves)
	var longest vg.Length
	for _, c := range p.fig.Curves {
		longest = max(longest, p.entryWidth(c.Label))
	}
	columnsOf := func(width vg.Length) int {
		return min(n, max(1, int((frameWidth+entryGap*em)/(width+entryGap*em))))
	}
	columns, most := columnsOf(longest), columnsOf(narrowEntry*em)
	rows := (n + columns - 1) / columns
	columns = (n + rows - 1) / rows // no short last row
	l, all := p.legendGrid(frameWidth, columns)
	for !all && columns < most {
		columns++
		l, all = p.legendGrid(frameWidth, columns)
	}
	return l
}

func (p *plan) entryWidth(label string) vg.Length {
	return (keyWidth+keyGap)*p.typ.em + p.typ.base.Width(label)
}

func (p *plan) legendLine(most vg.Length) (legend, bool) {
	l := legend{height: p.typ.em}
	var x vg.Length
	for i, c := range p.fig.Curves {
		l.entries = append(l.entries, entry{curve: i, lines: []string{c.Label}, at: vg.Point{X: x, Y: -p.typ.em / 2}})
		x += p.entryWidth(c.Label)
		l.width = x
		x += entryGap * p.typ.em
	}
	return l, l.width <= most
}

// legendGrid fills columns of equal width row by row. It reports whether every
// curve has found its place.
func (p *plan) legendGrid(width vg.Length, columns int) (l legend, all bool) {
	em, n := p.typ.em, len(p.fig.Curves)
	column := (width + entryGap*em) / vg.Length(columns)
	room := column - (entryGap+keyWidth+keyGap)*em
	l = legend{width: width, wide: true}
	left := mostLegendLines
	y := -em / 2
	for first := 0; first < n; first += columns {
		row, tall := p.legendRow(first, min(first+columns, n), room)
		if rest := n - first - len(row); tall > left || rest > 0 && tall == left {
			l.entries = append(l.entries, entry{curve: -1, lines: []string{"+" + strconv.Itoa(n-first)}, at: vg.Point{Y: y}})
			l.height = em - (y + em/2)
			return l, false
		}
		for i := range row {
			row[i].at = vg.Point{X: vg.Length(i) * column, Y: y}
		}
		l.entries = append(l.entries, row...)
		left -= tall
		l.height = em - (y + em/2) + vg.Length(tall-1)*pitch(p.typ.base)
		y -= legendPitch*em + vg.Length(tall-1)*pitch(p.typ.base)
	}
	return l, true
}

func (p *plan) legendRow(first, end int, room vg.Length) (row []entry, tall int) {
	for i := first; i < end; i++ {
		lines := wrap(p.typ.base, p.fig.Curves[i].Label, room, 2)
		tall = max(tall, len(lines), 1)
		row = append(row, entry{curve: i, lines: lines})
	}
	return row, tall
}

// drawLegend puts the upper left corner at x, top.
func (p *plan) drawLegend(d pen, x, top vg.Length) {
	for _, e := range p.legend.entries {
		at := vg.Point{X: x + e.at.X, Y: top + e.at.Y}
		if e.curve >= 0 {
			p.drawKey(d, at, e.curve, keyWidth*p.typ.em)
		}
		at.X += (keyWidth + keyGap) * p.typ.em
		d.lines(at.X, at.Y+capHeight/2*p.typ.em, e.lines, p.typ.base, ink, 0)
	}
}

// drawKey draws a sample of a curve with its band, at its left middle.
func (p *plan) drawKey(d pen, at vg.Point, curve int, width vg.Length) {
	half := 0.42 * p.typ.em
	right := vg.Point{X: at.X + width, Y: at.Y}
	band := vg.Rectangle{Min: vg.Point{X: at.X, Y: at.Y - half}, Max: vg.Point{X: right.X, Y: at.Y + half}}
	d.fill(corners(band), bandColour(curve, 2))
	d.stroke([]vg.Point{at, right}, p.lineWidth(), curveColour(curve), curveDashes(curve, p.typ.em))
}

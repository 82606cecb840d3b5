package figure

import (
	"fmt"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"graftstat/reports/document"
)

// Distances of a plate.
const (
	plateGap     = 6 * vg.Millimeter
	letterHeight = 5 * vg.Millimeter  // of the line in which a panel's letter stands
	minPanel     = 76 * vg.Millimeter // width of a panel beside another
)

// plate is where the panels of a figure stand: rows of equal columns, each row as
// high as the highest of its panels is by nature.
type plate struct {
	columns int
	width   vg.Length   // of a panel
	rows    []vg.Length // heights without the letters
}

func (p *Press) plate(f *document.Figure, width vg.Length) plate {
	l := plate{columns: 1, width: width}
	if half := (width - plateGap) / 2; half >= minPanel {
		l.columns, l.width = 2, half
	}
	for i, panel := range f.Panels {
		if i%l.columns == 0 {
			l.rows = append(l.rows, 0)
		}
		row := &l.rows[len(l.rows)-1]
		*row = max(*row, naturalHeight(p, panel, l.width, 0))
	}
	return l
}

// panels is the height of the rows, around that of the letters and the gaps.
func (l plate) heights() (panels, around vg.Length) {
	for _, row := range l.rows {
		panels += row
	}
	n := vg.Length(len(l.rows))
	return panels, n*letterHeight + (n-1)*plateGap
}

// drawPlate draws the panels over c, each under its letter. Where c is lower
// than the plate is by nature, each row is lower by the same share.
func (p *Press) drawPlate(c draw.Canvas, f *document.Figure) error {
	l := p.plate(f, c.Max.X-c.Min.X)
	panels, around := l.heights()
	share, top := min(1, (c.Max.Y-c.Min.Y-around)/panels), c.Max.Y
	for i, panel := range f.Panels {
		column, height := i%l.columns, l.rows[i/l.columns]*share
		left := c.Min.X + vg.Length(column)*(l.width+plateGap)
		letter := p.typography(l.width, panel.Compact).title
		pen{c.Canvas}.text(vg.Point{X: left, Y: top - letterHeight/10}, string(rune('A'+i)), letter, ink, anchor{0, 1})
		frame := vg.Rectangle{Min: vg.Point{X: left, Y: top - letterHeight - height},
			Max: vg.Point{X: left + l.width, Y: top - letterHeight}}
		if err := p.draw(draw.Canvas{Canvas: c.Canvas, Rectangle: frame}, panel); err != nil {
			return fmt.Errorf("figure %s: %w", f.ID, err)
		}
		if column == l.columns-1 {
			top -= letterHeight + height + plateGap
		}
	}
	return nil
}

package figure

import (
	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// Size of a figure on paper. A Height of 0 stands for the figure's natural one.
type Size struct{ Width, Height vg.Length }

// Widths that journals print: one and two columns.
const (
	SingleWidth = 84 * vg.Millimeter
	DoubleWidth = 174 * vg.Millimeter
)

// Heights: that of a compact figure, and the largest that leaves room for a
// caption on a page.
const (
	compactHeight = 60 * vg.Millimeter // at SingleWidth
	maxHeight     = 235 * vg.Millimeter
)

// Height is the natural height of f at a width: that of a plot of good shape
// and of all that stands around it, at most 235 mm; of a compact figure that
// of the shape 84 by 60. It is more only where the texts alone need more, and
// 0 for a figure that Draw refuses.
func (p *Press) Height(f *document.Figure, width vg.Length) vg.Length {
	clean, err := prepare(f)
	if err != nil || width < minWidth {
		return 0
	}
	return naturalHeight(p, clean, width, 0)
}

// flatter is the share of the width by which curves may be lower.
const flatter = 0.11

// FlatHeight is Height for a page that holds more than the figure: curves are
// lower by a tenth of the width, with as many rows in their table.
func (p *Press) FlatHeight(f *document.Figure, width vg.Length) vg.Length {
	clean, err := prepare(f)
	if err != nil || width < minWidth {
		return 0
	}
	lower := vg.Length(0)
	if _, curves := clean.Chart.(*document.Curves); curves {
		lower = flatter * width
	}
	return naturalHeight(p, clean, width, lower)
}

// Height is that of a new Press.
func Height(f *document.Figure, width vg.Length) vg.Length { return NewPress().Height(f, width) }

// sized gives f as it is drawn, and its size with the natural height filled in.
func (p *Press) sized(f *document.Figure, s Size) (*document.Figure, Size, error) {
	clean, err := prepare(f)
	if err == nil && s.Height == 0 {
		s.Height = naturalHeight(p, clean, max(s.Width, minWidth), 0)
	}
	return clean, s, err
}

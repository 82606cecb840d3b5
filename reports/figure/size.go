package figure

import (
	"gonum.org/v1/plot/vg"

	"graftstat/reports/layout"
)

// Size of a figure on paper. A Height of 0 stands for the figure's natural one.
type Size struct{ Width, Height vg.Length }

// Widths that journals print, and the largest height that leaves room for a
// caption on a page.
const (
	singleWidth   = 84 * vg.Millimeter
	doubleWidth   = 174 * vg.Millimeter
	compactHeight = 60 * vg.Millimeter // at singleWidth
	maxHeight     = 235 * vg.Millimeter
)

// Single is the size of f in one column of a journal, 84 mm wide.
func Single(f *layout.Figure) Size { return Size{singleWidth, Height(f, singleWidth)} }

// Double is the size of f over two columns of a journal, 174 mm wide.
func Double(f *layout.Figure) Size { return Size{doubleWidth, Height(f, doubleWidth)} }

// Height is the natural height of f at a width: that of a plot of good shape
// and of all that stands around it, at most 235 mm; of a compact figure that
// of the shape 84 by 60. It is more only where the texts alone need more, and
// 0 for a figure that Draw refuses.
func Height(f *layout.Figure, width vg.Length) vg.Length {
	clean, err := prepare(f)
	if err != nil || width < leastWidth {
		return 0
	}
	return naturalHeight(clean, width)
}

func naturalHeight(f *layout.Figure, width vg.Length) vg.Length {
	if isChart(f) {
		return naturalChart(f, width)
	}
	return natural(f, width)
}

// of fills in the natural height.
func (s Size) of(f *layout.Figure) (Size, error) {
	if s.Height == 0 {
		clean, err := prepare(f)
		if err != nil {
			return s, err
		}
		s.Height = naturalHeight(clean, max(s.Width, leastWidth))
	}
	return s, nil
}

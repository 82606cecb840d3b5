package figure

import (
	"gonum.org/v1/plot/vg"
)

// head is what stands above a plot: title, subtitle, legend and, where the plot
// has no room for it, the note.
type head struct {
	title, subtitle, note []string
	legend                legend
	height                vg.Length

	tops struct{ title, subtitle, legend, note vg.Length }
}

// lay stacks the parts and finds the height.
func (h *head) lay(typ typography) {
	pad := 0.28 * typ.title.Font.Size // accents rise above capitals
	y := pad
	put := func(before, height vg.Length) vg.Length {
		if y > pad && height > 0 {
			y += before * typ.em
		}
		top := y
		y += height
		return top
	}
	h.tops.title = put(0, blockHeight(typ.title, len(h.title)))
	h.tops.subtitle = put(0.85, blockHeight(typ.subtitle, len(h.subtitle)))
	h.tops.legend = put(0.9, h.legend.height)
	h.tops.note = put(0.9, blockHeight(typ.base, len(h.note)))
	put(0.75, 0.45*typ.em) // the highest y label rises above the plot
	h.height = y
}

// draw puts the head's upper left corner at the frame's; a legend that is not
// wide starts with the plot.
func (h *head) draw(d pen, typ typography, frame vg.Rectangle, plotLeft vg.Length, key keyDrawer) {
	left, top := frame.Min.X, frame.Max.Y
	d.lines(left, top-h.tops.title, h.title, typ.title, ink, 0)
	d.lines(left, top-h.tops.subtitle, h.subtitle, typ.subtitle, muted, 0)
	d.lines(left, top-h.tops.note, h.note, typ.base, ink, 0)
	if !h.legend.wide {
		left = plotLeft
	}
	h.legend.draw(d, typ, vg.Point{X: left, Y: top - h.tops.legend}, key)
}

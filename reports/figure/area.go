package figure

import (
	"gonum.org/v1/plot/vg"
)

// drawArea fills a region of boxes side by side with tint and hatch i.
func drawArea(d pen, i int, region []vg.Rectangle, origin vg.Point, em vg.Length) {
	d.fill(outline(region), areaColour(i))
	if lines := hatch(i, region, origin, em); len(lines) > 0 {
		d.strokePath(lines, hatchWidth(i, em), textColour(i), nil)
	}
}

// drawSwatch draws a sample of area i for a legend.
func drawSwatch(d pen, i int, box vg.Rectangle, em vg.Length) {
	drawArea(d, i, []vg.Rectangle{box}, box.Min, em)
	d.stroke(append(corners(box), box.Min), 0.05*em, muted, nil)
}

// drawPhase fills a bar: dark and light by turns, so that marks and neighbours
// stand out in grey; from the third phase on hatches tell them apart.
func drawPhase(d pen, i int, bar vg.Rectangle, em vg.Length) {
	curve, share := phaseTint(i)
	d.fill(corners(bar), tint(curveColour(curve), share))
	if lines := hatch(i/2, []vg.Rectangle{bar}, bar.Min, em); len(lines) > 0 {
		d.strokePath(lines, hatchWidth(i/2, em), ink, nil)
	}
	d.stroke(append(corners(bar), bar.Min), 0.05*em, muted, nil)
}

// roomIn finds the place for a text of size in a region, as near to its middle
// as the room above and below allows; gap is what must stay free around it.
func roomIn(region []vg.Rectangle, size vg.Point, gap vg.Length) (vg.Rectangle, bool) {
	low, high := bounds(region)
	width := size.X + 2*gap
	var best vg.Rectangle
	found, most := false, vg.Length(0)
	const net = 60
	for k := range net + 1 {
		left := low.X + vg.Length(k)/net*(high.X-low.X-width)
		bottom, top, ok := clearance(region, left, left+width)
		room := top - bottom - size.Y - 2*gap
		if !ok || left < low.X || room < 0 {
			continue
		}
		// a text's height more room is worth half the way to the side
		off := max(0.5-vg.Length(k)/net, vg.Length(k)/net-0.5)
		if worth := min(room/size.Y, 4) - 4*off; !found || worth > most {
			at := vg.Point{X: left + gap, Y: (bottom + top - size.Y) / 2}
			best, found, most = vg.Rectangle{Min: at, Max: at.Add(size)}, true, worth
		}
	}
	return best, found
}

// clearance between left and right: the highest floor and the lowest ceiling.
func clearance(region []vg.Rectangle, left, right vg.Length) (bottom, top vg.Length, ok bool) {
	reached := left
	for _, r := range region {
		if r.Max.X <= left || r.Min.X >= right {
			continue
		}
		if !ok {
			bottom, top, ok = r.Min.Y, r.Max.Y, true
		}
		if r.Min.X > reached+1e-9 {
			return 0, 0, false
		}
		bottom, top, reached = max(bottom, r.Min.Y), min(top, r.Max.Y), r.Max.X
	}
	return bottom, top, ok && reached >= right-1e-9
}

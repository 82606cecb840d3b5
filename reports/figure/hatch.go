package figure

import (
	"math"

	"gonum.org/v1/plot/vg"
)

// hatches is the number of patterns: none, rising, dots, falling, level,
// crossed.
const hatches = 6

// hatch gives the lines of pattern i over a region, which is made of upright
// boxes that stand side by side from left to right. Patterns begin at origin, so
// that they do not depend on where the figure lies.
func hatch(i int, region []vg.Rectangle, origin vg.Point, em vg.Length) vg.Path {
	const step = 0.62
	switch i % hatches {
	case 1:
		return slanted(region, origin, 1, step*em)
	case 2:
		return dotted(region, origin, 0.75*step*em, dotSize*em)
	case 3:
		return slanted(region, origin, -1, step*em)
	case 4:
		return levelled(region, origin, step*em)
	case 5:
		return append(slanted(region, origin, 1, 1.3*step*em), slanted(region, origin, -1, 1.3*step*em)...)
	}
	return nil
}

// dotSize is the length and width of a dot in ems.
const dotSize = 0.13

// hatchWidth is the width of the lines of pattern i.
func hatchWidth(i int, em vg.Length) vg.Length {
	if i%hatches == 2 {
		return dotSize * em
	}
	return 0.055 * em
}

// hatchEdge keeps rounding from deciding whether a line that only touches a
// region is drawn.
const hatchEdge = 1e-6

// first is the number of the first line past low, of those at base and every
// step from it.
func first(low, base, step vg.Length) float64 {
	return math.Ceil(float64((low-base)/step) + hatchEdge)
}

// slanted lines rise (slope 1) or fall (slope -1) by 45 degrees.
func slanted(region []vg.Rectangle, origin vg.Point, slope, step vg.Length) vg.Path {
	var out vg.Path
	low, high := bounds(region)
	// a line is y = slope·x + offset
	least, most := low.Y-slope*low.X, high.Y-slope*high.X
	if slope > 0 {
		least, most = low.Y-high.X, high.Y-low.X
	}
	step *= math.Sqrt2
	base := origin.Y - slope*origin.X
	for k := first(least, base, step); base+vg.Length(k)*step < most-hatchEdge; k++ {
		offset := base + vg.Length(k)*step
		var line []vg.Point
		for _, r := range region {
			from, to := (r.Min.Y-offset)/slope, (r.Max.Y-offset)/slope
			from, to = max(r.Min.X, min(from, to)), min(r.Max.X, max(from, to))
			if to <= from+hatchEdge {
				continue
			}
			line = joined(&out, line, vg.Point{X: from, Y: slope*from + offset}, vg.Point{X: to, Y: slope*to + offset})
		}
		out = append(out, path(line)...)
	}
	return out
}

// joined makes the line longer where a goes on from its end, else it draws the
// line and begins another.
func joined(out *vg.Path, line []vg.Point, a, b vg.Point) []vg.Point {
	if len(line) == 2 && a.X-line[1].X < hatchEdge {
		return []vg.Point{line[0], b}
	}
	*out = append(*out, path(line)...)
	return []vg.Point{a, b}
}

// levelled draws level lines.
func levelled(region []vg.Rectangle, origin vg.Point, step vg.Length) vg.Path {
	var out vg.Path
	low, high := bounds(region)
	for k := first(low.Y, origin.Y, step); origin.Y+vg.Length(k)*step < high.Y-hatchEdge; k++ {
		y := origin.Y + vg.Length(k)*step
		var line []vg.Point
		for _, r := range region {
			if r.Min.Y+hatchEdge < y && y < r.Max.Y-hatchEdge {
				line = joined(&out, line, vg.Point{X: r.Min.X, Y: y}, vg.Point{X: r.Max.X, Y: y})
			}
		}
		out = append(out, path(line)...)
	}
	return out
}

// dotted places dots on a lattice, every second row moved by half a step; a dot
// at the region's edge is left out.
func dotted(region []vg.Rectangle, origin vg.Point, step, size vg.Length) vg.Path {
	var out vg.Path
	low, high := bounds(region)
	half := size / 2
	for k := first(low.Y, origin.Y, step); origin.Y+vg.Length(k)*step < high.Y; k++ {
		y := origin.Y + vg.Length(k)*step
		shift := vg.Length(math.Abs(math.Mod(k, 2))) * step
		for j, r := first(low.X, origin.X+shift, 2*step), 0; ; j++ {
			x := origin.X + shift + vg.Length(j)*2*step
			if x+half > high.X+hatchEdge {
				break
			}
			for r < len(region)-1 && region[r].Max.X < x-half {
				r++
			}
			if holds(region[r:], vg.Rectangle{Min: vg.Point{X: x - half, Y: y - half},
				Max: vg.Point{X: x + half, Y: y + half}}) {
				out = append(out, path([]vg.Point{{X: x - half, Y: y}, {X: x + half, Y: y}})...)
			}
		}
	}
	return out
}

// holds reports whether a box lies wholly within boxes that stand side by side.
func holds(region []vg.Rectangle, box vg.Rectangle) bool {
	reached := box.Min.X
	for _, r := range region {
		if r.Min.X > reached+hatchEdge || r.Min.Y > box.Min.Y-hatchEdge || r.Max.Y < box.Max.Y+hatchEdge {
			return false
		}
		if reached = r.Max.X; reached >= box.Max.X-hatchEdge {
			return true
		}
	}
	return false
}

func bounds(region []vg.Rectangle) (low, high vg.Point) {
	for i, r := range region {
		if i == 0 {
			low, high = r.Min, r.Max
		}
		low = vg.Point{X: min(low.X, r.Min.X), Y: min(low.Y, r.Min.Y)}
		high = vg.Point{X: max(high.X, r.Max.X), Y: max(high.Y, r.Max.Y)}
	}
	return low, high
}

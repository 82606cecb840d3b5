package figure

import (
	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// obstacles are what a text inside the plot should stay clear of: lines by all
// means, bands where there is a choice.
type obstacles struct {
	lines, bands []vg.Rectangle
}

// lineBoxes covers the lines and censoring ticks of a curve.
func (b *curveBody) lineBoxes(t trace) []vg.Rectangle {
	half := b.lineWidth() / 2
	var boxes []vg.Rectangle
	for _, points := range [][]vg.Point{t.line, t.faded} {
		for i := 1; i < len(points); i++ {
			boxes = append(boxes, grow(span(points[i-1], points[i]), half))
		}
	}
	for _, marks := range [][]vg.Point{t.censored, t.fadedMarks} {
		for _, at := range marks {
			ends := b.mark(at)
			boxes = append(boxes, grow(vg.Rectangle{Min: ends[0], Max: ends[1]}, half))
		}
	}
	return boxes
}

// limitBoxes covers the dotted limits of a curve.
func (b *curveBody) limitBoxes(t trace) []vg.Rectangle {
	var boxes []vg.Rectangle
	if b.curves.Limits != document.Dotted {
		return nil
	}
	for _, points := range limitLines(t.band) {
		for i := 1; i < len(points); i++ {
			boxes = append(boxes, grow(span(points[i-1], points[i]), limitWidth*b.typ.em))
		}
	}
	return boxes
}

func span(a, b vg.Point) vg.Rectangle {
	return vg.Rectangle{
		Min: vg.Point{X: min(a.X, b.X), Y: min(a.Y, b.Y)},
		Max: vg.Point{X: max(a.X, b.X), Y: max(a.Y, b.Y)},
	}
}

func grow(r vg.Rectangle, by vg.Length) vg.Rectangle {
	return vg.Rectangle{
		Min: vg.Point{X: r.Min.X - by, Y: r.Min.Y - by},
		Max: vg.Point{X: r.Max.X + by, Y: r.Max.Y + by},
	}
}

// overlap is the area that r shares with boxes, counted once for each box.
func overlap(r vg.Rectangle, boxes []vg.Rectangle) vg.Length {
	var area vg.Length
	for _, b := range boxes {
		w := min(r.Max.X, b.Max.X) - max(r.Min.X, b.Min.X)
		h := min(r.Max.Y, b.Max.Y) - max(r.Min.Y, b.Min.Y)
		if w > 0 && h > 0 {
			area += w * h
		}
	}
	return area
}

func inside(r, frame vg.Rectangle) bool {
	return r.Min.X >= frame.Min.X && r.Min.Y >= frame.Min.Y && r.Max.X <= frame.Max.X && r.Max.Y <= frame.Max.Y
}

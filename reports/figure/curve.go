package figure

import (
	"image/color"
	"math"
	"sort"

	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// trace is a curve in the plot's coordinates, cut at its last follow-up and at
// the end of the axis.
type trace struct {
	line, faded          []vg.Point // the faded part rests on few cases
	censored, fadedMarks []vg.Point
	band                 []vg.Rectangle // one for each stretch of equal limits
}

// level is a stretch of a step function: from its time on, to the next level's.
type level struct{ at, y, lower, upper float64 }

// levels of a curve from the start of the axis on; the steps before it only
// set the height there.
func levels(c document.Curve, from, end float64) []level {
	all := []level{{from, c.Start, c.Lower0, c.Upper0}}
	for _, s := range c.Steps {
		switch {
		case s.At > end:
			return all
		case s.At < from:
			all[0] = level{from, s.Y, s.Lower, s.Upper}
		default:
			all = append(all, level{s.At, s.Y, s.Lower, s.Upper})
		}
	}
	return all
}

func newTrace(c document.Curve, x, y scale) trace {
	end := min(c.End, x.to)
	if math.IsNaN(end) || end < x.from {
		return trace{}
	}
	all := levels(c, x.from, end)
	t := trace{line: stepPoints(all, end, x, y), band: bandOf(all, end, x, y)}
	cut := math.Inf(1)
	if c.FadeSet && c.FadeAt < end {
		cut = max(c.FadeAt, x.from)
		t.line, t.faded = split(t.line, x.at(cut))
	}
	for _, at := range c.Ticks {
		mark := vg.Point{X: x.at(at), Y: y.at(heightAt(all, at))}
		switch {
		case at < x.from || at > end:
		case at < cut:
			t.censored = append(t.censored, mark)
		default:
			t.fadedMarks = append(t.fadedMarks, mark)
		}
	}
	return t
}

// stepPoints joins the levels by horizontal and vertical lines up to end.
func stepPoints(all []level, end float64, x, y scale) []vg.Point {
	points := []vg.Point{{X: x.at(all[0].at), Y: y.at(all[0].y)}}
	height := all[0].y
	for _, l := range all[1:] {
		if l.y == height {
			continue
		}
		points = append(points, vg.Point{X: x.at(l.at), Y: y.at(height)}, vg.Point{X: x.at(l.at), Y: y.at(l.y)})
		height = l.y
	}
	if last := (vg.Point{X: x.at(end), Y: y.at(height)}); last != points[len(points)-1] {
		points = append(points, last)
	}
	return points
}

// split cuts a polyline of horizontal and vertical stretches at x. A vertical
// stretch at x itself belongs to the second part.
func split(points []vg.Point, x vg.Length) (before, after []vg.Point) {
	for i, at := range points {
		if at.X >= x {
			cut := vg.Point{X: x, Y: at.Y}
			if i > 0 && points[i-1].X < x {
				before = append(before, cut)
			}
			if at != cut {
				after = append(after, cut)
			}
			return before, append(after, points[i:]...)
		}
		before = append(before, at)
	}
	return before, nil
}

// bandOf covers each level that has both limits.
func bandOf(all []level, end float64, x, y scale) []vg.Rectangle {
	var band []vg.Rectangle
	for i, l := range all {
		to := end
		if i+1 < len(all) {
			to = all[i+1].at
		}
		if math.IsNaN(l.lower) || math.IsNaN(l.upper) || to <= l.at {
			continue
		}
		band = append(band, vg.Rectangle{
			Min: vg.Point{X: x.at(l.at), Y: y.at(l.lower)},
			Max: vg.Point{X: x.at(to), Y: y.at(l.upper)},
		})
	}
	return band
}

// heightAt is the height of the levels, which ascend, at a time; before the
// first it is that of the first.
func heightAt(all []level, t float64) float64 {
	later := sort.Search(len(all), func(i int) bool { return !(all[i].at <= t) })
	return all[max(0, later-1)].y
}

// stretches of a band that have no gap.
func stretches(band []vg.Rectangle) [][]vg.Rectangle {
	var all [][]vg.Rectangle
	for start := 0; start < len(band); {
		end := start + 1
		for end < len(band) && band[end].Min.X == band[end-1].Max.X {
			end++
		}
		all = append(all, band[start:end])
		start = end
	}
	return all
}

// drawLimits fills each unbroken stretch of a band as one outline, since edges
// between neighbours would show as hairlines, or dots its limits.
func (b *curveBody) drawLimits(d pen, i int) {
	switch b.curves.Limits {
	case document.Band:
		for _, stretch := range stretches(b.traces[i].band) {
			d.fill(outline(stretch), bandColour(b.colour(i), len(b.traces)))
		}
	case document.Dotted:
		for _, limit := range limitLines(b.traces[i].band) {
			b.dot(d, limit, i)
		}
	}
}

// limitLines are the upper and the lower line of each stretch of a band.
func limitLines(band []vg.Rectangle) [][]vg.Point {
	var lines [][]vg.Point
	for _, stretch := range stretches(band) {
		points := outline(stretch)
		lines = append(lines, points[:2*len(stretch)], points[2*len(stretch):])
	}
	return lines
}

func (b *curveBody) dot(d pen, limit []vg.Point, i int) {
	em := b.typ.em
	d.stroke(limit, limitWidth*em, b.colour(i), []vg.Length{0.1 * em, 0.22 * em})
}

// limitWidth of a dotted limit, in ems.
const limitWidth = 0.08

func outline(band []vg.Rectangle) []vg.Point {
	var points []vg.Point
	for _, r := range band {
		points = append(points, vg.Point{X: r.Min.X, Y: r.Max.Y}, r.Max)
	}
	for i := len(band) - 1; i >= 0; i-- {
		points = append(points, vg.Point{X: band[i].Max.X, Y: band[i].Min.Y}, band[i].Min)
	}
	return points
}

// markHeight of half a censoring tick, in ems.
const markHeight = 0.3

func (b *curveBody) drawCurve(d pen, i int) {
	t, c, dashes := b.traces[i], b.colour(i), curveDashes(b.look(i), b.typ.em)
	width := b.lineWidth()
	d.stroke(t.line, width, c, dashes)
	d.stroke(t.faded, width, fade(c), dashes)
	b.drawMarks(d, t.censored, c)
	b.drawMarks(d, t.fadedMarks, fade(c))
}

// drawMarks draws censoring ticks as one path, which keeps files small.
func (b *curveBody) drawMarks(d pen, marks []vg.Point, c color.Color) {
	var all vg.Path
	for _, at := range marks {
		all = append(all, path(b.mark(at))...)
	}
	if len(all) > 0 {
		d.strokePath(all, 0.4*b.lineWidth(), c, nil)
	}
}

// Marks of censoring stand so far apart, in ems; of many in a row one stands
// for those that would touch it.
const (
	markApart     = 0.3
	markApartMany = 0.9
	manyMarks     = 60
)

// sparse leaves out marks that would run together with the one before them on
// the same level of their curve.
func sparse(marks []vg.Point, gap vg.Length) []vg.Point {
	var kept []vg.Point
	for _, at := range marks {
		if n := len(kept); n == 0 || at.Y != kept[n-1].Y || at.X-kept[n-1].X >= gap {
			kept = append(kept, at)
		}
	}
	return kept
}

// sparseMarks of a curve.
func (b *curveBody) sparseMarks(t trace) trace {
	gap := markApart * b.typ.em
	if len(t.censored)+len(t.fadedMarks) > manyMarks {
		gap = markApartMany * b.typ.em
	}
	t.censored, t.fadedMarks = sparse(t.censored, gap), sparse(t.fadedMarks, gap)
	return t
}

func (b *curveBody) mark(at vg.Point) []vg.Point {
	half := markHeight * b.typ.em
	return []vg.Point{{X: at.X, Y: at.Y - half}, {X: at.X, Y: at.Y + half}}
}

// lineWidth of the curves: thinner where there are many.
func (b *curveBody) lineWidth() vg.Length {
	if len(b.traces) > 8 {
		return 0.11 * b.typ.em
	}
	return 0.16 * b.typ.em
}

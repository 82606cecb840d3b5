package figure

import (
	"math"

	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// nowhere is the place of a number that is not shown.
func nowhere() vg.Rectangle { return vg.Rectangle{Max: vg.Point{X: -1}} }

// around is a box with its middle at a point.
func around(at vg.Point, half vg.Length) vg.Rectangle {
	return grow(vg.Rectangle{Min: at, Max: at}, half)
}

// shownAt is the box around a point, nowhere for one without a number.
func shownAt(v float64, at vg.Point, half vg.Length) vg.Rectangle {
	if math.IsNaN(v) {
		return nowhere()
	}
	return around(at, half)
}

// spots are the levels of the curves, each up to the next one, and the censorings;
// the table at risk shows its numbers as texts.
func (b *curveBody) spots() []vg.Rectangle {
	var places []vg.Rectangle
	for _, c := range b.curves.Lines {
		end := min(c.End, b.x.to)
		from, y := b.x.from, c.Start
		for _, s := range c.Steps {
			places = append(places, b.level(from, min(s.At, end), y))
			from, y = s.At, s.Y
		}
		places = append(places, b.level(from, end, y))
		all := levels(c, b.x.from, end)
		for _, at := range c.Ticks {
			places = append(places, b.level(at, min(at, end), heightAt(all, at)))
		}
	}
	for _, r := range b.curves.Risk {
		for _, row := range r.Rows {
			for range row.Texts {
				places = append(places, nowhere())
			}
		}
	}
	return places
}

// level is a stretch of a curve within the axis.
func (b *curveBody) level(from, to, y float64) vg.Rectangle {
	from = max(from, b.x.from)
	if !(from <= to) {
		return nowhere()
	}
	return vg.Rectangle{Min: vg.Point{X: b.x.at(from), Y: b.y.at(y)}, Max: vg.Point{X: b.x.at(to), Y: b.y.at(y)}}
}

// spots are the boxes of each state, one for each time.
func (b *stackBody) spots() []vg.Rectangle {
	var places []vg.Rectangle
	for i := range b.stack.States {
		shown := 0
		for k := range b.stack.Times {
			if _, _, ok := b.stretch(k); !ok {
				places = append(places, nowhere())
				continue
			}
			places = append(places, b.areas[i][shown])
			shown++
		}
	}
	return places
}

// spots are the phases, the marks and the end of each lane.
func (b *swimmerBody) spots() []vg.Rectangle {
	var places []vg.Rectangle
	for i, l := range b.swimmer.Lanes {
		if i >= b.shown {
			for range len(l.Phases) + len(l.Marks) + 1 {
				places = append(places, nowhere())
			}
			continue
		}
		lane := b.lanes[i]
		y, radius := lane.y, b.markRadius(lane)
		for _, p := range l.Phases {
			half := b.barHeight(lane) / 2
			places = append(places, vg.Rectangle{Min: vg.Point{X: b.x.at(p.From), Y: y - half},
				Max: vg.Point{X: b.x.at(p.To), Y: y + half}})
		}
		marks := b.placeMarks(i)
		for _, m := range l.Marks {
			places = append(places, markSpot(marks, m.Milestone, m.At, radius))
		}
		places = append(places, shownAt(l.End, vg.Point{X: b.x.at(l.End), Y: y}, radius))
	}
	return places
}

// markSpot is where a milestone of a lane stands.
func markSpot(marks []placedMark, milestone int, at float64, radius vg.Length) vg.Rectangle {
	for _, m := range marks {
		if m.milestone == milestone && m.at == at {
			return around(m.place, radius)
		}
	}
	return nowhere()
}

// spots are the readings of each line, then the volumes.
func (b *trajectoryBody) spots() []vg.Rectangle {
	var places []vg.Rectangle
	for i, l := range b.trajectories.Lines {
		marked := 0
		for _, r := range l.Readings {
			if math.IsNaN(r.Value) {
				places = append(places, nowhere())
				continue
			}
			places = append(places, around(b.lines[i].marks[marked].at, readingSize*b.typ.em))
			marked++
		}
	}
	for i, v := range b.trajectories.Volumes {
		if !b.hasStrips() {
			for range v.Bars {
				places = append(places, nowhere())
			}
			continue
		}
		places = append(places, b.bars(v.Bars, b.volumeScale(i))...)
	}
	return places
}

// spots are the dots of each strip and, as one, its quartiles.
func (b *stripBody) spots() []vg.Rectangle {
	var places []vg.Rectangle
	for i, base := range b.bases() {
		for _, dot := range b.rows[i].dots {
			places = append(places, around(b.dotAt(base, b.rows[i], dot), b.radius))
		}
		g, y := b.strips.Groups[i], base-bracketGap*b.typ.em
		place := shownAt(g.Median, vg.Point{X: b.x.at(g.Median), Y: y}, 0.3*b.typ.em)
		if !math.IsNaN(g.Q1) && !math.IsNaN(g.Q3) {
			place = grow(vg.Rectangle{Min: vg.Point{X: b.x.at(g.Q1), Y: y}, Max: vg.Point{X: b.x.at(g.Q3), Y: y}},
				0.3*b.typ.em)
		}
		places = append(places, place)
	}
	return places
}

// spots are the plot of each row.
func (b *forestBody) spots() []vg.Rectangle {
	var places []vg.Rectangle
	y := b.top - b.headHeight()
	for i, r := range b.forest.Rows {
		h := b.rowHeight(i)
		if !r.Heading {
			places = append(places, vg.Rectangle{Min: vg.Point{X: b.x.low, Y: y - h}, Max: vg.Point{X: b.x.high, Y: y}})
		}
		y -= h
	}
	return places
}

// spots are the boxes.
func (b *flowBody) spots() []vg.Rectangle {
	var places []vg.Rectangle
	for _, box := range b.boxes {
		places = append(places, vg.Rectangle{Min: vg.Point{X: box.left, Y: b.top - box.bottom},
			Max: vg.Point{X: box.right, Y: b.top - box.top}})
	}
	return places
}

// spots are the values of the paths and the lines of the limits; a band has none
// beside its paths.
func (b *controlBody) spots() []vg.Rectangle {
	var places []vg.Rectangle
	for _, p := range b.panels {
		for _, path := range p.paths {
			for _, at := range path.points {
				places = append(places, around(at, pointSize*b.typ.em))
			}
		}
		for _, l := range p.panel.Limits {
			y := p.y.at(l.Y)
			places = append(places, vg.Rectangle{Min: vg.Point{X: b.x.low, Y: y}, Max: vg.Point{X: b.x.high, Y: y}})
		}
		for range p.panel.Band {
			places = append(places, nowhere())
		}
	}
	return places
}

// spots are the points and the target; the points of a limit are those of its line.
func (b *funnelBody) spots() []vg.Rectangle {
	var places []vg.Rectangle
	for _, at := range b.points {
		places = append(places, around(at, funnelPoint*b.typ.em))
	}
	for _, l := range b.funnel.Limits {
		for range len(l.Lower) + len(l.Upper) {
			places = append(places, nowhere())
		}
	}
	ends := b.targetEnds()
	if len(ends) == 0 {
		return append(places, nowhere())
	}
	return append(places, vg.Rectangle{Min: ends[0], Max: ends[1]})
}

// spots are the points with their intervals.
func (b *trendBody) spots() []vg.Rectangle {
	var places []vg.Rectangle
	for _, r := range b.rows {
		for _, p := range r.row.Points {
			at := vg.Point{X: b.x.at(p.At), Y: r.y.at(p.Estimate)}
			place := shownAt(p.Estimate, at, b.radius())
			if place != nowhere() && !math.IsNaN(p.Lower) && !math.IsNaN(p.Upper) {
				place.Min.Y = min(place.Min.Y, r.y.at(max(p.Lower, r.y.from)))
				place.Max.Y = max(place.Max.Y, r.y.at(min(p.Upper, r.y.to)))
			}
			places = append(places, place)
		}
	}
	return places
}

// spots are the observed, the benchmark and the prediction of each row.
func (b *comparisonBody) spots() []vg.Rectangle {
	var places []vg.Rectangle
	em := b.typ.em
	y := b.top - b.headHeight()
	for i, r := range b.comparison.Rows {
		h := b.content(i) + b.gap
		middle := y - h/2
		y -= h
		if r.Heading {
			continue
		}
		prediction := nowhere()
		if !math.IsNaN(r.PredictionLower) && !math.IsNaN(r.PredictionUpper) {
			prediction = vg.Rectangle{
				Min: vg.Point{X: b.x.at(b.clamp(r.PredictionLower)), Y: middle - h/2},
				Max: vg.Point{X: b.x.at(b.clamp(r.PredictionUpper)), Y: middle + h/2},
			}
		}
		places = append(places,
			b.intervalSpot(r.Observed, middle+comparisonApart*em),
			b.intervalSpot(r.Benchmark, middle-comparisonApart*em),
			prediction)
	}
	return places
}

func (b *comparisonBody) intervalSpot(v document.Interval, y vg.Length) vg.Rectangle {
	place := shownAt(v.Estimate, vg.Point{X: b.x.at(v.Estimate), Y: y}, trendPoint*b.typ.em)
	if place != nowhere() && !math.IsNaN(v.Lower) && !math.IsNaN(v.Upper) {
		place.Min.X = min(place.Min.X, b.x.at(b.clamp(v.Lower)))
		place.Max.X = max(place.Max.X, b.x.at(b.clamp(v.Upper)))
	}
	return place
}

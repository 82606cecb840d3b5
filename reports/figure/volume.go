package figure

import (
	"math"

	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// Distances of the strips of volumes, in ems.
const (
	stripsGap   = 1.1  // over their title
	stripsTitle = 0.6  // under it
	stripHigh   = 2.6  // from one strip to the next
	stripLow    = 1.6  // where there are many
	stripShare  = 0.74 // of a strip that its highest bar takes
)

func (b *trajectoryBody) hasStrips() bool {
	t := b.trajectories
	return len(t.VolumeTicks) > 1 && len(t.Volumes) > 0
}

func (b *trajectoryBody) stripPitch() vg.Length {
	n := vg.Length(len(b.trajectories.Volumes))
	return max(stripLow, min(stripHigh, 13/n)) * b.typ.em
}

// stripsDepth is the height of the strips without their title.
func (b *trajectoryBody) stripsDepth() vg.Length {
	if !b.hasStrips() {
		return 0
	}
	return vg.Length(len(b.trajectories.Volumes)) * b.stripPitch()
}

func (b *trajectoryBody) stripsHeight() vg.Length {
	if !b.hasStrips() {
		return 0
	}
	title := blockHeight(b.typ.strong, len(b.stripsTitle()))
	return (stripsGap+stripsTitle)*b.typ.em + title + b.stripsDepth()
}

func (b *trajectoryBody) stripsTitle() []string {
	return wrap(b.typ.strong, b.trajectories.VolumeTitle, b.frame.Max.X-b.frame.Min.X, 2)
}

// stripGutter is what the strips' labels take left of the plot.
func (b *trajectoryBody) stripGutter() vg.Length {
	if !b.hasStrips() {
		return 0
	}
	var w vg.Length
	for _, v := range b.trajectories.Volumes {
		w = max(w, b.typ.small.Width(v.Label))
	}
	return min(w, 0.2*(b.frame.Max.X-b.frame.Min.X)) + 0.5*b.typ.em
}

// stripMargin is what the volumes' scale takes right of the plot.
func (b *trajectoryBody) stripMargin() vg.Length {
	if !b.hasStrips() {
		return 0
	}
	return widest(b.typ.small, tickLabels(b.trajectories.VolumeTicks)) + 0.5*b.typ.em
}

func (b *trajectoryBody) drawStrips(d pen) {
	if !b.hasStrips() {
		return
	}
	em, t := b.typ.em, b.trajectories
	title := b.stripsTitle()
	d.stroke([]vg.Point{{X: b.x.low, Y: b.plotY}, {X: b.x.high, Y: b.plotY}}, axisLine*em, ink, nil)
	d.lines(b.frame.Min.X, b.plotY-stripsGap*em, title, b.typ.strong, ink, 0)
	for i, v := range t.Volumes {
		volume := b.volumeScale(i)
		base, high := volume.low, volume.high
		most := b.x.low - 0.5*em - b.frame.Min.X
		d.text(vg.Point{X: b.x.low - 0.5*em, Y: (base + high) / 2}, elide(b.typ.small, v.Label, most), b.typ.small, ink,
			anchor{1, 0.5})
		d.stroke([]vg.Point{{X: b.x.low, Y: base}, {X: b.x.high, Y: base}}, 0.05*em, muted, nil)
		b.drawBars(d, v.Bars, volume)
		b.drawVolumeScale(d, volume)
	}
}

// volumeScale of strip i.
func (b *trajectoryBody) volumeScale(i int) scale {
	t := b.trajectories
	base := b.axisY + vg.Length(len(t.Volumes)-1-i)*b.stripPitch()
	return ticked(t.VolumeTicks, base, base+stripShare*b.stripPitch(), false)
}

// bars stacks the volumes of one time; one of nothing is nowhere.
func (b *trajectoryBody) bars(volumes []document.Volume, volume scale) []vg.Rectangle {
	half := b.barWidth() / 2
	sums := map[float64]float64{}
	var boxes []vg.Rectangle
	for _, bar := range volumes {
		if bar.Amount <= 0 {
			boxes = append(boxes, nowhere())
			continue
		}
		x, from := b.x.at(bar.At), sums[bar.At]
		sums[bar.At] += bar.Amount
		boxes = append(boxes, vg.Rectangle{
			Min: vg.Point{X: x - half, Y: volume.at(from)},
			Max: vg.Point{X: x + half, Y: volume.at(sums[bar.At])},
		})
	}
	return boxes
}

func (b *trajectoryBody) drawBars(d pen, volumes []document.Volume, volume scale) {
	for _, box := range b.bars(volumes, volume) {
		if box != nowhere() {
			d.fill(corners(box), volumeColour())
			d.stroke(append(corners(box), box.Min), 0.06*b.typ.em, paper, nil)
		}
	}
}

// barWidth keeps bars of any two times of one strip apart.
func (b *trajectoryBody) barWidth() vg.Length {
	em := b.typ.em
	width := 0.6 * em
	for _, v := range b.trajectories.Volumes {
		for i, p := range v.Bars {
			for _, q := range v.Bars[:i] {
				if p.At != q.At {
					width = min(width, 0.85*vg.Length(math.Abs(float64(b.x.at(p.At)-b.x.at(q.At)))))
				}
			}
		}
	}
	return max(width, 0.12*em)
}

// drawVolumeScale stands at the right: the lowest and the highest tick, and
// those between that have room.
func (b *trajectoryBody) drawVolumeScale(d pen, volume scale) {
	em, ticks := b.typ.em, b.trajectories.VolumeTicks
	height := capHeight * b.typ.small.Font.Size
	last := len(ticks) - 1
	x := b.x.high + 0.25*em
	d.stroke([]vg.Point{{X: x, Y: volume.low}, {X: x, Y: volume.high}}, 0.06*em, muted, nil)
	for i, t := range ticks {
		y := volume.at(t.At)
		up := vg.Length(0.5)
		switch {
		case i == 0:
			up = 0
		case i < last && (y-volume.low < 1.9*height || volume.high-y < 1.4*height):
			continue
		}
		d.text(vg.Point{X: b.x.high + 0.5*em, Y: y}, t.Label, b.typ.small, muted, anchor{0, up})
	}
}

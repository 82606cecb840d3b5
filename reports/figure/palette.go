package figure

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
)

// grey is an opaque shade between black and white.
type grey uint8

// The shades of all that is no curve.
const (
	ink   grey = 0x22
	muted grey = 0x5F
	hair  grey = 0xE2
	pale  grey = 0xF4
	paper grey = 0xFF
)

// RGBA implements color.Color.
func (g grey) RGBA() (r, gr, b, a uint32) { return color.Gray{Y: uint8(g)}.RGBA() }

// The colours of curves, in their order, and how many there are before they come
// again.
const (
	blue = iota
	vermillion
	skyBlue
	black
	green
	purple
	orange
	curveColours
)

// curveColour gives colour i: Okabe and Ito's, without the yellow that is lost on
// white and with a darker blue, so that the first four differ in lightness, too:
// in grey print they are dark, middle, light and black. Seven colours against six
// dashes make 42 pairs.
func curveColour(i int) color.NRGBA {
	palette := [curveColours]color.NRGBA{
		blue:       {0x00, 0x5A, 0x8C, 0xFF},
		vermillion: {0xD5, 0x5E, 0x00, 0xFF},
		skyBlue:    {0x56, 0xB4, 0xE9, 0xFF},
		black:      {0x1A, 0x1A, 0x1A, 0xFF},
		green:      {0x00, 0x9E, 0x73, 0xFF},
		purple:     {0xCC, 0x79, 0xA7, 0xFF},
		orange:     {0xE6, 0x9F, 0x00, 0xFF},
	}
	return palette[i%len(palette)]
}

// lookOf is the number of the colour and the dashes of line i, of lines that have
// numbers of their own or are counted as they come.
func lookOf(looks []int, i int) int {
	if looks == nil {
		return i
	}
	return looks[i]
}

// curveDashes gives the dashes of curve i, nil for an unbroken line.
func curveDashes(i int, em vg.Length) []vg.Length {
	patterns := [...][]vg.Length{
		nil,
		{0.55, 0.22},
		{0.70, 0.20, 0.16, 0.20},
		{1.10, 0.28},
		{0.16, 0.18}, // not among the first four, whose limits are dotted
		{0.70, 0.18, 0.16, 0.18, 0.16, 0.18},
	}
	var dashes []vg.Length
	for _, d := range patterns[i%len(patterns)] {
		dashes = append(dashes, d*em)
	}
	return dashes
}

// bandColour is lighter the more bands lie over each other.
func bandColour(c color.NRGBA, curves int) color.NRGBA {
	c.A = uint8(46 / math.Pow(max(1, float64(curves)/2), 0.75))
	return c
}

// bandGround is what lies behind an expected range.
func bandGround() color.NRGBA { return tint(curveColour(skyBlue), bandShare) }

const bandShare = 0.28

// volumeColour is that of a bar of volume.
func volumeColour() color.NRGBA { return tint(curveColour(blue), volumeShare) }

const volumeShare = 0.75

// areaColour gives the tint of area i, on which text in ink reads. Neighbours
// differ in lightness; hatch i tells them apart in grey.
func areaColour(i int) color.NRGBA { return tint(curveColour(i), areaShare(i)) }

func areaShare(i int) float64 {
	shares := [curveColours]float64{blue: 0.42, vermillion: 0.34, skyBlue: 0.30, black: 0.22, green: 0.26, purple: 0.40,
		orange: 0.30}
	return shares[i%len(shares)]
}

// phases is the number of tints of bars before they come again.
const phases = 6

// phaseTint is the curve whose colour bar i has, and how much of it: dark and
// light by turns.
func phaseTint(i int) (curve int, share float64) {
	dark, light := [...]int{vermillion, green, purple}, [...]int{blue, orange, skyBlue}
	if i%2 == 1 {
		return light[i/2%3], 0.22
	}
	return dark[i/2%3], 0.6
}

// tint mixes a share of c with white.
func tint(c color.NRGBA, share float64) color.NRGBA {
	mix := func(v uint8) uint8 { return uint8(math.Round(255 - share*(255-float64(v)))) }
	return color.NRGBA{mix(c.R), mix(c.G), mix(c.B), 0xFF}
}

// fade is for the part of a curve that rests on few cases.
func fade(c color.NRGBA) color.NRGBA {
	c.A = 0x73
	return c
}

// textColour is colour i for text.
func textColour(i int) color.NRGBA { return readable(curveColour(i)) }

// readable darkens a colour until it reads on white at a contrast of 4.5 to 1, the
// WCAG 2 minimum for text.
func readable(c color.NRGBA) color.NRGBA {
	for contrast(c) < 4.5 {
		c.R, c.G, c.B = c.R-c.R/16, c.G-c.G/16, c.B-c.B/16
	}
	return c
}

// contrast of c against white by WCAG 2.
func contrast(c color.NRGBA) float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 1.05 / (0.05 + 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B))
}

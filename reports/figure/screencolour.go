package figure

import (
	"fmt"
	"image/color"
	"sync"
)

// ScreenColour is one colour of the figures on a screen, as CSS writes it: on a
// light ground, as on paper, and on a dark one.
type ScreenColour struct{ Light, Dark string }

// ScreenColours are those that figures use, in the order of the numbers in the
// classes of a Drawing: what has class f3 is filled with the fourth, what has
// class s3 is drawn in it.
func ScreenColours() []ScreenColour {
	var out []ScreenColour
	for _, c := range screenPalette() {
		out = append(out, ScreenColour{Light: css(c.light), Dark: css(c.dark)})
	}
	return out
}

func css(c color.NRGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// onScreen is a colour without its opacity, on a light and on a dark ground.
type onScreen struct{ light, dark color.NRGBA }

// screenPalette are the shades, the curves, the texts in their colours, and the
// tints of areas, bands and bars.
var screenPalette = sync.OnceValue(func() []onScreen {
	shades := []onScreen{
		{opaque(ink), color.NRGBA{0xE6, 0xE8, 0xEB, 0xFF}},
		{opaque(muted), color.NRGBA{0xA8, 0xAE, 0xB6, 0xFF}},
		{opaque(hair), color.NRGBA{0x33, 0x39, 0x41, 0xFF}},
		{opaque(pale), color.NRGBA{0x22, 0x27, 0x2D, 0xFF}},
		{opaque(paper), darkGround()},
	}
	for i := range curveColours {
		shades = append(shades, onScreen{curveColour(i), darkCurve(i)}, onScreen{textColour(i), darkCurve(i)})
	}
	for i := range curveColours {
		shades = append(shades, onScreen{areaColour(i), darkTint(darkCurve(i), areaShare(i))})
	}
	for i := range phases {
		curve, share := phaseTint(i)
		shades = append(shades, onScreen{tint(curveColour(curve), share), darkTint(darkCurve(curve), share)})
	}
	return append(shades,
		onScreen{bandGround(), darkTint(darkCurve(skyBlue), bandShare)},
		onScreen{volumeColour(), darkTint(darkCurve(blue), volumeShare)})
})

func opaque(g grey) color.NRGBA { return color.NRGBA{uint8(g), uint8(g), uint8(g), 0xFF} }

// darkGround is what lies under a figure on a dark screen.
func darkGround() color.NRGBA { return color.NRGBA{0x15, 0x18, 0x1C, 0xFF} }

// darkCurve is curveColour lightened until it reads on the dark ground.
func darkCurve(i int) color.NRGBA {
	lighter := [curveColours]color.NRGBA{
		blue:       {0x5F, 0xB2, 0xEC, 0xFF},
		vermillion: {0xFF, 0x8F, 0x50, 0xFF},
		skyBlue:    {0x96, 0xD2, 0xF5, 0xFF},
		black:      {0xE0, 0xE0, 0xE0, 0xFF},
		green:      {0x35, 0xC9, 0xA0, 0xFF},
		purple:     {0xE4, 0xA3, 0xC6, 0xFF},
		orange:     {0xF2, 0xB9, 0x45, 0xFF},
	}
	return lighter[i%len(lighter)]
}

// darkTint mixes c with the dark ground: under half of c, so that light text reads on it.
func darkTint(c color.NRGBA, share float64) color.NRGBA {
	ground := darkGround()
	mix := func(v, under uint8) uint8 { return uint8(float64(under) + 0.7*share*(float64(v)-float64(under)) + 0.5) }
	return color.NRGBA{mix(c.R, ground.R), mix(c.G, ground.G), mix(c.B, ground.B), 0xFF}
}

// screenClass is the number of a colour in the palette, its opacity aside; -1:
// it is not there.
func screenClass(c color.NRGBA) int {
	c.A = 0xFF
	for i, p := range screenPalette() {
		if p.light == c {
			return i
		}
	}
	return -1
}

package figure

import (
	"bytes"
	"fmt"
	"image/color"
	"math"
	"slices"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// epsCanvas is the vg canvas behind EPS. It writes what changes.
type epsCanvas struct {
	graphics
	press      *Press
	defs, body bytes.Buffer
	areas      bytes.Buffer // the outlines of transparent areas
	defined    map[string]bool
	set        epsState // what the file draws with at the moment
	clear      []color.NRGBA
}

// maxClear is the number of transparent areas that are mixed with each other:
// the number of pairs grows with its square.
const maxClear = 12

// epsState in the form of the file.
type epsState struct{ colour, width, dashes string }

func newEPSCanvas(p *Press) *epsCanvas {
	return &epsCanvas{graphics: newGraphics(matrix{1, 0, 0, 1, 0, 0}), press: p, defined: map[string]bool{}}
}

func (c *epsCanvas) Fill(p vg.Path) {
	c.ink()
	ink := color.NRGBAModel.Convert(c.state().colour).(color.NRGBA)
	if ink.A == 0xFF || len(c.clear) >= maxClear {
		c.path(&c.body, p)
		c.body.WriteString("f\n")
		return
	}
	n := len(c.clear)
	fmt.Fprintf(&c.areas, "/a%d {", n)
	c.path(&c.areas, p)
	c.areas.WriteString("} bind def\n")
	fmt.Fprintf(&c.body, "a%d f\n", n)
	for i, below := range c.clear {
		fmt.Fprintf(&c.body, "gsave a%d clip newpath %s k a%d f grestore\n", i, rgb(over(ink, over(below, white()))), n)
	}
	c.clear = append(c.clear, ink)
}

func white() color.NRGBA { return color.NRGBA{0xFF, 0xFF, 0xFF, 0xFF} }

// over is a colour as it looks on an opaque one.
func over(c, ground color.NRGBA) color.NRGBA {
	mix := func(v, under uint8) uint8 {
		return uint8(math.Round((float64(c.A)*float64(v) + (0xFF-float64(c.A))*float64(under)) / 0xFF))
	}
	return color.NRGBA{mix(c.R, ground.R), mix(c.G, ground.G), mix(c.B, ground.B), 0xFF}
}

// rgb is an opaque colour in PostScript.
func rgb(c color.NRGBA) string {
	part := func(v uint8) string { return shortest(math.Round(float64(v)/0xFF*1e4) / 1e4) }
	return part(c.R) + " " + part(c.G) + " " + part(c.B)
}

func (c *epsCanvas) Stroke(p vg.Path) {
	c.ink()
	s := c.state()
	change(&c.body, &c.set.width, decimal(s.width.Points())+" w\n")
	var dashes bytes.Buffer
	for i, d := range s.dashes {
		if i > 0 {
			dashes.WriteByte(' ')
		}
		dashes.WriteString(decimal(d.Points()))
	}
	change(&c.body, &c.set.dashes, fmt.Sprintf("[%s] %s d\n", dashes.String(), decimal(s.offset.Points())))
	c.path(&c.body, p)
	c.body.WriteString("s\n")
}

// change writes a command unless it holds already.
func change(b *bytes.Buffer, set *string, command string) {
	if *set != command {
		*set = command
		b.WriteString(command)
	}
}

// ink sets the present colour as it looks on white.
func (c *epsCanvas) ink() {
	n := color.NRGBAModel.Convert(c.state().colour).(color.NRGBA)
	change(&c.body, &c.set.colour, rgb(over(n, white()))+" k\n")
}

// path writes straight lines: a figure draws with no others.
func (c *epsCanvas) path(b *bytes.Buffer, p vg.Path) {
	for _, s := range p {
		if s.Type == vg.CloseComp {
			b.WriteString("z ")
			continue
		}
		at := c.state().at.times(matrix{1, 0, 0, 1, s.Pos.X.Points(), s.Pos.Y.Points()})
		b.WriteString(decimal(at.e) + " " + decimal(at.f))
		if s.Type == vg.MoveComp {
			b.WriteString(" m ")
		} else {
			b.WriteString(" l ")
		}
	}
}

// FillString places the outlines of the glyphs, kerned as vg measures them.
// Each glyph is a procedure in font units, written once.
func (c *epsCanvas) FillString(f font.Face, at vg.Point, text string) {
	c.ink()
	style := StyleOf(f.Font)
	face := c.press.metrics(style)
	size := f.Font.Size.Points() / float64(face.em)
	m := c.state().at.times(matrix{size, 0, 0, size, at.X.Points(), at.Y.Points()})
	fmt.Fprintf(&c.body, "gsave [%s %s %s %s %s %s] concat\n", fine(m.a), fine(m.b), fine(m.c), fine(m.d), decimal(m.e),
		decimal(m.f))
	x := 0
	for _, g := range face.glyphs(text) {
		name := fmt.Sprintf("g%c%d", 'a'+rune(slices.Index(FontStyles(), style)), g.index)
		if !c.define(face, g, name) {
			continue
		}
		if g.x != x {
			fmt.Fprintf(&c.body, "%d 0 translate ", g.x-x)
			x = g.x
		}
		c.body.WriteString(name + "\n")
	}
	c.body.WriteString("grestore\n")
}

// define writes a glyph's procedure, once. It reports false for a glyph without
// an outline, such as a space.
func (c *epsCanvas) define(face *metrics, g glyph, name string) bool {
	if drawn, known := c.defined[name]; known {
		return drawn
	}
	segments := face.outline(g.index)
	c.defined[name] = len(segments) > 0
	if len(segments) == 0 {
		return false
	}
	fmt.Fprintf(&c.defs, "/%s {\n", name)
	var from fixed.Point26_6
	for i, s := range segments {
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			if i > 0 {
				c.defs.WriteString("z\n")
			}
			fmt.Fprintf(&c.defs, "%d %d m\n", s.Args[0].X, -s.Args[0].Y)
			from = s.Args[0]
		case sfnt.SegmentOpLineTo:
			fmt.Fprintf(&c.defs, "%d %d l\n", s.Args[0].X, -s.Args[0].Y)
			from = s.Args[0]
		case sfnt.SegmentOpQuadTo:
			c.cubic(third(from, s.Args[0]), third(s.Args[1], s.Args[0]), s.Args[1])
			from = s.Args[1]
		case sfnt.SegmentOpCubeTo:
			c.cubic(exact(s.Args[0]), exact(s.Args[1]), s.Args[2])
			from = s.Args[2]
		}
	}
	c.defs.WriteString("z f} bind def\n")
	return true
}

func (c *epsCanvas) cubic(p, q [2]float64, to fixed.Point26_6) {
	fmt.Fprintf(&c.defs, "%s %s %s %s %d %d c\n", decimal(p[0]), decimal(p[1]), decimal(q[0]), decimal(q[1]), to.X,
		-to.Y)
}

// third is two thirds of the way from an end of a quadratic curve to its
// control point: that of the cubic curve which is the same.
func third(end, control fixed.Point26_6) [2]float64 {
	return [2]float64{float64(end.X+2*control.X) / 3, -float64(end.Y+2*control.Y) / 3}
}

func exact(p fixed.Point26_6) [2]float64 { return [2]float64{float64(p.X), -float64(p.Y)} }

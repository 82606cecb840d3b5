package figure

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image/color"
	"math"
	"strconv"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// screenCanvas is the vg canvas behind Screen. It turns the y axis down, names
// colours by their class and keeps texts as texts.
type screenCanvas struct {
	graphics
	press *Press
	body  bytes.Buffer
}

func newScreenCanvas(p *Press, height vg.Length) *screenCanvas {
	return &screenCanvas{graphics: newGraphics(matrix{1, 0, 0, -1, 0, height.Points()}), press: p}
}

func (c *screenCanvas) Fill(p vg.Path) {
	fmt.Fprintf(&c.body, `%s%s/>`, c.shape(p), c.paint('f', "fill"))
}

func (c *screenCanvas) Stroke(p vg.Path) {
	s := c.state()
	fmt.Fprintf(&c.body, `%s%s stroke-width="%s"`, c.shape(p), c.paint('s', "stroke"), decimal(s.width.Points()))
	if len(s.dashes) > 0 {
		c.body.WriteString(` stroke-dasharray="`)
		for i, d := range s.dashes {
			if i > 0 {
				c.body.WriteByte(' ')
			}
			c.body.WriteString(decimal(d.Points()))
		}
		c.body.WriteByte('"')
	}
	c.body.WriteString("/>")
}

// shape begins an element: a circle for what is drawn for one, which is shorter, else a path.
func (c *screenCanvas) shape(p vg.Path) string {
	if middle, radius, ok := circle(p); ok {
		at := c.state().at.times(matrix{1, 0, 0, 1, middle.X.Points(), middle.Y.Points()})
		return fmt.Sprintf(`<circle cx="%s" cy="%s" r="%s"`, decimal(at.e), decimal(at.f), decimal(radius.Points()))
	}
	return fmt.Sprintf(`<path d="%s"`, c.data(p))
}

// paint gives the class of the current colour, and its opacity.
func (c *screenCanvas) paint(letter byte, attribute string) string {
	n := color.NRGBAModel.Convert(c.state().colour).(color.NRGBA)
	out := fmt.Sprintf(` class="%c%d"`, letter, screenClass(n))
	if n.A < 0xFF {
		out += fmt.Sprintf(` %s-opacity="%s"`, attribute, decimal(float64(n.A)/0xFF))
	}
	return out
}

// tenth is a length in tenths of a point, the unit of a path: fine enough for a
// screen, and short.
func tenth(v float64) int { return int(math.Round(10 * v)) }

// data writes a path from point to point. A figure draws with straight lines
// only, so the canvas knows no others.
func (c *screenCanvas) data(p vg.Path) string {
	var out []byte
	lastX, lastY := 0, 0
	for _, s := range p {
		if s.Type == vg.CloseComp {
			out = append(out, 'z')
			continue
		}
		at := c.state().at.times(matrix{1, 0, 0, 1, s.Pos.X.Points(), s.Pos.Y.Points()})
		x, y := tenth(at.e), tenth(at.f)
		switch {
		case s.Type == vg.MoveComp:
			out = appendTenths(append(out, 'M'), x, y)
		case x == lastX && y == lastY:
		case y == lastY:
			out = appendTenths(append(out, 'h'), x-lastX)
		case x == lastX:
			out = appendTenths(append(out, 'v'), y-lastY)
		default:
			out = appendTenths(append(out, 'l'), x-lastX, y-lastY)
		}
		lastX, lastY = x, y
	}
	return string(out)
}

func appendTenths(out []byte, lengths ...int) []byte {
	for i, n := range lengths {
		if i > 0 && n >= 0 {
			out = append(out, ' ')
		}
		out = strconv.AppendFloat(out, float64(n)/10, 'f', -1, 64)
	}
	return out
}

// FillString keeps a text as one, as wide as the figure's own font sets it: what
// font the reader has, no text touches another.
func (c *screenCanvas) FillString(f font.Face, at vg.Point, text string) {
	m := c.state().at.times(matrix{1, 0, 0, -1, at.X.Points(), at.Y.Points()})
	style := StyleOf(f.Font)
	class := "t"
	if style != Regular {
		class = "t b"
	}
	fmt.Fprintf(&c.body, `<text class="%s f%d"`, class,
		screenClass(color.NRGBAModel.Convert(c.state().colour).(color.NRGBA)))
	if m.b == 0 && m.c == 0 {
		fmt.Fprintf(&c.body, ` x="%s" y="%s"`, decimal(m.e), decimal(m.f))
	} else {
		fmt.Fprintf(&c.body, ` transform="%s"`, m.transform())
	}
	width := c.press.face(style, f.Font.Size).Width(text)
	fmt.Fprintf(&c.body, ` font-size="%s" textLength="%s" lengthAdjust="spacingAndGlyphs">`,
		decimal(f.Font.Size.Points()), decimal(width.Points()))
	xml.EscapeText(&c.body, []byte(text)) // a bytes.Buffer never fails
	c.body.WriteString("</text>")
}

package figure

import (
	"image"
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
)

// graphics is what the canvases of SVG and EPS have in common: they keep the
// transform, the colour and the line themselves.
type graphics struct{ states []graphicsState }

type graphicsState struct {
	at     matrix
	colour color.Color
	width  vg.Length
	dashes []vg.Length
	offset vg.Length
}

// newGraphics begins with a transform to the file's coordinates.
func newGraphics(at matrix) graphics {
	return graphics{[]graphicsState{{at: at, colour: color.Black, width: 1}}}
}

// matrix maps x, y to a·x + c·y + e, b·x + d·y + f.
type matrix struct{ a, b, c, d, e, f float64 }

// times applies n before m.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m.a*n.a + m.c*n.b, m.b*n.a + m.d*n.b,
		m.a*n.c + m.c*n.d, m.b*n.c + m.d*n.d,
		m.a*n.e + m.c*n.f + m.e, m.b*n.e + m.d*n.f + m.f,
	}
}

func (g *graphics) state() *graphicsState { return &g.states[len(g.states)-1] }

func (g *graphics) apply(m matrix) { g.state().at = g.state().at.times(m) }

func (g *graphics) SetLineWidth(w vg.Length)    { g.state().width = w }
func (g *graphics) SetColor(colour color.Color) { g.state().colour = colour }
func (g *graphics) Push()                       { g.states = append(g.states, *g.state()) }
func (g *graphics) Pop()                        { g.states = g.states[:len(g.states)-1] }
func (g *graphics) Scale(x, y float64)          { g.apply(matrix{x, 0, 0, y, 0, 0}) }
func (g *graphics) Translate(by vg.Point)       { g.apply(matrix{1, 0, 0, 1, by.X.Points(), by.Y.Points()}) }

func (g *graphics) SetLineDash(dashes []vg.Length, offset vg.Length) {
	g.state().dashes, g.state().offset = dashes, offset
}

func (g *graphics) Rotate(angle float64) {
	sin, cos := math.Sincos(angle)
	g.apply(matrix{cos, sin, -sin, cos, 0, 0})
}

// DrawImage does nothing: a figure has no pictures in it.
func (g *graphics) DrawImage(vg.Rectangle, image.Image) {}

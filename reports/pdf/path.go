package pdf

import (
	"math"

	"gonum.org/v1/plot/vg"
)

// matrix maps x, y to ax+cy+e, bx+dy+f.
type matrix struct{ a, b, c, d, e, f float64 }

// times is n first, then m.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m.a*n.a + m.c*n.b, m.b*n.a + m.d*n.b,
		m.a*n.c + m.c*n.d, m.b*n.c + m.d*n.d,
		m.a*n.e + m.c*n.f + m.e, m.b*n.e + m.d*n.f + m.f,
	}
}

func (m matrix) at(p vg.Point) (x, y float64) {
	px, py := p.X.Points(), p.Y.Points()
	return m.a*px + m.c*py + m.e, m.b*px + m.d*py + m.f
}

// scale is the length that a unit has after m, exact where m keeps angles.
func (m matrix) scale() float64 { return math.Sqrt(math.Abs(m.a*m.d - m.b*m.c)) }

func (m matrix) upright() bool { return m.b == 0 && m.c == 0 && m.a > 0 && m.d > 0 }

// trace begins a path on the page.
func (c *canvas) trace(p vg.Path) {
	var from vg.Point
	for i, s := range p {
		switch s.Type {
		case vg.MoveComp:
			c.move(s.Pos)
		case vg.LineComp:
			c.lineTo(s.Pos)
		case vg.CurveComp:
			c.curve(from, s)
		case vg.ArcComp:
			from = c.arc(s, i == 0)
			continue
		case vg.CloseComp:
			c.r.pdf.ClosePath()
			continue
		}
		from = s.Pos
	}
}

// onPage is a point of the canvas in gofpdf's coordinates.
func (c *canvas) onPage(p vg.Point) (x, y float64) {
	x, y = c.top().matrix.at(p)
	if !c.finite(x, y) {
		return 0, 0
	}
	return x, c.r.height - y
}

func (c *canvas) move(p vg.Point) {
	x, y := c.onPage(p)
	c.r.pdf.MoveTo(x, y)
}

func (c *canvas) lineTo(p vg.Point) {
	x, y := c.onPage(p)
	c.r.pdf.LineTo(x, y)
}

func (c *canvas) cubic(p1, p2, to vg.Point) {
	x1, y1 := c.onPage(p1)
	x2, y2 := c.onPage(p2)
	x, y := c.onPage(to)
	c.r.pdf.CurveBezierCubicTo(x1, y1, x2, y2, x, y)
}

// curve is cubic, or quadratic where it has one control point.
func (c *canvas) curve(from vg.Point, s vg.PathComp) {
	if len(s.Control) == 2 {
		c.cubic(s.Control[0], s.Control[1], s.Pos)
		return
	}
	q := s.Control[0]
	c.cubic(between(from, q, 2./3), between(s.Pos, q, 2./3), s.Pos)
}

func between(a, b vg.Point, share vg.Length) vg.Point {
	return vg.Point{X: a.X + share*(b.X-a.X), Y: a.Y + share*(b.Y-a.Y)}
}

// arc is drawn as cubic curves of at most a quarter turn each, which keep
// within 0.03% of the radius. It returns its end.
func (c *canvas) arc(s vg.PathComp, first bool) vg.Point {
	parts := max(1, math.Ceil(math.Abs(s.Angle)/(math.Pi/2)-1e-9))
	if !c.finite(parts) {
		return s.Pos
	}
	step := s.Angle / parts
	handle := s.Radius * vg.Length(4./3*math.Tan(step/4))
	point := func(angle float64, along vg.Length) vg.Point {
		sin, cos := math.Sincos(angle)
		u, v := vg.Length(cos), vg.Length(sin)
		return vg.Point{X: s.Pos.X + s.Radius*u - along*v, Y: s.Pos.Y + s.Radius*v + along*u}
	}
	start := point(s.Start, 0)
	if first {
		c.move(start)
	} else {
		c.lineTo(start)
	}
	for i := range int(parts) {
		a := s.Start + float64(i)*step
		c.cubic(point(a, handle), point(a+step, -handle), point(a+step, 0))
	}
	return point(s.Start+s.Angle, 0)
}

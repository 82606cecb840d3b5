package figure

import (
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"graftstat/reports/document"
)

// Drawing is a figure for a web page: what stands inside its svg element. The
// user unit is the point. Texts are texts, of class t, those of class b strong;
// the classes of colours are those of ScreenColours. It has no id, no style and
// no title.
type Drawing struct {
	Width, Height float64
	Body          []byte
	// Spots are where the figure's numbers stand, one for each of them.
	Spots []Spot
}

// Spot is the place of one number in the coordinates of its drawing; a level
// line has no height, a point neither. One that is not shown has no place: it lies
// past the follow-up or the axis, has no mark of its own, or had no room.
type Spot struct {
	Shown               bool
	X, Y, Width, Height float64
}

// Screen draws f at a width, in its natural height.
func (p *Press) Screen(f *document.Figure, width vg.Length) (*Drawing, error) {
	clean, size, err := p.sized(f, Size{Width: width})
	if err != nil {
		return nil, err
	}
	c := newScreenCanvas(p, size.Height)
	whole, err := p.laid(draw.NewCanvas(c, size.Width, size.Height), clean)
	if err != nil {
		return nil, err
	}
	whole.draw(pen{c})
	out := &Drawing{Width: size.Width.Points(), Height: size.Height.Points(), Body: c.body.Bytes()}
	for _, place := range whole.body.spots() {
		out.Spots = append(out.Spots, newSpot(place, size.Height))
	}
	return out, nil
}

// newSpot turns the y axis down.
func newSpot(place vg.Rectangle, height vg.Length) Spot {
	if place.Max.X < place.Min.X {
		return Spot{}
	}
	return Spot{
		Shown: true, X: place.Min.X.Points(), Y: (height - place.Max.Y).Points(),
		Width: (place.Max.X - place.Min.X).Points(), Height: (place.Max.Y - place.Min.Y).Points(),
	}
}

// ScreenSpark draws a small trend of a size for a web page. It has no spots.
func (p *Press) ScreenSpark(s *document.Spark, size Size) (*Drawing, error) {
	c := newScreenCanvas(p, size.Height)
	if err := DrawSpark(draw.NewCanvas(c, size.Width, size.Height), s); err != nil {
		return nil, err
	}
	return &Drawing{Width: size.Width.Points(), Height: size.Height.Points(), Body: c.body.Bytes()}, nil
}

package figure

import (
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"graftstat/reports/document"
)

// ValidateSpark says why s cannot be drawn.
func ValidateSpark(s *document.Spark) error {
	if err := s.Check(); err != nil {
		return err
	}
	_, err := Clean(s.Alt)
	return err
}

// DrawSpark draws a trend without words over the whole of c: a line through the
// values, a dot on the last one, a dashed line at the benchmark.
func DrawSpark(c draw.Canvas, s *document.Spark) error {
	if err := ValidateSpark(s); err != nil {
		return err
	}
	d := pen{c.Canvas}
	vg.Initialize(d.Canvas)
	height := c.Max.Y - c.Min.Y
	radius := 0.17 * height
	x := scale{from: 0, to: float64(max(1, len(s.Values)-1)), low: c.Min.X + radius, high: c.Max.X - 1.5*radius}
	y := scale{from: s.Low, to: s.High, low: c.Min.Y + radius, high: c.Max.Y - radius}
	if !math.IsNaN(s.Benchmark) {
		at := y.at(s.Benchmark)
		d.stroke([]vg.Point{{X: c.Min.X, Y: at}, {X: c.Max.X, Y: at}}, 0.06*height, muted,
			[]vg.Length{0.2 * height, 0.14 * height})
	}
	var part []vg.Point
	for i, v := range s.Values {
		if !math.IsNaN(v) {
			part = append(part, vg.Point{X: x.at(float64(i)), Y: y.at(v)})
		}
		if math.IsNaN(v) || i == len(s.Values)-1 {
			drawSparkPart(d, part, height)
			part = nil
		}
	}
	if n := len(s.Values); n > 0 && !math.IsNaN(s.Values[n-1]) {
		at := vg.Point{X: x.at(float64(n - 1)), Y: y.at(s.Values[n-1])}
		if s.Signal {
			drawSignal(d, at, 1.4*radius)
		} else {
			d.fill(polygon(at, radius, 16, 0), curveColour(0))
		}
	}
	return nil
}

// drawSparkPart draws values without a gap; a single one is a dot.
func drawSparkPart(d pen, part []vg.Point, height vg.Length) {
	if len(part) == 1 {
		d.fill(polygon(part[0], 0.09*height, 12, 0), curveColour(0))
	}
	d.stroke(part, 0.11*height, curveColour(0), nil)
}

package figure

import (
	"image"
	"image/color"
	"math"
	"testing"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"graftstat/reports/document"
)

// recorder is a canvas that keeps what is drawn on it, in its own coordinates.
type recorder struct {
	width, height  vg.Length
	strokes, fills []shape
	texts          []written
	states         []recorderState
}

type recorderState struct {
	at     matrix
	colour color.Color
	width  vg.Length
	dashes []vg.Length
}

type shape struct {
	points []vg.Point
	colour color.NRGBA
	width  vg.Length
	dashes []vg.Length
}

// written text; box is from the base line to the cap height.
type written struct {
	text    string
	face    font.Face
	colour  color.NRGBA
	box     vg.Rectangle
	upright bool
}

func newRecorder(size Size) *recorder {
	return &recorder{width: size.Width, height: size.Height, states: []recorderState{{at: matrix{1, 0, 0, 1, 0, 0}}}}
}

func (r *recorder) top() *recorderState                    { return &r.states[len(r.states)-1] }
func (r *recorder) Size() (w, h vg.Length)                 { return r.width, r.height }
func (r *recorder) SetLineWidth(w vg.Length)               { r.top().width = w }
func (r *recorder) SetLineDash(d []vg.Length, _ vg.Length) { r.top().dashes = d }
func (r *recorder) SetColor(c color.Color)                 { r.top().colour = c }
func (r *recorder) Push()                                  { r.states = append(r.states, *r.top()) }
func (r *recorder) Pop()                                   { r.states = r.states[:len(r.states)-1] }
func (r *recorder) DrawImage(vg.Rectangle, image.Image)    {}
func (r *recorder) Scale(x, y float64)                     { r.turn(matrix{x, 0, 0, y, 0, 0}) }
func (r *recorder) Translate(p vg.Point)                   { r.turn(matrix{1, 0, 0, 1, float64(p.X), float64(p.Y)}) }
func (r *recorder) turn(m matrix)                          { r.top().at = r.top().at.times(m) }
func (r *recorder) Stroke(p vg.Path)                       { r.strokes = append(r.strokes, r.shapes(p)...) }
func (r *recorder) Fill(p vg.Path)                         { r.fills = append(r.fills, r.shapes(p)...) }

func (r *recorder) Rotate(angle float64) {
	sin, cos := math.Sincos(angle)
	r.turn(matrix{cos, sin, -sin, cos, 0, 0})
}

func (r *recorder) ink() color.NRGBA {
	return color.NRGBAModel.Convert(r.top().colour).(color.NRGBA)
}

func (r *recorder) place(p vg.Point) vg.Point {
	m := r.top().at.times(matrix{1, 0, 0, 1, float64(p.X), float64(p.Y)})
	return vg.Point{X: vg.Length(m.e), Y: vg.Length(m.f)}
}

// shapes cuts a path into its lines.
func (r *recorder) shapes(p vg.Path) []shape {
	var out []shape
	for _, s := range p {
		switch s.Type {
		case vg.MoveComp:
			out = append(out, shape{colour: r.ink(), width: r.top().width, dashes: r.top().dashes})
			fallthrough
		case vg.LineComp:
			out[len(out)-1].points = append(out[len(out)-1].points, r.place(s.Pos))
		}
	}
	return out
}

func (r *recorder) FillString(f font.Face, at vg.Point, text string) {
	width, height := f.Width(text), capHeight*f.Font.Size
	r.texts = append(r.texts, written{
		text: text, face: f, colour: r.ink(),
		box:     span(r.place(at), r.place(vg.Point{X: at.X + width, Y: at.Y + height})),
		upright: r.top().at.b != 0,
	})
}

// record draws f and fails the test on an error.
func record(t *testing.T, f *document.Figure, size Size) *recorder {
	t.Helper()
	if size.Height == 0 {
		size.Height = Height(f, size.Width)
	}
	r := newRecorder(size)
	if err := Draw(draw.New(r), f); err != nil {
		t.Fatal(err)
	}
	return r
}

// axes finds the plot: the one line of three points in the ink of the axes.
func (r *recorder) axes(t *testing.T) axes {
	t.Helper()
	for _, s := range r.strokes {
		if len(s.points) == 3 && s.colour.R == uint8(ink) && s.colour.B == uint8(ink) {
			return axes{box: vg.Rectangle{Min: s.points[1], Max: vg.Point{X: s.points[2].X, Y: s.points[0].Y}}}
		}
	}
	t.Fatal("no axes drawn")
	return axes{}
}

// inColour gives the shapes in the colour of curve i, of any opacity.
func inColour(shapes []shape, i int) []shape {
	var out []shape
	want := curveColour(i)
	for _, s := range shapes {
		if s.colour.R == want.R && s.colour.G == want.G && s.colour.B == want.B {
			out = append(out, s)
		}
	}
	return out
}

// inPlot keeps the shapes that lie in the plot, so no keys of a legend.
func inPlot(shapes []shape, a axes) []shape {
	var out []shape
	for _, s := range shapes {
		ok := true
		for _, p := range s.points {
			ok = ok && inside(vg.Rectangle{Min: p, Max: p}, grow(a.box, 4))
		}
		if ok {
			out = append(out, s)
		}
	}
	return out
}

func (r *recorder) find(text string) (written, bool) {
	for _, w := range r.texts {
		if w.text == text {
			return w, true
		}
	}
	return written{}, false
}

package pdf

import (
	"context"
	"errors"
	"image"
	"image/color"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"graftstat/reports/figure"
)

// drawn are the operators of one page on whose canvas, 200 by 100 points with
// its lower left corner at 50, 100 from the page's, something is drawn.
func drawn(t *testing.T, scale float64, draw func(*canvas)) (string, error) {
	t.Helper()
	r := blankReport(t)
	if err := r.newPage(context.Background()); err != nil {
		t.Fatal(err)
	}
	c := newCanvas(r, 50, pageHeight-100-scale*100, 200, 100, scale)
	r.pdf.RawWriteStr("% begin\n")
	draw(c)
	c.restore()
	if err := r.pdf.Error(); err != nil {
		return "", err
	}
	content, err := r.finish()
	if err != nil {
		t.Fatal(err)
	}
	_, operators, _ := strings.Cut(open(t, content).drawing(1), "% begin\n")
	return operators, nil
}

func expect(t *testing.T, operators string, want ...string) {
	t.Helper()
	rest := operators
	for _, w := range want {
		at := strings.Index(rest, w)
		if at < 0 {
			t.Fatalf("no %q in its place in\n%s", w, operators)
		}
		rest = rest[at+len(w):]
	}
}

func TestCanvasLine(t *testing.T) {
	operators, err := drawn(t, 1, func(c *canvas) {
		c.SetColor(color.NRGBA{255, 0, 0, 51})
		c.SetLineWidth(2)
		c.SetLineDash([]vg.Length{3, 1}, 0.5)
		var p vg.Path
		p.Move(vg.Point{X: 10, Y: 20})
		p.Line(vg.Point{X: 30, Y: 40})
		p.Close()
		c.Stroke(p)
	})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, operators, "1.000 0.000 0.000 RG", " gs", "2.00 w", "[3.00 1.00] 0.50 d", "60.00 120.00 m",
		"80.00 140.00 l", "h", "S", " gs", "[] 0.00 d")
}

// A canvas at half its size halves widths, dashes and letters.
func TestCanvasScale(t *testing.T) {
	operators, err := drawn(t, 0.5, func(c *canvas) {
		c.SetLineWidth(2)
		c.SetLineDash([]vg.Length{4}, 2)
		c.Stroke(vg.Path{{Type: vg.MoveComp, Pos: vg.Point{X: 10, Y: 20}},
			{Type: vg.LineComp, Pos: vg.Point{X: 20, Y: 20}}})
		c.FillString(sans(10), vg.Point{X: 100, Y: 50}, "x")
	})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, operators, "1.00 w", "[2.00] 1.00 d", "55.00 110.00 m", "60.00 110.00 l", " 5.00 Tf",
		"BT 100.00 125.00 Td")
}

// Transformations nest: the last one acts first.
func TestCanvasTransforms(t *testing.T) {
	operators, err := drawn(t, 1, func(c *canvas) {
		c.Push()
		c.Translate(vg.Point{X: 100, Y: 0})
		c.Rotate(math.Pi / 2)
		c.Scale(2, 2)
		c.Stroke(vg.Path{{Type: vg.MoveComp, Pos: vg.Point{X: 5, Y: 0}},
			{Type: vg.LineComp, Pos: vg.Point{X: 0, Y: 5}}})
		c.Pop()
		c.Stroke(vg.Path{{Type: vg.MoveComp, Pos: vg.Point{X: 5, Y: 0}}, {Type: vg.LineComp}})
	})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, operators, "2.00 w", "150.00 110.00 m", "140.00 100.00 l", "S", "1.00 w", "55.00 100.00 m",
		"50.00 100.00 l", "S")
}

func sans(size vg.Length) font.Face {
	return figure.Fonts().Lookup(font.Font{Typeface: figure.Typeface}, size)
}

func TestCanvasText(t *testing.T) {
	operators, err := drawn(t, 1, func(c *canvas) {
		c.FillString(sans(9), vg.Point{X: 10, Y: 20}, "ế")
		c.Rotate(math.Pi / 2)
		c.FillString(sans(9), vg.Point{X: 10, Y: -20}, "ở")
		c.FillString(sans(0), vg.Point{}, "nothing")
		c.SetColor(color.Transparent)
		c.FillString(sans(9), vg.Point{}, "nothing")
	})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, operators, "9.00 Tf", "BT 60.00 120.00 Td", "q\n",
		"0.00000 1.00000 -1.00000 0.00000 70.00000 110.00000 cm", "BT 0.00 0.00 Td", "\nQ")
	if n := strings.Count(operators, " Tj"); n != 2 {
		t.Errorf("%d texts, want 2", n)
	}
}

// Kerned text is cut where the font kerns, each run where figures expect it.
func TestCanvasKerning(t *testing.T) {
	text := "AVATAR"
	operators, err := drawn(t, 1, func(c *canvas) { c.FillString(sans(100), vg.Point{}, text) })
	if err != nil {
		t.Fatal(err)
	}
	runs := regexp.MustCompile(`BT ([\d.]+) 100\.00 Td`).FindAllStringSubmatch(operators, -1)
	if len(runs) < 3 {
		t.Fatalf("%d runs", len(runs))
	}
	face := sans(100)
	at, err := strconv.ParseFloat(runs[len(runs)-1][1], 64)
	if err != nil {
		t.Fatal(err)
	}
	last := at - 50
	found := false
	for i := range text {
		whole, rest := face.Width(text), face.Width(text[i:])
		found = found || math.Abs((whole-rest).Points()-last) < 0.05
	}
	if !found {
		t.Errorf("the last run stands at %.2f", last)
	}
}

// A quadratic curve is raised to a cubic one; a circle is four of them.
func TestCanvasCurves(t *testing.T) {
	operators, err := drawn(t, 1, func(c *canvas) {
		var p vg.Path
		p.Move(vg.Point{})
		p.QuadTo(vg.Point{X: 30, Y: 0}, vg.Point{X: 30, Y: 30})
		p.CubeTo(vg.Point{X: 31, Y: 1}, vg.Point{X: 32, Y: 2}, vg.Point{X: 33, Y: 3})
		c.Fill(p)
	})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, operators, "50.00 100.00 m", "70.00000 100.00000 80.00000 110.00000 80.00000 130.00000 c",
		"81.00000 101.00000 82.00000 102.00000 83.00000 103.00000 c", "f")
}

func TestCanvasCircle(t *testing.T) {
	operators, err := drawn(t, 1, func(c *canvas) {
		var p vg.Path
		p.Arc(vg.Point{X: 50, Y: 50}, 40, 0, 2*math.Pi)
		c.Fill(p)
		p = nil
		p.Move(vg.Point{})
		p.Arc(vg.Point{X: 50, Y: 50}, 40, 0, -math.Pi/4)
		c.Fill(p)
	})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, operators, "140.00 150.00 m", "140.00000 172.09139 122.09139 190.00000 100.00000 190.00000 c",
		"140.00000 150.00000 c", "f", "50.00 100.00 m", "140.00 150.00 l", "128.28427 121.71573 c")
	if n := strings.Count(operators, " c\n"); n != 5 {
		t.Errorf("%d curves, want 5", n)
	}
}

func TestCanvasRefuses(t *testing.T) {
	nan := vg.Length(math.NaN())
	for name, test := range map[string]struct {
		draw func(*canvas)
		want error
	}{
		"line": {func(c *canvas) {
			c.Stroke(vg.Path{{Type: vg.MoveComp}, {Type: vg.LineComp, Pos: vg.Point{X: nan}}})
		}, errNotFinite},
		"fill": {func(c *canvas) {
			c.Fill(vg.Path{{Type: vg.MoveComp, Pos: vg.Point{Y: vg.Length(math.Inf(1))}}})
		}, errNotFinite},
		"arc": {func(c *canvas) {
			c.Fill(vg.Path{{Type: vg.ArcComp, Radius: 1, Angle: math.Inf(1)}})
		}, errNotFinite},
		"text": {func(c *canvas) { c.FillString(sans(9), vg.Point{X: nan}, "x") }, errNotFinite},
		"width": {func(c *canvas) { c.SetLineWidth(vg.Length(math.Inf(1))); c.Stroke(vg.Path{{Type: vg.MoveComp}}) },
			errNotFinite},
		"image": {func(c *canvas) { c.DrawImage(vg.Rectangle{}, image.NewGray(image.Rect(0, 0, 1, 1))) }, errImage},
	} {
		if _, err := drawn(t, 1, test.draw); !errors.Is(err, test.want) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

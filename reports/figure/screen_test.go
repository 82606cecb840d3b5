package figure

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image/color"
	"io"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

func allSamples() map[string]*document.Figure {
	all := chartSamples()
	maps.Copy(all, samples())
	return all
}

func screenOf(t testing.TB, f *document.Figure, width vg.Length) *Drawing {
	t.Helper()
	d, err := NewPress().Screen(f, width)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// screenTexts reads a drawing as XML: its texts, in order.
func screenTexts(t *testing.T, d *Drawing) []string {
	t.Helper()
	var texts []string
	decoder := xml.NewDecoder(strings.NewReader("<svg>" + string(d.Body) + "</svg>"))
	inText := false
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return texts
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if inText = token.Name.Local == "text"; inText {
				texts = append(texts, "")
			}
		case xml.CharData:
			if inText {
				texts[len(texts)-1] += string(token)
			}
		case xml.EndElement:
			inText = false
		}
	}
}

// A screen shows the texts of paper, as texts, and no colour of its own.
func TestScreenHasEveryTextAndColour(t *testing.T) {
	class := regexp.MustCompile(`class="([^"]*)"`)
	for name, f := range allSamples() {
		for _, width := range []vg.Length{SingleWidth, DoubleWidth} {
			d := screenOf(t, f, width)
			var want []string
			for _, written := range record(t, f, Size{width, NewPress().Height(f, width)}).texts {
				want = append(want, written.text)
			}
			if got := screenTexts(t, d); !slices.Equal(got, want) {
				t.Errorf("%s: texts %q, want %q", name, got, want)
			}
			for _, found := range class.FindAllStringSubmatch(string(d.Body), -1) {
				if strings.Contains(found[1], "-") {
					t.Errorf("%s: class %s: a colour is not in the palette", name, found[1])
				}
			}
			for _, attribute := range []string{"style=", " id=", "fill=", "stroke=", "NaN"} {
				if bytes.Contains(d.Body, []byte(attribute)) {
					t.Errorf("%s: %s in a drawing", name, attribute)
				}
			}
		}
	}
}

// Each number has its spot, and a spot lies within the drawing.
func TestScreenHasASpotForEachNumber(t *testing.T) {
	for name, f := range allSamples() {
		d := screenOf(t, f, DoubleWidth)
		if numbers := len(f.Numbers()) - 1; len(d.Spots) != numbers {
			t.Errorf("%s: %d spots for %d numbers", name, len(d.Spots), numbers)
			continue
		}
		shown := 0
		for i, s := range d.Spots {
			if !s.Shown {
				continue
			}
			shown++
			if s.Width < 0 || s.Height < 0 || !(s.X >= -1 && s.Y >= -1 && s.X+s.Width <= d.Width+1 &&
				s.Y+s.Height <= d.Height+1) {
				t.Errorf("%s: spot %d at %+v leaves the drawing", name, i, s)
			}
		}
		if shown == 0 && len(d.Spots) > 0 && name != "strips-0" {
			t.Errorf("%s: none of %d spots is shown", name, len(d.Spots))
		}
	}
}

// The curve of plain: level 1 to 2, 0.75 to 5, 0.5 to 8; censored at 3 and 7.
func TestSpotsOfACurve(t *testing.T) {
	d := screenOf(t, plain(), DoubleWidth)
	grid := axesOf(t, d)
	want := []struct{ from, to, y float64 }{{0, 2, 1}, {2, 5, 0.75}, {5, 8, 0.5}, {3, 3, 0.75}, {7, 7, 0.5}}
	for i, w := range want {
		s := d.Spots[i]
		x, y := grid.left+w.from/10*(grid.right-grid.left), grid.bottom-w.y*(grid.bottom-grid.top)
		if !s.Shown || math.Abs(s.X-x) > 0.1 || math.Abs(s.Y-y) > 0.1 ||
			math.Abs(s.Width-(w.to-w.from)/10*(grid.right-grid.left)) > 0.1 || s.Height != 0 {
			t.Errorf("spot %d at %+v, want %.1f %.1f", i, s, x, y)
		}
	}
	for _, s := range d.Spots[len(want):] {
		if s.Shown {
			t.Errorf("a number of the table at risk has the spot %+v", s)
		}
	}
}

type plotBox struct{ left, right, top, bottom float64 }

// axesOf reads the axes: the one line of both is the only path of three points in
// the width of an axis.
func axesOf(t *testing.T, d *Drawing) plotBox {
	t.Helper()
	axes := regexp.MustCompile(`d="M([\d.]+) ([\d.]+)v([\d.]+)h([\d.]+)" class="s0"`).FindStringSubmatch(string(d.Body))
	if axes == nil {
		t.Fatal("no axes")
	}
	var x, y, down, across float64
	for i, v := range []*float64{&x, &y, &down, &across} {
		if _, err := fmt.Sscan(axes[i+1], v); err != nil {
			t.Fatal(err)
		}
	}
	return plotBox{x, x + across, y, y + down}
}

// On the dark ground lines have the contrast of WCAG 2 for graphics, texts that
// for texts, also upon areas and bars.
func TestDarkColoursRead(t *testing.T) {
	ground := darkGround()
	for i := range curveColours {
		if c := contrastOf(darkCurve(i), ground); c < 4.5 {
			t.Errorf("curve %d: contrast %.2f", i, c)
		}
		if c := contrastOf(screenPalette()[0].dark, darkTint(darkCurve(i), areaShare(i))); c < 4.5 {
			t.Errorf("text upon area %d: contrast %.2f", i, c)
		}
	}
	if c := contrastOf(screenPalette()[1].dark, ground); c < 4.5 {
		t.Errorf("muted texts: contrast %.2f", c)
	}
}

// contrastOf two colours, from that of each against white.
func contrastOf(a, b color.NRGBA) float64 {
	low, high := contrast(a), contrast(b)
	return max(low, high) / min(low, high)
}

func TestScreenColoursAreCSS(t *testing.T) {
	for i, c := range ScreenColours() {
		for _, s := range []string{c.Light, c.Dark} {
			if !regexp.MustCompile(`^#[0-9a-f]{6}$`).MatchString(s) {
				t.Errorf("colour %d is %q", i, s)
			}
		}
	}
}

func TestScreenErrors(t *testing.T) {
	f := plain()
	f.Alt = "中"
	if d, err := NewPress().Screen(f, DoubleWidth); err == nil || d != nil {
		t.Errorf("error %v", err)
	}
	if d, err := NewPress().Screen(plain(), 10); err == nil || d != nil {
		t.Errorf("error %v", err)
	}
	if d, err := NewPress().ScreenSpark(&document.Spark{}, Size{60, 12}); err == nil || d != nil {
		t.Errorf("error %v", err)
	}
	if d, err := NewPress().
		ScreenSpark(&document.Spark{Low: 0, High: 1, Values: []float64{0.5, 0.7}, Benchmark: math.NaN()},
			Size{60, 12}); err != nil || len(d.Body) == 0 {
		t.Errorf("error %v", err)
	}
}

// What is drawn for a circle is one, as a fill and as an outline; what has few corners,
// is pressed or lacks a corner is not.
func TestCirclesOnAScreen(t *testing.T) {
	at := vg.Point{X: 3, Y: 4}
	outline := func(points []vg.Point, closed bool) vg.Path {
		p := path(points)
		if closed {
			p.Close()
		}
		return p
	}
	round := polygon(at, 2, 24, 0.3)
	pressed := slices.Clone(round)
	pressed[5].X += 0.1
	for name, c := range map[string]struct {
		path vg.Path
		want bool
	}{
		"fill":           {outline(round, true), true},
		"outline":        {outline(append(slices.Clone(round), round[0], round[1]), false), true},
		"open":           {outline(round, false), false},
		"square":         {outline(polygon(at, 2, 4, 0), true), false},
		"pressed":        {outline(pressed, true), false},
		"lacks a corner": {outline(round[1:], true), false},
		"nothing":        {nil, false},
	} {
		middle, radius, ok := circle(c.path)
		if ok != c.want || ok && (distance(middle, at) > 1e-9 || math.Abs(float64(radius)-2) > 1e-9) {
			t.Errorf("%s: %v, middle %v, radius %v", name, ok, middle, radius)
		}
	}
}

package figure

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"graftstat/reports/document"
)

// near compares points to a millionth of a point.
func near(a, b []vg.Point) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if math.Abs(float64(a[i].X-b[i].X)) > 1e-6 || math.Abs(float64(a[i].Y-b[i].Y)) > 1e-6 {
			return false
		}
	}
	return true
}

// at gives canvas points for pairs of time and probability.
func at(a axes, pairs ...float64) []vg.Point {
	var out []vg.Point
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, vg.Point{X: a.x(pairs[i]), Y: a.y(pairs[i+1])})
	}
	return out
}

func drawnPlain(t *testing.T, f *document.Figure) (*recorder, axes) {
	t.Helper()
	r := record(t, f, Double(f))
	a := r.axes(t)
	a.to = 10
	return r, a
}

func TestCurveIsAStepFunction(t *testing.T) {
	r, a := drawnPlain(t, plain())
	strokes := inColour(r.strokes, 0)
	if len(strokes) != 4 {
		t.Fatalf("%d strokes, want the line, its faded part and two censoring ticks", len(strokes))
	}
	if want := at(a, 0, 1, 2, 1, 2, 0.75, 5, 0.75, 5, 0.5, 6, 0.5); !near(strokes[0].points, want) {
		t.Errorf("line at %v, want %v", strokes[0].points, want)
	}
	if want := at(a, 6, 0.5, 8, 0.5); !near(strokes[1].points, want) {
		t.Errorf("faded part at %v, want %v", strokes[1].points, want)
	}
	if strokes[0].colour.A != 0xFF || strokes[1].colour.A == 0xFF {
		t.Errorf("opacity %d and %d, want the second part faded", strokes[0].colour.A, strokes[1].colour.A)
	}
	for i, want := range [][]vg.Point{at(a, 3, 0.75), at(a, 7, 0.5)} {
		ends := strokes[2+i].points
		middle := []vg.Point{{X: ends[0].X, Y: (ends[0].Y + ends[1].Y) / 2}}
		if !near(middle, want) || ends[0].X != ends[1].X {
			t.Errorf("censoring tick %d at %v, want %v", i, middle, want)
		}
	}
}

func TestBandStartsBeforeTheFirstStep(t *testing.T) {
	r, a := drawnPlain(t, plain())
	bands := inColour(r.fills, 0)
	if len(bands) != 1 {
		t.Fatalf("%d bands, want 1", len(bands))
	}
	want := at(a,
		0, 1, 2, 1, 2, 0.9, 5, 0.9, 5, 0.7, 8, 0.7,
		8, 0.2, 5, 0.2, 5, 0.4, 2, 0.4, 2, 0.6, 0, 0.6)
	if !near(bands[0].points, want) {
		t.Errorf("band at %v, want %v", bands[0].points, want)
	}
}

func TestBandWithoutEvents(t *testing.T) {
	f := plain()
	as[*document.Curves](f).Lines[0].Steps = nil
	r, a := drawnPlain(t, f)
	if got, want := inColour(r.fills, 0), at(a, 0, 1, 8, 1, 8, 0.6, 0, 0.6); len(got) != 1 ||
		!near(got[0].points, want) {
		t.Errorf("band %v, want %v", got, want)
	}
}

func TestMissingLimitsLeaveAGap(t *testing.T) {
	f := plain()
	as[*document.Curves](f).Lines[0].Steps[0].Lower = math.NaN()
	r, a := drawnPlain(t, f)
	bands := inColour(r.fills, 0)
	if len(bands) != 2 {
		t.Fatalf("%d bands, want one before and one after the gap", len(bands))
	}
	if want := at(a, 0, 1, 2, 1, 2, 0.6, 0, 0.6); !near(bands[0].points, want) {
		t.Errorf("first band %v, want %v", bands[0].points, want)
	}
	if want := at(a, 5, 0.7, 8, 0.7, 8, 0.2, 5, 0.2); !near(bands[1].points, want) {
		t.Errorf("second band %v, want %v", bands[1].points, want)
	}
}

func TestNothingIsDrawnPastTheEnd(t *testing.T) {
	f := plain()
	c := &as[*document.Curves](f).Lines[0]
	c.Steps = append(c.Steps, document.Step{At: 9, Y: 0.25, Lower: 0.1, Upper: 0.4})
	c.Ticks = append(c.Ticks, 9.5)
	r, a := drawnPlain(t, f)
	shapes := append(inColour(r.strokes, 0), inColour(r.fills, 0)...)
	if len(shapes) != 5 {
		t.Fatalf("%d shapes, want line, faded line, two ticks and band", len(shapes))
	}
	for _, s := range shapes {
		for _, p := range s.points {
			if p.X > a.x(8)+1e-9 {
				t.Errorf("a point at %v, past the last follow-up at %v", p.X, a.x(8))
			}
		}
	}
}

func TestCurveIsCutAtTheAxis(t *testing.T) {
	f := plain()
	as[*document.Curves](f).Lines[0].End = 14
	as[*document.Curves](f).Lines[0].FadeSet = false
	r, a := drawnPlain(t, f)
	line := inColour(r.strokes, 0)[0].points
	if last := line[len(line)-1]; !near([]vg.Point{last}, at(a, 10, 0.5)) {
		t.Errorf("line ends at %v, want the end of the axis %v", last, at(a, 10, 0.5))
	}
}

func TestLastEventIsDrawn(t *testing.T) {
	f := plain()
	c := &as[*document.Curves](f).Lines[0]
	c.Steps = append(c.Steps, document.Step{At: 8, Y: 0, Lower: 0, Upper: 0.4})
	r, a := drawnPlain(t, f)
	if got, want := inColour(r.strokes, 0)[1].points, at(a, 6, 0.5, 8, 0.5, 8, 0); !near(got, want) {
		t.Errorf("faded part %v, want the fall at the last follow-up %v", got, want)
	}
}

func TestAxisFromALandmark(t *testing.T) {
	f := plain()
	f.XTicks = []document.Tick{{At: 4, Label: "4"}, {At: 7, Label: "7"}, {At: 10, Label: "10"}}
	as[*document.Curves](f).Lines[0].FadeSet = false
	r := record(t, f, Double(f))
	a := r.axes(t)
	a.from, a.to = 4, 10
	line := inColour(r.strokes, 0)[0].points
	if want := at(a, 4, 0.75, 5, 0.75, 5, 0.5, 8, 0.5); !near(line, want) {
		t.Errorf("line %v, want %v", line, want)
	}
}

func TestIncidenceRises(t *testing.T) {
	f := plain()
	c := &as[*document.Curves](f).Lines[0]
	c.Start, c.Lower0, c.Upper0 = 0, 0, 0.4
	c.Steps = []document.Step{{At: 2, Y: 0.5, Lower: 0.2, Upper: 0.8}, {At: 8, Y: 1, Lower: 0.6, Upper: 1}}
	c.FadeSet = false
	r, a := drawnPlain(t, f)
	if got, want := inColour(r.strokes, 0)[0].points, at(a, 0, 0, 2, 0, 2, 0.5, 8, 0.5, 8, 1); !near(got, want) {
		t.Errorf("line %v, want %v", got, want)
	}
}

// Whatever the form of the table, a tick that is named has a number in every line,
// at its very x, and one without room has neither name nor numbers.
func TestNumbersAtRiskStandUnderTheirTicks(t *testing.T) {
	for name, f := range samples() {
		c := as[*document.Curves](f)
		if len(c.Risk) == 0 {
			continue
		}
		for _, size := range []Size{Single(f), Double(f)} {
			r := record(t, f, size)
			a := r.axes(t)
			a.from, a.to = timeRange(f, c.Lines)
			if slices.ContainsFunc(r.texts, func(w written) bool { return strings.HasPrefix(w.text, "+") }) {
				continue // curves are left out
			}
			lines := len(c.Risk)
			if whole := !f.Compact && len(c.Risk) <= maxBlocks; whole {
				lines *= len(c.Risk[0].Rows)
			}
			for i, tick := range f.XTicks {
				under, named := 0, false
				for _, w := range r.texts {
					middle := (w.box.Min.X + w.box.Max.X) / 2
					if math.Abs(float64(middle-a.x(tick.At))) > 1e-9 || w.box.Max.Y > a.box.Min.Y {
						continue
					}
					if w.text == tick.Label && w.box.Max.Y > a.box.Min.Y-2*w.face.Font.Size {
						named = true
					} else if _, err := strconv.Atoi(w.text); err == nil {
						under++
					}
				}
				if want := map[bool]int{true: lines}[named]; under != want {
					t.Errorf("%s at %.0f: %d numbers under tick %d, want %d", name, size.Width, under, i, want)
				}
			}
		}
	}
}

func TestTextsStayOnTheCanvasAndApart(t *testing.T) {
	for name, f := range samples() {
		for _, size := range []Size{Single(f), Double(f)} {
			r := record(t, f, size)
			if len(r.texts) < 10 {
				t.Fatalf("%s: only %d texts", name, len(r.texts))
			}
			frame := grow(vg.Rectangle{Max: vg.Point{X: size.Width, Y: size.Height}}, 1e-6)
			for i, w := range r.texts {
				if !inside(withAccents(w), frame) {
					t.Errorf("%s at %.0f: %q leaves the canvas: %v", name, size.Width, w.text, w.box)
				}
				for _, v := range r.texts[i+1:] {
					if overlap(w.box, []vg.Rectangle{v.box}) > 0 {
						t.Errorf("%s at %.0f: %q and %q overlap", name, size.Width, w.text, v.text)
					}
				}
			}
		}
	}
}

// withAccents adds what rises above capitals and hangs below the base line.
func withAccents(w written) vg.Rectangle {
	box := w.box
	if w.upright {
		box.Min.X -= 0.25 * w.face.Font.Size
		box.Max.X += 0.22 * w.face.Font.Size
		return box
	}
	box.Max.Y += 0.25 * w.face.Font.Size
	box.Min.Y -= 0.22 * w.face.Font.Size
	return box
}

func TestLegendStandsAboveThePlot(t *testing.T) {
	for _, n := range []int{6, 8, 12} {
		for _, label := range []string{shortName, longName} {
			f := grouped(n, label)
			for _, size := range []Size{Single(f), Double(f)} {
				r := record(t, f, size)
				a := r.axes(t)
				above := 0
				for _, k := range inColour(r.strokes, n-1) {
					if k.points[0].Y > a.box.Max.Y+1 {
						above++
					}
				}
				if above == 0 {
					t.Errorf("%d groups %q at %.0f: no key of the last curve above the plot", n, label, size.Width)
				}
				for _, w := range r.texts {
					if strings.HasPrefix(w.text, label[:6]) && w.box.Min.Y > a.box.Min.Y && w.box.Min.Y <= a.box.Max.Y {
						t.Errorf("%d groups at %.0f: %q lies in the plot", n, size.Width, w.text)
					}
				}
			}
		}
	}
}

func TestDirectLabelsReplaceTheLegend(t *testing.T) {
	f := grouped(2, shortName)
	as[*document.Curves](f).Limits = document.NoLimits
	r := record(t, f, Double(f))
	a := r.axes(t)
	for i, c := range as[*document.Curves](f).Lines {
		named := 0
		for _, w := range r.texts {
			if w.text == c.Label && inside(w.box, a.box) {
				named++
				for j := range as[*document.Curves](f).Lines {
					for _, s := range inPlot(inColour(r.strokes, j), a) {
						if overlap(w.box, boxesOf(s)) > 0 {
							t.Errorf("the label of curve %d lies on curve %d", i, j)
						}
					}
				}
			}
			if w.text == c.Label && w.box.Min.Y > a.box.Max.Y {
				t.Errorf("curve %d is in a legend too", i)
			}
		}
		if named != 1 {
			t.Errorf("curve %d has %d labels in the plot", i, named)
		}
	}
}

func boxesOf(s shape) []vg.Rectangle {
	var boxes []vg.Rectangle
	for i := 1; i < len(s.points); i++ {
		boxes = append(boxes, grow(span(s.points[i-1], s.points[i]), s.width/2))
	}
	return boxes
}

func TestNoteKeepsClearOfLines(t *testing.T) {
	for name, f := range samples() {
		if len(f.Note) != 1 {
			continue
		}
		for _, size := range []Size{Single(f), Double(f)} {
			r := record(t, f, size)
			a := r.axes(t)
			w, ok := r.find(f.Note[0])
			if !ok {
				t.Errorf("%s: no note", name)
				continue
			}
			for i := range as[*document.Curves](f).Lines {
				for _, s := range inPlot(inColour(r.strokes, i), a) {
					if overlap(w.box, boxesOf(s)) > 0 {
						t.Errorf("%s at %.0f: the note lies on curve %d", name, size.Width, i)
					}
				}
			}
		}
	}
}

func TestNoteTakesTheFreeCorner(t *testing.T) {
	low, high := plain(), plain()
	low.Note, high.Note = []string{"p = 0,04"}, []string{"p = 0,04"}
	as[*document.Curves](low).Lines[0].Steps = []document.Step{{At: 1, Y: 0.1, Lower: 0.05, Upper: 0.2}}
	as[*document.Curves](high).Lines[0].Steps, as[*document.Curves](high).
		Lines[0].End = []document.Step{{At: 7, Y: 0.9, Lower: 0.7, Upper: 1}}, 10
	r, a := drawnPlain(t, low)
	w, _ := r.find("p = 0,04")
	if w.box.Min.Y < a.y(0.75) || w.box.Min.X < a.x(7) {
		t.Errorf("note at %v, want the upper right corner", w.box)
	}
	r, a = drawnPlain(t, high)
	if w, _ = r.find("p = 0,04"); w.box.Max.Y > a.y(0.25) || w.box.Max.X > a.x(5) {
		t.Errorf("note at %v, want the lower left corner", w.box)
	}
}

func TestNoteWithoutRoomStandsAboveThePlot(t *testing.T) {
	f := grouped(40, shortName)
	f.Note = strings.Split(strings.Repeat("Tỷ số nguy cơ 0,59 (KTC 95% 0,42–0,82)|", 12), "|")[:12]
	r := record(t, f, Double(f))
	a := r.axes(t)
	if w, ok := r.find(f.Note[0]); !ok || w.box.Min.Y < a.box.Max.Y {
		t.Errorf("note at %v, plot at %v: want it above", w.box, a.box)
	}
}

func TestEmptyFigure(t *testing.T) {
	f := empty()
	r := record(t, f, Double(f))
	a := r.axes(t)
	w, ok := r.find(f.Note[0])
	if !ok || !inside(w.box, a.box) {
		t.Errorf("note at %v, want it inside %v", w.box, a.box)
	}
	bare := &document.Figure{ID: "bare", Chart: &document.Curves{}}
	record(t, bare, Double(bare)).axes(t)
}

func TestCurveWithoutFollowUp(t *testing.T) {
	for _, end := range []float64{math.NaN(), -1} {
		f := plain()
		as[*document.Curves](f).Lines[0].End = end
		r := record(t, f, Double(f))
		if n := len(inColour(r.strokes, 0)) + len(inColour(r.fills, 0)); n != 0 {
			t.Errorf("end %v: %d shapes of a curve without follow-up", end, n)
		}
	}
}

func TestLowCanvasCountsWhatIsLeftOut(t *testing.T) {
	f := grouped(40, shortName)
	r := record(t, f, Size{Width: DoubleWidth, Height: 120 * vg.Millimeter})
	rows, counted := 0, ""
	for _, w := range r.texts {
		if strings.HasPrefix(w.text, "Nhóm ") {
			rows++
		}
		if strings.HasPrefix(w.text, "+") {
			counted = w.text
		}
	}
	if rows == 0 || rows >= 40 || counted != fmt.Sprintf("+%d", 40-rows) {
		t.Errorf("%d rows and %q, want 40 together", rows, counted)
	}
}

func TestErrorsOfDraw(t *testing.T) {
	cases := map[string]struct {
		change func(*document.Figure)
		want   string
	}{
		"glyph": {func(f *document.Figure) { f.Title = "Sống 中" }, "U+4E2D"},
		"utf-8": {func(f *document.Figure) { f.Note = []string{"a\xff"} }, "UTF-8"},
		"emoji": {func(f *document.Figure) { as[*document.Curves](f).Lines[0].Label = "😀" }, "U+1F600"},
		"texts": {func(f *document.Figure) {
			row := &as[*document.Curves](f).Risk[0].Rows[1]
			row.Texts = row.Texts[:2]
		}, "2 texts for 3 ticks"},
		"curve":    {func(f *document.Figure) { as[*document.Curves](f).Risk[0].Curve = 1 }, "no curve"},
		"order":    {func(f *document.Figure) { as[*document.Curves](f).Lines[0].Steps[1].At = 1 }, "step 2"},
		"estimate": {func(f *document.Figure) { as[*document.Curves](f).Lines[0].Steps[1].Y = 1.2 }, "step 2"},
		"no estimate": {func(f *document.Figure) { as[*document.Curves](f).Lines[0].Steps[0].Y = math.NaN() },
			"step 1"},
		"limits": {func(f *document.Figure) { as[*document.Curves](f).Lines[0].Steps[0].Lower = 0.95 }, "step 1"},
		"first": {func(f *document.Figure) { as[*document.Curves](f).Lines[0].Lower0 = -1 },
			"before the first step"},
		"censoring": {func(f *document.Figure) { as[*document.Curves](f).Lines[0].Ticks[1] = math.NaN() },
			"censoring 2"},
		"tick order": {func(f *document.Figure) { f.XTicks[2].At = 5 }, "x tick 3"},
		"end":        {func(f *document.Figure) { as[*document.Curves](f).Lines[0].End = math.Inf(1) }, "end"},
	}
	for name, c := range cases {
		f := plain()
		c.change(f)
		r := newRecorder(Size{DoubleWidth, DoubleWidth})
		err := Draw(draw.New(r), f)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "figure plain: ") {
			t.Errorf("%s: error %v, want one with %q", name, err, c.want)
		}
		if err != nil && (strings.ContainsAny(err.Error(), "中😀") || strings.Contains(err.Error(), "\xff")) {
			t.Errorf("%s: the error quotes the text: %v", name, err)
		}
		if len(r.strokes)+len(r.texts) > 0 {
			t.Errorf("%s: drawn in spite of the error", name)
		}
		if Height(f, DoubleWidth) != 0 {
			t.Errorf("%s: has a height in spite of the error", name)
		}
	}
}

func TestTooSmallACanvas(t *testing.T) {
	for _, size := range []Size{{30 * vg.Millimeter, DoubleWidth}, {SingleWidth, 20 * vg.Millimeter}} {
		r := newRecorder(size)
		if err := Draw(draw.New(r), plain()); err == nil || !strings.Contains(err.Error(), "too small") ||
			len(r.texts) > 0 {
			t.Errorf("%v: error %v and %d texts", size, err, len(r.texts))
		}
	}
}

func TestDecomposedTextIsComposed(t *testing.T) {
	f := plain()
	f.Title = "So\u0302\u0301ng co\u0300n"
	r := record(t, f, Double(f))
	if _, ok := r.find("Sống còn"); !ok {
		t.Error("the title is not drawn in NFC")
	}
	if f.Title != "So\u0302\u0301ng co\u0300n" {
		t.Error("Draw changed the figure")
	}
}

func TestDrawOnPartOfACanvas(t *testing.T) {
	f := grouped(2, shortName)
	size := Single(f)
	r := newRecorder(Size{DoubleWidth, 2 * size.Height})
	whole := draw.New(r)
	part := draw.Crop(whole, 100, size.Width+100-DoubleWidth, 50, size.Height+50-2*size.Height)
	if err := Draw(part, f); err != nil {
		t.Fatal(err)
	}
	direct := record(t, f, size)
	if len(direct.texts) != len(r.texts) {
		t.Fatalf("%d texts on a part, %d on a whole canvas", len(r.texts), len(direct.texts))
	}
	for i, w := range direct.texts {
		moved := []vg.Point{{X: w.box.Min.X + 100, Y: w.box.Min.Y + 50}}
		if r.texts[i].text != w.text || !near([]vg.Point{r.texts[i].box.Min}, moved) {
			t.Errorf("%q at %v, want %v", w.text, r.texts[i].box.Min, moved[0])
		}
	}
}

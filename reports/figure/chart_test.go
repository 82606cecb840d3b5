package figure

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"graftstat/reports/document"
)

// everyChart runs a test over all charts at both widths, whole and compact.
func everyChart(t *testing.T, test func(t *testing.T, f *document.Figure, r *recorder)) {
	t.Helper()
	for name, f := range chartSamples() {
		for _, compact := range []bool{false, true} {
			f.Compact = compact
			for _, width := range []vg.Length{SingleWidth, DoubleWidth} {
				t.Run(fmt.Sprintf("%s/%v/%.0f", name, compact, mm(width)), func(t *testing.T) {
					test(t, f, record(t, f, Size{Width: width}))
				})
			}
		}
	}
}

func TestChartTextsStayOnTheCanvasAndApart(t *testing.T) {
	everyChart(t, func(t *testing.T, f *document.Figure, r *recorder) {
		frame := grow(vg.Rectangle{Max: vg.Point{X: r.width, Y: r.height}}, 1e-6)
		for i, w := range r.texts {
			if !inside(withAccents(w), frame) {
				t.Errorf("%q leaves the canvas: %v", w.text, w.box)
			}
			for _, v := range r.texts[i+1:] {
				if overlap(w.box, []vg.Rectangle{v.box}) > 0 {
					t.Errorf("%q and %q overlap", w.text, v.text)
				}
			}
		}
	})
}

func TestChartShapesStayOnTheCanvas(t *testing.T) {
	everyChart(t, func(t *testing.T, f *document.Figure, r *recorder) {
		frame := grow(vg.Rectangle{Max: vg.Point{X: r.width, Y: r.height}}, 1e-6)
		for _, s := range append(append([]shape(nil), r.strokes...), r.fills...) {
			for _, p := range s.points {
				if !inside(vg.Rectangle{Min: p, Max: p}, frame) {
					t.Fatalf("a line or area leaves the canvas at %v of %v", p, frame.Max)
				}
			}
		}
	})
}

// No line but those of the grid and of hatches, which a patch of paper or tint
// covers, runs through a text.
func TestNoLineRunsThroughAText(t *testing.T) {
	everyChart(t, func(t *testing.T, f *document.Figure, r *recorder) {
		for _, w := range r.texts {
			if covered(w, r) {
				continue
			}
			for _, s := range r.strokes {
				if s.colour.R == uint8(hair) && s.colour.G == uint8(hair) {
					continue
				}
				for k := 1; k < len(s.points); k++ {
					if crosses(w.box, s.points[k-1], s.points[k]) {
						t.Errorf("a line runs through %q at %v", w.text, w.box)
					}
				}
			}
		}
	})
}

// covered reports whether a patch was laid under the text: a box a little
// larger than it.
func covered(w written, r *recorder) bool {
	for _, f := range r.fills {
		low, high := f.points[0], f.points[2%len(f.points)]
		box := vg.Rectangle{Min: low, Max: high}
		if len(f.points) == 4 && inside(w.box, box) && high.Y-low.Y < w.box.Max.Y-w.box.Min.Y+3*w.face.Font.Size &&
			high.X-low.X < 2*(w.box.Max.X-w.box.Min.X)+3*w.face.Font.Size && f.colour.A == 0xFF {
			return true
		}
	}
	return false
}

// What Height promises, Draw keeps at every width.
func TestChartHeightIsNeverRefused(t *testing.T) {
	for name, f := range chartSamples() {
		for _, width := range []vg.Length{minWidth, SingleWidth, DoubleWidth} {
			h := Height(f, width)
			if h <= 0 {
				t.Fatalf("%s at %.0f: height %v", name, mm(width), h)
			}
			record(t, f, Size{width, h})
			record(t, f, Size{width, 1.3 * h})
		}
	}
}

func TestTooLowACanvasForAChart(t *testing.T) {
	for name, f := range chartSamples() {
		r := newRecorder(Size{DoubleWidth, 25 * vg.Millimeter})
		if err := Draw(draw.New(r), f); err == nil || !strings.Contains(err.Error(), "too small") || len(r.texts) > 0 {
			t.Errorf("%s: error %v and %d texts", name, err, len(r.texts))
		}
	}
}

func TestChartsShowTheCommonWords(t *testing.T) {
	for name, f := range chartSamples() {
		f.Note = []string{"Hai ca không có trong hình"}
		for _, compact := range []bool{false, true} {
			f.Compact = compact
			r := record(t, f, Size{Width: DoubleWidth})
			for _, want := range []struct {
				text  string
				shown bool
			}{{f.Title, true}, {f.Note[0], true}, {f.Subtitle, !compact}, {f.Caption, !compact},
				{f.XLabel, !isFlow(f)}} {
				if _, ok := r.find(want.text); ok != want.shown && want.text != "" {
					t.Errorf("%s, compact %v: %q shown: %v", name, compact, want.text, ok)
				}
			}
		}
	}
}

func TestChartAsSVG(t *testing.T) {
	for name, f := range chartSamples() {
		first := svgOf(t, f)
		ids, uses, text := svgText(t, first)
		if text["title"] != f.Title || len(ids) < 10 || len(uses) < 20 {
			t.Errorf("%s: title %q, %d glyphs, %d letters", name, text["title"], len(ids), len(uses))
		}
		if bytes.Contains(first, []byte("NaN")) || bytes.Contains(first, []byte("Inf")) {
			t.Errorf("%s: a coordinate is no number", name)
		}
		if !bytes.Equal(first, svgOf(t, f)) {
			t.Errorf("%s: two files of one chart differ", name)
		}
		if len(first) > 400_000 {
			t.Errorf("%s: %d bytes", name, len(first))
		}
	}
}

// A chart drawn elsewhere on a page is the same chart, hatches included.
func TestChartOnPartOfACanvas(t *testing.T) {
	for name, f := range chartSamples() {
		size := Single(f)
		r := newRecorder(Size{DoubleWidth, 2 * size.Height})
		part := draw.Crop(draw.New(r), 100, size.Width+100-DoubleWidth, 50, size.Height+50-2*size.Height)
		if err := Draw(part, f); err != nil {
			t.Fatal(name, err)
		}
		direct := record(t, f, size)
		if len(direct.strokes) != len(r.strokes) || len(direct.fills) != len(r.fills) ||
			len(direct.texts) != len(r.texts) {
			t.Errorf("%s: %d strokes, %d fills, %d texts; on a part %d, %d, %d", name, len(direct.strokes),
				len(direct.fills), len(direct.texts),
				len(r.strokes), len(r.fills), len(r.texts))
			continue
		}
		for i, s := range direct.strokes {
			if moved := s.points[0].Add(vg.Point{X: 100, Y: 50}); !near([]vg.Point{moved}, r.strokes[i].points[:1]) {
				t.Errorf("%s: stroke %d at %v, want %v", name, i, r.strokes[i].points[0], moved)
				break
			}
		}
	}
}

func TestDrawChangesNoChart(t *testing.T) {
	for name, f := range chartSamples() {
		before := everyChartOf(f)
		record(t, f, Size{Width: DoubleWidth})
		if after := everyChartOf(f); after != before {
			t.Errorf("%s: Draw changed the figure", name)
		}
	}
}

func everyChartOf(f *document.Figure) string {
	return fmt.Sprintf("%+v", f.Chart)
}

func isFlow(f *document.Figure) bool {
	_, flow := f.Chart.(*document.Flow)
	return flow
}

func TestDecomposedChartTextIsComposed(t *testing.T) {
	f := flowing()
	as[*document.Flow](f).Steps[0].Box.Title = "So\u0302\u0301ng"
	r := record(t, f, Double(f))
	if _, ok := r.find("Sống"); !ok {
		t.Error("a box's title is not drawn in NFC")
	}
	if as[*document.Flow](f).Steps[0].Box.Title != "So\u0302\u0301ng" {
		t.Error("Draw changed the figure")
	}
}

func BenchmarkCharts(b *testing.B) {
	charts := chartSamples()
	for _, name := range []string{"occupation", "swimmer-60", "titres-6", "strips-40", "forest", "flow"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				svgOf(b, charts[name])
			}
		})
	}
}

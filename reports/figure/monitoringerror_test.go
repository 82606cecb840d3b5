package figure

import (
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"graftstat/reports/document"
)

// A sum of many expected values may pass the last tick by its last digits.
func TestLastDigitsPastTheAxis(t *testing.T) {
	f := twoCases()
	as[*document.ControlChart](f).Panels[0].Paths[0].Points[1].Y = math.Nextafter(4, 5)
	if _, ok := record(t, f, Size{Width: DoubleWidth}).find(f.Title); !ok {
		t.Error("not drawn")
	}
}

func TestErrorsOfMonitoring(t *testing.T) {
	nan := math.NaN()
	for name, c := range map[string]struct {
		f      *document.Figure
		change func(*document.Figure)
		want   string
	}{
		"no panel": {twoCases(), func(f *document.Figure) { as[*document.ControlChart](f).Panels = nil },
			"neither one nor two panels"},
		"y ticks": {twoCases(), func(f *document.Figure) { as[*document.ControlChart](f).Panels[0].YTicks = nil },
			"panel 1: its y axis"},
		"off": {twoCases(), func(f *document.Figure) {
			as[*document.ControlChart](f).
				Panels[0].Paths[0].Points[1].Y = 5
		}, "panel 1: path 1: point 2 is not on the axes"},
		"no value": {twoCases(), func(f *document.Figure) {
			as[*document.ControlChart](f).
				Panels[0].Paths[0].Points[1].Y = nan
		}, "point 2 is not on the axes"},
		"order": {twoCases(), func(f *document.Figure) {
			as[*document.ControlChart](f).
				Panels[0].Paths[0].Points[3].At = 2
		}, "point 4 is not after"},
		"limit": {twoCases(), func(f *document.Figure) { as[*document.ControlChart](f).Panels[0].Limits[0].Y = 9 },
			"limit 1"},
		"zero": {twoCases(), func(f *document.Figure) {
			p := &as[*document.ControlChart](f).Panels[0]
			p.Zero, p.YTicks = true, p.YTicks[1:]
		}, "0 is not on"},
		"paths": {twoCases(), func(f *document.Figure) {
			as[*document.ControlChart](f).Panels[0].Paths = make([]document.ControlPath, 5)
		}, "5 paths"},
		"signal text": {twoCases(), func(f *document.Figure) {
			as[*document.ControlChart](f).
				Panels[0].Paths[0].Points[1].Label = "中"
		}, "U+4E2D"},
		"pending": {twoCases(), func(f *document.Figure) { as[*document.ControlChart](f).Pending = "\xff" },
			"UTF-8"},
		"band": {cusum(3, shortName), func(f *document.Figure) {
			as[*document.ControlChart](f).
				Panels[1].Band[1].At = 1
		}, "its band at 2"},

		"target": {funnel(3, "%d"), func(f *document.Figure) { as[*document.Funnel](f).Target = 2 }, "target"},
		"point": {funnel(3, "%d"), func(f *document.Figure) { as[*document.Funnel](f).Points[1].N = 100 },
			"point 2 is not on the axes"},
		"outside": {funnel(3, "%d"), func(f *document.Figure) { as[*document.Funnel](f).Points[1].Outside = 3 },
			"point 2 lies outside"},
		"names": {funnel(3, "%d"), func(f *document.Figure) {
			as[*document.Funnel](f).
				Beyond = as[*document.Funnel](f).Beyond[:1]
		}, "name for the points beyond"},
		"edge": {funnel(3, "%d"), func(f *document.Figure) {
			as[*document.Funnel](f).
				Limits[1].Upper[4].Y = 1.5
		}, "limit 2: its point 5"},
		"funnel label": {funnel(3, "%d"), func(f *document.Figure) { as[*document.Funnel](f).Points[0].Label = "中" },
			"label of point 1"},
		"y axis": {funnel(3, "%d"), func(f *document.Figure) { f.YTicks = nil }, "y axis"},

		"window": {trend(2, 4, shortName), func(f *document.Figure) {
			as[*document.Trend](f).
				Rows[1].Points[2].At = 1
		}, "row 2: window 3"},
		"estimate": {trend(2, 4, shortName), func(f *document.Figure) {
			as[*document.Trend](f).
				Rows[0].Points[0].Estimate = 2
		}, "row 1: window 1"},
		"interval": {trend(2, 4, shortName), func(f *document.Figure) {
			as[*document.Trend](f).
				Rows[0].Points[0].Lower = 0.99
		}, "interval"},
		"prediction": {trend(2, 4, shortName), func(f *document.Figure) {
			as[*document.Trend](f).
				Rows[0].Points[0].PredictionLower = 1
		}, "prediction"},
		"benchmark": {trend(2, 4, shortName), func(f *document.Figure) {
			as[*document.Trend](f).
				Rows[0].Benchmark = 2
		}, "benchmark"},
		"row ticks": {trend(2, 4, shortName), func(f *document.Figure) {
			as[*document.Trend](f).
				Rows[1].YTicks = nil
		}, "row 2: its y axis"},
		"trend count": {trend(2, 4, shortName), func(f *document.Figure) {
			as[*document.Trend](f).
				Rows[1].Points[3].Count = "中"
		}, "row 2, count 4"},

		"columns": {comparison(shortName), func(f *document.Figure) {
			as[*document.Comparison](f).
				Rows[1].Texts = nil
		}, "row 2: 0 texts for 3 columns"},
		"heading": {comparison(shortName), func(f *document.Figure) {
			as[*document.Comparison](f).
				Rows[0].Texts = []string{"x"}
		}, "row 1: a heading"},
		"share": {comparison(shortName), func(f *document.Figure) {
			as[*document.Comparison](f).
				Rows[1].Observed.Estimate = 1.1
		}, "row 2: an estimate"},
		"limits": {comparison(shortName), func(f *document.Figure) {
			as[*document.Comparison](f).
				Rows[1].Benchmark.Lower = 1
		}, "row 2: an interval"},
		"expected": {comparison(shortName), func(f *document.Figure) {
			as[*document.Comparison](f).
				Rows[1].PredictionLower = 2
		}, "row 2: its prediction"},
		"missing": {comparison(shortName), func(f *document.Figure) {
			as[*document.Comparison](f).
				Rows[5].Missing = "中"
		}, "row 6, missing"},
	} {
		c.change(c.f)
		r := newRecorder(Size{DoubleWidth, maxHeight})
		err := Draw(draw.New(r), c.f)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.ContainsAny(err.Error(), "中") {
			t.Errorf("%s: error %v, want one with %q", name, err, c.want)
		}
		if len(r.strokes)+len(r.fills)+len(r.texts) > 0 {
			t.Errorf("%s: drawn in spite of the error", name)
		}
	}
}

// With nothing in them the frame and its words stand.
func TestEmptyMonitoring(t *testing.T) {
	for name, change := range map[string]func(*document.Figure){
		"cusum": func(f *document.Figure) {
			f.Chart = &document.ControlChart{PendingFrom: math.NaN(),
				Panels: []document.ControlPanel{{YTicks: xTicks(1, 1), Paths: []document.ControlPath{{}}}}}
		},
		"funnel": func(f *document.Figure) { f.Chart = &document.Funnel{Target: math.NaN()} },
		"trend":  func(f *document.Figure) { f.Chart = &document.Trend{} },
		"trend row": func(f *document.Figure) {
			f.Chart = &document.Trend{Rows: []document.TrendRow{{YTicks: xTicks(1, 1), Benchmark: math.NaN()}}}
		},
		"comparison": func(f *document.Figure) { f.Chart = &document.Comparison{} },
	} {
		f := chartFigure("empty", "Không có ca nào")
		f.XTicks, f.YTicks = xTicks(2, 1), yTicks()
		change(f)
		for _, width := range []vg.Length{SingleWidth, DoubleWidth} {
			if _, ok := record(t, f, Size{Width: width}).find(f.Title); !ok {
				t.Errorf("%s at %.0f: no title", name, mm(width))
			}
		}
	}
}

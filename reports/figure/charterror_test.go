package figure

import (
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"graftstat/reports/document"
)

func TestErrorsOfCharts(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	none := func(*document.Figure) {}
	cases := map[string]struct {
		f      *document.Figure
		change func(*document.Figure)
		want   string
	}{
		"no x axis": {stacked(2, shortName), func(f *document.Figure) { f.XTicks = f.XTicks[:1] }, "x axis"},
		"no y axis": {stacked(2, shortName), func(f *document.Figure) { f.YTicks = nil }, "y axis"},
		"glyph of flow": {flowing(), func(f *document.Figure) {
			as[*document.Flow](f).
				Steps[1].Aside[1].Reasons[0].Text = "中"
		}, "step 2, aside 2, reason 1"},

		"shares": {stacked(2, shortName), func(f *document.Figure) {
			as[*document.Stack](f).
				States[0].Shares[3] = 0.99
		}, "at time 4"},
		"a share": {stacked(2, shortName), func(f *document.Figure) {
			as[*document.Stack](f).
				States[1].Shares[0] = nan
		}, "state 2"},
		"share count": {stacked(2, shortName), func(f *document.Figure) {
			as[*document.Stack](f).
				Times = as[*document.Stack](f).Times[:4]
		}, "10 shares for 4 times"},
		"times": {stacked(2, shortName), func(f *document.Figure) { as[*document.Stack](f).Times[2] = 0 },
			"time 3"},
		"counts": {stacked(2, shortName), func(f *document.Figure) {
			as[*document.Stack](f).
				Counts = as[*document.Stack](f).Counts[:2]
		}, "2 counts for 5 ticks"},
		"y tick": {stacked(2, shortName), func(f *document.Figure) { f.YTicks[4].At = 2 }, "y tick"},
		"end": {stacked(2, shortName), func(f *document.Figure) { as[*document.Stack](f).End = inf },
			"last follow-up"},
		"state": {stacked(2, shortName), func(f *document.Figure) {
			as[*document.Stack](f).
				States[1].Label = "中"
		}, "state 2"},

		"lane end": {oneLane(document.ExitDied), func(f *document.Figure) {
			as[*document.Swimmer](f).
				Lanes[0].End = 101
		}, "lane 1: its end"},
		"phase": {oneLane(document.ExitDied), func(f *document.Figure) {
			as[*document.Swimmer](f).
				Lanes[0].Phases[1].To = 120
		}, "phase 2"},
		"phase back": {oneLane(document.ExitDied), func(f *document.Figure) {
			as[*document.Swimmer](f).
				Lanes[0].Phases[1].To = 30
		}, "phase 2 ends"},
		"phase name": {oneLane(document.ExitDied), func(f *document.Figure) {
			as[*document.Swimmer](f).
				Lanes[0].Phases[0].Phase = 2
		}, "phase 1 has no name"},
		"mark": {oneLane(document.ExitDied, document.SwimmerMark{At: -1}), none, "mark 1"},
		"mark name": {oneLane(document.ExitDied, document.SwimmerMark{At: 1, Milestone: 7}), none,
			"mark 1 has no name"},
		"exit": {oneLane("gone"), none, "exit"},
		"milestones": {oneLane(document.ExitDied), func(f *document.Figure) {
			as[*document.Swimmer](f).
				Milestones = make([]string, 13)
		}, "13 milestones"},

		"titre": {steps(), func(f *document.Figure) {
			as[*document.Trajectories](f).
				Lines[0].Readings[1].Value = 64
		}, "line 1: reading 2"},
		"no log": {steps(), func(f *document.Figure) { f.YTicks[0].At = 0 }, "logarithm"},
		"day": {steps(), func(f *document.Figure) {
			as[*document.Trajectories](f).
				Lines[0].Readings[0].At = -11
		}, "reading 1"},
		"reading": {steps(), func(f *document.Figure) {
			as[*document.Trajectories](f).
				Lines[0].Readings[2].At = -5
		}, "reading 3"},
		"bound": {steps(), func(f *document.Figure) {
			as[*document.Trajectories](f).
				Lines[0].Readings[2].Bound = "about"
		}, "unknown bound"},
		"threshold": {steps(), func(f *document.Figure) { as[*document.Trajectories](f).Threshold = 1024 },
			"threshold"},
		"volume": {steps(), func(f *document.Figure) {
			as[*document.Trajectories](f).
				Volumes[0].Bars[2].Amount = 41
		}, "strip 1: volume 3"},
		"volume day": {steps(), func(f *document.Figure) { as[*document.Trajectories](f).Volumes[0].Bars[0].At = 11 },
			"volume 1"},
		"no scale": {steps(), func(f *document.Figure) { as[*document.Trajectories](f).VolumeTicks = nil }, "scale"},
		"volume tick": {steps(), func(f *document.Figure) { as[*document.Trajectories](f).VolumeTicks[1].At = 500 },
			"volume tick 3"},

		"value": {tied(), func(f *document.Figure) { as[*document.Strips](f).Groups[0].Values[3] = 50 },
			"value 4 of strip 1"},
		"no value": {tied(), func(f *document.Figure) { as[*document.Strips](f).Groups[0].Values[0] = nan },
			"value 1 of strip 1"},
		"quartile": {tied(), func(f *document.Figure) { as[*document.Strips](f).Groups[0].Q1 = -1 }, "quartile"},
		"quartiles": {tied(), func(f *document.Figure) { as[*document.Strips](f).Groups[0].Median = 30 },
			"do not ascend"},

		"ratio":    {ratio(-1, nan, nan), none, "row 1: its ratio"},
		"infinite": {ratio(inf, nan, nan), none, "row 1: its ratio"},
		"interval": {ratio(1, 2, 3), none, "row 1: its interval"},
		"below":    {ratio(1, -0.1, 3), none, "row 1: its interval"},
		"texts": {ratio(1, nan, nan), func(f *document.Figure) { as[*document.Forest](f).Rows[0].Texts = nil },
			"0 texts for 2 columns"},
		"heading": {ratio(1, nan, nan), func(f *document.Figure) { as[*document.Forest](f).Rows[0].Heading = true },
			"heading"},
		"indent": {ratio(1, nan, nan), func(f *document.Figure) { as[*document.Forest](f).Rows[0].Indent = -1 },
			"indent"},
		"no 1":      {ratio(1, nan, nan), func(f *document.Figure) { f.XTicks = f.XTicks[4:] }, "no 1"},
		"zero tick": {ratio(1, nan, nan), func(f *document.Figure) { f.XTicks[0].At = 0 }, "logarithm"},
	}
	for name, c := range cases {
		c.change(c.f)
		r := newRecorder(Size{DoubleWidth, maxHeight})
		err := Draw(draw.New(r), c.f)
		if err == nil || !strings.Contains(err.Error(), c.want) ||
			!strings.HasPrefix(err.Error(), "figure "+c.f.ID+": ") {
			t.Errorf("%s: error %v, want one with %q", name, err, c.want)
		}
		if err != nil && strings.Contains(err.Error(), "中") {
			t.Errorf("%s: the error quotes the text: %v", name, err)
		}
		if len(r.strokes)+len(r.fills)+len(r.texts) > 0 {
			t.Errorf("%s: drawn in spite of the error", name)
		}
		if Height(c.f, DoubleWidth) != 0 {
			t.Errorf("%s: has a height in spite of the error", name)
		}
	}
}

// Nothing to show is no error: the frame and its words stand.
func TestEmptyCharts(t *testing.T) {
	for name, change := range map[string]func(*document.Figure){
		"stack":   func(f *document.Figure) { f.Chart = &document.Stack{End: math.NaN()} },
		"swimmer": func(f *document.Figure) { f.Chart = &document.Swimmer{} },
		"lane": func(f *document.Figure) {
			f.Chart = &document.Swimmer{Lanes: []document.SwimmerLane{{Label: "A", End: math.NaN()}}}
		},
		"trajectories": func(f *document.Figure) { f.Chart = &document.Trajectories{Threshold: math.NaN()} },
		"line": func(f *document.Figure) {
			f.Chart = &document.Trajectories{Threshold: math.NaN(), Lines: []document.Trajectory{{Label: "A"}}}
		},
		"strips": func(f *document.Figure) { f.Chart = &document.Strips{} },
		"forest": func(f *document.Figure) { f.Chart = &document.Forest{} },
		"flow":   func(f *document.Figure) { f.Chart = &document.Flow{} },
	} {
		f := chartFigure("empty", "Không có ca nào")
		f.XTicks, f.YTicks = []document.Tick{{At: 0.5, Label: "0,5"}, {At: 2, Label: "2"}},
			[]document.Tick{{At: 0.5, Label: "0,5"}, {At: 1, Label: "1"}}
		change(f)
		for _, width := range []vg.Length{SingleWidth, DoubleWidth} {
			r := record(t, f, Size{Width: width})
			if _, ok := r.find(f.Title); !ok {
				t.Errorf("%s at %.0f: no title", name, mm(width))
			}
		}
	}
}

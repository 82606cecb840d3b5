package document

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// Numbers are those behind a figure, unrounded, for who wants to draw it
// otherwise or to check it: a head and then a row a thing that is drawn. The
// columns are those of every figure,
//
//	part    what it is: curve, censored, at_risk, state, phase, mark, end, reading, volume,
//	        value, quartiles, row, step, aside, path, limit, band, unit, benchmark, prediction
//	series  whose: the curve, patient, group or row
//	name    which: the phase, milestone, limit
//	x, y    where: time and height, or from and to of a phase; blank: none. Times of curves,
//	        tables at risk, states and patients are in the study's unit of time
//	lower, upper
//	text    what stands beside it
//
// with the names of the figure's language and numbers as programs read them.
func (f *Figure) Numbers() [][]string {
	t := &figureNumbers{rows: [][]string{{"part", "series", "name", "x", "y", "lower", "upper", "text"}}}
	t.curves(f)
	switch {
	case f.Stack != nil:
		t.stack(f.Stack)
	case f.Swimmer != nil:
		t.swimmer(f.Swimmer)
	case f.Trajectories != nil:
		t.trajectories(f.Trajectories)
	case f.Strips != nil:
		t.strips(f.Strips)
	case f.Forest != nil:
		t.forest(f.Forest)
	case f.Flow != nil:
		t.flow(f.Flow)
	case f.ControlChart != nil:
		t.control(f.ControlChart)
	case f.Funnel != nil:
		t.funnel(f.Funnel)
	case f.Trend != nil:
		t.trend(f.Trend)
	case f.Comparison != nil:
		t.comparison(f.Comparison)
	}
	return t.rows
}

type figureNumbers struct{ rows [][]string }

// none is a number that a row does not have.
var none = math.NaN()

func (t *figureNumbers) add(part, series, name string, x, y, lower, upper float64, text string) {
	row := []string{part, series, name}
	for _, v := range []float64{x, y, lower, upper} {
		if math.IsNaN(v) {
			row = append(row, "")
		} else {
			row = append(row, strconv.FormatFloat(v, 'g', -1, 64))
		}
	}
	t.rows = append(t.rows, append(row, text))
}

func (t *figureNumbers) curves(f *Figure) {
	for _, c := range f.Curves {
		t.add("curve", c.Label, "", 0, c.Start, c.Lower0, c.Upper0, "")
		for _, s := range c.Steps {
			t.add("curve", c.Label, "", s.At, s.Y, s.Lower, s.Upper, "")
		}
		for _, at := range c.Ticks {
			t.add("censored", c.Label, "", at, none, none, none, "")
		}
	}
	for _, r := range f.Risk {
		for i, text := range r.Texts {
			t.add("at_risk", r.Label, f.RiskTitle, f.XTicks[i].At, none, none, none, text)
		}
	}
}

func (t *figureNumbers) stack(s *Stack) {
	for _, state := range s.States {
		for i, at := range s.Times {
			t.add("state", state.Label, "", at, state.Shares[i], none, none, "")
		}
	}
}

func (t *figureNumbers) swimmer(s *Swimmer) {
	for _, lane := range s.Lanes {
		for _, p := range lane.Phases {
			t.add("phase", lane.Label, s.Phases[p.Phase], p.From, p.To, none, none, "")
		}
		for _, m := range lane.Marks {
			t.add("mark", lane.Label, s.Milestones[m.Milestone], m.At, none, none, none, "")
		}
		t.add("end", lane.Label, string(lane.Exit), lane.End, none, none, none, "")
	}
}

func (t *figureNumbers) trajectories(r *Trajectories) {
	for _, line := range r.Lines {
		for _, reading := range line.Readings {
			t.add("reading", line.Label, string(reading.Bound), reading.At, reading.Value, none, none, "")
		}
	}
	for _, strip := range r.Volumes {
		for _, v := range strip.Bars {
			t.add("volume", strip.Label, "", v.At, v.Amount, none, none, "")
		}
	}
}

func (t *figureNumbers) strips(s *Strips) {
	for _, g := range s.Groups {
		for _, v := range slices.Sorted(slices.Values(g.Values)) {
			t.add("value", g.Label, "", v, none, none, none, "")
		}
		t.add("quartiles", g.Label, "", none, g.Median, g.Q1, g.Q3, g.Text)
	}
}

func (t *figureNumbers) forest(f *Forest) {
	for _, r := range f.Rows {
		if !r.Heading {
			t.add("row", r.Label, "", none, r.Estimate, r.Lower, r.Upper, strings.Join(r.Texts, "; "))
		}
	}
}

func (t *figureNumbers) flow(f *Flow) {
	for _, s := range f.Steps {
		t.add("step", s.Box.Title, "", none, none, none, none, s.Box.Count)
		for _, aside := range s.Aside {
			t.add("aside", aside.Title, "", none, none, none, none, aside.Count)
		}
	}
}

func (t *figureNumbers) control(c *ControlChart) {
	for _, p := range c.Panels {
		for _, path := range p.Paths {
			for _, point := range path.Points {
				name := ""
				if point.Signal {
					name = "signal"
				}
				t.add("path", p.YLabel, name, point.At, point.Y, none, none, point.Label)
			}
		}
		for _, l := range p.Limits {
			t.add("limit", p.YLabel, l.Label, none, l.Y, none, none, "")
		}
		for _, b := range p.Band {
			t.add("band", p.YLabel, c.Band, b.At, none, b.Lower, b.Upper, "")
		}
	}
}

func (t *figureNumbers) funnel(f *Funnel) {
	for _, p := range f.Points {
		t.add("unit", p.Label, "", p.N, p.Y, none, none, "")
	}
	for _, l := range f.Limits {
		for _, e := range l.Lower {
			t.add("limit", "", l.Label, e.N, none, e.Y, none, "")
		}
		for _, e := range l.Upper {
			t.add("limit", "", l.Label, e.N, none, none, e.Y, "")
		}
	}
	t.add("benchmark", "", f.TargetLabel, none, f.Target, none, none, "")
}

func (t *figureNumbers) trend(r *Trend) {
	for _, row := range r.Rows {
		for _, p := range row.Points {
			t.add("row", row.Label, "", p.At, p.Estimate, p.Lower, p.Upper, p.Count)
		}
	}
}

func (t *figureNumbers) comparison(c *Comparison) {
	for _, r := range c.Rows {
		if r.Heading {
			continue
		}
		t.add("row", r.Label, c.Observed, none, r.Observed.Estimate, r.Observed.Lower, r.Observed.Upper, strings.Join(r.Texts, "; "))
		t.add("benchmark", r.Label, c.Benchmark, none, r.Benchmark.Estimate, r.Benchmark.Lower, r.Benchmark.Upper, "")
		t.add("prediction", r.Label, c.Prediction, none, none, r.PredictionLower, r.PredictionUpper, "")
	}
}

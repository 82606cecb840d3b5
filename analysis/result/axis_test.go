package result_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"graftstat/analysis/result"
)

func TestTicksOfAnAxisOfTime(t *testing.T) {
	for _, c := range []struct {
		name string
		axis result.TimeAxis
		want string
	}{
		{"years from two on", result.TimeAxis{Study: "days", End: 730}, "0 0.5 1 1.5 2 years"},
		{"a day less", result.TimeAxis{Study: "days", End: 729}, "0 3 6 9 12 15 18 21 24 months"},
		{"whole years", result.TimeAxis{Study: "days", End: 1640}, "0 1 2 3 4 5 years"},
		{"many years", result.TimeAxis{Study: "days", End: 12_000}, "0 5 10 15 20 25 30 35 years"},
		{"months from four on", result.TimeAxis{Study: "days", End: 121}, "0 1 2 3 4 months"},
		{"a day less", result.TimeAxis{Study: "days", End: 120}, "0 20 40 60 80 100 120 days"},
		{"to the last time asked for", result.TimeAxis{Study: "days", End: 365, Horizon: 365}, "0 3 6 9 12 months"},
		{"no round number of months", result.TimeAxis{Study: "days", End: 180, Horizon: 180,
			Asked: []float64{100, 180}}, "0 30 60 90 120 150 180 days"},
		{"steps that hold the times asked for", result.TimeAxis{Study: "days", Unit: "days", End: 42,
			Asked: []float64{28, 42}}, "0 7 14 21 28 35 42 days"},
		{"of equals the finest", result.TimeAxis{Study: "days", End: 100, Asked: []float64{28, 42, 100}},
			"0 20 40 60 80 100 days"},
		{"a unit of its own", result.TimeAxis{Study: "days", Unit: "months", End: 2000}, "0 12 24 36 48 60 72 months"},
		{"a study in months", result.TimeAxis{Study: "months", End: 24, Asked: []float64{12}}, "0 0.5 1 1.5 2 years"},
		{"a study in years", result.TimeAxis{Study: "years", End: 1}, "0 3 6 9 12 months"},
		{"nobody", result.TimeAxis{Study: "days"}, "0 1 days"},
		{"no follow-up", result.TimeAxis{Study: "days", End: math.NaN()}, "0 1 days"},
	} {
		ticks := c.axis.Ticks()
		var names []string
		for _, x := range ticks {
			names = append(names, fmt.Sprint(x.Asked))
		}
		if got := strings.Join(names, " ") + " " + ticks[0].Unit; got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// Two years are day 730 of a study that counts days, 24 months of one in months.
func TestTicksInTheStudysUnit(t *testing.T) {
	for _, c := range []struct {
		study           string
		end, two, three float64
	}{{"days", 1200, 730, 1095}, {"months", 40, 24, 36}, {"years", 3.5, 2, 3}} {
		ticks := result.TimeAxis{Study: c.study, End: c.end}.Ticks()
		if len(ticks) < 4 || ticks[2].Time != c.two || ticks[3].Time != c.three || ticks[3].Asked != 3 {
			t.Errorf("%s: %v", c.study, ticks)
		}
	}
}

// However long the axis, it has two to nine ticks, and the last one is at or past its end.
func TestTicksCoverTheAxis(t *testing.T) {
	for end := 0.001; end < 1e12; end *= 1.13 {
		for _, study := range []string{"days", "months", "years"} {
			for _, unit := range []string{"", "days", "months", "years"} {
				ticks := result.TimeAxis{Study: study, Unit: unit, End: end}.Ticks()
				if n := len(ticks); n < 2 || n > 9 || ticks[n-1].Time < end {
					t.Fatalf("%s, %q, %g: %d ticks up to %g", study, unit, end, n, ticks[n-1].Time)
				}
				for i := 1; i < len(ticks); i++ {
					if ticks[i].Time <= ticks[i-1].Time {
						t.Fatalf("%s, %q, %g: tick %d at %g is not after %g", study, unit, end, i, ticks[i].Time,
							ticks[i-1].Time)
					}
				}
			}
		}
	}
}

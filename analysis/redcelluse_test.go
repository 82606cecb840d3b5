package analysis

import (
	"fmt"
	"math"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// fiveTransfused by hand: row 0 is followed to day 60, row 1 dies on day 30, row 2 on day
// 31, row 3 to day 400 with a unit that is not counted on day 45, row 4 is not known.
func fiveTransfused() *cohort {
	nan := math.NaN()
	given := func(row int32, day, units, ml float64) registry.LogEntry {
		return registry.LogEntry{Row: row, Day: day, Kind: "rbc", Value: units, Volume: ml}
	}
	d := &registry.Data{CaseID: []string{"A", "B", "C", "D", "E"}, RedCellsTo: []float64{60, 30, 31, 400, nan},
		RedCells: []registry.LogEntry{given(0, -3, 5, 500), given(0, 0, 2, 300), given(0, 30, 1, 150),
			given(0, 31, 1, 150), given(1, 3, 4, 600), given(2, 3, 4, nan), given(3, 20, 3, 400),
			given(3, 45, nan, 200), given(3, 101, 1, 100),
			given(3, 200, 2, 200), given(3, 201, 7, 100)},
		Milestones: map[string]*registry.Milestone{"death": {Time: []float64{nan, 30, 31, nan, nan},
			Status: make([]registry.Status, 5)}},
		Numbers: map[string]*registry.Number{"weight_kg": {Value: []float64{15, 15, 20, 20, 20}}}}
	return &cohort{study: &plan.Plan{TimeUnit: plan.Days, Intervals: plan.Intervals{Level: 0.95}}, data: d,
		plan: &plan.Cohort{ID: "all"}}
}

func TestUnitsOfRedCellsByWindow(t *testing.T) {
	c := fiveTransfused()
	for _, w := range []struct {
		from, to                        float64
		covered, uncounted, dead, short int
		units, perKg                    []float64
	}{
		{0, 30, 3, 0, 1, 0, []float64{3, 4, 3}, []float64{30, 20}}, // C has no volume
		{0, 60, 2, 1, 2, 0, []float64{4}, []float64{40, 30}},
		{0, 100, 1, 1, 2, 1, nil, []float64{30}},
		{101, 200, 1, 0, 2, 1, []float64{3}, []float64{15}},
		{0, endless, 2, 1, 2, 0, []float64{4}, []float64{40, 50}},
	} {
		got := c.unitsWindow([]int{0, 1, 2, 3}, w.from, w.to, true)
		want := result.UnitsWindow{From: w.from, To: result.Number(w.to), Covered: w.covered, Uncounted: w.uncounted,
			Dead: w.dead, Short: w.short, Units: quartiles(w.units), MLPerKg: quartiles(w.perKg)}
		if w.to == endless {
			want.To = result.Missing()
			if *got.FollowedTo != quartiles([]float64{60, 400}) {
				t.Errorf("followed to %+v", got.FollowedTo)
			}
			got.FollowedTo = nil
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("days %v to %v: %+v, want %+v", w.from, w.to, got, want)
		}
		if n := c.unitsWindow([]int{0, 1, 2, 3}, w.from, w.to, false).MLPerKg.N; n != 0 {
			t.Errorf("without volumes %d have one by weight", n)
		}
	}
}

// Of rows 0 to 2, by hand: 10 units among 3 by day 3 or 0, one among 3 on day 30, on which
// B dies after it, one among 2 on day 31, at S = 2/3.
func TestMeanUnitsOfRedCells(t *testing.T) {
	c := fiveTransfused()
	g := c.unitsGiven("", []int{0, 1, 2, 3, 4}, true)
	if g.Transplants != 5 || g.Unknown != 1 || len(g.Windows) != 5 {
		t.Errorf("%+v", g)
	}
	want := []float64{10./3 + 1./3, 10./3 + 1./3 + 2./3/2, math.NaN(), math.NaN()}
	for i, m := range g.Means {
		if m.N != 3 || !(math.Abs(float64(m.Estimate)-want[i]) < 1e-12) != math.IsNaN(want[i]) {
			t.Errorf("day %v: %+v, want %v of 3", m.Day, m, want[i])
		}
	}
	if g.Means[0].Reason != "small_group" || g.Means[1].Reason != "no_interval" || // by day 60 each had four
		g.Means[2].Reason != "past_follow_up" {
		t.Errorf("%+v", g.Means)
	}
}

// Desensitised with donor red cells from day -9 on: what was before that is the measure.
// A test that no incompatible transplant has is missing, and no row of any.
func TestHaemolysisInTheResults(t *testing.T) {
	c := fiveTransfused()
	abo := func(levels ...string) *registry.Category {
		x := &registry.Category{}
		for i, l := range levels {
			x.Levels, x.Code = append(x.Levels, l), append(x.Code, int32(i))
		}
		return x
	}
	c.data.Categories = map[string]*registry.Category{
		"abo_match": abo("major", "match", "minor", "bidirectional", "match ")}
	c.data.Titres = []registry.LogEntry{{Row: 0, Day: -12, Value: 64, Volume: math.NaN()},
		{Row: 0, Day: -9, Value: 64, Volume: 20}, {Row: 0, Day: -8, Value: 32, Volume: 30}}
	c.data.Measured = map[string][]registry.Measurement{"ldh": {{Row: 0, Time: -12, Value: 200},
		{Row: 0, Time: -9, Value: 300},
		{Row: 0, Time: 2, Value: 500}, {Row: 2, Time: -1, Value: 210}, {Row: 2, Time: 15, Value: 630}},
		"hb": {{Row: 3, Time: -40, Value: 9}}}
	u := &result.RedCellUse{}
	c.timelines(u, []int{0, 1, 2, 3})
	if len(u.Cases) != 3 || fmt.Sprint(u.Missing) != "[bilirubin hb haptoglobin reticulocytes]" {
		t.Fatalf("%d cases, missing %v", len(u.Cases), u.Missing)
	}
	first := u.Cases[0]
	if len(first.Haemolysis) != 1 || first.Haemolysis[0].Before != 200 || first.Haemolysis[0].Multiple != 2.5 ||
		first.Haemolysis[0].Reference != -9 || first.Haemolysis[0].Day != 2 {
		t.Errorf("%+v", first.Haemolysis)
	}
	minor := u.Cases[1].Haemolysis
	if len(minor) != 2 || minor[0].Reason != "no_value" || minor[1].From != 5 || minor[1].To != 15 ||
		minor[1].Multiple != 3 {
		t.Errorf("%+v", minor)
	}
	if len(first.Given) != 4 || first.Given[0].Day != -3 || first.KnownTo != 60 {
		t.Errorf("%+v", first)
	}
}

// Day 150 of a titre draws the courses to then; what lies a day past 200, or before -30, is cut.
func TestCoursesAreDrawnAsFarAsTheyReach(t *testing.T) {
	for _, x := range []struct {
		days     []float64
		from, to float64
		cut      bool
	}{{nil, 0, 100, false}, {[]float64{-11, 100}, -11, 100, false}, {[]float64{-30, 101, 200}, -30, 200, false},
		{[]float64{-31, 150}, 0, 150, true}, {[]float64{-1, 201}, -1, 100, true}} {
		for _, log := range []string{"titres", "given", "reticulocytes"} {
			c := &cohort{study: &plan.Plan{}, data: &registry.Data{}}
			u := &result.RedCellUse{Cases: []result.RedCellTimeline{{Case: "B"}}}
			for _, day := range x.days {
				switch log {
				case "titres":
					c.data.Titres = append(c.data.Titres, registry.LogEntry{Row: 3, Day: day})
				case "given":
					u.Cases[0].Given = append(u.Cases[0].Given, result.UnitsOfDay{Day: day})
				default:
					u.Cases[0].Reticulocytes = append(u.Cases[0].Reticulocytes, result.TestPoint{Day: day})
				}
			}
			c.drawnDays(u, map[string]int{"B": 3})
			if u.From != x.from || u.To != x.to || u.Cut != x.cut {
				t.Errorf("%s %v: %v to %v, cut %v", log, x.days, u.From, u.To, u.Cut)
			}
		}
	}
}

// Without the groups nobody knows whether a transplant crosses a barrier: that is not none.
func TestUnknownGroupsAreNotCompatible(t *testing.T) {
	c := fiveTransfused()
	u := &result.RedCellUse{}
	c.timelines(u, []int{0, 1, 2})
	if u.ABOUnknown != 3 || len(u.Cases) != 0 {
		t.Errorf("%d unknown, %d cases", u.ABOUnknown, len(u.Cases))
	}
}

package analysis

import (
	"cmp"
	"math"
	"slices"

	"graftstat/analysis/recovery"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
	"graftstat/analysis/survival"
)

const endless = math.MaxFloat64

// unitsWindows are those in which units of red cells are counted, in days.
func unitsWindows() [][2]float64 {
	return [][2]float64{{0, 30}, {0, 60}, {0, 100}, {101, 200}, {0, endless}}
}

// meanDays are those of the mean cumulative number.
func meanDays() []float64 { return []float64{30, 60, 100, 200} }

// redCellUse describes the red cells of the cohort's transplants that are not
// autologous; nil where it has none.
func (c *cohort) redCellUse() *result.RedCellUse {
	rows := c.allografts()
	if len(rows) == 0 {
		return nil
	}
	unit := c.study.TimeUnit.Days()
	u := &result.RedCellUse{Cohort: c.plan.ID, From: courseFrom / unit, To: courseTo / unit,
		Units: []result.UnitsGiven{}, Missing: []string{}, Cases: []result.RedCellTimeline{}}
	c.timelines(u, rows)
	if c.data.RedCellsTo == nil {
		u.Reason = "no_transfusions"
		return u
	}
	weight := c.data.Numbers["weight_kg"]
	u.NoVolumes, u.NoWeight = true, true
	for _, row := range rows {
		u.NoWeight = u.NoWeight && (weight == nil || math.IsNaN(weight.Value[row]))
		for _, e := range registry.EntriesOf(c.data.RedCells, row) {
			u.NoVolumes = u.NoVolumes && !(e.Volume > 0)
		}
	}
	for _, group := range []string{"", "none", "present"} {
		var members []int
		for _, row := range rows {
			if group == "" || level(c.data, "abo_major", row) == group {
				members = append(members, row)
			}
		}
		if len(members) > 0 {
			u.Units = append(u.Units, c.unitsGiven(group, members, !u.NoVolumes))
		}
	}
	return u
}

// allografts are the rows of the cohort's transplants that are not autologous.
func (c *cohort) allografts() []int {
	var rows []int
	for _, patient := range c.patients {
		for _, row := range c.histories.Of(int(patient)) {
			if level(c.data, "transplant_type", int(row)) != "autologous" {
				rows = append(rows, int(row))
			}
		}
	}
	slices.Sort(rows)
	return rows
}

func (c *cohort) unitsGiven(group string, rows []int, volumes bool) result.UnitsGiven {
	g := result.UnitsGiven{Group: group, Transplants: len(rows), Windows: []result.UnitsWindow{},
		Means: []result.MeanUnits{}}
	rows = slices.DeleteFunc(slices.Clone(rows), func(row int) bool {
		unknown := math.IsNaN(c.data.RedCellsTo[row])
		if unknown {
			g.Unknown++
		}
		return unknown
	})
	for _, w := range unitsWindows() {
		g.Windows = append(g.Windows, c.unitsWindow(rows, w[0], w[1], volumes))
	}
	g.Means = c.meanUnits(rows)
	return g
}

// day is the calendar day of a time of the study.
func (c *cohort) day(time float64) float64 {
	return recovery.CalendarDay(time, c.study.TimeUnit.Days())
}

// diedThen reports whether what is known of a row's red cells ends with its death.
func (c *cohort) diedThen(row int) bool {
	death := c.data.Milestones["death"]
	return death != nil && death.Time[row] == c.data.RedCellsTo[row]
}

func (c *cohort) unitsWindow(rows []int, from, to float64, volumes bool) result.UnitsWindow {
	unit := c.study.TimeUnit.Days()
	w := result.UnitsWindow{From: from / unit, To: result.Number(to / unit)}
	if to == endless {
		w.To = result.Missing()
	}
	var units, perKg, followed []float64
	for _, row := range rows {
		known := c.day(c.data.RedCellsTo[row])
		switch {
		case c.diedThen(row) && (to == endless || known <= to):
			w.Dead++
			continue
		case to != endless && known < to:
			w.Short++
			continue
		}
		w.Covered++
		followed = append(followed, c.data.RedCellsTo[row])
		given, ml := c.redCellsIn(row, from, to)
		if math.IsNaN(given) {
			w.Uncounted++
		} else {
			units = append(units, given)
		}
		if weight := value(c.data, "weight_kg", row); volumes && !math.IsNaN(ml) && weight > 0 {
			perKg = append(perKg, ml/float64(weight))
		}
	}
	w.Units, w.MLPerKg = quartiles(units), quartiles(perKg)
	if to == endless {
		q := quartiles(followed)
		w.FollowedTo = &q
	}
	return w
}

// redCellsIn are the units and the volume given in some days, NaN where a transfusion
// has none.
func (c *cohort) redCellsIn(row int, from, to float64) (units, ml float64) {
	for _, e := range registry.EntriesOf(c.data.RedCells, row) {
		if day := c.day(e.Day); day < from || day > to {
			continue
		}
		units += e.Value
		if !(e.Volume > 0) {
			ml = math.NaN()
		}
		ml += e.Volume
	}
	return units, ml
}

// meanUnits is the mean cumulative number of units of the rows of which each
// transfusion has its units.
func (c *cohort) meanUnits(rows []int) []result.MeanUnits {
	var x survival.Recurrences
	for _, row := range rows {
		if total, _ := c.redCellsIn(row, 0, endless); math.IsNaN(total) || c.data.RedCellsTo[row] < 0 {
			continue
		}
		for _, e := range registry.EntriesOf(c.data.RedCells, row) {
			if day := c.day(e.Day); day >= 0 {
				x.Case, x.Time, x.Amount = append(x.Case, len(x.End)), append(x.Time, day), append(x.Amount, e.Value)
			}
		}
		x.End, x.Dead = append(x.End, c.day(c.data.RedCellsTo[row])), append(x.Dead, c.diedThen(row))
	}
	means := []result.MeanUnits{}
	m, err := survival.MeanCumulativeNumber(x, survival.Settings{Level: c.study.Intervals.Level})
	for _, day := range meanDays() {
		none := result.Missing()
		found := result.MeanUnits{Day: day / c.study.TimeUnit.Days(), N: len(x.End), Estimate: none, StdErr: none,
			Lower: none, Upper: none, Reason: "invalid_observations"}
		if err == nil {
			p := m.At(day)
			found.AtRisk, found.Reason = p.AtRisk, string(p.Reason)
			found.Estimate, found.StdErr = result.Number(p.Estimate), result.Number(p.StdErr)
			found.Lower, found.Upper = result.Number(p.Lower), result.Number(p.Upper)
		}
		means = append(means, found)
	}
	return means
}

// unitsOfDays adds up the red cells of each day.
func unitsOfDays(entries []registry.LogEntry) []result.UnitsOfDay {
	days := []result.UnitsOfDay{}
	for _, e := range entries {
		if n := len(days); n > 0 && days[n-1].Day == e.Day {
			days[n-1].Units += result.Number(e.Value)
			continue
		}
		days = append(days, result.UnitsOfDay{Day: e.Day, Units: result.Number(e.Value)})
	}
	slices.SortFunc(days, func(a, b result.UnitsOfDay) int { return cmp.Compare(a.Day, b.Day) })
	return days
}

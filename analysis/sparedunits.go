package analysis

import (
	"math"

	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// unitsBefore is the column of the units of red cells a year before the transplant.
const unitsBefore = "rbc_units_per_year_before"

const (
	daysOfMonth  = 30.4375
	monthsOfYear = 12
)

// independentCases are the patients with their units of red cells, without what became of
// them by the definitions of independence.
func (c *cohort) independentCases() []result.IndependentCase {
	list := make([]result.IndependentCase, 0, len(c.patients))
	column := c.data.Numbers[unitsBefore]
	for _, row := range c.indexRows() {
		x := result.IndependentCase{Case: c.data.CaseID[row], Criteria: []result.CriterionOutcome{}, Months: result.Missing(),
			Given: result.Missing(), YearBefore: result.Missing(), Spared: result.Missing()}
		if column != nil {
			x.YearBefore = result.Number(column.Value[row])
		}
		if to := c.transfusedTo(row); c.hasRedCells() && to > 0 {
			x.Months = result.Number(c.day(to) / daysOfMonth)
			x.Given = result.Number(c.unitsTo(row, to))
			x.Spared = x.Months*x.YearBefore/monthsOfYear - x.Given
		}
		list = append(list, x)
	}
	return list
}

// hasRedCells reports whether a log of transfusions tells how many units were given.
func (c *cohort) hasRedCells() bool { return c.data.RBCUnits != nil }

// unitsTo are the units of red cells from the infusion to a time, whatever for; NaN
// where an entry does not say how many.
func (c *cohort) unitsTo(row int32, to float64) float64 {
	units := 0.
	for _, e := range registry.EntriesOf(c.data.RedCells, int(row)) {
		if days := c.day(e.Day); days >= 0 && days <= c.day(to) {
			units += e.Value
		}
	}
	return units
}

// spared sets the units given after the transplant beside those of each patient's own rate
// before it, over the same time.
//
//	expected = Σ months · rate / 12
func (c *cohort) spared(cases []result.IndependentCase) *result.Spared {
	if !c.hasRedCells() {
		return nil
	}
	s := &result.Spared{Missing: []result.Count{}, Before: result.Missing(), After: result.Missing(),
		Expected: result.Missing(), Given: result.Missing(), Units: result.Missing()}
	expected, given := 0., 0.
	for i := range cases {
		x := &cases[i]
		switch {
		case x.YearBefore.IsMissing():
			addCount(&s.Missing, "rate_missing")
		case x.Months.IsMissing():
			addCount(&s.Missing, "transfusions_unknown")
		case x.Given.IsMissing():
			addCount(&s.Missing, "units_unknown")
		default:
			s.Patients++
			s.Months += float64(x.Months)
			expected += float64(x.Months) * float64(x.YearBefore) / monthsOfYear
			given += float64(x.Given)
		}
	}
	if s.Patients > 0 && s.Months > 0 {
		s.Expected, s.Given, s.Units = result.Number(expected), result.Number(given), result.Number(expected-given)
		s.Before, s.After = result.Number(expected/s.Months), result.Number(given/s.Months)
	}
	return s
}

// treated counts what the case rows say of the treatments of iron; one of which none says
// anything is not there.
func (c *cohort) treated() []result.Treated {
	list := []result.Treated{}
	for _, name := range []string{"phlebotomy", "chelation"} {
		column := c.data.Categories[name]
		if column == nil {
			continue
		}
		t := result.Treated{Treatment: name}
		for _, row := range c.indexRows() {
			switch column.Level(int(row)) {
			case "yes":
				t.Yes++
			case "no":
				t.No++
			default:
				t.Unknown++
			}
		}
		if t.Yes+t.No > 0 {
			list = append(list, t)
		}
	}
	return list
}

// iron are the measures of iron with a value after the transplant.
func (c *cohort) iron() []result.Iron {
	list := []result.Iron{}
	for _, measure := range []string{"ferritin", "lic"} {
		found := result.Iron{Measure: measure}
		for year := 1; ; year++ {
			y := c.ironYear(measure, year)
			if y.Alive == 0 {
				break
			}
			if y.Then.N > 0 || year == 1 {
				found.Years = append(found.Years, y)
			}
		}
		for _, y := range found.Years {
			if y.Then.N > 0 {
				list = append(list, found)
				break
			}
		}
	}
	return list
}

const (
	daysOfYear = 365
	halfYear   = 182 // days from an anniversary within which a value is of it
)

// ironYear pairs the values of a year with those at the start.
func (c *cohort) ironYear(measure string, year int) result.IronYear {
	y := result.IronYear{Year: year, Missing: []result.Count{}}
	anniversary := float64(daysOfYear * year)
	var start, then, change []float64
	for _, row := range c.indexRows() {
		death, contact := c.timeOf("death", row), min(c.timeOf("last_contact", row), c.histories.Potential(row))
		switch {
		case c.hasDied(row) && !(c.day(death) >= anniversary && !math.IsInf(death, 1)):
			y.Dead++
			continue
		case math.IsInf(contact, 1) || c.day(contact) < anniversary:
			y.Short++
			continue
		}
		y.Alive++
		before, after := c.ironAtStart(measure, row), c.ironAt(measure, row, anniversary)
		switch {
		case math.IsNaN(before):
			addCount(&y.Missing, "start_missing")
		case math.IsNaN(after):
			addCount(&y.Missing, "value_missing")
		default:
			start, then, change = append(start, before), append(then, after), append(change, after-before)
		}
	}
	y.Start, y.Then, y.Change = quartiles(start), quartiles(then), quartiles(change)
	return y
}

// ironAtStart is what the row states, of ferritin, else the last value before day 0; NaN
// where there is none.
func (c *cohort) ironAtStart(measure string, row int32) float64 {
	stated := c.data.Numbers["ferritin_ng_ml"]
	if measure == "ferritin" && stated != nil && !math.IsNaN(stated.Value[row]) {
		return stated.Value[row]
	}
	last := math.NaN()
	for _, m := range c.data.CourseOf(measure, int(row)) {
		if c.day(m.Time) < 0 && !math.IsNaN(m.Value) {
			last = m.Value
		}
	}
	return last
}

// ironAt is the value nearest to a day, the earlier of two; NaN where none is near.
func (c *cohort) ironAt(measure string, row int32, day float64) float64 {
	nearest, distance := math.NaN(), float64(halfYear)
	for _, m := range c.data.CourseOf(measure, int(row)) {
		d := math.Abs(c.day(m.Time) - day)
		if !math.IsNaN(m.Value) && (d < distance || d == distance && math.IsNaN(nearest)) {
			nearest, distance = m.Value, d
		}
	}
	return nearest
}

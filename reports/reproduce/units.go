package reproduce

import (
	"io"
	"math"
	"strings"

	"graftstat/analysis/result"
)

// addUnits adds the red cells of a cohort's allografts, by window and on average.
func (b *bundle) addUnits(c *result.Cohort, f *frame) {
	for i := range b.results.RedCellUse {
		use := &b.results.RedCellUse[i]
		if use.Cohort != c.ID || len(use.Units) == 0 {
			continue
		}
		file, given := "data/"+fileName(c.ID)+"-red-cells.csv", "data/"+fileName(c.ID)+"-units.csv"
		b.data = append(b.data, knownUnitsFile(file, f), givenUnitsFile(given, f))
		for j := range use.Units {
			b.addUnitsOf(&use.Units[j], file, given)
		}
	}
}

func (b *bundle) addUnitsOf(u *result.UnitsGiven, file, given string) {
	id := count(len(b.units.rows) + 1)
	barrier := map[string]string{"none": "0", "present": "1"}[u.Group]
	var windows, days []string
	for i := range u.Windows {
		w := &u.Windows[i]
		windows = append(windows, number(b.inDays(w.From))+"-"+number(b.inDays(float64(w.To))))
		key := "units." + id + ".window." + count(i+1) + "."
		for _, n := range []struct {
			name  string
			value int
		}{{"covered", w.Covered}, {"uncounted", w.Uncounted}, {"dead", w.Dead}, {"short", w.Short}, {"n", w.Units.N}} {
			b.expect("count", key+n.name, float64(n.value))
		}
		for _, q := range []struct {
			name  string
			value result.Number
		}{{"min", w.Units.Min}, {"q1", w.Units.Q1}, {"median", w.Units.Median}, {"q3", w.Units.Q3}, {"max", w.Units.Max}} {
			b.expect("estimate", key+q.name, float64(q.value))
		}
	}
	for i := range u.Means {
		m := &u.Means[i]
		days = append(days, number(b.inDays(m.Day)))
		key := "units." + id + ".mean." + count(i+1)
		b.expect("count", key+".n", float64(m.N))
		b.expect("count", key+".at_risk", float64(m.AtRisk))
		b.expectMean(key, m.Estimate, m.StdErr, m.Lower, m.Upper)
	}
	b.units.add(id, file, given, barrier, strings.Join(windows, " "), strings.Join(days, " "))
}

// inDays is a time of the study in whole days; NaN stays.
func (b *bundle) inDays(time float64) float64 {
	return math.Round(time * map[string]float64{"months": 30.4375, "years": 365.25, "days": 1}[b.results.Study.TimeUnit])
}

// knownUnitsFile has a row for each allograft of which red cells are known.
func knownUnitsFile(name string, f *frame) File {
	column := func(name string) *result.Covariate { return f.covariates.Column(name, result.CovariatePath) }
	to, died, barrier := column(result.UnitsTo), column(result.UnitsDied), column(result.UnitsBarrier)
	return File{Name: name, Write: func(w io.Writer) error {
		return writeCSV(w, []string{"id", "to", "died", "abo_major"}, func(write func([]string) error) error {
			for _, n := range f.order {
				row := f.row[n]
				if to == nil || to.IsMissing(int(row)) {
					continue
				}
				if err := write([]string{count(int(f.number[n])), number(to.Number[row]), number(died.Number[row]),
					number(barrier.Number[row])}); err != nil {
					return err
				}
			}
			return nil
		})
	}}
}

// givenUnitsFile has a row for each transfusion of red cells.
func givenUnitsFile(name string, f *frame) File {
	x := f.covariates.Column(result.CourseUnits, result.CovariateCourse)
	return File{Name: name, Write: func(w io.Writer) error {
		return writeCSV(w, []string{"id", "day", "units"}, func(write func([]string) error) error {
			for _, n := range f.order {
				if x == nil {
					return nil
				}
				for _, s := range x.Stays(int(f.row[n])) {
					units := s.State
					if units == result.NotCounted {
						units = ""
					}
					if err := write([]string{count(int(f.number[n])), number(s.To), units}); err != nil {
						return err
					}
				}
			}
			return nil
		})
	}}
}

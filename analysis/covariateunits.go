package analysis

import (
	"math"
	"strconv"

	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// unitsOfRows has, by row of the cohort's transplants of which red cells are counted,
// what redCellUse counts them from: each transfusion with its day, to when they are
// known, and how that ends.
type unitsOfRows struct {
	given             map[int32][]result.Stay // units and day
	to, died, barrier map[int32]float64
}

func (c *cohort) unitsOfRows() unitsOfRows {
	u := unitsOfRows{map[int32][]result.Stay{}, map[int32]float64{}, map[int32]float64{}, map[int32]float64{}}
	if c.data.RedCellsTo == nil {
		return u
	}
	for _, row := range c.allografts() {
		r := int32(row)
		u.to[r], u.died[r] = c.day(c.data.RedCellsTo[row]), 0
		if c.diedThen(row) {
			u.died[r] = 1
		}
		switch level(c.data, "abo_major", row) {
		case "none":
			u.barrier[r] = 0
		case "present":
			u.barrier[r] = 1
		}
		for _, e := range registry.EntriesOf(c.data.RedCells, row) {
			if day := c.day(e.Day); day >= 0 {
				units := result.NotCounted
				if !math.IsNaN(e.Value) {
					units = strconv.FormatFloat(e.Value, 'g', -1, 64)
				}
				u.given[r] = append(u.given[r], result.Stay{State: units, To: day})
			}
		}
	}
	return u
}

// units adds the columns of the red cells, on the row of each transplant.
func (t *covariateTable) units(r *result.Covariates) {
	var given [][]result.Stay
	numbers := make([][]float64, 3)
	for _, c := range t.cohorts {
		u := c.cohort.unitsOfRows()
		for _, row := range c.rows {
			given = append(given, u.given[row])
			for j, of := range []map[int32]float64{u.to, u.died, u.barrier} {
				x, known := of[row]
				if !known {
					x = math.NaN()
				}
				numbers[j] = append(numbers[j], x)
			}
		}
	}
	r.Columns = append(r.Columns, result.NewStays(result.CourseUnits, given))
	for j, name := range []string{result.UnitsTo, result.UnitsDied, result.UnitsBarrier} {
		r.Columns = append(r.Columns, result.Covariate{Name: name, Kind: result.CovariatePath, Number: numbers[j]})
	}
}

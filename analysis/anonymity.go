package analysis

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"graftstat/analysis/plan"
	"graftstat/analysis/result"
)

// anonymity counts how many patients of all cohorts share their values of the
// quasi-identifiers, a missing value counting as a value of its own: who is
// alone in a cell can be recognised (Sweeney, Int J Uncertain Fuzziness 2002).
// Columns that the data do not have are left out.
func anonymity(a plan.Anonymity, cohorts []*cohort) *result.Anonymity {
	r := &result.Anonymity{K: a.K, Columns: []string{}, AgeBands: slices.Clone(a.AgeBands), RoundDays: a.RoundDays}
	if len(cohorts) == 0 {
		return r
	}
	for _, column := range a.Columns {
		if cohorts[0].hasColumn(column) {
			r.Columns = append(r.Columns, column)
		}
	}
	cells := make(map[string]int)
	for _, c := range cohorts {
		for _, row := range c.indexRows() {
			key := []string{c.plan.ID}
			for _, column := range r.Columns {
				key = append(key, c.quasiIdentifier(column, row, a.AgeBands))
			}
			cells[strings.Join(key, "\x00")]++
			r.Patients++
		}
	}
	r.Cells = len(cells)
	for _, n := range cells {
		if r.Smallest == 0 || n < r.Smallest {
			r.Smallest = n
		}
		if n == 1 {
			r.Unique++
		}
		if n < a.K {
			r.BelowK += n
		}
	}
	return r
}

func (c *cohort) hasColumn(column string) bool {
	return column == plan.TransplantYear && !math.IsNaN(c.data.AsOf) || c.data.Categories[column] != nil ||
		c.data.Numbers[column] != nil
}

// quasiIdentifier is a value as an outsider may know it: ages in bands, the
// year of transplant, everything else as it is.
func (c *cohort) quasiIdentifier(column string, row int32, bands []float64) string {
	if column == plan.TransplantYear {
		return transplantYear(c.data.TransplantDate[row])
	}
	if category := c.data.Categories[column]; category != nil {
		return category.Level(int(row))
	}
	x := c.data.Numbers[column].Value[row]
	if column == "age_years" && !math.IsNaN(x) {
		band := 0
		for band < len(bands) && x >= bands[band] {
			band++
		}
		return fmt.Sprint(band)
	}
	return fmt.Sprint(x)
}

// transplantYear is the calendar year of a day since 1970-01-01, "" without one.
func transplantYear(day float64) string {
	if math.IsNaN(day) {
		return ""
	}
	year, _, _ := strings.Cut(plan.Date{Set: true, Days: int(day)}.String(), "-")
	return year
}

package analysis

import (
	"cmp"
	"slices"
	"strconv"

	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// maxActivityYears and maxActivityLevels are what a table of a page has room
// for; earlier years are one column, further levels one row.
const (
	maxActivityYears  = 8
	maxActivityLevels = 6
)

// activity counts a cohort's transplants by calendar year, and its patients by
// the year of the first and by the column that tells them apart; nil in a study without dates.
func (c *cohort) activity() *result.Activity {
	a := &result.Activity{Years: []result.ActivityYear{}, Levels: []string{}}
	column := c.caseMix()
	if column != nil {
		a.By, a.Levels = column.name, column.levels
	}
	for _, patient := range c.patients {
		for turn, row := range c.histories.Of(int(patient)) {
			year := transplantYear(c.data.TransplantDate[row])
			if year == "" {
				continue
			}
			y := yearOf(a, year)
			if y.Transplants++; turn > 0 {
				continue
			}
			y.Patients++
			if column != nil {
				y.Levels[column.place(int(row))]++
			}
		}
	}
	if len(a.Years) == 0 {
		return nil
	}
	addIdleYears(a)
	joinEarlier(a)
	return a
}

// yearOf is a year of the table, a new one if need be. The last two levels are
// those of further levels and of no value.
func yearOf(a *result.Activity, year string) *result.ActivityYear {
	i := slices.IndexFunc(a.Years, func(y result.ActivityYear) bool { return y.Year == year })
	if i < 0 {
		i = len(a.Years)
		a.Years = append(a.Years, result.ActivityYear{Year: year, Levels: make([]int, len(a.Levels)+2)})
	}
	return &a.Years[i]
}

// addIdleYears puts the years in order, those without a transplant between two others too.
func addIdleYears(a *result.Activity) {
	byYear := func(x, y result.ActivityYear) int { return cmp.Compare(x.Year, y.Year) }
	slices.SortFunc(a.Years, byYear)
	first, _ := strconv.Atoi(a.Years[0].Year)
	last, _ := strconv.Atoi(a.Years[len(a.Years)-1].Year)
	for year := first; year < last; year++ {
		yearOf(a, strconv.Itoa(year))
	}
	slices.SortFunc(a.Years, byYear)
}

// joinEarlier makes one of the years for which the table has no room: the first.
func joinEarlier(a *result.Activity) {
	more := len(a.Years) - maxActivityYears
	if more <= 0 {
		return
	}
	joined := &a.Years[more]
	joined.Earlier = true
	for _, y := range a.Years[:more] {
		joined.Transplants, joined.Patients = joined.Transplants+y.Transplants, joined.Patients+y.Patients
		for i, n := range y.Levels {
			joined.Levels[i] += n
		}
	}
	a.Years = a.Years[more:]
}

// A caseMix is the column by which a cohort's activity is told apart.
type caseMix struct {
	name   string
	column *registry.Category
	levels []string
}

// caseMix is the diagnosis, or else the first column that the cohort compares;
// nil where there is none, or where it has one level.
func (c *cohort) caseMix() *caseMix {
	names := []string{"diagnosis"}
	for _, g := range c.groupings {
		if g.milestone == nil && g.by != "" {
			names = append(names, g.by)
		}
	}
	for _, name := range names {
		column := c.data.Categories[name]
		if column == nil {
			continue
		}
		if levels := commonest(column, c.indexRows()); len(levels) > 1 {
			return &caseMix{name, column, levels[:min(len(levels), maxActivityLevels)]}
		}
	}
	return nil
}

// commonest are the levels of rows, the most frequent first.
func commonest(column *registry.Category, rows []int32) []string {
	counts := make(map[string]int)
	for _, row := range rows {
		if level := column.Level(int(row)); level != "" {
			counts[level]++
		}
	}
	levels := make([]string, 0, len(counts))
	for _, level := range column.Levels {
		if counts[level] > 0 {
			levels = append(levels, level)
		}
	}
	slices.SortStableFunc(levels, func(a, b string) int { return cmp.Compare(counts[b], counts[a]) })
	return levels
}

// place of a row's level: after the levels that of further ones, then that of no value.
func (m *caseMix) place(row int) int {
	level := m.column.Level(row)
	if level == "" {
		return len(m.levels) + 1
	}
	if i := slices.Index(m.levels, level); i >= 0 {
		return i
	}
	return len(m.levels)
}

package analysis

import (
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// drawnDays sets the days to which the courses of u reach: those of the first and the
// last titre, red cells or reticulocytes of its cases, in rows, within courseFrom to
// drawnTo days; day 0 to courseTo are always among them.
func (c *cohort) drawnDays(u *result.RedCellUse, rows map[string]int) {
	from, to := 0., float64(courseTo)
	reach := func(time float64) {
		day := c.day(time)
		if day < courseFrom || day > drawnTo {
			u.Cut = true
			return
		}
		from, to = min(from, day), max(to, day)
	}
	for _, course := range u.Cases {
		for _, given := range course.Given {
			reach(given.Day)
		}
		for _, point := range course.Reticulocytes {
			reach(point.Day)
		}
		for _, titre := range registry.EntriesOf(c.data.Titres, rows[course.Case]) {
			reach(titre.Day)
		}
	}
	unit := c.study.TimeUnit.Days()
	u.From, u.To = from/unit, to/unit
}

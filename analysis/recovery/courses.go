package recovery

import (
	"graftstat/analysis/criteria"
	"graftstat/analysis/registry"
)

// courseOf are the values of a test of one row by calendar day, after finishCourses.
func (r *Deriver) courseOf(test string, row int) []criteria.Value {
	return ValuesOf(r.data.CourseOf(test, row), r.unit)
}

// CalendarDay is the calendar day of a time; unit is the days of one time unit.
func CalendarDay(time, unit float64) float64 { return calendarDay(time, unit) }

// ValuesOf are measurements by calendar day. unit is the days of one time unit.
func ValuesOf(course []registry.Measurement, unit float64) []criteria.Value {
	values := make([]criteria.Value, len(course))
	for i, m := range course {
		v := criteria.Number(calendarDay(m.Time, unit), m.Value)
		if m.Bound != nil {
			v.Low, v.High = m.Bound.Low(), m.Bound.High()
		}
		values[i] = v
	}
	return values
}

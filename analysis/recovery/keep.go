package recovery

import (
	"cmp"
	"slices"

	"graftstat/analysis/registry"
)

// keep keeps a value whose course rules read. Of autografts there is none: they cross
// no blood group and are not waited for to live without transfusions.
func (r *Deriver) keep(e registry.LogEntry) {
	if !slices.Contains(r.kept, e.Kind) || r.isAutologous(e.Row) {
		return
	}
	if r.data.Measured == nil {
		r.data.Measured = make(map[string][]registry.Measurement)
	}
	r.data.Measured[e.Kind] = append(r.data.Measured[e.Kind],
		registry.Measurement{Row: e.Row, Line: e.Line, Time: e.Day, Value: e.Value, Bound: e.Bound})
}

// keepRedCells keeps red cells, whatever for and before the transplant too.
func (r *Deriver) keepRedCells(e registry.LogEntry) {
	if !r.isAutologous(e.Row) {
		r.data.RedCells = append(r.data.RedCells, e)
	}
}

// finishCourses orders what was kept by row and time.
func (r *Deriver) finishCourses() {
	sortByRowAndDay(r.data.RedCells)
	for _, course := range r.data.Measured {
		slices.SortStableFunc(course, func(a, b registry.Measurement) int {
			return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Time, b.Time))
		})
	}
}

func (r *Deriver) isAutologous(row int32) bool {
	return r.level("transplant_type", row) == "autologous"
}

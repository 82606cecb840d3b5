package recovery

import (
	"math"
	"slices"

	"graftstat/analysis/registry"
)

// finishRegained finds every episode of transfusion independence of the allografts. The
// first is rbc_independence to transfusion_dependence. After a loss it is won again with
// the first further stretch of rules.transfusion_independence.window_days after a
// counted transfusion, by the same rule as the first, haemoglobin included, and lost
// with the next transfusion for thalassaemia. A transfusion without an indication in a
// case that may be of thalassaemia is either; what is known then ends with it. It comes
// after finishCourses.
func (r *Deriver) finishRegained() {
	if len(r.searches) == 0 {
		return
	}
	e := &registry.Episodes{Known: slices.Repeat([]float64{math.NaN()}, r.data.Rows())}
	for row := range r.data.Rows() {
		if r.active(row) && !r.isAutologous(int32(row)) && r.standsOnLog(independence, row) {
			r.regained(e, row)
		}
	}
	if r.data.Episodes == nil {
		r.data.Episodes = map[string]*registry.Episodes{}
	}
	r.data.Episodes[independence] = e
}

func (r *Deriver) regained(e *registry.Episodes, row int) {
	known, _ := r.transfusionsKnownTo(row)
	if math.IsNaN(known) {
		return
	}
	e.Known[row] = known
	start, lost := r.time(independence, row), r.time(dependence, row)
	if math.IsNaN(start) {
		return
	}
	m := r.data.Milestones[independence]
	first := registry.Episode{Row: int32(row), Start: start, End: lost, StartLine: int32(m.Source[row].Line)}
	if math.IsNaN(lost) {
		e.All = append(e.All, first)
		return
	}
	first.EndLine = int32(r.data.Milestones[dependence].Source[row].Line)
	e.All = append(e.All, first)
	given := r.countedFrom(row, lost)
	for i := 0; i < len(given); i++ {
		end := known
		if i+1 < len(given) {
			end = given[i+1].Day
		}
		at, ok := r.windowAfter(row, given[i].Day, end, i+1 == len(given))
		if !ok {
			continue
		}
		again := registry.Episode{Row: int32(row), Start: at, End: math.NaN(), StartLine: given[i].Line}
		for i++; i < len(given) && given[i].Class != thalassemia; i++ {
			if given[i].Class == "" && r.mayBeThalassemia(row) {
				e.Known[row] = given[i].Day
				e.All = append(e.All, again)
				return
			}
		}
		if i < len(given) {
			again.End, again.EndLine = given[i].Day, given[i].Line
		}
		e.All = append(e.All, again)
		i--
	}
}

// countedFrom are the counted transfusions of red cells from a time on.
func (r *Deriver) countedFrom(row int, time float64) []registry.LogEntry {
	var list []registry.LogEntry
	for _, e := range registry.EntriesOf(r.data.RedCells, row) {
		if e.Day >= time-rounding/r.unit && r.day(e.Day) >= 0 && r.counted(e) {
			list = append(list, e)
		}
	}
	return list
}

// windowAfter is when the stretch after a transfusion is independence, and whether it is:
// it ends before the next one, or last says that the end is that of what is known.
func (r *Deriver) windowAfter(row int, opened, end float64, last bool) (float64, bool) {
	at := opened + r.searches[0].window
	long := end > at+rounding/r.unit || last && end >= at-rounding/r.unit
	if !long {
		return 0, false
	}
	if r.minHaemoglobin() == 0 {
		return at, true
	}
	for _, v := range r.data.CourseOf("hb", row) {
		in := r.day(v.Time) >= r.day(at) && (r.day(v.Time) < r.day(end) || last && v.Time <= end+rounding/r.unit)
		if in && v.Value >= r.minHaemoglobin() {
			return max(at, v.Time), true
		}
	}
	return 0, false
}

package recovery

import (
	"math"
	"slices"

	"graftstat/analysis/registry"
)

// A course of GVHD is one that comes and goes: it begins with a milestone, and lasts until
// an assessment shows for sure that it does not.
type gvhdCourse struct {
	milestone string
	begins    func(assessment) bool
	ends      func(assessment) bool
}

// gvhdCourses are any acute GVHD, to the first assessment with every organ known to have
// stage 0, and grade III or IV, from the first III until the grade is below II.
func gvhdCourses() []gvhdCourse {
	return []gvhdCourse{
		{"acute_gvhd", func(a assessment) bool { return a.low >= 1 }, func(a assessment) bool { return a.free }},
		{"acute_gvhd_3", func(a assessment) bool { return a.low >= 3 }, func(a assessment) bool { return a.high < 2 }},
	}
}

// gvhdEpisodes are the episodes of each course.
type gvhdEpisodes []*registry.Episodes

func (r *Deriver) newGVHDEpisodes() gvhdEpisodes {
	if r.data.Episodes == nil {
		r.data.Episodes = map[string]*registry.Episodes{}
	}
	var list gvhdEpisodes
	for _, c := range gvhdCourses() {
		e := &registry.Episodes{Known: slices.Repeat([]float64{math.NaN()}, r.data.Rows())}
		r.data.Episodes[c.milestone] = e
		list = append(list, e)
	}
	return list
}

// add finds the episodes of a row. An assessment that leaves a grade open neither begins
// nor ends one: without a recorded resolution GVHD is still active. A row whose own
// milestone stands against the log (rules.prefer) has none: what is known of it is
// what the row states.
func (list gvhdEpisodes) add(r *Deriver, row int, all []assessment) {
	for i, c := range gvhdCourses() {
		e := list[i]
		if len(all) == 0 || !r.standsOnLog(c.milestone, row) {
			continue
		}
		e.Known[row] = all[len(all)-1].time
		active := false
		for _, a := range all {
			switch last := len(e.All) - 1; {
			case !active && c.begins(a):
				active = true
				e.All = append(e.All, registry.Episode{Row: int32(row), Start: a.time, End: math.NaN(), StartLine: a.line})
			case active && c.ends(a):
				active = false
				e.All[last].End, e.All[last].EndLine = a.time, a.line
			}
		}
	}
}

// standsOnLog reports whether nothing that the case row states of a milestone stands
// against its log.
func (r *Deriver) standsOnLog(name string, row int) bool {
	_, byLog := r.data.Milestones[name].Source[row]
	return byLog || r.open(name, row)
}

// settleResolutions dates acute_gvhd_resolved by the end of the first episode. A case
// without GVHD has nothing that resolves, and one whose GVHD the log shows to the end
// is not known to have resolved: the case row may say so.
func (r *Deriver) settleResolutions(list gvhdEpisodes) {
	const resolved = "acute_gvhd_resolved"
	if r.data.Milestones[resolved] == nil {
		r.add(resolved)
	}
	all := list[0].All
	for i, e := range all {
		if first := i == 0 || all[i-1].Row != e.Row; first && !math.IsNaN(e.End) {
			r.settle(resolved, int(e.Row), answer{verdict: happened, time: e.End}, r.cell(&r.stages, e.EndLine, ""))
		}
	}
}

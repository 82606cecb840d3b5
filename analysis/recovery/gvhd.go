package recovery

import (
	"math"
	"slices"
	"strconv"

	"graftstat/analysis/code"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

const (
	gvhdGradeColumn = "acute_gvhd_grade"
	// GradeWithin are the days in which the highest grade is that of the case row.
	GradeWithin = 100
)

// gvhdMilestones are the first days of at least grade I, II and III.
func gvhdMilestones() []string { return []string{"acute_gvhd", "acute_gvhd_2", "acute_gvhd_3"} }

// An assessment is what is known of acute GVHD on one day: the grades that the
// stages allow.
type assessment struct {
	day, time float64
	line      int32
	low, high int
	free      bool // every organ is known to have stage 0
}

// assessments are those of one case, in order of day, from the day of the infusion
// on. A blank organ is unknown. It takes its last known stage of at most
// rules.gvhd.carry_forward_days before, as the stage of an organ that was not looked
// at is not likely to have changed; after that the grade is a range.
func (r *Deriver) assessments(entries []registry.LogEntry) []assessment {
	most := map[string]int{registry.Skin: 4, registry.Liver: 4, registry.Upper: 1, registry.Lower: 4}
	lastStage, lastDay := map[string]int{}, map[string]float64{}
	var all []assessment
	for first := 0; first < len(entries); {
		end := first
		for end < len(entries) && entries[end].Line == entries[first].Line {
			end++
		}
		a := assessment{day: r.day(entries[first].Day), time: entries[first].Day, line: entries[first].Line}
		for _, e := range entries[first:end] {
			if !math.IsNaN(e.Value) {
				lastStage[e.Kind], lastDay[e.Kind] = int(e.Value), a.day
			}
		}
		low, high := map[string]int{}, map[string]int{}
		for organ, limit := range most {
			day, known := lastDay[organ]
			if known && a.day-day <= r.plan.Rules.GVHD.CarryForwardDays {
				low[organ], high[organ] = lastStage[organ], lastStage[organ]
			} else {
				high[organ] = limit
			}
		}
		a.low, a.high = magicGrade(stagesOf(low)), magicGrade(stagesOf(high))
		a.free = a.high == 0
		if a.day >= 0 {
			all = append(all, a)
		}
		first = end
	}
	return all
}

func stagesOf(by map[string]int) stages {
	return stages{skin: by[registry.Skin], liver: by[registry.Liver], upper: by[registry.Upper],
		lower: by[registry.Lower]}
}

// finishGVHD dates the first day of at least grade I, II and III of acute GVHD by
// MAGIC from the stages of the organs.
//
// A grade counts on the first day on which every stage that is possible gives it. An
// earlier day on which it is only possible does not count. Where it never counts and
// was possible, the milestone is open, with an issue, unless the case row states it.
// What is known of a case ends with its last assessment, and carry_forward_days
// after it for what else happens. A case without any is not known, unless its row
// states it. An autologous graft has none.
func (r *Deriver) finishGVHD() {
	if !r.stages.begun { // no log, or one without an entry, which says nothing of anybody
		return
	}
	known := make(map[string]*registry.Known)
	for _, name := range gvhdMilestones() {
		if r.data.Milestones[name] == nil {
			r.add(name)
		}
		if r.data.Milestones[name].Header == "" {
			known[name] = &registry.Known{Time: r.noEnd(), Grace: r.plan.Rules.GVHD.CarryForwardDays / r.unit,
				Code: registry.LastAssessment, File: r.stages.file, Line: make([]int32, r.data.Rows())}
			r.data.Milestones[name].Known = known[name]
		}
	}
	byRow := entriesByRow(r.data.GVHD, r.data.Rows())
	episodes := r.newGVHDEpisodes()
	for row := range r.data.Rows() {
		if r.active(row) && !r.isAutologous(int32(row)) {
			all := r.assessments(byRow[row])
			r.gradesOfRow(row, all, known)
			episodes.add(r, row, all)
		}
	}
	r.settleResolutions(episodes)
}

// gradesOfRow settles the milestones of one row.
func (r *Deriver) gradesOfRow(row int, all []assessment, known map[string]*registry.Known) {
	if len(all) == 0 {
		r.leaveGVHD(row)
		return
	}
	last := all[len(all)-1]
	undecided := int32(0)
	for i, name := range gvhdMilestones() {
		least := i + 1
		sure := slices.IndexFunc(all, func(a assessment) bool { return a.low >= least })
		maybe := slices.IndexFunc(all, func(a assessment) bool { return a.high >= least })
		switch {
		case sure >= 0:
			at := r.cell(&r.stages, all[sure].line, "")
			r.settle(name, row, answer{verdict: happened, time: all[sure].time}, at)
		case maybe >= 0:
			if r.blank(name, row) {
				r.setSilent(name, row, r.cell(&r.stages, all[maybe].line, ""))
				undecided = max(undecided, all[maybe].line)
			}
		default:
			at := r.cell(&r.stages, last.line, "")
			r.settle(name, row, answer{verdict: noEvent, knownTo: last.day}, at)
		}
		if k := known[name]; k != nil && sure < 0 && r.open(name, row) {
			k.Time[row], k.Line[row] = last.time, last.line
		}
	}
	if undecided > 0 {
		r.report(registry.Error, gvhdUndecided, r.cell(&r.stages, undecided, ""), row)
	}
	r.compareGrade(row, all)
}

// setSilent leaves open what the stages do not decide.
func (r *Deriver) setSilent(name string, row int, at registry.Cell) {
	r.set(name, row, math.NaN(), registry.Blank, at)
	r.data.Milestones[name].Doubt(row)
}

// leaveGVHD leaves a case without an assessment unknown, where its row states
// nothing either.
func (r *Deriver) leaveGVHD(row int) {
	at, told := registry.Cell{File: r.stages.file}, false
	for _, name := range gvhdMilestones() {
		if r.data.Milestones[name].Header == "" {
			told = r.setAsideFrom(name, row, at) || told
		}
	}
	if told {
		r.report(registry.Error, gvhdMissing, at, row)
	}
}

// compareGrade tells of a highest grade of the case row that the stages of days 0 to
// 100 exclude.
func (r *Deriver) compareGrade(row int, all []assessment) {
	c := r.data.Categories[gvhdGradeColumn]
	if c == nil {
		return
	}
	stated, known := code.GVHDGrade(c.Level(row))
	low, high := 0, 0
	var line int32
	for _, a := range all {
		if a.day > GradeWithin {
			break
		}
		if a.low > low {
			low, line = a.low, a.line
		}
		high = max(high, a.high)
	}
	if !known || c.Level(row) == "" || stated >= low && (stated <= high || all[len(all)-1].day < GradeWithin) {
		return
	}
	if line == 0 {
		line = all[0].line
	}
	at := registry.Cell{File: r.data.File, Line: int(r.data.Line[row]), Column: c.Header}
	place := r.data.Place(r.cell(&r.stages, line, ""))
	r.report(registry.Warning, gvhdGradeDiffers, at, row, place.File, strconv.Itoa(place.Line))
}

// HighestGrade is the highest grade of acute GVHD by the stages of a row from day 0 to
// GradeWithin, or the least and the highest that they allow; ok is false without an
// assessment in those days.
func HighestGrade(p *plan.Plan, d *registry.Data, row int) (low, high int, ok bool) {
	r := &Deriver{plan: p, data: d, unit: p.TimeUnit.Days()}
	for _, a := range r.assessments(registry.EntriesOf(d.GVHD, row)) {
		if a.day <= GradeWithin {
			low, high, ok = max(low, a.low), max(high, a.high), true
		}
	}
	return low, high, ok
}

// entriesByRow are the entries of each row.
func entriesByRow(entries []registry.LogEntry, rows int) [][]registry.LogEntry {
	by := make([][]registry.LogEntry, rows)
	for first := 0; first < len(entries); {
		end := first
		for end < len(entries) && entries[end].Row == entries[first].Row {
			end++
		}
		by[entries[first].Row] = entries[first:end]
		first = end
	}
	return by
}

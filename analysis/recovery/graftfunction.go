package recovery

import (
	"math"
	"slices"
	"strconv"

	"graftstat/analysis/criteria"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

const (
	poorGraftFunction = "poor_graft_function"
	// logLacksChimerism is why poor graft function is not derived: not one case of the
	// log has a value of donor chimerism.
	logLacksChimerism = "log_lacks_chimerism"
)

func chimerismTests() []string { return []string{"chimerism", "chimerism_myeloid", "chimerism_t"} }

// lateCourses are the neutrophils and platelets of allografts from
// rules.poor_graft_function.from_day on, and what supports the three counts.
type lateCourses struct {
	counts map[string]map[int32][]registry.Measurement
	given  map[string]map[int32][]float64 // days, by product
}

// keepLate keeps a value that poor graft function is read from. Haemoglobin and
// chimerism are kept whole.
func (r *Deriver) keepLate(e registry.LogEntry) {
	if e.Kind != "anc" && e.Kind != "platelets" || r.isAutologous(e.Row) ||
		r.day(e.Day) < r.plan.Rules.PoorGraftFunction.FromDay {
		return
	}
	if r.late.counts == nil {
		r.late.counts = map[string]map[int32][]registry.Measurement{"anc": {}, "platelets": {}}
	}
	r.late.counts[e.Kind][e.Row] = append(r.late.counts[e.Kind][e.Row],
		registry.Measurement{Row: e.Row, Line: e.Line, Time: e.Day, Value: e.Value, Bound: e.Bound})
}

// keepSupport keeps the day of a transfusion or growth factor, whatever for.
func (r *Deriver) keepSupport(e registry.LogEntry) {
	rule := r.plan.Rules.PoorGraftFunction
	if r.isAutologous(e.Row) || r.day(e.Day) < rule.FromDay-rule.SupportedDays {
		return
	}
	if r.late.given == nil {
		r.late.given = map[string]map[int32][]float64{}
	}
	if r.late.given[e.Kind] == nil {
		r.late.given[e.Kind] = map[int32][]float64{}
	}
	days := r.late.given[e.Kind][e.Row]
	if day := r.day(e.Day); len(days) == 0 || days[len(days)-1] != day {
		r.late.given[e.Kind][e.Row] = append(days, day)
	}
}

// finishGraftFunction dates poor graft function by criteria.PoorGraftFunction in
// allografts. It comes after finishGVHD.
//
// A case of which all holds, though no sample of chimerism lies near, is neither a yes
// nor a no: it is set aside with an issue of its own. So is one that a bound, a range
// of grades or a missing count leaves open. What the case row states goes before both,
// and beside what the logs decide rules.prefer decides. A case without either is known
// to be free to the day to which enough counts are seen, and gap_days after it for
// what else happens.
//
// Without any value of chimerism in the log nothing is derived: to set aside all who
// meet the criteria would leave none. Without the log of transfusions only low values
// count.
func (r *Deriver) finishGraftFunction() {
	if !r.counts.begun || len(r.late.counts) == 0 {
		return
	}
	if !slices.ContainsFunc(chimerismTests(), func(test string) bool { return len(r.data.Measured[test]) > 0 }) {
		r.withhold(logLacksChimerism, poorGraftFunction)
		return
	}
	m := r.data.Milestones[poorGraftFunction]
	if m == nil {
		m = r.add(poorGraftFunction)
	}
	known := &registry.Known{Time: r.noEnd(), Grace: r.plan.Rules.PoorGraftFunction.GapDays / r.unit,
		Code: registry.LastGraftCount, File: r.counts.file, Column: r.cell(&r.counts, 0, countColumn).Column}
	m.Known = known
	rule := GraftFunctionRule(r.plan)
	for row := range r.data.Rows() {
		if !r.active(row) || r.isAutologous(int32(row)) {
			continue
		}
		if r.inAnotherUnit(row) { // told with its recovery
			if r.blank(poorGraftFunction, row) {
				r.setSilent(poorGraftFunction, row, registry.Cell{File: r.counts.file})
			}
			continue
		}
		a := rule.PoorGraftFunction(r.graftCourse(row))
		r.settleGraftFunction(row, r.relapseAside(row, a))
		if r.open(poorGraftFunction, row) {
			known.Time[row] = a.KnownTo / r.unit
		}
	}
}

// inAnotherUnit reports whether a count of a row cannot be of its unit.
func (r *Deriver) inAnotherUnit(row int) bool {
	return r.neutrophils != nil && r.neutrophils.series[row].suspect != 0 ||
		r.platelets != nil && r.platelets.series[row].suspect != 0
}

// GraftFunctionRule is the rule of a study.
func GraftFunctionRule(p *plan.Plan) criteria.GraftFunctionRule {
	r := p.Rules.PoorGraftFunction
	return criteria.GraftFunctionRule{FromDay: r.FromDay, NeutrophilsBelow: r.NeutrophilsBelow,
		PlateletsBelow: r.PlateletsBelow, HaemoglobinBelow: r.HaemoglobinBelow, Consecutive: r.Consecutive,
		Lineages: r.Lineages, SupportedDays: r.SupportedDays, GapDays: r.GapDays, DonorAbove: r.ChimerismAbove,
		DonorWithin: r.ChimerismDays}
}

// graftCourse gathers what is known of one row.
func (r *Deriver) graftCourse(row int) criteria.GraftCourse {
	supported := func(test, product string) criteria.SupportedCount {
		return criteria.SupportedCount{Values: r.lateOf(test, row), Supported: r.late.given[product][int32(row)]}
	}
	c := criteria.GraftCourse{Neutrophils: supported("anc", growthFactor), Platelets: supported("platelets", "platelets"),
		Haemoglobin: supported("hb", "rbc"), Relapse: math.Inf(1), Until: r.day(r.end[row].until()),
		Donor: DonorSamples(r.data, row, r.unit), Severe: r.severeGVHD(row)}
	for _, name := range []string{"relapse", "progression"} {
		if t := r.time(name, row); !math.IsNaN(t) {
			c.Relapse = min(c.Relapse, r.day(t))
		}
	}
	return c
}

// lateOf are the values of a test of one row from day 0 on.
func (r *Deriver) lateOf(test string, row int) []criteria.Value {
	if test == "hb" {
		return r.courseOf(test, row)
	}
	return ValuesOf(r.late.counts[test][int32(row)], r.unit)
}

// DonorSamples are the courses of donor chimerism of one row after its transplant.
func DonorSamples(d *registry.Data, row int, unit float64) criteria.DonorSamples {
	of := func(test string) []criteria.Value {
		return slices.DeleteFunc(ValuesOf(d.CourseOf(test, row), unit),
			func(v criteria.Value) bool { return v.Day < 0 })
	}
	return criteria.DonorSamples{Blood: of("chimerism"), Myeloid: of("chimerism_myeloid"), T: of("chimerism_t")}
}

// severeGVHD are the times in which acute GVHD III-IV is active: from the first
// assessment of grade III until one under II, and where that is only possible, it may
// be. Without assessments it begins with the milestone, and as no end of it is
// recorded it lasts.
func (r *Deriver) severeGVHD(row int) []criteria.SevereGVHD {
	all := r.assessments(registry.EntriesOf(r.data.GVHD, row))
	if !r.stages.begun || len(all) == 0 {
		m := r.data.Milestones["acute_gvhd_3"]
		switch {
		case m == nil:
			return nil
		case !math.IsNaN(m.Time[row]):
			return []criteria.SevereGVHD{{Span: criteria.Span{From: r.day(m.Time[row]), To: math.Inf(1)}, Sure: true}}
		case m.IsUndated(row) && m.Status[row] != registry.Unknown:
			return []criteria.SevereGVHD{{Span: criteria.Span{To: math.Inf(1)}}}
		}
		return nil
	}
	var spans []criteria.SevereGVHD
	for i, a := range all {
		to := math.Inf(1)
		if i+1 < len(all) {
			to = all[i+1].day
		}
		active := len(spans) > 0 && spans[len(spans)-1].Sure && spans[len(spans)-1].To == a.day && a.high >= 2
		switch {
		case a.low >= 3, active && a.low >= 2:
			spans = append(spans, criteria.SevereGVHD{Span: criteria.Span{From: a.day, To: to}, Sure: true})
		case a.high >= 3, active:
			spans = append(spans, criteria.SevereGVHD{Span: criteria.Span{From: a.day, To: to}})
		}
	}
	return spans
}

// relapseAside leaves open an answer that an undated relapse may undo.
func (r *Deriver) relapseAside(row int, a criteria.GraftFunction) criteria.GraftFunction {
	for _, name := range []string{"relapse", "progression"} {
		if m := r.data.Milestones[name]; a.Answer == criteria.Yes && m != nil && m.IsUndated(row) && m.Happened(row) {
			a.Answer, a.DonorUnknown = criteria.Open, false
		}
	}
	return a
}

// settleGraftFunction puts the answer beside the case row.
func (r *Deriver) settleGraftFunction(row int, a criteria.GraftFunction) {
	line := r.lineOn(row, a.Day)
	at := r.cell(&r.counts, line, countColumn)
	if a.Answer != criteria.No {
		r.data.GraftFunction = append(r.data.GraftFunction, registry.GraftFunction{Row: int32(row), Day: a.Day,
			Met: a.Answer == criteria.Yes, DonorUnknown: a.DonorUnknown, BloodStandsIn: a.BloodStandsIn})
	}
	switch a.Answer {
	case criteria.Yes:
		r.settle(poorGraftFunction, row, answer{verdict: happened, time: a.Day / r.unit, line: line}, at)
	case criteria.Open:
		if r.blank(poorGraftFunction, row) {
			r.setSilent(poorGraftFunction, row, at)
			code := graftFunctionUndecided
			if a.DonorUnknown {
				code = graftFunctionDonorUnknown
			}
			r.report(registry.Error, code, at, row, strconv.FormatFloat(a.Day, 'f', -1, 64))
		}
	default:
		r.settle(poorGraftFunction, row, answer{verdict: noEvent, knownTo: a.KnownTo}, at)
	}
}

// lineOn is the line of a count of one row on a day, 0 where a transfusion or growth
// factor decided.
func (r *Deriver) lineOn(row int, day float64) int32 {
	late := r.late.counts
	for _, course := range [][]registry.Measurement{late["anc"][int32(row)], late["platelets"][int32(row)],
		r.data.CourseOf("hb", row)} {
		for _, m := range course {
			if r.day(m.Time) == day {
				return m.Line
			}
		}
	}
	return 0
}

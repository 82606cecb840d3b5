package recovery

import (
	"math"
	"strconv"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

const (
	// endsEarly is how many days may lie between the last entry of a log of
	// transfusions and its declared end.
	endsEarly = 90
	// completeToKey is where the study file declares that end.
	completeToKey = "data.transfusions.complete_to"
)

// judgeCoverage says what the logs cover before anything is read from them.
//
// A log without an entry of any case is no log. A log of transfusions records
// events, not visits, so that its last entry says nothing of the time after it:
// its end is declared, by the case (transfusions_complete_to) or for the whole log
// (complete_to of the source; the case's own day goes first). Where no case has
// one, nothing that needs the absence of a transfusion is derived: independence,
// the return to dependence, the last transfusion, the units, and the free days of
// platelet recovery. What the cases file states of these stays.
//
// A log whose last entry lies more than 90 days before the latest day to which a
// case is declared complete and followed, or
// that lacks two cases or more and over a tenth of them, is a warning: both may be
// true, and both are what a log that was cut looks like.
func (r *Deriver) judgeCoverage() {
	for _, l := range r.logs() {
		if l.file != "" && !l.begun {
			r.tellLog(logEmpty, l)
		}
	}
	if r.counts.file != "" && !r.counts.begun {
		r.dropCounts(logEmpty)
	}
	switch {
	case r.transfusions.file == "":
	case !r.transfusions.begun:
		r.dropTransfusions(logEmpty)
	case !r.anyDeclared():
		r.tellLog(coverageUndeclared, &r.transfusions)
		r.dropTransfusions(coverageUndeclared)
	default:
		r.tellEndsEarly()
		r.tellLackingCases()
	}
}

func (r *Deriver) tellLog(code string, l *log, args ...string) {
	r.data.Issues = append(r.data.Issues, registry.Issue{Severity: registry.Warning, Code: code, File: l.file,
		Args: args})
}

func (r *Deriver) dropCounts(reason string) {
	r.neutrophils, r.platelets, r.ruleDays, r.lowChimerism, r.data.PeakLDH = nil, nil, nil, nil, nil
	r.withhold(reason, neutrophilMilestone, failureMilestone, plan.TI12)
	r.withhold(reason, r.plateletMilestones()...)
}

func (r *Deriver) dropTransfusions(reason string) {
	for _, s := range r.searches {
		r.withhold(reason, s.milestone)
	}
	r.gaps, r.searches, r.units, r.data.RBCUnits, r.data.RedCellsTo = nil, nil, nil, nil, nil
	r.withhold(reason, dependence, lastRBC, plan.TI12)
	if r.plan.Rules.PlateletEngraftment.TransfusionFreeDays > 0 {
		r.platelets = nil
		r.withhold(reason, r.plateletMilestones()...)
	}
}

func (r *Deriver) plateletMilestones() []string {
	var names []string
	for _, threshold := range r.plan.Rules.PlateletEngraftment.AtLeast {
		names = append(names, plan.PlateletMilestone(threshold))
	}
	return names
}

// withhold says of milestones that no row of the cases file states that nothing
// is known of them.
func (r *Deriver) withhold(reason string, names ...string) {
	for _, name := range names {
		stated := false
		for row := 0; row < r.data.Rows() && !stated; row++ {
			stated = !r.blank(name, row)
		}
		if !stated && r.data.Withheld[name] == "" {
			if r.data.Withheld == nil {
				r.data.Withheld = map[string]string{}
			}
			r.data.Withheld[name] = reason
		}
	}
}

// declaredTo is the day to which a row's transfusions are declared complete, on
// its clock: its own, else that of the log; +Inf: to the closing date; NaN: none is.
func (r *Deriver) declaredTo(row int) float64 {
	if t := r.time(completeTo, row); !math.IsNaN(t) {
		return t
	}
	switch c := r.plan.Data.Transfusions.CompleteTo; {
	case c.AsOf:
		return math.Inf(1)
	case c.Date.Set:
		return (float64(c.Date.Days) - r.data.TransplantDate[row]) / r.unit
	}
	return math.NaN()
}

func (r *Deriver) anyDeclared() bool {
	for row := range r.data.Rows() {
		if r.active(row) && !math.IsNaN(r.declaredTo(row)) {
			return true
		}
	}
	return false
}

// coverTransfusions says to when the transfusions of each row are known. Without a
// log, or with one that says nothing, the row itself says so, if anything does.
// A row on which the log is silent is not known at all, also where it states an
// independence: of the time after that nobody says anything.
func (r *Deriver) coverTransfusions() *registry.Coverage {
	c := &registry.Coverage{Time: make([]float64, r.data.Rows()), Silent: map[int32]string{}}
	for row := range c.Time {
		if c.Time[row] = r.time(completeTo, row); r.gaps == nil {
			continue
		}
		c.Time[row] = r.declaredTo(row)
		if code := r.silentOn(row); code != "" && r.active(row) {
			c.Silent[int32(row)] = code
		}
	}
	return c
}

// silentOn is why the log of transfusions says nothing of a row, "" if it does.
func (r *Deriver) silentOn(row int) string {
	last := r.data.Milestones[lastRBC]
	switch {
	case math.IsNaN(r.declaredTo(row)):
		return coverageUndeclared
	case !r.gaps[row].seen && last != nil && last.Happened(row):
		return transfusionsMissing
	}
	return ""
}

func (r *Deriver) tellEndsEarly() {
	last, declared := math.Inf(-1), math.Inf(-1)
	for row := range r.data.Rows() {
		if day := r.data.TransplantDate[row] + r.day(r.transfusions.last[row]); day > last {
			last = day
		}
		if day := r.data.TransplantDate[row] + min(r.declaredTo(row), r.end[row].until())*r.unit; r.active(row) &&
			day > declared {
			declared = day
		}
	}
	if days := math.Floor(declared - last + rounding); days > endsEarly && !math.IsInf(days, 0) {
		r.tellLog(logEndsEarly, &r.transfusions, strconv.Itoa(int(days)))
	}
}

func (r *Deriver) tellLackingCases() {
	lacking, all := 0, 0
	for row := range r.gaps {
		if r.active(row) {
			all++
			if !r.gaps[row].seen && r.silentOn(row) == "" {
				lacking++
			}
		}
	}
	if lacking > 1 && 10*lacking > all {
		r.tellLog(logLacksCases, &r.transfusions, strconv.Itoa(lacking), strconv.Itoa(all))
	}
}

// setAsideFrom leaves a milestone of a row unknown, unless the row answers; it
// reports whether it did.
func (r *Deriver) setAsideFrom(name string, row int, at registry.Cell) bool {
	if !r.blank(name, row) {
		return false
	}
	r.set(name, row, math.NaN(), registry.Unknown, at)
	return true
}

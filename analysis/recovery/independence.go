package recovery

import (
	"math"
	"slices"

	"graftstat/analysis/registry"
)

const (
	independence = "rbc_independence"
	dependence   = "transfusion_dependence"
	lastRBC      = "last_rbc_transfusion"
	completeTo   = "transfusions_complete_to"

	lastTransfusion = "last_transfusion" // of rules.transfusion_independence.date

	// thalassemia is the disease group, and the indication of a transfusion that
	// the disease made necessary after recovery.
	thalassemia = "thalassemia"
)

// An entry is a place in the log of transfusions; line 0 is none.
type entry struct {
	time float64
	line int32
}

// A gap is the search for the first stretch without counted red cells in one
// case.
type gap struct {
	seen       bool  // the log has an entry of the case
	opened     entry // the counted transfusion that opened it; none: day 0
	over       bool  // a transfusion came after its window
	last       entry // last counted transfusion
	returned   entry // first one for thalassaemia after the window
	unlabelled entry // first one without an indication
	unclear    entry // first one without an indication after the window
}

// counted reports whether a transfusion of red cells counts: if its indication is
// in rules.transfusion_independence.indications, if that list is empty, or if no
// indication is given, since nothing then shows that it may be left out.
func (r *Deriver) counted(e registry.LogEntry) bool {
	list := r.plan.Rules.TransfusionIndependence.Indications
	return len(list) == 0 || e.Class == "" || slices.Contains(list, e.Class)
}

// redCells takes a transfusion of red cells.
func (r *Deriver) redCells(e registry.LogEntry) {
	if r.day(e.Day) < 0 || !r.counted(e) {
		return
	}
	g, at := &r.gaps[e.Row], entry{e.Day, e.Line}
	if !g.over {
		g.over = e.Day > g.opened.time+r.window()+rounding/r.unit
	}
	if !g.over {
		g.opened = at
	}
	g.last = at
	first := func(place *entry, is bool) {
		if is && place.line == 0 {
			*place = at
		}
	}
	first(&g.unlabelled, e.Class == "")
	first(&g.returned, g.over && e.Class == thalassemia)
	first(&g.unclear, g.over && e.Class == "")
}

// window is the stretch without transfusions, in the study's time unit.
func (r *Deriver) window() float64 {
	return r.plan.Rules.TransfusionIndependence.WindowDays / r.unit
}

// finishIndependence derives transfusion independence, its loss and the last
// transfusion of red cells.
//
// The gap is the first stretch of rules.transfusion_independence.window_days (W,
// 60) after a counted transfusion, or after day 0, without another: days 1 to W
// after it are free. C is the first of death, last contact, closing date, next
// infusion and transfusions_complete_to. With
//
//	date: window_end         the event is at gap start + W, if that is <= C
//	date: last_transfusion   the event is at gap start, if gap start + W <= C
//
// Dated at the last transfusion, an event is known only W later, so that who is
// followed for less than W cannot be seen to have it. All observation must then
// end at C - W, deaths and graft failures included: transfusions_complete_to
// becomes C - W in every row, also where no log is given, and an endpoint that
// has it among its censor takes nothing later. (Censoring at the last
// transfusion or at last contact instead is biased; a test shows both.)
//
// Independence that was reached is not undone. A later counted transfusion for
// thalassaemia is the return to transfusion dependence, dated on its day; one for
// another reason is none (CIBMTR form 2158: supportive, beta-thalassaemia
// related after recovery, unrelated). Where there is only one without an
// indication it is unknown, with an error, in a case whose disease may be
// thalassaemia and whose row does not say. That the log has no such transfusion says nothing against a
// case row that states the return, since that is a clinical finding.
//
// A case of which the log has no entry was never transfused, unless its row
// states a last transfusion: then the log is taken to lack the case.
func (r *Deriver) finishIndependence() {
	for row := range r.gaps {
		if r.active(row) {
			r.finishGap(row)
		}
	}
	if r.plan.Rules.TransfusionIndependence.Date == lastTransfusion && r.data.Milestones[independence] != nil {
		for row := range r.data.Rows() {
			r.endObservation(row)
		}
	}
}

func (r *Deriver) finishGap(row int) {
	g := &r.gaps[row]
	known, _ := r.transfusionsKnownTo(row)
	if m := r.data.Milestones[lastRBC]; !g.seen && m != nil && m.Happened(row) {
		r.tell(registry.Warning, transfusionsMissing, registry.Cell{File: r.transfusions.file}, row, m.Header)
		return
	}
	if len(r.plan.Rules.TransfusionIndependence.Indications) > 0 && g.unlabelled.line != 0 {
		r.tell(registry.Warning, indicationMissing, r.transfusionCell(g.unlabelled, indicationColumn), row)
	}
	if math.IsNaN(known) {
		return
	}
	last := answer{verdict: noEvent, knownTo: r.day(known)}
	if g.last.line != 0 {
		last = answer{verdict: happened, time: g.last.time}
	}
	r.settle(lastRBC, row, last, r.transfusionCell(g.last, transfusionColumn))
	reached := answer{verdict: noEvent, knownTo: r.day(known)}
	if end := g.opened.time + r.window(); end <= known+rounding/r.unit {
		reached = answer{verdict: happened, time: min(end, known)}
		if r.plan.Rules.TransfusionIndependence.Date == lastTransfusion {
			reached.time = g.opened.time
		}
	}
	r.settle(independence, row, reached, r.transfusionCell(g.opened, transfusionColumn))
	if reached.verdict == happened {
		r.finishDependence(row, g)
	}
}

func (r *Deriver) finishDependence(row int, g *gap) {
	switch {
	case g.returned.line != 0:
		a := answer{verdict: happened, time: g.returned.time}
		r.settle(dependence, row, a, r.transfusionCell(g.returned, transfusionColumn))
	case g.unclear.line != 0 && r.mayBeThalassemia(row) && r.blank(dependence, row):
		at := r.transfusionCell(g.unclear, indicationColumn)
		r.set(dependence, row, math.NaN(), registry.Unknown, at)
		r.tell(registry.Error, dependenceUnknown, at, row)
	}
}

// mayBeThalassemia reports whether a row is not known to be of another disease.
func (r *Deriver) mayBeThalassemia(row int) bool {
	group := r.data.Categories["disease_group"]
	return group == nil || group.Level(row) == "" || group.Level(row) == thalassemia
}

func (r *Deriver) transfusionCell(e entry, column string) registry.Cell {
	return r.cell(&r.transfusions, e.line, column)
}

// endObservation ends the record of transfusions a window before C.
func (r *Deriver) endObservation(row int) {
	known, at := r.transfusionsKnownTo(row)
	if r.active(row) && !math.IsNaN(known) {
		r.set(completeTo, row, max(known-r.window(), 0), registry.Yes, at)
	}
}

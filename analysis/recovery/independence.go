package recovery

import (
	"math"
	"slices"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

const (
	independence = plan.Independence
	dependence   = "transfusion_dependence"
	lastRBC      = "last_rbc_transfusion"
	completeTo   = registry.TransfusionsCompleteTo

	// thalassemia is the disease group, and the indication of a transfusion that
	// the disease made necessary after recovery.
	thalassemia = "thalassemia"
)

// An entry is a place in the log of transfusions; line 0 is none.
type entry struct {
	time float64
	line int32
}

// A search is that for a window of so many days, in the study's time unit, in every case.
type search struct {
	milestone string
	window    float64
	gaps      []gap // by row
}

// searches are the window of the rule, then the further ones, without a log none.
func (r *Deriver) newSearches() []search {
	rule := r.plan.Rules.TransfusionIndependence
	list := []search{{independence, rule.WindowDays / r.unit, r.gaps}}
	for _, days := range rule.AlsoWindows {
		list = append(list, search{plan.IndependenceMilestone(days), days / r.unit, make([]gap, r.data.Rows())})
	}
	return list
}

// A gap is the search for a stretch without counted red cells in one case.
type gap struct {
	seen        bool     // the log has an entry of the case
	last        entry    // last counted transfusion, which opens the stretch at hand; none: day 0
	windows     []window // stretches that are over, each long enough; only the first where no haemoglobin is asked for
	haemoglobin entry    // first that is high enough in the stretch at hand, after its window
	bound       entry    // first bound there that may be high enough
	unlabelled  entry    // first counted transfusion without an indication
	supportive  entry    // first one called supportive that is later than one is
}

// A window is a stretch without counted red cells that was long enough.
type window struct {
	opened      entry   // the transfusion before it; none: day 0
	closed      float64 // time of the transfusion that ended it
	haemoglobin entry   // first that is high enough, from the window's end on
	bound       entry   // first bound there that may be high enough
	returned    entry   // first transfusion for thalassaemia after it
	unclear     entry   // first one without an indication after it
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
	for i := range r.searches {
		s := &r.searches[i]
		s.gaps[e.Row].take(e, r.minHaemoglobin() > 0, e.Day > s.gaps[e.Row].last.time+s.window+rounding/r.unit)
	}
}

// take takes a counted transfusion; enough says that the stretch before it was long
// enough, all that each of these is kept.
func (g *gap) take(e registry.LogEntry, all, enough bool) {
	at := entry{e.Day, e.Line}
	if enough && (len(g.windows) == 0 || all) {
		g.windows = append(g.windows, window{opened: g.last, closed: at.time})
	}
	g.last = at
	first(&g.unlabelled, at, e.Class == "")
	for i := range g.windows {
		first(&g.windows[i].returned, at, e.Class == thalassemia)
		first(&g.windows[i].unclear, at, e.Class == "")
	}
}

func first(place *entry, at entry, is bool) {
	if is && place.line == 0 {
		*place = at
	}
}

// takeHaemoglobin takes a value, in g/dL, after all transfusions. One on the day
// of the transfusion that ends a stretch may be of transfused blood.
func (r *Deriver) takeHaemoglobin(row int32, v value) {
	if v.high < r.minHaemoglobin() || r.gaps == nil {
		return
	}
	for i := range r.searches {
		r.searches[i].takeHaemoglobin(r, row, v)
	}
}

func (s *search) takeHaemoglobin(r *Deriver, row int32, v value) {
	sure := v.x >= r.minHaemoglobin()
	g, at := &s.gaps[row], entry{v.time, v.line}
	after := func(opened entry) bool { return v.day >= r.day(opened.time+s.window) }
	for i := range g.windows {
		w := &g.windows[i]
		in := after(w.opened) && v.day < r.day(w.closed)
		first(&w.haemoglobin, at, in && sure)
		first(&w.bound, at, in && !sure)
	}
	first(&g.haemoglobin, at, after(g.last) && sure)
	first(&g.bound, at, after(g.last) && !sure)
}

// minHaemoglobin is what independence asks for, 0 if nothing.
func (r *Deriver) minHaemoglobin() float64 {
	return r.plan.Rules.TransfusionIndependence.Haemoglobin.AtLeast
}

// finishIndependence derives transfusion independence, its loss and the last
// transfusion of red cells.
//
// The gap is the first stretch of rules.transfusion_independence.window_days (W,
// 60) after a counted transfusion, or after day 0, without another: days 1 to W
// after it are free. C is the first of death, last contact, closing date, next
// infusion and the declared end of the transfusions (see judgeCoverage). The event
// is at gap start + W, if that is <= C: the day on which it can be seen. Dated at
// the last transfusion (rules.transfusion_independence.date) it is the same event,
// which package analysis estimates on this clock and reports W days earlier.
//
// Where rules.transfusion_independence.haemoglobin.at_least is set, the event
// waits for a value of at least that (g/dL) at or after the window's end and
// before a further transfusion, and is dated on it; a stretch that ends without
// one is none, and the next is looked at. Until then independence is pending.
//
// Each of rules.transfusion_independence.also_windows is searched by the same rule under
// a milestone of its own, rbc_independence_90 for 90. What goes with the rule's own window
// alone is the last transfusion and the return to dependence.
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
// states a last transfusion: then the log lacks the case. Of such a case, and of
// one whose transfusions are not declared complete to any day, only what its row
// states is known.
func (r *Deriver) finishIndependence() {
	for row := range r.gaps {
		if r.active(row) {
			r.finishGap(row)
		}
	}
	r.data.Transfusions = r.coverTransfusions()
	if r.gaps != nil {
		r.knownIndependence()
	}
}

// knownIndependence ends what the log knows of each row that has no event. The
// return to dependence ends with it where only the log tells of it.
func (r *Deriver) knownIndependence() {
	names := []string{dependence}
	for _, s := range r.searches {
		names = append(names, s.milestone)
	}
	for _, name := range names {
		m := r.data.Milestones[name]
		if name == dependence && m != nil && m.Header != "" {
			continue
		}
		if m == nil {
			m = r.add(name)
		}
		known := &registry.Known{Time: r.noEnd(), Stated: completeTo, Code: completeTo, File: r.plan.File,
			Column: completeToKey}
		for row := range known.Time {
			if to := r.data.Transfusions.Time[row]; !math.IsNaN(to) && r.open(name, row) {
				known.Time[row] = to
			}
		}
		m.Known = known
	}
}

func (r *Deriver) finishGap(row int) {
	g := &r.gaps[row]
	known, _ := r.transfusionsKnownTo(row)
	if code := r.silentOn(row); code != "" {
		r.leaveTransfusions(code, row)
		return
	}
	if len(r.plan.Rules.TransfusionIndependence.Indications) > 0 && g.unlabelled.line != 0 {
		r.report(registry.Warning, indicationMissing, r.transfusionCell(g.unlabelled, indicationColumn), row)
	}
	if math.IsNaN(known) {
		return
	}
	last := answer{verdict: noEvent, knownTo: r.day(known)}
	if g.last.line != 0 {
		last = answer{verdict: happened, time: g.last.time}
	}
	r.settle(lastRBC, row, last, r.transfusionCell(g.last, transfusionColumn))
	for i := range r.searches {
		r.finishSearch(&r.searches[i], row, known)
	}
}

// finishSearch settles the milestone of a window in a row.
func (r *Deriver) finishSearch(s *search, row int, known float64) {
	reached, at, w := r.reached(s, row, known)
	if reached.verdict == bounded {
		r.leaveIndependence(s.milestone, row, reached.line)
		return
	}
	r.settle(s.milestone, row, reached, at)
	if reached.verdict != happened {
		return
	}
	if s.milestone == independence {
		r.finishDependence(row, w)
	}
	r.keepWindow(s.milestone, row, registry.Window{Opened: w.opened.time, Returned: timeOf(w.returned),
		Unclear: timeOf(w.unclear)})
}

// keepWindow keeps what the log shows around a milestone that it decided.
func (r *Deriver) keepWindow(milestone string, row int, w registry.Window) {
	if _, byLog := r.data.Milestones[milestone].Source[row]; !byLog {
		return
	}
	if r.data.Windows == nil {
		r.data.Windows = make(map[string]map[int]registry.Window)
	}
	if r.data.Windows[milestone] == nil {
		r.data.Windows[milestone] = make(map[int]registry.Window)
	}
	r.data.Windows[milestone][row] = w
}

func timeOf(e entry) float64 {
	if e.line == 0 {
		return math.NaN()
	}
	return e.time
}

// reached finds the first window that is independence.
func (r *Deriver) reached(s *search, row int, known float64) (answer, registry.Cell, window) {
	g := &s.gaps[row]
	for _, w := range append(slices.Clip(g.windows), window{opened: g.last, haemoglobin: g.haemoglobin, bound: g.bound}) {
		at, time := r.transfusionCell(w.opened, transfusionColumn), w.opened.time+s.window
		if r.minHaemoglobin() > 0 {
			if r.isOpen(w, time, known) {
				return answer{verdict: bounded, line: w.bound.line}, r.cell(&r.counts, w.bound.line, countColumn), w
			}
			if w.haemoglobin.line == 0 {
				continue
			}
			at, time = r.cell(&r.counts, w.haemoglobin.line, countColumn), max(time, w.haemoglobin.time)
		}
		if time > known+rounding/r.unit {
			break
		}
		a := answer{verdict: happened, time: min(time, known)}
		return a, at, w
	}
	return answer{verdict: noEvent, knownTo: r.day(known)}, r.transfusionCell(g.last, transfusionColumn), window{}
}

// isOpen reports whether a bound leaves open when a window became independence.
func (r *Deriver) isOpen(w window, end, known float64) bool {
	if w.bound.line == 0 || max(end, w.bound.time) > known+rounding/r.unit {
		return false
	}
	return w.haemoglobin.line == 0 || max(end, w.bound.time) < max(end, w.haemoglobin.time)
}

// leaveIndependence leaves open what a bound of the haemoglobin does not decide, and
// the loss of it. It is told once for all windows.
func (r *Deriver) leaveIndependence(milestone string, row int, line int32) {
	if !r.leaveBounded(milestone, row, line) {
		return
	}
	m := r.data.Milestones[independence]
	if milestone != independence && m != nil && m.Status[row] == registry.Unreadable {
		return
	}
	r.tellBounded(row, line, "hb")
	if milestone != independence {
		return
	}
	if m := r.data.Milestones[dependence]; r.mayBeThalassemia(row) && (m == nil || m.Header == "") {
		r.leaveBounded(dependence, row, line)
	}
}

// leaveTransfusions sets a row aside from what the log cannot tell of it.
func (r *Deriver) leaveTransfusions(code string, row int) {
	at := registry.Cell{File: r.transfusions.file}
	severity := registry.Warning
	if r.setAsideFrom(independence, row, at) {
		severity = registry.Error
	}
	for _, s := range r.searches[1:] {
		r.setAsideFrom(s.milestone, row, at)
	}
	if m := r.data.Milestones[dependence]; r.mayBeThalassemia(row) && (m == nil || m.Header == "") {
		r.set(dependence, row, math.NaN(), registry.Unknown, at)
	}
	var args []string
	if code == transfusionsMissing {
		args = append(args, r.data.Milestones[lastRBC].Header)
	}
	r.report(severity, code, at, row, args...)
}

func (r *Deriver) finishDependence(row int, w window) {
	switch {
	case w.returned.line != 0:
		a := answer{verdict: happened, time: w.returned.time}
		r.settle(dependence, row, a, r.transfusionCell(w.returned, transfusionColumn))
	case w.unclear.line != 0 && r.mayBeThalassemia(row) && r.blank(dependence, row):
		at := r.transfusionCell(w.unclear, indicationColumn)
		r.set(dependence, row, math.NaN(), registry.Unknown, at)
		r.report(registry.Error, dependenceUnknown, at, row)
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

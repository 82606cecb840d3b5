package change

import (
	"cmp"
	"math"
	"slices"

	"graftstat/analysis/result"
)

// kinds of a result.CaseChange in the order in which they are reported.
func kinds() []string {
	return []string{"new", "left", "moved_in", "moved_out", "new_event", "late_event", "corrected", "regrouped",
		"set_aside", "counted_again",
		"back_dated", "redefined", "reread", "followed_longer"}
}

// block is one endpoint of one cohort in both reports.
type block struct {
	cohort        string
	before, after *result.Endpoint
	pairs         []pair // none where cases are not compared
	redefined     bool   // by a rule or definition
}

// block pairs the cases of an endpoint and says how each changed.
func (c *comparison) block(cohort string, before, after *result.Endpoint) *block {
	b := &block{cohort: cohort, before: before, after: after}
	for _, d := range c.changed {
		b.redefined = b.redefined || redefines(d, cohort, after)
	}
	if !c.found.ByCase {
		return b
	}
	b.pairs = match(rowsOf(c.beforeListing, cohort, before.ID), rowsOf(c.afterListing, cohort, after.ID))
	for i := range b.pairs {
		p := &b.pairs[i]
		if p.kind = c.kind(b, p); p.kind != "" {
			c.count(p)
			c.report(b, p)
		}
		c.regrouped(b, p)
	}
	return b
}

// keepChanged drops the pairs that count as before.
func (b *block) keepChanged() {
	var kept []pair
	for _, p := range b.pairs {
		if p.kind != "" {
			kept = append(kept, p)
		}
	}
	b.pairs = kept
}

// kind is that of a result.CaseChange; "" where the case counts as before.
func (c *comparison) kind(b *block, p *pair) string {
	id := p.caseID()
	before, after := p.before, p.after
	still := before != nil && after != nil || c.beforeMembers.cohort[member{b.cohort, id}] &&
		c.afterMembers.cohort[member{b.cohort, id}]
	isStatic := !c.files && !c.closing // what was read is the same
	switch {
	case !still:
		return c.membership(b, p, isStatic)
	case !p.counts(math.Inf(1)):
		return ""
	case isStatic && b.redefined:
		return "redefined"
	case isStatic:
		return "reread"
	case before == nil, after == nil: // another row of the patient counts in this endpoint now
		return "corrected"
	case after.status < 0:
		return "set_aside"
	case before.status < 0:
		return "counted_again"
	case before.status == 0 && after.status == 0 && after.time > before.time:
		return "followed_longer"
	case before.status == 0 && after.status > 0 && after.time >= before.time:
		return "new_event"
	case c.found.BackDated && after.status == 0 && after.time <= before.time:
		return "back_dated"
	case b.redefined:
		return "redefined"
	case !c.files:
		return "reread"
	case before.status == 0 && after.status > 0:
		return "late_event"
	}
	return "corrected"
}

// membership is why a case is in a cohort in one of the reports only.
func (c *comparison) membership(b *block, p *pair, isStatic bool) string {
	conditions := slices.ContainsFunc(c.changed, func(d result.DefinitionChange) bool {
		return d.Code == "mapping" || d.Cohort == b.cohort && (d.Code == "where" || d.Code == "preset")
	})
	switch {
	case p.before == nil && c.beforeMembers.cases[p.caseID()]:
		return "moved_in"
	case p.after == nil && c.afterMembers.cases[p.caseID()]:
		return "moved_out"
	case isStatic && conditions:
		return "redefined"
	case isStatic:
		return "reread"
	case p.before == nil:
		return "new"
	case c.found.BackDated:
		return "back_dated"
	}
	return "left"
}

// count notes the patients and events that are new.
func (c *comparison) count(p *pair) {
	if p.kind != "new" && p.kind != "new_event" && p.kind != "late_event" || p.after.status <= 0 {
		return
	}
	event := patientEvent{p.after.patient, p.after.code}
	switch {
	case c.beforeMembers.happened[event]:
	case p.after.code == "death":
		c.newDeaths[p.after.patient] = true
	default:
		c.newEvents[event] = true
	}
}

// caseKey is one change of one case.
type caseKey struct{ cohort, caseID, kind, by string }

// change is the entry of a case, made where there is none yet.
func (c *comparison) change(key caseKey) *result.CaseChange {
	at, known := c.place[key]
	if !known {
		at = len(c.found.Cases)
		c.place[key] = at
		c.found.Cases = append(c.found.Cases, result.CaseChange{Case: key.caseID, Cohort: key.cohort, Kind: key.kind,
			By: key.by, Endpoints: []result.EndpointChange{}})
	}
	return &c.found.Cases[at]
}

func (c *comparison) report(b *block, p *pair) {
	entry := c.change(caseKey{b.cohort, p.caseID(), p.kind, ""})
	isMember := p.kind == "new" || p.kind == "left" || p.kind == "moved_in" || p.kind == "moved_out"
	if isMember || p.kind == "followed_longer" && len(entry.Endpoints) > 0 {
		return
	}
	entry.Endpoints = append(entry.Endpoints, result.EndpointChange{Endpoint: b.after.ID, Before: p.before.public(),
		After: p.after.public()})
}

func (s *standing) public() *result.Standing {
	if s == nil {
		return nil
	}
	return &result.Standing{Entry: result.Number(s.entry), Time: result.Number(s.time), Status: s.status, Code: s.code,
		File: s.decided.File, Line: s.decided.Line, Column: s.decided.Column}
}

// regrouped reports each column by which a case is in another group, where the
// groups themselves did not change.
func (c *comparison) regrouped(b *block, p *pair) {
	if p.before == nil || p.after == nil {
		return
	}
	for _, now := range p.after.groups {
		at := slices.IndexFunc(p.before.groups, func(g result.GroupValue) bool { return g.By == now.By })
		if at < 0 || p.before.groups[at].Group == now.Group || !c.sameGroups(b.cohort, now.By) ||
			c.isUngrouped(b.cohort, now.By) {
			continue
		}
		entry := c.change(caseKey{b.cohort, p.caseID(), "regrouped", now.By})
		entry.From, entry.To = p.before.groups[at].Group, now.Group
	}
}

// isUngrouped reports whether one report has no groups by a column at all: then no
// case went from one to another.
func (c *comparison) isUngrouped(cohort, by string) bool {
	return slices.ContainsFunc(c.found.Computed, func(x result.ComputedChange) bool {
		return x.What == "groups" && x.Cohort == cohort && x.By == by
	})
}

func (c *comparison) sameGroups(cohort, by string) bool {
	cuts := func(r *result.Results) (cut []float64) {
		for _, compare := range studyCohortOf(r, cohort).Compare {
			if compare.Column == by {
				cut = compare.Cut
			}
		}
		return cut
	}
	return slices.Equal(cuts(c.before), cuts(c.after))
}

// finishCases orders the cases by cohort, kind and case, and counts them.
func (c *comparison) finishCases() {
	if !c.found.ByCase {
		return
	}
	order := make(map[string]int)
	for i, cohort := range c.after.Cohorts {
		order[cohort.ID] = i
	}
	rank := make(map[string]int)
	for i, kind := range kinds() {
		rank[kind] = i
	}
	slices.SortFunc(c.found.Cases, func(a, b result.CaseChange) int {
		return cmp.Or(cmp.Compare(order[a.Cohort], order[b.Cohort]), cmp.Compare(rank[a.Kind], rank[b.Kind]),
			cmp.Compare(a.Case, b.Case), cmp.Compare(a.By, b.By))
	})
	distinct := make(map[string]map[string]bool)
	for _, change := range c.found.Cases {
		if distinct[change.Kind] == nil {
			distinct[change.Kind] = make(map[string]bool)
		}
		distinct[change.Kind][change.Case] = true
	}
	n := func(kind string) int { return len(distinct[kind]) }
	counts := result.ChangeCounts{NewDeaths: len(c.newDeaths), NewEvents: len(c.newEvents), NewCases: n("new"),
		LeftCases: n("left"),
		Moved:     len(union(distinct["moved_in"], distinct["moved_out"])), FollowedLonger: n("followed_longer"),
		LateEvents: n("late_event"),
		Corrected:  n("corrected"), Regrouped: n("regrouped"), SetAside: n("set_aside"),
		CountedAgain: n("counted_again"),
		BackDated:    n("back_dated"), Redefined: n("redefined"), Reread: n("reread")}
	for patient := range c.afterMembers.patients {
		if !c.beforeMembers.patients[patient] {
			counts.NewPatients++
		}
	}
	c.found.Counts = counts
}

func union(a, b map[string]bool) map[string]bool {
	all := make(map[string]bool)
	for _, set := range []map[string]bool{a, b} {
		for id := range set {
			all[id] = true
		}
	}
	return all
}

package plan

import (
	"slices"
	"strings"

	"graftstat/analysis/registry"
)

// declared checks the milestones that the study says nobody had (data: none) and
// those of which it says that nobody knows (data: not_collected).
func (c *checker) declared(p *Plan) {
	d := &p.Data
	for i, name := range d.None {
		path := c.item("data.none", i)
		c.milestone(path, name)
		c.mapped(path, name, p)
		switch {
		case registry.IsFollowUp(name):
			c.add(path, say("Remove it, and give the file the column."),
				"%s says how long a case was followed, so that none of it means nothing", name)
		case name == "death":
			c.add(path, say("Remove it, and give the file the column death_date, blank for whoever is alive."),
				"a death is read from the file, never declared")
		case IsRecovery(name):
			c.add(path, say("Remove it, and give the file the column %s_date or the study its log.", name),
				"%s is a recovery, and nobody's is no statement of a study file", name)
		}
	}
	for i, name := range d.NotCollected {
		path := c.item("data.not_collected", i)
		c.milestone(path, name)
		c.mapped(path, name, p)
		if slices.Contains(d.None, name) {
			c.add(path, say("Keep it under one of the two."), "%s stands under none too: nobody had it, or nobody "+
				"knows",
				name)
		}
	}
}

// mapped refuses a milestone that the study reads from a column all the same.
func (c *checker) mapped(path, name string, p *Plan) {
	if _, ok := p.Milestones[name]; ok {
		c.add(path, say("Remove it here or there: a column that is blank needs no such line."),
			"%s is read from a column, by milestones:", name)
	}
}

// optional checks the milestones that a preset lets a study leave out.
func (c *checker) optional(b *preset) {
	for i, name := range b.Optional {
		c.milestone(c.item("optional", i), name)
	}
}

// leftOut holds the milestones that were not collected to those that the preset
// of a cohort marks optional: an endpoint without another one is another endpoint.
func (c *checker) leftOut(p *Plan, presets []preset) {
	var known []string
	for _, b := range presets {
		known = distinct(append(known, b.Optional...))
	}
	for i, name := range p.Data.NotCollected {
		path := c.item("data.not_collected", i)
		if !slices.Contains(known, name) {
			next := say("Remove it: what needs it is then not computed.")
			if len(known) > 0 {
				next = say("%s Only these may be left out: %s.", next, strings.Join(known, ", "))
			}
			c.add(path, next, "%s is needed wherever an endpoint names it, and no preset of this study lets it be "+
				"left out", name)
		}
		if beside := standsIn(name); beside != "" && slices.Contains(p.Data.None, beside) {
			c.add(path, say("Keep one of the two."),
				"%s may be left out only where %s is collected, and that stands under none", name, beside)
		}
	}
}

// standsIn is the milestone whose column must be there for another to be left
// out, "" where there is none: progression is left out beside relapse only.
func standsIn(milestone string) string {
	if milestone == "progression" {
		return "relapse"
	}
	return ""
}

// IsRecovery reports whether a milestone is one that is hoped for: each is read
// from a record of counts or transfusions.
func IsRecovery(milestone string) bool { return RecordOf(milestone) != "" }

// RecordOf is the milestone that says to which day the record is complete from
// which a milestone is read, "" for one that a clinician states.
func RecordOf(milestone string) string {
	switch {
	case milestone == TI12, strings.HasPrefix(milestone, Independence):
		return registry.TransfusionsCompleteTo
	case milestone == "neutrophil_engraftment", milestone == "reticulocyte_recovery", isPlateletMilestone(milestone):
		return registry.CountsCompleteTo
	}
	return ""
}

// leaveOut puts, in place of each endpoint that names a milestone which was not
// collected, the endpoint without it: under an id of its own, so that no report
// compares the two, and without the benchmarks and charts that expect the whole.
func (p *Plan) leaveOut(presets []preset) {
	for i := range p.Cohorts {
		c := &p.Cohorts[i]
		c.Optional = presets[i].Optional
		renamed := map[string]string{}
		for j := range c.Resolved {
			e := &c.Resolved[j]
			if id := e.ID; e.leaveOut(p.Data.NotCollected, c.Optional) {
				renamed[id] = e.ID
			}
		}
		if len(renamed) > 0 {
			c.rename(renamed)
			p.renamePaper(c.ID, renamed)
		}
	}
}

// leaveOut takes the milestones out of an endpoint, and reports whether it named any.
func (e *Endpoint) leaveOut(notCollected, optional []string) bool {
	var without []string
	for _, name := range notCollected {
		if slices.Contains(optional, name) && e.MayLeaveOut(name) {
			without = append(without, name)
		}
	}
	if len(without) == 0 {
		return false
	}
	isLeft := func(i Item) bool { return slices.Contains(without, i.Milestone) }
	e.Event = slices.DeleteFunc(slices.Clone(e.Event), isLeft)
	e.Competing = slices.DeleteFunc(slices.Clone(e.Competing), isLeft)
	e.Base, e.Without = e.ID, without
	e.ID += "-without-" + strings.ReplaceAll(strings.Join(without, "-"), "_", "-")
	return true
}

// MayLeaveOut reports whether an endpoint names a milestone beside others that
// give it a meaning without it: not its only event, and a progression beside a relapse only.
func (e *Endpoint) MayLeaveOut(milestone string) bool {
	names := func(items []Item, name string) bool {
		return name != "" && slices.ContainsFunc(items, func(i Item) bool { return i.Milestone == name })
	}
	others := slices.ContainsFunc(e.Event, func(i Item) bool { return i.Milestone != milestone })
	for _, items := range [][]Item{e.Event, e.Competing} {
		if beside := standsIn(milestone); names(items, milestone) && beside != "" && !names(items, beside) {
			return false
		}
	}
	return others && (names(e.Event, milestone) || names(e.Competing, milestone))
}

// rename follows endpoints to their new ids.
func (c *Cohort) rename(ids map[string]string) {
	follow := func(id *string) {
		if to, ok := ids[*id]; ok {
			*id = to
		}
	}
	for i := range c.Models {
		follow(&c.Models[i].Endpoint)
	}
	for i := range c.Indicators {
		follow(&c.Indicators[i].Endpoint)
	}
	for i := range c.Funnels {
		follow(&c.Funnels[i].Endpoint)
	}
	c.Benchmarks = slices.DeleteFunc(c.Benchmarks, func(b Benchmark) bool { return ids[b.Endpoint] != "" })
	c.Sequential = slices.DeleteFunc(c.Sequential, func(s Sequential) bool { return ids[s.Endpoint] != "" })
	c.Risk = slices.DeleteFunc(c.Risk, func(r Risk) bool { return ids[r.Endpoint] != "" })
}

// renamePaper follows what a paper asks of a cohort to the new ids.
func (p *Plan) renamePaper(cohort string, ids map[string]string) {
	if p.Paper == nil {
		return
	}
	for i := range p.Paper.Subgroups {
		if s := &p.Paper.Subgroups[i]; s.Cohort == cohort && ids[s.Endpoint] != "" {
			s.Endpoint = ids[s.Endpoint]
		}
	}
	for i := range p.Paper.Univariable {
		if u := &p.Paper.Univariable[i]; u.Cohort == cohort && ids[u.Endpoint] != "" {
			u.Endpoint = ids[u.Endpoint]
		}
	}
}

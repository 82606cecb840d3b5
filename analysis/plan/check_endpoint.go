package plan

import (
	"reflect"
	"slices"

	"graftstat/analysis/code"
)

// endpoints checks the endpoints of a study file or a preset, whose data are in
// a time unit.
func (c *checker) endpoints(list []Endpoint, unit TimeUnit) {
	var ids []string
	for i := range list {
		e, path := &list[i], index("endpoints", i)
		c.endpoint(path, e)
		c.unit(path, e.Unit, unit)
		if e.ID != "" && slices.Contains(ids, e.ID) {
			c.add(path+".id", say("Give each endpoint an id of its own."), "a second endpoint is called %q", e.ID)
		}
		ids = append(ids, e.ID)
	}
}

func (c *checker) endpoint(path string, e *Endpoint) {
	c.id(path+".id", e.ID)
	c.milestoneOrOrigin(path, e)
	if c.items(path, e) {
		c.deathCounted(path, e)
	}
	c.kindKeys(path, e)
	c.good(path, e)
	c.landmark(path+".landmark", e.Landmark)
	c.columnIfGiven(path+".entry", e.Entry)
}

func (c *checker) milestoneOrOrigin(path string, e *Endpoint) {
	if c.given(path + ".from") {
		c.milestone(path+".from", e.From, Transplant)
	}
	for i, name := range e.Censor {
		c.milestone(c.item(path+".censor", i), name)
	}
}

// items checks events and competing events, and reports whether they are right.
func (c *checker) items(path string, e *Endpoint) bool {
	before := len(c.faults)
	if len(e.Event) == 0 {
		c.add(path+".event", say("List the milestones that are its event."), "has no event")
	}
	var seen []Item
	for _, list := range []struct {
		key   string
		items []Item
	}{{".event", e.Event}, {".competing", e.Competing}} {
		for i, item := range list.items {
			at := c.item(path+list.key, i)
			if c.given(at + ".milestone") {
				c.milestone(at+".milestone", item.Milestone)
			} else {
				c.milestone(at, item.Milestone)
			}
			if slices.ContainsFunc(seen, func(s Item) bool { return reflect.DeepEqual(s, item) }) {
				c.add(at, say("Keep it once."), "%q is an event or competing event already", item.Milestone)
			}
			seen = append(seen, item)
		}
	}
	return len(c.faults) == before
}

// deathCounted holds an endpoint to count every death, as its event or as
// competing: without it the dead stay at risk, and one minus Kaplan-Meier of a
// competing cause overstates that cause.
func (c *checker) deathCounted(path string, e *Endpoint) {
	death := func(i Item) bool { return i.Milestone == "death" && len(i.Where) == 0 }
	if e.CauseSpecific || slices.ContainsFunc(e.Event, death) {
		return
	}
	switch {
	case e.Kind == code.Survival:
		c.add(path+".event",
			say("Add death to its events, or make it kind: incidence with death competing, or write "+
				"cause_specific: true to censor deaths and have it labelled so."),
			"a survival endpoint that does not count every death")
	case e.Kind == code.Incidence && !slices.ContainsFunc(e.Competing, death):
		c.add(path+".competing",
			say("Add death to competing, or write cause_specific: true to censor deaths and have it labelled so."),
			"an incidence in which not every death counts as event or competing")
	}
}

// kindKeys refuses keys that mean nothing for the endpoint's kind.
func (c *checker) kindKeys(path string, e *Endpoint) {
	if e.Kind == code.Survival {
		if len(e.Competing) > 0 {
			c.add(path+".competing", say("Remove it, or make it kind: incidence."),
				"a survival endpoint has no competing events")
		}
		for _, key := range []string{".same_day", ".variance", ".good"} {
			if c.given(path + key) {
				c.add(path+key, say("Remove it, or make it kind: incidence."), "is of use for an incidence only")
			}
		}
	}
}

// good holds that what is called good or bad is not plainly the other.
func (c *checker) good(path string, e *Endpoint) {
	death := func(i Item) bool { return i.Milestone == "death" }
	switch {
	case e.Good && slices.ContainsFunc(e.Event, death):
		c.add(path+".good", say("Remove it."), "a death is no good event")
	case !e.Good && c.given(path+".good") && e.recovers():
		c.add(path+".good", say("Remove it."), "a recovery is a good event")
	}
}

func (c *checker) landmark(path string, l Landmark) {
	if c.given(path) && !l.Auto && l.Time <= 0 {
		c.add(path, say("Write a number above 0, or auto."), "%v is not greater than 0", l.Time)
	}
}

// unit holds an endpoint to the time unit of the data where that is not days:
// only days can be counted in months and years.
func (c *checker) unit(path string, unit, timeUnit TimeUnit) {
	if unit != "" && timeUnit != "" && timeUnit != Days && unit != timeUnit {
		c.add(path+".unit", say("Write unit: %s, or remove it.", string(timeUnit)), "%s, but time_unit is %s", unit,
			timeUnit)
	}
}

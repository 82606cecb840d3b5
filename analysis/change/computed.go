package change

import (
	"slices"

	"graftstat/analysis/result"
)

// States of a result.ComputedChange.
const (
	lost   = "lost"
	gained = "gained"
)

// computed notes what only one of the reports has computed of a cohort that both
// have. What the study no longer asks for is a definition that changed and is not
// here; nor are the groups and models of an endpoint that is here itself.
func (c *comparison) computed(before, after *result.Cohort) {
	c.followUpComputed(before, after)
	for i := range after.Endpoints {
		now := &after.Endpoints[i]
		was := endpointOf(before, now.ID)
		if was == nil {
			continue
		}
		if found, is := onlyIn(was.Reason == "", now.Reason == ""); is {
			found.What, found.Endpoint = "endpoint", now.ID
			of := now
			if found.State == gained {
				of = was
			}
			found.Reason, found.Missing = of.Reason, of.Missing
			c.addComputed(after.ID, found)
			c.indicatorsComputed(after.ID, found)
		} else if now.Reason == "" {
			c.modelsComputed(after.ID, was, now)
			c.tablesCounted(after.ID, was, now)
		}
	}
	for _, by := range comparedBy(c.before, c.after, after.ID) {
		c.groupsComputed(before, after, by)
	}
}

// onlyIn is the state of what one report alone has; is is false where both have it, or neither.
func onlyIn(before, after bool) (found result.ComputedChange, is bool) {
	found.State = lost
	if after {
		found.State = gained
	}
	return found, before != after
}

func (c *comparison) addComputed(cohort string, found result.ComputedChange) {
	found.Cohort, found.Missing = cohort, append([]string{}, found.Missing...)
	c.found.Computed = append(c.found.Computed, found)
}

// isFollowed reports whether the data of a cohort say who is alive.
func isFollowed(c *result.Cohort) bool { return c.FollowUp.Alive >= 0 }

func (c *comparison) followUpComputed(before, after *result.Cohort) {
	if found, is := onlyIn(isFollowed(before), isFollowed(after)); is {
		found.What, found.Reason = "follow_up", before.FollowUp.Reason+after.FollowUp.Reason
		c.addComputed(after.ID, found)
	}
}

// indicatorsComputed are those of an endpoint that one report has not computed.
func (c *comparison) indicatorsComputed(cohort string, of result.ComputedChange) {
	r := c.before
	if of.State == gained {
		r = c.after
	}
	if r.Monitor == nil {
		return
	}
	for _, i := range r.Monitor.Indicators {
		if i.Cohort == cohort && i.Endpoint == of.Endpoint {
			of.What, of.AskedTime = "indicator", result.AskedTime{Asked: i.Time, Unit: r.Study.TimeUnit}
			c.addComputed(cohort, of)
		}
	}
}

// tablesCounted are the tallies that both reports read and of which one
// alone has the endpoint.
func (c *comparison) tablesCounted(cohort string, before, after *result.Endpoint) {
	for _, in := range c.found.Inputs {
		if in.State == "new" || in.State == "gone" {
			continue
		}
		found, is := onlyIn(!slices.Contains(before.Without, in.File), !slices.Contains(after.Without, in.File))
		if is {
			found.What, found.Endpoint, found.Name, found.Reason = "table", after.ID, in.File, "not_counted"
			c.addComputed(cohort, found)
		}
	}
}

// modelsComputed are the models of an endpoint that both reports ask for. Why a
// model has no fit is its status; where the data lack what it names, the reason.
func (c *comparison) modelsComputed(cohort string, before, after *result.Endpoint) {
	for _, now := range after.Models {
		at := slices.IndexFunc(before.Models, func(m result.Model) bool { return m.ID == now.ID })
		if at < 0 {
			continue
		}
		found, is := onlyIn(before.Models[at].Status == "ok", now.Status == "ok")
		if !is {
			continue
		}
		of := now
		if found.State == gained {
			of = before.Models[at]
		}
		found.What, found.Endpoint, found.Name = "model", after.ID, now.ID
		if found.Reason, found.Missing = of.Status, of.Missing; len(of.Missing) > 0 {
			found.Reason = of.Reason
		}
		c.addComputed(cohort, found)
	}
}

// comparedBy are the columns by which both studies compare a cohort.
func comparedBy(before, after *result.Results, cohort string) []string {
	var columns []string
	for _, now := range studyCohortOf(after, cohort).Compare {
		was := studyCohortOf(before, cohort).Compare
		if slices.ContainsFunc(was, func(x result.Compare) bool {
			return x.Column == now.Column &&
				slices.Equal(x.Cut, now.Cut)
		}) {
			columns = append(columns, now.Column)
		}
	}
	return columns
}

// groupsComputed are the groups by a column: all of them, or one that the other
// report has no case of. Groups are those of the endpoints that both have computed.
func (c *comparison) groupsComputed(before, after *result.Cohort, by string) {
	was, now := groupNames(before, after, by), groupNames(after, before, by)
	if found, is := onlyIn(len(was) > 0, len(now) > 0); is {
		of := after
		if found.State == gained {
			of = before
		}
		found.What, found.By, found.Reason = "groups", by, "no_group"
		if i := slices.IndexFunc(of.NotCompared, func(n result.NotCompared) bool { return n.By == by }); i >= 0 {
			found.Reason, found.Missing = of.NotCompared[i].Reason, []string{by}
		}
		c.addComputed(after.ID, found)
		return
	}
	for _, side := range []struct {
		state      string
		have, lack []string
	}{{lost, was, now}, {gained, now, was}} {
		for _, group := range side.have {
			if !slices.Contains(side.lack, group) {
				c.addComputed(after.ID, result.ComputedChange{State: side.state, What: "group", By: by, Name: group,
					Reason: "no_group"})
			}
		}
	}
}

// groupNames are the groups by a column of the endpoints of a cohort that both
// reports have computed.
func groupNames(of, other *result.Cohort, by string) []string {
	var names []string
	for i := range of.Endpoints {
		e := &of.Endpoints[i]
		if o := endpointOf(other, e.ID); e.Reason != "" || o == nil || o.Reason != "" {
			continue
		}
		for _, g := range e.Groups {
			if g.By == by && !slices.Contains(names, g.Group) {
				names = append(names, g.Group)
			}
		}
	}
	return names
}

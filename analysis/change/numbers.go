package change

import (
	"math"
	"slices"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
)

// estimates compares the estimates of a whole cohort at the times that both
// reports asked for.
func (c *comparison) estimates(b *block) {
	before, after := firstGroup(b.before, ""), firstGroup(b.after, "")
	if before == nil || after == nil {
		return
	}
	for _, now := range after.At {
		at := slices.IndexFunc(before.At, func(e result.Estimate) bool { return e.Time == now.Time })
		if at < 0 {
			continue
		}
		n := result.NumberChange{Cohort: b.cohort, Endpoint: b.after.ID, Measure: "estimate", Time: now.Time,
			AskedTime: now.AskedTime,
			Before:    quantity(before.Cases, before.At[at].Point), After: quantity(after.Cases, now.Point)}
		c.number(n, causes{
			cases:    b.causes(func(p *pair) bool { return p.counts(now.Time) }),
			estimate: c.codes(b, "kind", "compatible"),
			limits: append(c.intervalMethod(n), c.codes(b, "level", string(b.after.Kind)+"_intervals", "variance",
				"compatible")...),
		})
	}
}

func quantity(cases int, p result.Point) result.Quantity {
	return result.Quantity{Cases: cases, Events: p.Events, Estimate: p.Estimate, Lower: p.Lower, Upper: p.Upper,
		Interval: p.Interval, Reason: p.Reason}
}

func (c *comparison) intervalMethod(n result.NumberChange) []result.ChangeCause {
	if n.Before.Interval != n.After.Interval {
		return []result.ChangeCause{{Code: "interval_method"}}
	}
	return nil
}

// daysToEvent compares the median and quartiles of the days to a recovery. The
// listing does not show which events have a day by convention only (a count
// that was never below), so a changed file is an explanation of its own.
func (c *comparison) daysToEvent(b *block) {
	before, after := firstGroup(b.before, ""), firstGroup(b.after, "")
	if before == nil || after == nil || before.DaysToEvent == nil || after.DaysToEvent == nil {
		return
	}
	days := func(g *result.Group) result.Quantity {
		d := g.DaysToEvent
		return result.Quantity{Cases: g.Cases, Events: d.N, Estimate: d.Median, Lower: d.Q1, Upper: d.Q3}
	}
	isEvent := func(s *standing) bool { return s != nil && s.status == 1 }
	n := result.NumberChange{Cohort: b.cohort, Endpoint: b.after.ID, Measure: "days_to_event", Before: days(before),
		After: days(after)}
	c.number(n, causes{
		cases:    b.causes(func(p *pair) bool { return isEvent(p.before) || isEvent(p.after) }),
		fallback: c.unseen(),
	})
}

// followUp compares the median follow-up. Its cases are those of the overall
// survival, if an endpoint is that; else those of every endpoint. Neither need
// show all of them (an entry sets cases aside that are followed all the same),
// so a changed file is an explanation of its own.
func (c *comparison) followUp(before, after *result.Cohort, blocks []*block) {
	median := func(r *result.Cohort) result.Quantity {
		f := r.FollowUp
		return result.Quantity{Cases: r.Patients, Events: f.Alive, Estimate: f.Median, Lower: f.Lower, Upper: f.Upper,
			Reason: f.Reason}
	}
	n := result.NumberChange{Cohort: after.ID, Measure: "follow_up", Before: median(before), After: median(after)}
	n.Before.Events, n.After.Events = 0, 0 // who is alive is no part of it
	why := causes{limits: c.codes(nil, "level"), fallback: c.unseen()}
	if at := slices.IndexFunc(blocks, func(b *block) bool {
		return isOverallSurvival(b.before) &&
			isOverallSurvival(b.after)
	}); at >= 0 {
		why.cases = blocks[at].causes(func(p *pair) bool { return p.counts(math.Inf(1)) })
	} else {
		why.cases = allCauses(blocks)
	}
	c.number(n, why)
}

func isOverallSurvival(e *result.Endpoint) bool {
	d := e.Definition
	return e.Kind.IsFreeOfEvent() && len(d.Event) == 1 && d.Event[0].Milestone == "death" &&
		len(d.Event[0].Where) == 0 &&
		d.From == "transplant" && d.Per == code.PerPatient && slices.Equal(d.Censor, []string{"last_contact"})
}

// groups notes the groups of an endpoint whose counts changed.
func (c *comparison) groups(b *block) {
	for i := range b.after.Groups {
		now := &b.after.Groups[i]
		was := groupOf(b.before, now.By, now.Group)
		if now.By == "" || was == nil || was.Cases == now.Cases && was.Events == now.Events {
			continue
		}
		c.found.Groups = append(c.found.Groups, result.GroupCount{Cohort: b.cohort, Endpoint: b.after.ID, By: now.By,
			Group:       now.Group,
			CasesBefore: was.Cases, CasesAfter: now.Cases, EventsBefore: was.Events, EventsAfter: now.Events})
	}
}

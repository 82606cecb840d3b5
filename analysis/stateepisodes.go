package analysis

import (
	"math"
	"slices"

	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// A recurrence is a state of which a log tells every episode: which of the moves begin and
// end it.
type recurrence struct {
	state        int
	begins, ends uint8
	item         plan.Item
	episodes     *registry.Episodes
}

// recurrences are those of the states that recur whose log the study has.
func (c *cohort) recurrences(moves []move) []recurrence {
	var list []recurrence
	for which, m := range moves {
		if m.ends || !c.plan.ResolvedStates[m.state].Recurs || c.data.Episodes[m.item.Milestone] == nil {
			continue
		}
		end := slices.IndexFunc(moves, func(e move) bool { return e.ends && e.state == m.state })
		if end >= 0 {
			list = append(list, recurrence{m.state, uint8(which), uint8(end), m.item, c.data.Episodes[m.item.Milestone]})
		}
	}
	return list
}

// A span is an episode on the clock of a patient's first infusion; end is +Inf where
// none was seen.
type span struct{ start, end float64 }

// episodesOf are the episodes of a patient in the rows that meet the item's conditions,
// in order of time, and whether the log tells of any of the rows.
func (c *cohort) episodesOf(e *registry.Episodes, it plan.Item, rows []int32) (spans []span, told bool) {
	if e == nil {
		return nil, false
	}
	for _, row := range rows {
		offset := c.histories.Offset(rows[0], row)
		if math.IsNaN(e.Known[row]) || math.IsNaN(offset) {
			continue
		}
		told = true
		if !endpoint.Matches(c.data, it.Where, int(row)) {
			continue
		}
		for _, x := range e.Of(int(row)) {
			s := span{offset + x.Start, offset + x.End}
			if math.IsNaN(s.end) {
				s.end = math.Inf(1)
			}
			spans = append(spans, s)
		}
	}
	return spans, told
}

// recur puts the episodes of a patient in place of the moves that the milestones alone
// tell, which are those of the first.
func (c *cohort) recur(list []recurrence, rows []int32, k *stateCourse) {
	for _, r := range list {
		spans, told := c.episodesOf(r.episodes, r.item, rows)
		if !told {
			continue
		}
		k.path = slices.DeleteFunc(k.path, func(m moved) bool { return m.which == r.begins || m.which == r.ends })
		for _, s := range spans {
			k.path = append(k.path, moved{s.start, r.begins})
			if !math.IsInf(s.end, 1) {
				k.path = append(k.path, moved{s.end, r.ends})
			}
		}
		if r.item.Milestone == "rbc_independence" { // one that may have ended leaves open what follows
			k.end = min(k.end, max(c.knownTo(r.episodes, rows), 0))
		}
	}
}

// knownTo is the latest time to which a log tells of a patient; +Inf where it tells nothing.
func (c *cohort) knownTo(e *registry.Episodes, rows []int32) float64 {
	known := math.Inf(-1)
	for _, row := range rows {
		if to := c.histories.Offset(rows[0], row) + e.Known[row]; to > known {
			known = to
		}
	}
	if math.IsInf(known, -1) {
		return math.Inf(1)
	}
	return known
}

// gvhdKnownTo is to when the stages alone tell of a patient's acute GVHD; +Inf where the
// cases file has a column of it, which then says to the end of follow-up what happened.
func (c *cohort) gvhdKnownTo(rows []int32) float64 {
	m, e := c.data.Milestones["acute_gvhd"], c.data.Episodes["acute_gvhd"]
	if m == nil || m.Known == nil || e == nil {
		return math.Inf(1)
	}
	return c.knownTo(e, rows)
}

// restsOnStages reports whether a state of the cohort is one of acute GVHD that the
// stages alone tell of.
func (c *cohort) restsOnStages() bool {
	m := c.data.Milestones["acute_gvhd"]
	return m != nil && m.Known != nil && slices.ContainsFunc(c.moves(), func(m move) bool {
		return slices.Contains([]string{"acute_gvhd", "acute_gvhd_2", "acute_gvhd_3", "acute_gvhd_resolved"},
			m.item.Milestone)
	})
}

package analysis

import (
	"slices"

	"graftstat/analysis/plan"
)

// move is what a milestone does to the states of a cohort, which are numbered from 0
// by their rank: it begins state, or ends it.
type move struct {
	item  plan.Item
	state int
	ends  bool
	to    int    // state that holds from the end on; -1: none
	from  []bool // states from which it begins; nil: from each that is not final
}

// moves of the cohort in the order in which those of one day are taken: by the rank
// of the state, its beginnings first. Of states that the study did not choose itself
// those count of which an endpoint names the milestone, and death: a figure then shows
// what the cohort's endpoints ask for. A milestone that was not collected moves nobody.
func (c *cohort) moves() []move {
	states := c.plan.ResolvedStates
	rank := func(id string) int {
		return slices.IndexFunc(states, func(s plan.State) bool { return s.ID == id })
	}
	var list []move
	add := func(m move) {
		left := slices.Contains(c.study.Data.NotCollected, m.item.Milestone) &&
			slices.Contains(c.plan.Optional, m.item.Milestone)
		asked := c.plan.StatesAsked || m.item.Milestone == plan.Transplant || m.item.Milestone == "death"
		if !left && (asked || c.isNamed(m.item.Milestone)) {
			list = append(list, m)
		}
	}
	for i, s := range states {
		for _, b := range s.Begins {
			m := move{item: plan.Item{Milestone: b.Milestone, Where: b.Where}, state: i, to: -1}
			for _, id := range b.From {
				if m.from == nil {
					m.from = make([]bool, len(states))
				}
				m.from[rank(id)] = true
			}
			add(m)
		}
		for _, e := range s.Ends {
			add(move{item: plan.Item{Milestone: e.Milestone, Where: e.Where}, state: i, ends: true, to: rank(e.To)})
		}
	}
	return list
}

// isNamed reports whether an endpoint of the cohort names a milestone.
func (c *cohort) isNamed(milestone string) bool {
	return slices.ContainsFunc(c.plan.Resolved, func(e plan.Endpoint) bool {
		return slices.ContainsFunc(slices.Concat(e.Event, e.Competing),
			func(it plan.Item) bool { return it.Milestone == milestone })
	})
}

// leadsTo is the state in which a move may put a patient; -1 of an end that leads to
// what holds beneath.
func (m *move) leadsTo() int {
	if m.ends {
		return m.to
	}
	return m.state
}

// hasSource reports whether the data have the milestone of a move.
func (c *cohort) hasSource(m *move) bool {
	return m.item.Milestone == plan.Transplant || c.data.Milestones[m.item.Milestone] != nil
}

func (c *cohort) movesAsItems() []plan.Item {
	var items []plan.Item
	for _, m := range c.moves() {
		if m.item.Milestone != plan.Transplant {
			items = append(items, m.item)
		}
	}
	return items
}

// standing is what holds of a patient: the present state, by rank, is the last.
type standing struct {
	holds   uint16 // a bit for each state
	present int
}

// startStanding is that of everybody at the transplant.
func startStanding() standing { return standing{holds: 1} }

// after is what holds after a move. Only death leaves a final state, an end ends what
// holds alone, and what begins beneath the present state is seen when that ends.
func (s standing) after(m *move, final []bool) standing {
	switch {
	case final[s.present] && !(m.item.Milestone == "death" && !m.ends):
		return s
	case m.ends && s.holds&(1<<m.state) == 0, m.from != nil && !m.from[s.present]:
		return s
	case !m.ends:
		s.holds |= 1 << m.state
	default:
		s.holds &^= 1 << m.state
		if m.to >= 0 {
			s.holds |= 1 << m.to
		}
	}
	for s.present = len(final) - 1; s.holds&(1<<s.present) == 0; {
		s.present--
	}
	return s
}

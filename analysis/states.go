package analysis

import (
	"slices"

	"graftstat/analysis/code"
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
	"graftstat/analysis/survival"
)

// move says to which state a milestone leads, and from which: "" is any state
// but those that only death leaves.
type move struct {
	milestone, to, from string
}

// moves in the order in which those of one day are taken. Independence may be
// lost and won again; after graft failure or relapse only death is seen.
func moves() []move {
	return []move{
		{"neutrophil_engraftment", "engrafted", "alive"},
		{"rbc_independence", "independent", ""},
		{"transfusion_dependence", "engrafted", "independent"},
		{"graft_failure", "failed", ""},
		{"relapse", "relapsed", ""},
		{"progression", "relapsed", ""},
		{"death", "dead", ""},
	}
}

// states estimates by time the share of patients in each state: alive without
// engraftment, engrafted, transfusion independent, failed, relapsed, dead.
// Only states that an endpoint of the cohort names, and the death, are told
// apart. Where the data lack the milestone of one of them there is none, with the
// reason.
func (c *cohort) states() ([]result.State, *result.StateBasis, error) {
	if l := c.lacks(plan.Endpoint{Event: c.movesAsItems(), Censor: []string{"last_contact"}}); l.reason != "" {
		return []result.State{}, &result.StateBasis{FollowedTo: result.DaysToEvent{Quartiles: quartiles(nil)},
			Excluded: []result.Excluded{},
			Reason:   l.reason, Missing: l.missing}, nil
	}
	t := c.transitions()
	if len(t.walk.names) < 3 {
		return []result.State{}, nil, nil
	}
	if len(c.patients) <= code.MostLanes {
		c.stays = c.staysByRow(&t.walk)
	}
	if len(t.walk.stays.Case) == 0 {
		return []result.State{}, t.basis(c), nil
	}
	o, err := survival.StateOccupation(t.walk.stays, len(t.walk.names),
		survival.Settings{Level: c.study.Intervals.Level})
	if err != nil {
		return nil, nil, err
	}
	found := make([]result.State, len(t.walk.names))
	for s, curve := range o.States {
		found[s] = stateByTime(t.walk.names[s], curve)
	}
	return found, t.basis(c), nil
}

// stateByTime is the share in one state at all times, from 0 on.
func stateByTime(name string, curve *survival.Curve) result.State {
	s := result.State{State: name}
	points := curve.Points
	if len(points) > 0 && points[0].Time > 0 {
		start := curve.At(beforeStart)
		start.Time = 0
		points = append([]survival.Point{start}, points...)
	}
	for _, p := range points {
		s.Time = append(s.Time, p.Time)
		s.Prob = append(s.Prob, result.Number(p.Estimate))
		s.Lower = append(s.Lower, result.Number(p.Lower))
		s.Upper = append(s.Upper, result.Number(p.Upper))
	}
	return s
}

// moves are those that the cohort's endpoints name, and the death.
func (c *cohort) moves() []move {
	return slices.DeleteFunc(moves(), func(m move) bool {
		named := func(e plan.Endpoint) bool {
			return slices.ContainsFunc(append(slices.Clone(e.Event), e.Competing...),
				func(it plan.Item) bool { return it.Milestone == m.milestone })
		}
		return m.milestone != "death" && !slices.ContainsFunc(c.plan.Resolved, named)
	})
}

func (c *cohort) movesAsItems() []plan.Item {
	var items []plan.Item
	for _, m := range c.moves() {
		items = append(items, plan.Item{Milestone: m.milestone})
	}
	return items
}

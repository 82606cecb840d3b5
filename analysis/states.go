package analysis

import (
	"graftstat/analysis/code"
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
	"graftstat/analysis/survival"
)

// states estimates by time the share of patients in each state of the cohort's plan.
// Where the data lack the milestone of one of them there is none, with the reason.
func (c *cohort) states() (foundStates, error) {
	if l := c.lacks(plan.Endpoint{Event: c.movesAsItems(), Censor: []string{"last_contact"}}); l.reason != "" {
		return foundStates{states: []result.State{},
			basis: &result.StateBasis{FollowedTo: result.DaysToEvent{Quartiles: quartiles(nil)},
				Excluded: []result.Excluded{}, Reason: l.reason, Missing: l.missing}}, nil
	}
	t := c.transitions()
	if len(t.walk.names) < 3 {
		return foundStates{states: []result.State{}}, nil
	}
	if len(c.patients) <= code.MostLanes {
		c.stays = c.staysByRow(&t.walk)
	}
	if len(t.walk.stays.Case) == 0 {
		return foundStates{states: []result.State{}, basis: t.basis(c)}, nil
	}
	o, err := survival.StateOccupation(t.walk.stays, len(t.walk.names),
		survival.Settings{Level: c.study.Intervals.Level})
	if err != nil {
		return foundStates{}, err
	}
	found := make([]result.State, len(t.walk.names))
	for s, curve := range o.States {
		found[s] = stateByTime(t.walk.names[s], curve)
		found[s].Label = c.stateLabel(t.walk.names[s])
	}
	times, err := c.stateTime(t, o)
	return foundStates{found, t.basis(c), times}, err
}

// foundStates are the states of a cohort, on whom they rest, and how long they last.
type foundStates struct {
	states []result.State
	basis  *result.StateBasis
	time   *result.StateTime
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

// stateLabel is the study file's name of a state; nil where it has none.
func (c *cohort) stateLabel(id string) result.Text {
	for _, s := range c.plan.ResolvedStates {
		if s.ID == id {
			return result.Text(s.Label)
		}
	}
	return nil
}

package analysis

import (
	"slices"

	"graftstat/analysis/result"
	"graftstat/analysis/survival"
)

// A stateGroup are the patients of one level of the first column compared, or all.
type stateGroup struct {
	name string
	made *survival.Occupation
}

// stateTime sums up the states of a cohort over the time to its horizon.
func (c *cohort) stateTime(t *transitions, all *survival.Occupation) (*result.StateTime, error) {
	asked := c.plan.StateTime
	unit := c.study.TimeUnit.Days()
	tau := asked.Horizon / unit
	found := &result.StateTime{Horizon: tau, Landmark: asked.Landmark / unit, Means: []result.StateMean{},
		Differences: []result.StateDifference{}, Order: []string{}, Favour: []result.StateFavour{}}
	groups, by, err := c.stateGroups(t)
	if err != nil {
		return nil, err
	}
	found.By = by
	for h, name := range t.walk.names {
		for _, g := range append([]stateGroup{{"", all}}, groups...) {
			found.Means = append(found.Means, stateMean(name, g, g.made.MeanTime(h+1, tau)))
		}
	}
	pairs := c.statePairs(groups)
	for h, name := range t.walk.names {
		for _, p := range pairs {
			found.Differences = append(found.Differences, stateDifference(name, p,
				survival.DifferenceOfMeanTimes(p[0].made, p[1].made, h+1, tau)))
		}
	}
	if len(asked.Order) > 0 {
		ranks := make([]int, len(t.walk.names))
		for h, name := range t.walk.names {
			ranks[h] = slices.Index(asked.Order, name)
		}
		for _, name := range asked.Order {
			if slices.Contains(t.walk.names, name) {
				found.Order = append(found.Order, name)
			}
		}
		for _, p := range pairs {
			w, err := survival.CompareStates(p[0].made, p[1].made, ranks, tau)
			if err != nil {
				return nil, err
			}
			found.Favour = append(found.Favour, stateFavour(p, w))
		}
	}
	found.Since, err = c.statesSince(t, found.Landmark, tau)
	return found, err
}

// stateGroups are those of the first column that the cohort compares, with whom a
// level is known; none by a milestone, which splits the time of a patient.
func (c *cohort) stateGroups(t *transitions) (groups []stateGroup, by string, err error) {
	if len(c.groupings) < 2 || c.groupings[1].milestone != nil {
		return nil, "", nil
	}
	g := c.groupings[1]
	stays := make([]survival.Transitions, len(g.levels))
	x := &t.walk.stays
	for i, patient := range x.Case {
		level := g.code(c.histories.Of(int(c.patients[patient]))[0])
		if level < 0 {
			continue
		}
		s := &stays[level]
		s.Case, s.From, s.To = append(s.Case, patient), append(s.From, x.From[i]), append(s.To, x.To[i])
		s.Start, s.Stop = append(s.Start, x.Start[i]), append(s.Stop, x.Stop[i])
	}
	for level, s := range stays {
		if len(s.Case) == 0 {
			continue
		}
		o, err := survival.StateOccupation(s, len(t.walk.names), survival.Settings{Level: c.study.Intervals.Level})
		if err != nil {
			return nil, "", err
		}
		groups = append(groups, stateGroup{g.levels[level], o})
	}
	if len(groups) == 0 {
		return nil, "", nil
	}
	return groups, g.by, nil
}

// statePairs are every two groups of min_group patients or more; none of more groups than
// are paired elsewhere.
func (c *cohort) statePairs(groups []stateGroup) (pairs [][2]stateGroup) {
	if len(groups) > pairedGroups {
		return nil
	}
	for a := range groups {
		for b := a + 1; b < len(groups); b++ {
			if groups[a].made.Cases >= c.plan.MinGroup && groups[b].made.Cases >= c.plan.MinGroup {
				pairs = append(pairs, [2]stateGroup{groups[a], groups[b]})
			}
		}
	}
	return pairs
}

func stateMean(state string, g stateGroup, m survival.RestrictedMean) result.StateMean {
	return result.StateMean{State: state, Group: g.name, Patients: g.made.Cases, Estimate: result.Number(m.Estimate),
		StdErr: result.Number(m.StdErr), Lower: result.Number(m.Lower), Upper: result.Number(m.Upper),
		Method: string(m.Method), Reason: string(m.Reason)}
}

func stateDifference(state string, p [2]stateGroup, d survival.Difference) result.StateDifference {
	return result.StateDifference{State: state, A: p[0].name, B: p[1].name, Estimate: result.Number(d.Estimate),
		StdErr: result.Number(d.StdErr), Lower: result.Number(d.Lower), Upper: result.Number(d.Upper),
		Method: string(d.Method), Reason: string(d.Reason)}
}

func stateFavour(p [2]stateGroup, w survival.WinTime) result.StateFavour {
	return result.StateFavour{A: p[0].name, B: p[1].name, Better: result.Number(w.Win), Worse: result.Number(w.Loss),
		Estimate: result.Number(w.Estimate), StdErr: result.Number(w.StdErr), Lower: result.Number(w.Lower),
		Upper: result.Number(w.Upper), Method: string(w.Method), Reason: string(w.Reason)}
}

// statesSince are the states at the horizon of those who were in each state that is
// left at the landmark; none where the landmark is not before the horizon.
func (c *cohort) statesSince(t *transitions, landmark, tau float64) ([]result.StateSince, error) {
	found := []result.StateSince{}
	if landmark >= tau {
		return found, nil
	}
	for h, from := range t.walk.names {
		l, err := survival.OccupationFrom(t.walk.stays, len(t.walk.names), h+1, landmark,
			survival.Settings{Level: c.study.Intervals.Level})
		if err != nil {
			return nil, err
		}
		if l.Cases == 0 {
			continue
		}
		for j, to := range t.walk.names {
			all, own := l.At(j+1, tau)
			found = append(found, result.StateSince{From: from, To: to, Patients: l.Cases, All: stateChance(all),
				Own: stateChance(own), Differ: l.Differ(j+1, tau, c.plan.MinGroup)})
		}
	}
	return found, nil
}

func stateChance(p survival.Point) result.StateChance {
	return result.StateChance{Estimate: result.Number(p.Estimate), StdErr: result.Number(p.StdErr),
		Lower: result.Number(p.Lower), Upper: result.Number(p.Upper), Interval: string(p.Interval),
		Reason: string(p.Reason)}
}

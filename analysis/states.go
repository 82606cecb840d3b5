package analysis

import (
	"cmp"
	"slices"

	"graftstat/analysis/endpoint"
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
// apart. There is none where the data lack the milestone of one of them.
func (c *cohort) states() ([]result.State, error) {
	if c.lacks(plan.Endpoint{Event: c.movesAsItems(), Censor: []string{"last_contact"}}).reason != "" {
		return []result.State{}, nil
	}
	names, x := c.transitions()
	if len(names) < 3 || len(x.Case) == 0 {
		return []result.State{}, nil
	}
	o, err := survival.StateOccupation(x, len(names), survival.Settings{Level: c.study.Intervals.Level})
	if err != nil {
		return nil, err
	}
	found := make([]result.State, len(names))
	for s, curve := range o.States {
		found[s].State = names[s]
		points := curve.Points
		if len(points) > 0 && points[0].Time > 0 {
			start := curve.At(beforeStart)
			start.Time = 0
			points = append([]survival.Point{start}, points...)
		}
		for _, p := range points {
			found[s].Time = append(found[s].Time, p.Time)
			found[s].Prob = append(found[s].Prob, result.Number(p.Estimate))
			found[s].Lower = append(found[s].Lower, result.Number(p.Lower))
			found[s].Upper = append(found[s].Upper, result.Number(p.Upper))
		}
	}
	return found, nil
}

// moves are those that the cohort's endpoints name, and the death.
func (c *cohort) moves() []move {
	return slices.DeleteFunc(moves(), func(m move) bool {
		named := func(e plan.Endpoint) bool {
			return slices.ContainsFunc(append(slices.Clone(e.Event), e.Competing...), func(it plan.Item) bool { return it.Milestone == m.milestone })
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

// moved is a patient's move on the way; which orders those of one day.
type moved struct {
	time  float64
	which uint8
}

// transitions are the stays of every patient whose follow-up is known.
func (c *cohort) transitions() ([]string, survival.Transitions) {
	w := walk{moves: c.moves(), names: []string{"alive"}}
	reached := make([]reachedMove, len(w.moves))
	stays := len(c.patients)
	for which, m := range w.moves {
		if c.data.Milestones[m.milestone] == nil {
			continue
		}
		if !slices.Contains(w.names, m.to) {
			w.names = append(w.names, m.to)
		}
		reached[which] = movesOf(c.derive(plan.Incidence, m.milestone))
		stays += len(reached[which].patient)
	}
	w.number()
	w.room(stays)
	life := c.life()
	var path []moved
	for i := range c.patients {
		path = path[:0]
		for which := range reached {
			if time, ok := reached[which].of(i); ok {
				path = append(path, moved{time, uint8(which)})
			}
		}
		if life.SetAside(i) {
			continue
		}
		slices.SortFunc(path, func(a, b moved) int { return cmp.Or(cmp.Compare(a.time, b.time), cmp.Compare(a.which, b.which)) })
		w.add(int32(i), path, life.Time[i])
	}
	return w.names, w.stays
}

// reachedMove has the patients who made a move, in their order, and when: most
// made few, so that this is far less than all observations.
type reachedMove struct {
	patient []int32
	time    []float64
}

func movesOf(o *endpoint.Observations) reachedMove {
	n := 0
	for i, cause := range o.Cause {
		if cause == 1 && !o.SetAside(i) {
			n++
		}
	}
	r := reachedMove{make([]int32, 0, n), make([]float64, 0, n)}
	for i, cause := range o.Cause {
		if cause == 1 && !o.SetAside(i) {
			r.patient, r.time = append(r.patient, int32(i)), append(r.time, o.Time[i])
		}
	}
	return r
}

// of takes the move of a patient off the front; patients are asked for in order.
func (r *reachedMove) of(patient int) (time float64, ok bool) {
	if len(r.patient) == 0 || int(r.patient[0]) != patient {
		return 0, false
	}
	time = r.time[0]
	r.patient, r.time = r.patient[1:], r.time[1:]
	return time, true
}

// derive follows every patient to one milestone, whatever else happens.
func (c *cohort) derive(kind plan.Kind, milestone string) *endpoint.Observations {
	return endpoint.DeriveWithoutCells(c.study, c.histories, plan.Endpoint{Kind: kind, From: plan.Transplant, Event: []plan.Item{{Milestone: milestone}},
		Censor: []string{"last_contact"}, Per: "patient"}, c.patients)
}

// A walk turns the moves of patients into stays. States are numbered from 1 by
// their place in names.
type walk struct {
	moves []move
	names []string
	after [][]uint8 // by move and state: the state after it
	dead  uint8
	stays survival.Transitions
}

// room makes room for so many stays.
func (w *walk) room(n int) {
	w.stays = survival.Transitions{Case: make([]int32, 0, n), From: make([]uint8, 0, n), To: make([]uint8, 0, n), Start: make([]float64, 0, n), Stop: make([]float64, 0, n)}
}

// number sets what each move does to each state.
func (w *walk) number() {
	code := func(state string) uint8 { return uint8(slices.Index(w.names, state) + 1) }
	w.dead = code("dead")
	for _, m := range w.moves {
		after := make([]uint8, len(w.names)+1)
		for _, state := range w.names {
			after[code(state)] = code(m.after(state))
		}
		w.after = append(w.after, after)
	}
}

// add writes a patient's stays, one for each change of state, up to the end of
// follow-up. Of several moves at one time only the last is seen; those of time
// 0 decide where the patient starts.
func (w *walk) add(patient int32, path []moved, end float64) {
	x := &w.stays
	stay := func(from, to uint8, start, stop float64) { // to is 0 where followed no further
		x.Case, x.From, x.To = append(x.Case, patient), append(x.From, from), append(x.To, to)
		x.Start, x.Stop = append(x.Start, start), append(x.Stop, stop)
	}
	state, at := uint8(1), 0.0
	for i := 0; i < len(path) && path[i].time <= end; {
		time, to := path[i].time, state
		for ; i < len(path) && path[i].time == time; i++ {
			to = w.after[path[i].which][to]
		}
		switch {
		case to == state:
		case time == 0 && to != w.dead:
			state = to
		default:
			stay(state, to, at, time)
			state, at = to, time
		}
	}
	if (state != w.dead || w.dead == 0) && (end > at || end == 0) {
		stay(state, 0, at, end)
	}
}

// after is the state after the move of a patient who is in state.
func (m move) after(state string) string {
	final := state == "dead" || (state == "failed" || state == "relapsed") && m.to != "dead"
	if final || m.from != "" && m.from != state {
		return state
	}
	return m.to
}

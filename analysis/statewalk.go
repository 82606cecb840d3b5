package analysis

import (
	"graftstat/analysis/result"
	"graftstat/analysis/survival"
)

// A walk turns the moves of patients into stays. The states that anybody may reach are
// numbered from 1 by their place in names.
type walk struct {
	moves []move
	final []bool // by rank
	names []string
	code  []uint8 // by rank: the number in stays; 0: nobody may be there
	dead  uint8
	stays survival.Transitions
}

// newWalk is that of a cohort's moves: its states are those to which a move leads
// whose milestone the data have, in the order of the moves.
func (c *cohort) newWalk() walk {
	states := c.plan.ResolvedStates
	w := walk{moves: c.moves(), names: []string{states[0].ID}, code: make([]uint8, len(states))}
	w.code[0] = 1
	for _, s := range states {
		w.final = append(w.final, s.Final)
	}
	for i := range w.moves {
		m := &w.moves[i]
		if to := m.leadsTo(); to >= 0 && w.code[to] == 0 && c.hasSource(m) {
			w.names = append(w.names, states[to].ID)
			w.code[to] = uint8(len(w.names))
		}
	}
	w.dead = w.code[len(states)-1]
	return w
}

// room makes room for so many stays.
func (w *walk) room(n int) {
	w.stays = survival.Transitions{Case: make([]int32, 0, n), From: make([]uint8, 0, n), To: make([]uint8, 0, n),
		Start: make([]float64, 0, n), Stop: make([]float64, 0, n)}
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
	state, at, now := uint8(1), 0.0, startStanding()
	for i := 0; i < len(path) && path[i].time <= end; {
		time := path[i].time
		for ; i < len(path) && path[i].time == time; i++ {
			now = now.after(&w.moves[path[i].which], w.final)
		}
		to := w.code[now.present]
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

// at is the rank of the state at a time of a patient with these moves.
func (w *walk) at(path []moved, time float64) int {
	now := startStanding()
	for i := 0; i < len(path) && path[i].time <= time; i++ {
		now = now.after(&w.moves[path[i].which], w.final)
	}
	return now.present
}

// staysByRow are the stays of each patient, by the row of the first infusion.
func (c *cohort) staysByRow(w *walk) map[int32][]result.Stay {
	found := make(map[int32][]result.Stay)
	for k, i := range w.stays.Case {
		row := c.histories.Of(int(c.patients[i]))[0]
		found[row] = append(found[row], result.Stay{State: w.names[w.stays.From[k]-1], To: w.stays.Stop[k]})
	}
	return found
}

package analysis

import (
	"slices"

	"graftstat/analysis/result"
	"graftstat/analysis/survival"
)

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
	w.stays = survival.Transitions{Case: make([]int32, 0, n), From: make([]uint8, 0, n), To: make([]uint8, 0, n),
		Start: make([]float64, 0, n), Stop: make([]float64, 0, n)}
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

// at is the state at a time of a patient with these moves.
func (w *walk) at(path []moved, time float64) uint8 {
	state := uint8(1)
	for i := 0; i < len(path) && path[i].time <= time; i++ {
		state = w.after[path[i].which][state]
	}
	return state
}

// after is the state after the move of a patient who is in state.
func (m move) after(state string) string {
	final := state == "dead" || (state == "failed" || state == "relapsed") && m.to != "dead"
	if final || m.from != "" && m.from != state {
		return state
	}
	return m.to
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

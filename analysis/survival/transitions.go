package survival

import (
	"cmp"
	"math"
	"slices"
)

// Transitions are stays of cases in states, as columns of equal length. The
// rows of a case stand together, in order of time; Case never falls. A row says that a
// case was in state From on (Start, Stop] and went to state To at Stop, or was
// followed no further (To = 0). States are 1, 2, …; a case may come back to one.
//
// A first row with Start <= 0 is at risk from the origin on, time 0 included,
// and may end at 0. A row that starts where the row before it stopped is in the state
// to which that one went, or still in its state if that one went nowhere.
type Transitions struct {
	Case        []int32
	From, To    []uint8
	Start, Stop []float64
}

func (x Transitions) check(states int) error {
	n := len(x.Case)
	if n == 0 {
		return ErrNoCase
	}
	if len(x.From) != n || len(x.To) != n || len(x.Start) != n || len(x.Stop) != n {
		return ErrColumns
	}
	for i := range n {
		if reason := x.fault(i, states); reason != "" {
			return &CaseError{i, reason}
		}
	}
	return nil
}

func (x Transitions) fault(i, states int) string {
	from, to, start, stop := int(x.From[i]), int(x.To[i]), x.Start[i], x.Stop[i]
	first := x.isFirst(i)
	switch {
	case math.IsNaN(start), !(stop >= 0) || math.IsInf(stop, 1):
		return "time is negative or not finite"
	case from < 1 || from > states || to > states:
		return "state is out of range"
	case from == to:
		return "state does not change"
	case start >= stop && !(first && stop == 0):
		return "start is not before stop"
	case first && i > 0 && x.Case[i] < x.Case[i-1]:
		return "rows are not in the order of the cases"
	case first:
		return ""
	case start < x.Stop[i-1]:
		return "start is before the stop of the row before"
	case start == x.Stop[i-1] && from != x.after(i-1):
		return "state is not the one of the row before"
	}
	return ""
}

func (x Transitions) isFirst(i int) bool { return i == 0 || x.Case[i] != x.Case[i-1] }

func (x Transitions) isLast(i int) bool { return i+1 == len(x.Case) || x.Case[i] != x.Case[i+1] }

// after is the state of a case at the end of row i.
func (x Transitions) after(i int) int {
	if x.To[i] == 0 {
		return int(x.From[i])
	}
	return int(x.To[i])
}

// A diary is what happens at each time: which rows stop and which start.
type diary struct {
	times  []float64
	stops  []int32 // rows by Stop
	starts []int32 // rows by Start, without those at risk from the origin on
	first  []int32 // rows at risk from the origin on
	origin float64
}

// diary sorts the rows. The origin is the earliest start.
func (x Transitions) diary() diary {
	var d diary
	d.origin = math.Inf(1)
	for i := range x.Case {
		if x.isFirst(i) {
			d.origin = math.Min(d.origin, math.Max(0, x.Start[i]))
		}
	}
	d.stops = make([]int32, len(x.Case))
	for i := range x.Case {
		d.stops[i] = int32(i)
		if x.isFirst(i) && x.Start[i] <= d.origin {
			d.first = append(d.first, int32(i))
		} else {
			d.starts = append(d.starts, int32(i))
		}
	}
	sortByTime(d.stops, x.Stop)
	sortByTime(d.starts, x.Start)
	d.times = mergeTimes(x, d.stops, d.starts)
	return d
}

// sortByTime sorts rows, which ascend, by their times, and those of one time as
// they are. Whole times that are not much larger than the number of rows are
// counted, as in NewTable.
func sortByTime(rows []int32, of []float64) {
	limit, last := float64(4*len(rows)+1<<12), 0
	for _, i := range rows {
		if time := of[i]; !(time >= 0 && time <= limit && time == math.Trunc(time)) {
			slices.SortFunc(rows, func(a, b int32) int { return cmp.Or(cmp.Compare(of[a], of[b]), cmp.Compare(a, b)) })
			return
		}
		last = max(last, int(of[i]))
	}
	next := make([]int32, last+2) // where the rows of a day go
	for _, i := range rows {
		next[int(of[i])+1]++
	}
	for day := 1; day < len(next); day++ {
		next[day] += next[day-1]
	}
	sorted := make([]int32, len(rows))
	for _, i := range rows {
		day := int(of[i])
		sorted[next[day]] = i
		next[day]++
	}
	copy(rows, sorted)
}

// mergeTimes are the distinct times at which a row stops or starts.
func mergeTimes(x Transitions, stops, starts []int32) []float64 {
	var times []float64
	for i, j := 0, 0; i < len(stops) || j < len(starts); {
		time := math.Inf(1)
		if i < len(stops) {
			time = x.Stop[stops[i]]
		}
		if j < len(starts) {
			time = math.Min(time, x.Start[starts[j]])
		}
		for i < len(stops) && x.Stop[stops[i]] == time {
			i++
		}
		for j < len(starts) && x.Start[starts[j]] == time {
			j++
		}
		times = append(times, time)
	}
	return times
}

// stopping takes the rows that stop at time off the front of d.stops.
func (d *diary) stopping(x Transitions, time float64) []int32 {
	n := 0
	for n < len(d.stops) && x.Stop[d.stops[n]] == time {
		n++
	}
	rows := d.stops[:n]
	d.stops = d.stops[n:]
	return rows
}

// starting takes the rows that start at time off the front of d.starts.
func (d *diary) starting(x Transitions, time float64) []int32 {
	n := 0
	for n < len(d.starts) && x.Start[d.starts[n]] == time {
		n++
	}
	rows := d.starts[:n]
	d.starts = d.starts[n:]
	return rows
}

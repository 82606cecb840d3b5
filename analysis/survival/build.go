package survival

import (
	"cmp"
	"math"
	"slices"
)

// NewTable counts the observations by time and group. It refuses a time that
// is negative or not finite, a cause over causes, a group outside groups, and
// an entry that is not before its time. o is not changed.
//
// Whole times that are not much larger than the number of cases are counted,
// O(n + largest time), with 4 bytes for each day up to the largest. Other
// times are sorted by one index, O(n) for times spread as they mostly are and
// O(n log n) at worst, with 8 bytes for each case and for each late entry.
func NewTable(o Observations, groups, causes int) (*Table, error) {
	return build(o, nil, groups, causes)
}

// build is NewTable with count cases, 1 if nil, in each row.
func build(o Observations, count []int32, groups, causes int) (*Table, error) {
	if err := o.check(groups, causes); err != nil {
		return nil, err
	}
	rows := rows{o: o, count: count, start: make([]int, groups)}
	var t *Table
	if last, ok := o.wholeTimes(); ok {
		t = rows.countDays(last, groups, causes)
	} else {
		t = rows.sort(groups, causes)
	}
	t.countAtRisk(rows.start)
	return t, nil
}

// rows are observations on their way into a table.
type rows struct {
	o     Observations
	count []int32
	start []int // cases at risk from the origin on, by group
}

func (r *rows) cases(i int) int32 {
	if r.count == nil {
		return 1
	}
	return r.count[i]
}

// leave counts the end of row i on time at.
func (r *rows) leave(t *Table, i, at int) {
	g, n := r.o.group(i), r.cases(i)
	t.cases[g] += int(n)
	if cause := r.o.Cause[i]; cause == 0 {
		t.censored[at*t.Groups+g] += n
	} else {
		t.events[(at*t.Groups+g)*t.Causes+int(cause)-1] += n
	}
	if !r.o.entersLate(i) {
		r.start[g] += int(n)
	}
}

func (r *rows) enter(t *Table, i, at int) {
	t.entered[at*t.Groups+r.o.group(i)] += r.cases(i)
}

// countDays makes the table of whole times up to last by the day as an index.
func (r *rows) countDays(last, groups, causes int) *Table {
	place := make([]int32, last+1) // 1 where something happens, then its index
	for i, time := range r.o.Time {
		place[int(time)] = 1
		if r.o.entersLate(i) {
			place[int(r.o.Entry[i])] = 1
		}
	}
	distinct := 0
	for _, used := range place {
		distinct += int(used)
	}
	times := make([]float64, 0, distinct)
	for day, used := range place {
		if used != 0 {
			place[day] = int32(len(times))
			times = append(times, float64(day))
		}
	}
	t := newTable(times, groups, causes)
	for i, time := range r.o.Time {
		r.leave(t, i, int(place[int(time)]))
		if r.o.entersLate(i) {
			r.enter(t, i, int(place[int(r.o.Entry[i])]))
		}
	}
	return t
}

// sort makes the table from an index of the rows in order of time: i is the
// end of row i, n + i its entry.
func (r *rows) sort(groups, causes int) *Table {
	n := len(r.o.Time)
	order := r.order()
	distinct := 1 // counted first, so that the table is made once
	for k := 1; k < len(order); k++ {
		if r.time(order[k]) != r.time(order[k-1]) {
			distinct++
		}
	}
	t := newTable(make([]float64, distinct), groups, causes)
	place, last := 0, r.time(order[0])
	for _, at := range order {
		time := r.time(at)
		if time != last {
			place, last = place+1, time
		}
		t.Times[place] = time + 0 // + 0: no negative zero
		if int(at) < n {
			r.leave(t, int(at), place)
		} else {
			r.enter(t, int(at)-n, place)
		}
	}
	return t
}

func (r *rows) time(at int32) float64 {
	if n := len(r.o.Time); int(at) >= n {
		return r.o.Entry[int(at)-n]
	}
	return r.o.Time[at]
}

// order sorts ends and entries by time: first into as many equal stretches of
// time as there are of them, then within each stretch. It is linear unless
// most times crowd into few stretches, and O(n log n) at worst.
func (r *rows) order() []int32 {
	n, last := len(r.o.Time), slices.Max(r.o.Time)
	late := 0
	for i := range r.o.Entry {
		if r.o.entersLate(i) {
			late++
		}
	}
	scale := float64(n+late-1) / last
	if last == 0 || math.IsInf(scale, 1) {
		scale = 0
	}
	ends := make([]int32, n+late+1) // of the stretches
	each := func(do func(at int32, stretch int)) {
		for i, time := range r.o.Time {
			do(int32(i), int(time*scale))
			if r.o.entersLate(i) {
				do(int32(n+i), int(r.o.Entry[i]*scale))
			}
		}
	}
	each(func(_ int32, stretch int) { ends[stretch+1]++ })
	for k := 1; k < len(ends); k++ {
		ends[k] += ends[k-1]
	}
	order := make([]int32, n+late)
	each(func(at int32, stretch int) { // ends[k] is where stretch k begins, moves to where it ends
		order[ends[stretch]] = at
		ends[stretch]++
	})
	from := int32(0)
	for _, to := range ends[:n+late] {
		if to-from > 1 {
			slices.SortFunc(order[from:to], func(a, b int32) int { return cmp.Compare(r.time(a), r.time(b)) })
		}
		from = to
	}
	return order
}

func (o Observations) group(i int) int {
	if o.Group == nil {
		return 0
	}
	return int(o.Group[i])
}

// entersLate says whether case i is at risk only from a time after the origin.
func (o Observations) entersLate(i int) bool { return o.Entry != nil && o.Entry[i] > 0 }

// wholeTimes is the largest time, if all times are whole and few enough to be counted.
func (o Observations) wholeTimes() (last int, ok bool) {
	limit := float64(4*len(o.Time) + 1<<12)
	for i, time := range o.Time {
		if time > limit || time != math.Trunc(time) || o.entersLate(i) && o.Entry[i] != math.Trunc(o.Entry[i]) {
			return 0, false
		}
		last = max(last, int(time))
	}
	return last, true
}

func (o Observations) check(groups, causes int) error {
	n := len(o.Time)
	if n == 0 {
		return ErrNoCase
	}
	if len(o.Cause) != n || (o.Group != nil && len(o.Group) != n) || (o.Entry != nil && len(o.Entry) != n) {
		return ErrColumns
	}
	for i, time := range o.Time {
		switch {
		case !(time >= 0) || math.IsInf(time, 1):
			return &CaseError{i, "time is negative or not finite"}
		case int(o.Cause[i]) > causes:
			return &CaseError{i, "cause is out of range"}
		case o.group(i) < 0 || o.group(i) >= groups:
			return &CaseError{i, "group is out of range"}
		case o.Entry != nil && math.IsNaN(o.Entry[i]), o.entersLate(i) && o.Entry[i] >= time:
			return &CaseError{i, "entry is not before the time"}
		}
	}
	return nil
}

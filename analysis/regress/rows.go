package regress

// A row's part at the end of its time at risk, in the order in which rows of
// one time are sorted.
const (
	censored uint8 = iota
	competing
	event
)

// rows are the data as the likelihoods read them: by stratum, within it by time
// from the last to the first, within a time the events last. The rows at risk
// at an event time are then those before a place, less those not yet entered.
type rows struct {
	columns int
	index   []int32   // row of the data by position
	x       []float64 // standardised, [position*columns + column]
	kind    []uint8   // censored, competing or event
	strata  []stratum
	times   []eventTime
	entries []entry // rows with a start after the origin
}

type stratum struct {
	from, to           int // positions
	fromTime, toTime   int // times
	fromEntry, toEntry int // entries, the latest start first
}

// An eventTime is a time of a stratum with events, at positions to-events to
// to-1. The stratum's rows from position from on and before to are those whose
// time is not earlier.
type eventTime struct {
	time             float64
	from, to, events int
}

type entry struct {
	start    float64
	position int
}

// newRows sorts the rows of a design and gathers its columns, and spare more
// columns of zeros.
func newRows(d Data, m *design, cause uint8, spare int) *rows {
	r := &rows{columns: len(m.columns) + spare, index: m.rows}
	kind := func(row int32) uint8 {
		switch d.Cause[row] {
		case 0:
			return censored
		case cause:
			return event
		}
		return competing
	}
	sortBy(r.index, func(row int32) uint64 { return uint64(kind(row)) })
	sortBy(r.index, func(row int32) uint64 { return ^floatKey(d.Time[row]) })
	if d.Stratum != nil {
		sortBy(r.index, func(row int32) uint64 { return uint64(d.Stratum[row]) })
	}
	r.kind = make([]uint8, len(r.index))
	for i, row := range r.index {
		r.kind[i] = kind(row)
	}
	r.gather(m)
	r.split(d)
	return r
}

func (r *rows) gather(m *design) {
	r.x = make([]float64, len(r.index)*r.columns)
	for j := range m.columns {
		c := &m.columns[j]
		for i, row := range r.index {
			r.x[i*r.columns+j] = (m.value(c, row) - c.mean) / c.scale
		}
	}
}

// split finds the strata, their event times and their entries.
func (r *rows) split(d Data) {
	r.times = make([]eventTime, 0, r.countTimes(d))
	for from := 0; from < len(r.index); {
		to := from + 1
		for to < len(r.index) && (d.Stratum == nil || d.Stratum[r.index[to]] == d.Stratum[r.index[from]]) {
			to++
		}
		s := stratum{from: from, to: to, fromTime: len(r.times), fromEntry: len(r.entries)}
		r.addTimes(d, from, to)
		r.addEntries(d, from, to)
		s.toTime, s.toEntry = len(r.times), len(r.entries)
		r.strata = append(r.strata, s)
		from = to
	}
}

// countTimes is the number of event times, where adjoining strata share none.
func (r *rows) countTimes(d Data) int {
	n, last := 0, int32(-1)
	for i, row := range r.index {
		if r.kind[i] != event {
			continue
		}
		if last < 0 || r.kind[i-1] != event || d.Time[row] != d.Time[last] {
			n++
		}
		last = row
	}
	return n
}

func (r *rows) addTimes(d Data, from, to int) {
	for i := from; i < to; i++ {
		if r.kind[i] != event {
			continue
		}
		time := d.Time[r.index[i]]
		if n := len(r.times); n > 0 && r.times[n-1].to == i && i > from && r.times[n-1].time == time {
			r.times[n-1].to++
			r.times[n-1].events++
		} else {
			r.times = append(r.times, eventTime{time, from, i + 1, 1})
		}
	}
}

func (r *rows) addEntries(d Data, from, to int) {
	if d.Start == nil {
		return
	}
	var late []int32
	for i := from; i < to; i++ {
		if d.start(int(r.index[i])) > 0 {
			late = append(late, int32(i))
		}
	}
	start := func(position int32) float64 { return d.start(int(r.index[position])) }
	sortBy(late, func(position int32) uint64 { return ^floatKey(start(position)) })
	for _, position := range late {
		r.entries = append(r.entries, entry{start(position), int(position)})
	}
}

func (r *rows) row(position int) []float64 {
	return r.x[position*r.columns : (position+1)*r.columns]
}

// events is the number of events, maxTied the largest number on one time of a
// stratum.
func (r *rows) events() (events, maxTied int) {
	for _, t := range r.times {
		events += t.events
		maxTied = max(maxTied, t.events)
	}
	return events, maxTied
}

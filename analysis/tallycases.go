package analysis

import (
	"cmp"
	"math"
	"slices"

	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// outcomes are what became of the units of an endpoint, in order of status, code,
// entry and time: units that became the same follow each other. Each grouping of
// the endpoint counts them.
type outcomes struct {
	o         *endpoint.Observations
	kinds     []outcomeKind
	what      []int16 // by unit: index into kinds
	when      []outcomeTime
	order     []int32   // units
	ends      []int32   // of the units that became the same, in order
	potential []float64 // by unit: the time to the closing date; nil without dates
	times     []float64 // to which it is counted who had the opportunity to be followed
	stratify  grouping
	stratum   []int32 // by unit; nil: not stratified
}

// An outcomeKind is what became of a unit, as a tally has it.
type outcomeKind struct {
	status int16
	code   string
}

// An outcomeTime is a time with the entry before it.
type outcomeTime struct{ entry, time float64 }

// newOutcomes orders the units of an endpoint, with the times to which a group of
// them must have had the opportunity to be followed for an estimate to be mature.
func (c *cohort) newOutcomes(o *endpoint.Observations, times []float64, stratify grouping) *outcomes {
	found := &outcomes{o: o, stratify: stratify, what: make([]int16, o.Len()), when: make([]outcomeTime, o.Len())}
	for i := range o.Row {
		var kind outcomeKind
		kind, found.when[i] = outcomeOf(o, i)
		at := slices.Index(found.kinds, kind)
		if at < 0 {
			at = len(found.kinds)
			found.kinds = append(found.kinds, kind)
		}
		found.what[i] = int16(at)
	}
	found.orderKinds()
	found.orderUnits()
	if !math.IsNaN(c.data.AsOf) && times != nil {
		found.times = times
		found.potential = make([]float64, o.Len())
		for i, row := range o.Row {
			found.potential[i] = c.histories.Potential(row)
		}
	}
	if stratify.by != "" {
		found.stratum = make([]int32, o.Len())
		for i, row := range o.Row {
			found.stratum[i] = stratify.number(row)
		}
	}
	return found
}

// casesOf are the cases of an endpoint as the source of its tallies.
func (c *cohort) casesOf(e plan.Endpoint, o *endpoint.Observations) source {
	return source{tally: c.newOutcomes(o, c.reachTimes(e), c.stratify).tally, cases: o}
}

// reachTimes are the times of an endpoint at which an estimate may be mature: 0
// and those asked for.
func (c *cohort) reachTimes(e plan.Endpoint) []float64 {
	times := []float64{0}
	for _, asked := range e.Times {
		times = append(times, c.seenAt(e, asked))
	}
	slices.Sort(times)
	return slices.Compact(times)
}

// reachedOf counts the units that had the opportunity to be followed to a time;
// nil without dates.
func (c *cohort) reachedOf(o *endpoint.Observations, units []int, time float64) []reach {
	if math.IsNaN(c.data.AsOf) {
		return nil
	}
	r := reach{time: time}
	for _, i := range units {
		if c.histories.Potential(o.Row[i]) >= time {
			r.n++
		}
	}
	return []reach{r}
}

func outcomeOf(o *endpoint.Observations, i int) (outcomeKind, outcomeTime) {
	if o.SetAside(i) {
		when := outcomeTime{0, registry.NoTime}
		if free, known := o.EventKnown(i); known {
			when.time = free + 0 // no negative zero
		}
		return outcomeKind{registry.TallySetAside, o.Decided(i)}, when
	}
	kind, when := outcomeKind{status: int16(o.Cause[i])}, outcomeTime{0, o.Time[i] + 0}
	if kind.status > 0 && !o.InDays[i] {
		kind.code = neverBelow
	}
	if o.Entry != nil && o.Entry[i] > 0 {
		when.entry = o.Entry[i]
	}
	return kind, when
}

// orderKinds brings the kinds to the order of status and code.
func (x *outcomes) orderKinds() {
	inOrder := slices.Clone(x.kinds)
	slices.SortFunc(inOrder, func(a, b outcomeKind) int {
		return cmp.Or(cmp.Compare(a.status, b.status), cmp.Compare(a.code, b.code))
	})
	place := make([]int16, len(x.kinds))
	for at, kind := range x.kinds {
		place[at] = int16(slices.Index(inOrder, kind))
	}
	for i, at := range x.what {
		x.what[i] = place[at]
	}
	x.kinds = inOrder
}

// orderUnits sorts the units and finds those that became the same.
func (x *outcomes) orderUnits() {
	n := len(x.what)
	s := newUnitSort(n)
	s.by(func(i int32) uint64 { return sortable(x.when[i].time) })
	if x.o.Entry != nil {
		s.by(func(i int32) uint64 { return sortable(x.when[i].entry) })
	}
	s.by(func(i int32) uint64 { return uint64(x.what[i]) })
	x.order = s.order
	for k := 1; k < n; k++ {
		if a, b := s.order[k-1], s.order[k]; x.what[a] != x.what[b] || x.when[a] != x.when[b] {
			x.ends = append(x.ends, int32(k))
		}
	}
	if n > 0 {
		x.ends = append(x.ends, int32(n))
	}
}

// sortable is a whole number that grows with a time; registry.NoTime is before 0.
func sortable(time float64) uint64 {
	if time < 0 {
		return 0
	}
	return math.Float64bits(time) + 1
}

// A unitSort sorts units by one whole number after another, the last one first in
// importance: by bytes, O(n) for each byte in which the numbers differ.
type unitSort struct {
	order, spare []int32
	key          []uint64
}

func newUnitSort(n int) *unitSort {
	s := &unitSort{order: make([]int32, n), spare: make([]int32, n), key: make([]uint64, n)}
	for i := range s.order {
		s.order[i] = int32(i)
	}
	return s
}

func (s *unitSort) by(key func(unit int32) uint64) {
	all, any := ^uint64(0), uint64(0)
	for i := range s.key {
		k := key(int32(i))
		s.key[i], all, any = k, all&k, any|k
	}
	for shift := 0; shift < 64; shift += 8 {
		if byte((all^any)>>shift) == 0 {
			continue // the same in every unit
		}
		var ends [257]int32
		for _, k := range s.key {
			ends[int(byte(k>>shift))+1]++
		}
		for b := 1; b < len(ends); b++ {
			ends[b] += ends[b-1]
		}
		for _, i := range s.order {
			at := &ends[byte(s.key[i]>>shift)]
			s.spare[*at] = i
			*at++
		}
		s.order, s.spare = s.spare, s.order
	}
}

// tally counts the units by a grouping. landmark is the day after which those at
// risk are told apart among those who had the opportunity to be followed; NaN: none.
func (x *outcomes) tally(g grouping, landmark float64) *tally {
	t := &tally{by: g.by, groups: g.levels, hasEntry: x.o.Entry != nil}
	codes := make([]int16, len(x.kinds))
	for at, kind := range x.kinds {
		codes[at] = t.codeOf(kind.code)
	}
	group := make([]int32, len(x.what))
	for i, row := range x.o.Row {
		group[i] = g.number(row)
	}
	t.reached = x.reached(group, len(g.levels), landmark)
	strata := 1
	place := group
	if x.stratum != nil && g.by != "" && g.by != x.stratify.by {
		t.isStratified, t.strata = true, x.stratify.levels
		strata, place = len(t.strata)+1, make([]int32, len(group))
		for i := range place {
			place[i] = group[i]*int32(strata) + x.stratum[i]
		}
	}
	t.cells = x.cells(place, (len(g.levels)+1)*strata, func(cell *tallyCell, unit int32, place int) {
		cell.group, cell.stratum = int32(place/strata), int32(place%strata)
		cell.status, cell.code = x.kinds[x.what[unit]].status, codes[x.what[unit]]
	})
	return t
}

// cells counts the units of each place that became the same, in order of place
// and outcome. fill says what a cell has beside its times.
func (x *outcomes) cells(place []int32, places int, fill func(cell *tallyCell, unit int32, place int)) []tallyCell {
	seen, next := make([]int32, places), make([]int32, places+1)
	from := int32(0)
	for run, to := range x.ends {
		for _, i := range x.order[from:to] {
			if at := place[i]; seen[at] != int32(run)+1 {
				seen[at] = int32(run) + 1
				next[at+1]++
			}
		}
		from = to
	}
	for at := range places {
		next[at+1] += next[at]
	}
	cells := make([]tallyCell, next[places])
	clear(seen)
	from = 0
	for run, to := range x.ends {
		for _, i := range x.order[from:to] {
			at := place[i]
			if seen[at] != int32(run)+1 {
				seen[at] = int32(run) + 1
				cell := &cells[next[at]]
				cell.entry, cell.time = x.when[i].entry, x.when[i].time
				fill(cell, i, int(at))
				next[at]++
			}
			cells[next[at]-1].n++
		}
		from = to
	}
	return cells
}

// reached counts by group those who had the opportunity to be followed to each of
// the times, and those of them who are at risk after the landmark.
func (x *outcomes) reached(group []int32, groups int, landmark float64) []reach {
	if x.potential == nil {
		return nil
	}
	slots := len(x.times) + 1 // a unit reaches the first so many times
	all, later := make([]int32, (groups+1)*slots), make([]int32, (groups+1)*slots)
	for i, potential := range x.potential {
		k := 0
		for k < len(x.times) && potential >= x.times[k] {
			k++
		}
		at := int(group[i])*slots + k
		all[at]++
		if x.o.Time[i] > landmark {
			later[at]++
		}
	}
	found := []reach{}
	for g := range groups + 1 {
		for _, counts := range []struct {
			n       []int32
			isLater bool
		}{{all, false}, {later, true}} {
			for k, time := range x.times {
				n := int32(0)
				for _, more := range counts.n[g*slots+k+1 : (g+1)*slots] {
					n += more
				}
				if n > 0 {
					found = append(found, reach{group: int32(g), isLater: counts.isLater, time: time, n: n})
				}
			}
		}
	}
	return found
}

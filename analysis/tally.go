package analysis

import (
	"cmp"
	"slices"
	"sort"

	"graftstat/analysis/endpoint"
	"graftstat/analysis/registry"
	"graftstat/analysis/survival"
)

// neverBelow is the code of an event whose time is a convention: a count that
// never fell below its threshold.
const neverBelow = "never_below"

// A tally is the cases of an endpoint by a grouping, like cases as one cell: all
// from which estimates, tests, differences and landmarks start. Its cells are in
// the order of group, stratum, status, code, entry and time. A case without a
// group or a stratum has a number after the last.
type tally struct {
	by           string   // "" is the whole cohort
	groups       []string // in their order
	strata       []string // levels of the cohort's stratify column; nil where the groups are not compared within them
	isStratified bool
	hasEntry     bool // the endpoint has a column of entry
	codes        []string
	cells        []tallyCell
	reached      []reach // nil: the study has no dates
	isLater      bool    // the cases are those at risk after a landmark
	isSplit      bool    // a cell is the time of a case before or since a milestone
}

// A tallyCell is n cases of one group and stratum of which the same became at
// the same time. The time of cases set aside is the last at which they were
// known to be free of an event that is known, else registry.NoTime.
type tallyCell struct {
	entry, time    float64 // at risk on (entry, time]; entry 0: from the origin on
	group, stratum int32
	n              int32
	status, code   int16 // status as in registry.TallyCell; code is an index into codes
}

func (x *tallyCell) isSetAside() bool { return x.status == registry.TallySetAside }

// isEventKnown reports of cases set aside whether their event is known.
func (x *tallyCell) isEventKnown() bool { return x.isSetAside() && x.time != registry.NoTime }

// A reach is n cases of a group that had the opportunity to be followed to a time;
// of those at risk after the endpoint's landmark where isLater.
type reach struct {
	group   int32
	isLater bool
	time    float64
	n       int32
}

// name is the level of a number; "" after the last.
func name(levels []string, number int32) string {
	if int(number) < len(levels) {
		return levels[number]
	}
	return ""
}

// codeOf is the number of a code, which is added where it is new.
func (t *tally) codeOf(code string) int16 {
	at := slices.Index(t.codes, code)
	if at < 0 {
		at = len(t.codes)
		t.codes = append(t.codes, code)
	}
	return int16(at)
}

// settle brings cells that were read in any order to theirs, and adds up those that
// are of one group or stratum here and of several where they were read.
func (t *tally) settle() {
	slices.SortFunc(t.reached, func(a, b reach) int {
		return cmp.Or(cmp.Compare(a.group, b.group), compareBool(a.isLater, b.isLater), cmp.Compare(a.time, b.time))
	})
	t.reached = merged(t.reached, func(a, b *reach) bool {
		isSame := a.group == b.group && a.isLater == b.isLater && a.time == b.time
		if isSame {
			a.n += b.n
		}
		return isSame
	})
	slices.SortFunc(t.cells, func(a, b tallyCell) int {
		return cmp.Or(cmp.Compare(a.group, b.group), cmp.Compare(a.stratum, b.stratum), cmp.Compare(a.status, b.status),
			cmp.Compare(t.code(&a), t.code(&b)), cmp.Compare(a.entry, b.entry), cmp.Compare(a.time, b.time))
	})
	t.cells = merged(t.cells, func(a, b *tallyCell) bool {
		isSame := a.isLike(b) && a.entry == b.entry && a.time == b.time
		if isSame {
			a.n += b.n
		}
		return isSame
	})
}

// merged leaves out each item that add has added to the one before it.
func merged[T any](items []T, add func(to, item *T) bool) []T {
	kept := items[:0]
	for i := range items {
		if len(kept) == 0 || !add(&kept[len(kept)-1], &items[i]) {
			kept = append(kept, items[i])
		}
	}
	return kept
}

// isLike reports whether two cells differ in their times alone.
func (x *tallyCell) isLike(y *tallyCell) bool {
	return x.group == y.group && x.stratum == y.stratum && x.status == y.status && x.code == y.code
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// of has the cells of a group.
func (t *tally) of(group int) []tallyCell {
	from := sort.Search(len(t.cells), func(i int) bool { return int(t.cells[i].group) >= group })
	to := sort.Search(len(t.cells), func(i int) bool { return int(t.cells[i].group) > group })
	return t.cells[from:to]
}

// cases is the number of cases of some cells, those set aside too.
func cases(of []tallyCell) int {
	n := 0
	for i := range of {
		n += int(of[i].n)
	}
	return n
}

// later are the cases at risk after a landmark: those whose time is strictly
// later. Those set aside are left out.
func (t *tally) later(day float64) *tally {
	found := *t
	found.isLater = true
	found.cells = selected(t.cells, func(x *tallyCell) bool { return !x.isSetAside() && x.time > day })
	return &found
}

// selected are the cells that are to be kept.
func selected(cells []tallyCell, isKept func(x *tallyCell) bool) []tallyCell {
	n := 0
	for i := range cells {
		if isKept(&cells[i]) {
			n++
		}
	}
	found := make([]tallyCell, 0, n)
	for i := range cells {
		if isKept(&cells[i]) {
			found = append(found, cells[i])
		}
	}
	return found
}

// ofGroups has the cells of some of the groups, which keep their numbers.
func (t *tally) ofGroups(groups []int) []tallyCell {
	return selected(t.cells, func(x *tallyCell) bool { return slices.Contains(groups, int(x.group)) })
}

// isAnalysed reports whether the cases of a cell are counted in a group.
func (t *tally) isAnalysed(x *tallyCell) bool {
	return !x.isSetAside() && int(x.group) < len(t.groups)
}

// observations are the cells that are analysed, with the cases of each.
func (t *tally) observations(cells []tallyCell) (survival.Observations, []int32) {
	rows := 0
	for i := range cells {
		if t.isAnalysed(&cells[i]) {
			rows++
		}
	}
	o := survival.Observations{Time: make([]float64, 0, rows), Cause: make([]uint8, 0, rows),
		Group: make([]int32, 0, rows)}
	if t.hasEntry {
		o.Entry = make([]float64, 0, rows)
	}
	n := make([]int32, 0, rows)
	for i := range cells {
		x := &cells[i]
		if !t.isAnalysed(x) {
			continue
		}
		o.Time, o.Cause, o.Group, n = append(o.Time, x.time), append(o.Cause, uint8(x.status)),
			append(o.Group, x.group), append(n, x.n)
		if t.hasEntry {
			o.Entry = append(o.Entry, x.entry)
		}
	}
	return o, n
}

// table counts some cells by time and group; nil where none is analysed.
func (t *tally) table(cells []tallyCell, causes int) (*survival.Table, error) {
	o, n := t.observations(cells)
	if len(n) == 0 {
		return nil, nil
	}
	return survival.FromCounts(o, n, len(t.groups), causes)
}

// singly has the cases of some strata one by one, each with the number of its
// stratum, by group, time and cause: what is sampled from them does not depend on
// the order of the cells. ok is false where there are more than most.
func (t *tally) singly(strata [][]tallyCell, most int) (o survival.Observations, stratum []int32, ok bool) {
	for number, cells := range strata {
		cells = selected(cells, t.isAnalysed)
		n := cases(cells)
		if len(o.Time)+n > most {
			return o, nil, false
		}
		slices.SortStableFunc(cells, func(a, b tallyCell) int {
			return cmp.Or(cmp.Compare(a.group, b.group), cmp.Compare(a.time, b.time), cmp.Compare(a.status, b.status))
		})
		each := make([]tallyCell, 0, n)
		for _, x := range cells {
			each = append(each, slices.Repeat([]tallyCell{x}, int(x.n))...)
		}
		of, _ := t.observations(each)
		o.Time, o.Cause, o.Group = append(o.Time, of.Time...), append(o.Cause, of.Cause...),
			append(o.Group, of.Group...)
		o.Entry = append(o.Entry, of.Entry...)
		stratum = append(stratum, slices.Repeat([]int32{int32(number)}, n)...)
	}
	return o, stratum, true
}

// code is that of a cell.
func (t *tally) code(x *tallyCell) string { return t.codes[x.code] }

// isDayToEvent reports whether the time of a cell is that from the origin to the event.
func (t *tally) isDayToEvent(x *tallyCell) bool {
	return x.status == 1 && t.code(x) == "" && !t.isSplit
}

// splitTally is the time of cases before and since a milestone, each a cell, and
// the cases of which it is not known.
func splitTally(g grouping, rows survival.Observations, missing int) *tally {
	t := &tally{by: g.by, groups: g.levels, hasEntry: rows.Entry != nil, codes: []string{""}, isSplit: true}
	for i, time := range rows.Time {
		x := tallyCell{time: time, group: rows.Group[i], n: 1, status: int16(rows.Cause[i])}
		if t.hasEntry {
			x.entry = rows.Entry[i]
		}
		t.cells = append(t.cells, x)
	}
	slices.SortStableFunc(t.cells, func(a, b tallyCell) int { return int(a.group) - int(b.group) })
	if missing > 0 {
		t.cells = append(t.cells, tallyCell{time: registry.NoTime, group: int32(len(g.levels)), n: int32(missing),
			status: registry.TallySetAside})
	}
	return t
}

// unitTally has a cell for each of the units that are given for each group. It
// is for few cases, or for one table of them.
func unitTally(o *endpoint.Observations, g grouping, units [][]int) *tally {
	t := &tally{by: g.by, groups: g.levels, hasEntry: o.Entry != nil}
	for group, of := range units {
		for _, i := range of {
			kind, when := outcomeOf(o, i)
			t.cells = append(t.cells, tallyCell{entry: when.entry, time: when.time, group: int32(group), n: 1,
				status: int16(kind.status), code: t.codeOf(kind.code)})
		}
	}
	return t
}

// wasReached reports whether half of the cases of a group, whatever became of
// them, had the opportunity to be followed to a time.
func (t *tally) wasReached(group int, time float64) bool {
	reached := 0
	for _, r := range t.reached {
		if int(r.group) == group && r.time == time && r.isLater == t.isLater {
			reached += int(r.n)
		}
	}
	return 2*reached >= cases(t.of(group))
}

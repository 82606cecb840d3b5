package result

import (
	"iter"
	"math"
	"slices"
	"strings"
)

// Listing says of every case and endpoint who counted as what, and why. It is
// for the centre only.
//
// It is kept by column, each text once: a registry of a million cases with ten
// endpoints takes some 10 bytes a row.
type Listing struct {
	units     []listedUnit
	groups    [][]GroupValue
	joined    []string // the groups as they are written
	decisions []decision
	endpoints []*ListingEndpoint
	stays     map[ofCohort][]Stay

	groupsCode   map[string]int32
	decisionCode map[decision]int32
}

// ListingRow is one case in one endpoint.
type ListingRow struct {
	Case     string
	Patient  string
	Cohort   string
	Endpoint string
	Groups   []GroupValue // of the cohort's compare columns, in their order; shared between rows
	Stays    []Stay       // on the row of the patient's first infusion, where they are told; shared likewise
	Outcome
}

// Outcome is as what a case counted in an endpoint.
type Outcome struct {
	Entry   float64 // when it came under observation, in the study's time unit; 0 from the start
	Time    float64 // in the study's time unit; NaN where set aside
	Status  int     // 0 censored, 1 event, 2 … the competing events in the order of the definition; -1 SetAside
	Code    string  // what decided: the milestone, closing_date, or why it was set aside
	Decided Place
}

// SetAside is the status of a case that an endpoint does not count.
const SetAside = -1

// maxStatus is the highest status, as there are at most 255 causes.
const maxStatus = math.MaxUint8

// GroupValue is the group of a case by one column, "" where missing.
type GroupValue struct {
	By    string
	Group string
}

// Place is a cell of an input.
type Place struct {
	File   string
	Line   int
	Column string
}

// listedUnit is a case with its groups in one cohort.
type listedUnit struct {
	id, patient string
	groups      int32
}

// decision is a status and what decided it, but for the line.
type decision struct {
	status             int16
	code, file, column string
}

// ListingEndpoint is the rows of one endpoint of one cohort.
type ListingEndpoint struct {
	Cohort, Endpoint string

	listing *Listing
	unit    []int32
	entry   []float64 // nil where every case is observed from the start
	time    times
	decided numbers
	line    []uint32
	likely  [4]int32 // the last decision of each status, competing ones together
}

// Groups numbers a combination of groups for Unit, the same for the same groups.
func (l *Listing) Groups(groups []GroupValue) int32 {
	text := joinGroups(groups)
	if code, known := l.groupsCode[text]; known {
		return code
	}
	if l.groupsCode == nil {
		l.groupsCode = make(map[string]int32)
	}
	code := int32(len(l.groups))
	l.groups, l.joined, l.groupsCode[text] = append(l.groups, groups), append(l.joined, text), code
	return code
}

// Room makes room for n more units.
func (l *Listing) Room(n int) { l.units = slices.Grow(l.units, n) }

// Unit adds a case with its groups and numbers it.
func (l *Listing) Unit(id, patient string, groups int32) int32 {
	l.units = append(l.units, listedUnit{id, patient, groups})
	return int32(len(l.units) - 1)
}

// AddEndpoint begins the rows of an endpoint, of about n cases.
func (l *Listing) AddEndpoint(cohort, endpoint string, n int) *ListingEndpoint {
	l.shareUnits()
	e := &ListingEndpoint{Cohort: cohort, Endpoint: endpoint, listing: l, unit: make([]int32, 0, n),
		time:    times{short: make([]float32, 0, n)},
		decided: numbers{short: make([]uint16, 0, n)}, line: make([]uint32, 0, n), likely: [4]int32{-1, -1, -1, -1}}
	l.endpoints = append(l.endpoints, e)
	return e
}

// shareUnits keeps the cases of the last endpoint once where they are those of
// the one before.
func (l *Listing) shareUnits() {
	n := len(l.endpoints)
	if n >= 2 && slices.Equal(l.endpoints[n-1].unit, l.endpoints[n-2].unit) {
		l.endpoints[n-1].unit = slices.Clip(l.endpoints[n-2].unit)
	}
}

// Add adds the outcome of a unit. The status is one of Outcome's, the line
// below 2^32.
func (e *ListingEndpoint) Add(unit int32, o Outcome) {
	if math.IsNaN(o.Entry) {
		o.Entry = 0
	}
	if o.Entry != 0 && e.entry == nil {
		e.entry = make([]float64, len(e.line), cap(e.line))
	}
	if e.entry != nil {
		e.entry = append(e.entry, o.Entry)
	}
	e.time.add(o.Time)
	e.decided.add(e.decision(o))
	e.unit, e.line = append(e.unit, unit), append(e.line, uint32(o.Decided.Line))
}

// decision numbers what decided; most rows of a status were decided as the
// last one was.
func (e *ListingEndpoint) decision(o Outcome) int32 {
	l, d := e.listing, decision{int16(o.Status), o.Code, o.Decided.File, o.Decided.Column}
	likely := &e.likely[min(max(o.Status, -1), 2)+1]
	if *likely >= 0 && l.decisions[*likely] == d {
		return *likely
	}
	code, known := l.decisionCode[d]
	if !known {
		if l.decisionCode == nil {
			l.decisionCode = make(map[decision]int32)
		}
		d = decision{d.status, strings.Clone(d.code), strings.Clone(d.file), strings.Clone(d.column)}
		code = int32(len(l.decisions))
		l.decisions, l.decisionCode[d] = append(l.decisions, d), code
	}
	*likely = code
	return code
}

// Len is the number of rows.
func (l *Listing) Len() int {
	n := 0
	for _, e := range l.endpoints {
		n += len(e.line)
	}
	return n
}

// GroupColumns are the columns to compare, in the order in which the cases
// have them first.
func (l *Listing) GroupColumns() []string {
	var columns []string
	for _, groups := range l.groups {
		for _, g := range groups {
			if !slices.Contains(columns, g.By) {
				columns = append(columns, g.By)
			}
		}
	}
	return columns
}

// All are the rows in their order.
func (l *Listing) All() iter.Seq[ListingRow] {
	return func(yield func(ListingRow) bool) {
		for _, e := range l.endpoints {
			if !e.each(yield) {
				return
			}
		}
	}
}

// Of are the rows of one endpoint of a cohort.
func (l *Listing) Of(cohort, endpoint string) iter.Seq[ListingRow] {
	return func(yield func(ListingRow) bool) {
		for _, e := range l.endpoints {
			if e.Cohort == cohort && e.Endpoint == endpoint && !e.each(yield) {
				return
			}
		}
	}
}

func (e *ListingEndpoint) each(yield func(ListingRow) bool) bool {
	for i := range e.line {
		if !yield(e.row(i)) {
			return false
		}
	}
	return true
}

func (e *ListingEndpoint) row(i int) ListingRow {
	u, d := &e.listing.units[e.unit[i]], &e.listing.decisions[e.decided.at(i)]
	r := ListingRow{Case: u.id, Patient: u.patient, Cohort: e.Cohort, Endpoint: e.Endpoint,
		Groups: e.listing.groups[u.groups],
		Stays:  e.listing.stays[ofCohort{e.Cohort, e.unit[i]}],
		Outcome: Outcome{Time: e.time.at(i), Status: int(d.status), Code: d.code,
			Decided: Place{d.file, int(e.line[i]), d.column}}}
	if e.entry != nil {
		r.Entry = e.entry[i]
	}
	return r
}
